"""What is typed and is no command of ours is said in French, with where to look it up."""

import os

import pytest

from bot.cli.main import app, main
from bot.cli.refused import told
from bot.wording import speaking


@pytest.fixture(autouse=True)
def own_umask():
    """The command changes what its process lets others read: here that is the tests'."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def refusal(*typed):
    with pytest.raises(Exception) as raised:  # noqa: PT011 - Typer's own, of a module that is not public
        app(list(typed), standalone_mode=False, prog_name="laconique")
    return told(raised.value).replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("bckup", "laconique : pas de commande bckup ; voulez-vous dire backup ?"),
        ("zzz", "laconique : pas de commande zzz"),
        (
            "doctor --quik",
            "laconique doctor : pas d'option --quik ; voulez-vous dire --quick ?",
        ),
        (
            "doctor --quick=3",
            "laconique : l'option --quick ne s'emploie pas ainsi",
        ),
        ("migrate", "laconique migrate : il manque --to"),
        ("sources add", "laconique sources add : il manque address"),
        (
            "stories split a 1",
            "laconique stories split : story : il faut un nombre entier",
        ),
        (
            "stories --limit 0",
            "laconique stories : --limit : il faut 1 au moins",
        ),
        (
            "stories --limit 900",
            "laconique stories : --limit : il faut 500 au plus",
        ),
        (
            "replay x --from hier",
            "laconique replay : --from : cette valeur n'est pas possible",
        ),
        ("version a b", "laconique version : de trop : a b"),
    ],
)
def test_what_is_wrong_is_told_and_where_to_look_it_up(typed, said):
    command = said.partition(" : ")[0]
    assert refusal(*typed.split()).splitlines() == [said, f"Voir : {command} --help"]


def test_who_reads_english_is_told_in_english_typography():
    with speaking("en"):
        assert refusal("bckup").splitlines() == [
            "laconique: no command bckup; do you mean backup?",
            "See: laconique --help",
        ]


def test_it_ends_with_two_and_says_so_on_standard_error(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["bckup"])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert "pas de commande bckup" in said.err
    assert said.out == ""


def test_a_group_without_a_command_shows_its_help_alone(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["model"])
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert "convert" in said.out + said.err
    assert "Voir" not in said.err


def test_what_goes_well_ends_with_nothing_to_say(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["version"])
    assert not ended.value.code
    assert capsys.readouterr().out.startswith("laconique ")


def test_a_bug_of_ours_is_no_refusal():
    with pytest.raises(TypeError):
        main([object()])
