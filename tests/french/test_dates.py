"""How French names days."""

from datetime import UTC, date, time, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.dates import NamedDay, clock, named_days, without_dates
from bot.french.fold import fold_line
from bot.wording.formats import long_day, short_day


def _ahead(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


def named(text):
    return [(day.day, day.month, day.year, day.weekday) for day in named_days(fold_line(text))]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("le mardi 25 mai 2021", (25, 5, 2021, 1), id="all of it"),
        pytest.param("mardi, le 25 mai", (25, 5, None, 1), id="without a year"),
        pytest.param("ven. 4 févr. 2022", (4, 2, 2022, 4), id="abbreviated"),
        pytest.param("1er août", (1, 8, None, None), id="the first"),
        pytest.param("mercredi 1 er mai 2024", (1, 5, 2024, 2), id="the first, set apart"),
        pytest.param("le premier juin", (1, 6, None, None), id="the first, in a word"),
        pytest.param("14 juillet 1789", (14, 7, 1789, None), id="a day of history"),
        pytest.param("3 juin, 2021", (3, 6, 2021, None), id="a comma before the year"),
        pytest.param("25/05/2021", (25, 5, 2021, None), id="strokes"),
        pytest.param("25/5", (25, 5, None, None), id="strokes without a year"),
        pytest.param("25.05.21", (25, 5, 2021, None), id="a year of two figures"),
        pytest.param("25-05-2021", (25, 5, 2021, None), id="hyphens"),
        pytest.param("2021-05-25T09:54", (25, 5, 2021, None), id="ISO 8601"),
        pytest.param("31 juin", (31, 6, None, None), id="a day that no month has is named all the same"),
    ],
)
def test_a_day_is_read_in_each_of_its_forms(text, day):
    assert named(text) == [day]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("25 maisons", id="a word that begins like a month"),
        pytest.param("un score de 25/5/3 %", id="a share"),
        pytest.param("12.345 mai", id="the end of a number"),
        pytest.param("version 2.10.7", id="a version"),
        pytest.param("mai 2021", id="a month alone"),
    ],
)
def test_what_only_looks_like_a_day_is_none(text):
    assert named(text) == []


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_what_we_write_is_read_back(day):
    assert named(long_day(day))[0] == (day.day, day.month, None, day.weekday())
    assert named(short_day(day, with_year=True))[0][:3] == (day.day, day.month, day.year)


@given(st.text(alphabet="0123456789/.- mailund1er", max_size=200))
def test_no_text_breaks_it_and_days_do_not_overlap(text):
    found = list(named_days(fold_line(text)))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(isinstance(day, NamedDay) for day in found)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        pytest.param("a 9h54", time(9, 54), id="an h"),
        pytest.param("a 21 heures", time(21), id="in words"),
        pytest.param("10:05:59", time(10, 5), id="seconds are left out"),
        pytest.param("vers midi", time(12), id="noon"),
        pytest.param("1:22 pm", time(13, 22), id="half a day, as English counts"),
        pytest.param("12:05 a.m.", time(0, 5), id="after midnight"),
        pytest.param("cet apres-midi a 15h", time(15), id="an afternoon is not noon"),
        pytest.param("a 10h22 utc", time(10, 22, tzinfo=UTC), id="a zone by its name"),
        pytest.param("12:22 (cest)", time(12, 22, tzinfo=_ahead(2)), id="in brackets"),
        pytest.param("a 4 h 00 hne", time(4, tzinfo=_ahead(-5)), id="a zone of Canada"),
        pytest.param("12:22 bst", time(12, 22, tzinfo=_ahead(1)), id="a summer in Britain"),
        pytest.param("12:22 gmt+1", time(12, 22, tzinfo=_ahead(1)), id="ahead of Greenwich"),
        pytest.param("12:22 +0530", time(12, 22, tzinfo=_ahead(5.5)), id="an offset"),
        pytest.param("23:30:00-05:00", time(23, 30, tzinfo=_ahead(-5)), id="an offset behind seconds"),
        pytest.param("09:22:00z", time(9, 22, tzinfo=UTC), id="Z"),
        pytest.param("10:00-12:00", time(10), id="from one hour to another"),
        pytest.param("25h", None, id="no hour"),
        pytest.param("3/10", None, id="a fraction"),
    ],
)
def test_hours(text, hour):
    assert clock(text) == hour


def test_what_stands_around_dates_is_kept():
    assert without_dates("publie le 3 juin 2021 a 9h54 par anne").split() == [
        "publie",
        "le",
        "a",
        "par",
        "anne",
    ]
