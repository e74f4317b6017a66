"""What the commands say of themselves: in the operator's language, each of them, and Typer's words around."""

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from bot.cli.helps import to_operator
from bot.cli.main import app
from bot.wording import spoken
from bot.wording.catalogues import catalogue


def all_of(command: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """How each command and group is called."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from all_of(below, *path, name)


CALLED = list(all_of(get_command(app)))


def shown(*called: str, locale: str) -> str:
    told = {"LC_ALL": locale, "COLUMNS": "400", "TERM": "dumb"}
    done = CliRunner().invoke(app, [*called, "--help"], env=told)
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize("called", CALLED, ids=" ".join)
def test_each_command_has_a_help_in_both_languages(called: tuple[str, ...]) -> None:
    command = get_command(app)
    for name in called:
        command = command.commands[name]
    french, english = shown(*called, locale="fr_FR.UTF-8"), shown(*called, locale="en_GB.UTF-8")
    assert "Montrer cette aide." in french
    assert "Show this help." in english
    for typed in filter(None, [command.help, *(one.help for one in command.params)]):
        said = catalogue("en").gettext(typed)
        assert said != typed, f"not marked, or not translated: {typed}"
        assert said.partition("\n")[0].replace("'", "’") in english


def test_typer_s_own_words_are_said_too() -> None:
    assert "Commandes" in shown(locale="C.UTF-8")
    assert "[à donner]" in shown("replay", locale="C.UTF-8")
    assert "[sinon : 20]" in shown("stories", locale="C.UTF-8").replace("\u00a0", " ")
    assert "[else: 20]" in shown("stories", locale="en_US.UTF-8")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        pytest.param({}, "fr", id="no locale, as in a container"),
        pytest.param({"LANG": "en_US.UTF-8"}, "en", id="an English one"),
        pytest.param({"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr", id="of messages only"),
        pytest.param({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB"}, "en", id="one for all"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "fr", id="one that nobody has translated"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], language: str) -> None:
    with to_operator(environment):
        assert spoken() == language
