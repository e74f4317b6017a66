"""`laconique doctor` as an operator meets it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import laconique, make_config

pytestmark = pytest.mark.slow


def words(text: str) -> str:
    """With plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def broken(home: Path, statement: str) -> None:
    with closing(sqlite3.connect(home / "laconique.db")) as connection, connection:
        connection.execute(statement)


def test_of_a_bot_that_is_well(place):
    report = laconique("doctor", **place)
    assert report.returncode == 0, report.stdout
    assert "✓ base intacte" in words(report.stdout)
    assert "place libre" in words(report.stdout)
    assert "! aucune sauvegarde n’a été faite : laconique backup" in words(report.stdout)
    laconique("backup", **place)
    report = laconique("doctor", "--quick", **place)
    assert "✓ dernière sauvegarde" in words(report.stdout)
    assert "base intacte" not in words(report.stdout)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        pytest.param(
            "DELETE FROM article_words", "l’index de recherche et les articles diffèrent de 1", id="search"
        ),
        pytest.param(
            "DELETE FROM stories", "base abîmée : articles 1 points at nothing in stories", id="keys"
        ),
        pytest.param(
            "UPDATE articles SET summary_due_at = '2020-01-01 00:00:00.000000'",
            "✗ résumés à faire : 1 en retard, depuis le 01/01/2020 à 01:00\n"
            "  → un processus « summarise » tourne-t-il ? laconique run",
            id="work that nobody does",
        ),
        pytest.param(
            "UPDATE articles SET summary_due_at = '2100-01-01 00:00:00.000000'",
            "✗ l’horloge a été reculée ; un robot qui tourne remet à maintenant ce qui l’attend : articles 1",
            id="work of a future that never was",
        ),
    ],
)
def test_of_one_that_is_not(place, statement, said):
    broken(place["home"], statement)
    report = laconique("doctor", **place)
    assert report.returncode == 1
    assert said in words(report.stdout)


def test_of_a_network_that_is_down(place, tmp_path):
    """One cause, one line, one thing to do; and what the page says of it is what the terminal says."""
    feeds = "".join(
        f'[[sources]]\nname = "Le Phare {n}"\nkind = "feed"\naddress = "http://127.0.0.1:9/{n}"\n'
        for n in range(4)
    )
    bot = '[ingest]\nhost_gap_s = 0\nprivate_hosts = ["127.0.0.1"]\n'
    place["config"] = make_config(tmp_path / "offline", sources=feeds, bot=bot)
    laconique("ingest", **place)
    report = laconique("doctor", "--quick", **place)
    assert report.returncode == 1
    assert "✗ le réseau ne répond pas : 4 sources (Le Phare 0, Le Phare 1, Le Phare 2…)" in words(
        report.stdout
    )
    assert "→ vérifiez la connexion de cette machine" in words(report.stdout)
    listed = words(laconique("sources", **place).stdout)
    assert "1 × le serveur ne se laisse pas joindre" in listed
