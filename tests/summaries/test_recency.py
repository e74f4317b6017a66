"""How near to its day of publication what a sentence tells is."""

from datetime import UTC, date, datetime

import pytest

from bot.french.words import words
from bot.model import DateOrigin, Dating
from bot.summaries.recency import RECENCY, day_of, recency

TUESDAY = date(2026, 3, 10)


def told(text, published=TUESDAY):
    return dict(zip(RECENCY, recency(text, words(text), published), strict=True))


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Le bac de Sauvelade a coulé mardi.", 0),
        ("Le bac de Sauvelade a coulé lundi soir.", 1),
        ("La grève commencera mercredi.", 6),
        ("Le bac de Sauvelade a coulé.", -1),
    ],
)
def test_a_weekday_is_so_many_days_before_publication(text, since):
    assert told(text)["days_since"] == since
    assert told(text)["weekday"] == (since >= 0)


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("Le marché a fermé le 8 mars.", -2),
        ("Le procès s'ouvrira le 12 mars 2026.", 2),
        ("Le pont date du 4 juin 1936.", -60),
        ("Il avait quitté la mairie le 31 décembre.", -60),
        ("Le maire parle du 31 juin.", -99),
        ("Le bac compte 12 places.", -99),
    ],
)
def test_a_date_is_so_many_days_off_publication(text, off):
    assert told(text)["days_off"] == off


def test_without_a_day_of_publication_only_the_weekday_is_told():
    assert told("Le bac a coulé mardi 10 mars.", None) == {"weekday": 1, "days_since": -1, "days_off": -99}


def test_a_day_is_that_of_france_and_only_one_that_is_stated():
    late = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    assert day_of(Dating(late)) == date(2026, 3, 11)
    assert day_of(Dating(late, DateOrigin.INFERRED)) is None
    assert day_of(Dating(late, DateOrigin.UNKNOWN)) is None
