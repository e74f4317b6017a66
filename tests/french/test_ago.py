"""How French counts back from now."""

from datetime import datetime

import pytest

from bot.french.ago import ago, without_ago
from bot.french.fold import fold_line

NOW = datetime(2026, 11, 30, 15, 20)  # noqa: DTZ001 - whose zone it is does not matter here


@pytest.mark.parametrize(
    ("text", "moment", "to_the_minute"),
    [
        pytest.param("il y a 35 min", "2026-11-30T14:45", True, id="minutes"),
        pytest.param("il y a quelques minutes", "2026-11-30T15:17", False, id="a few"),
        pytest.param("Il y a une heure", "2026-11-30T14:20", True, id="one, in a word"),
        pytest.param("il y a 1h30", "2026-11-30T13:50", True, id="hours and minutes"),
        pytest.param("il y a deux heures et demie", "2026-11-30T12:50", True, id="and a half"),
        pytest.param("il y a environ deux jours", "2026-11-28T15:20", False, id="days in words"),
        pytest.param("il y a moins d’une semaine", "2026-11-23T15:20", False, id="a week"),
        pytest.param("il y a un mois", "2026-10-30T15:20", False, id="a month"),
        pytest.param("il y a 9 mois", "2026-02-28T15:20", False, id="a month that has no such day"),
        pytest.param("il y a 2 ans", "2024-11-30T15:20", False, id="years"),
    ],
)
def test_it_counts_back_to_a_moment(text, moment, to_the_minute):
    found = ago(fold_line(text), NOW)
    assert (found.at, found.to_the_minute) == (datetime.fromisoformat(moment), to_the_minute)
    assert not without_ago(fold_line(text)).strip()


@pytest.mark.parametrize(
    "text", ["il y a 3 blessés", "il y a huit jours fériés".replace("huit", "des"), "2 ans"]
)
def test_what_counts_something_else_is_none(text):
    assert ago(fold_line(text), NOW) is None
