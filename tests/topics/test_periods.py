"""Dates in a reader's French, read on Tuesday, the 24th of November 2026."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.topics.days import Sure
from bot.topics.periods import HIDDEN, Trouble, read
from bot.topics.spans import Span

TODAY = date(2026, 11, 24)


def days(typed):
    """From when to when, as «2021-05-01/2021-05-31»; open where nothing stands."""
    found = read(typed, TODAY)
    return found and "/".join(str(day) if day else "" for day in (found.span.first, found.span.last))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("russie mai 2021", "2021-05-01/2021-05-31", id="a month"),
        pytest.param("russie en 2020", "2020-01-01/2020-12-31", id="a year"),
        pytest.param("en mai", "2026-05-01/2026-05-31", id="the last May"),
        pytest.param("en décembre", "2025-12-01/2025-12-31", id="the last December"),
        pytest.param("le 3 mars", "2026-03-03/2026-03-03", id="a day of this year"),
        pytest.param("le 25 décembre", "2025-12-25/2025-12-25", id="a day of last year"),
        pytest.param("3 mars 2019", "2019-03-03/2019-03-03", id="a day in full"),
        pytest.param("lundi 23 novembre", "2026-11-23/2026-11-23", id="with its weekday"),
        pytest.param("29 février", "2024-02-29/2024-02-29", id="the last one that there was"),
        pytest.param("12/05/2021", "2021-05-12/2021-05-12", id="in figures"),
        pytest.param("2021-05-12", "2021-05-12/2021-05-12", id="as machines write it"),
        pytest.param("05/2021", "2021-05-01/2021-05-31", id="a month in figures"),
        pytest.param("hier", "2026-11-23/2026-11-23", id="yesterday"),
        pytest.param("avant-hier", "2026-11-22/2026-11-22", id="the day before"),
        pytest.param("aujourd’hui", "2026-11-24/2026-11-24", id="today"),
        pytest.param("cette semaine", "2026-11-23/2026-11-29", id="this week"),
        pytest.param("la semaine dernière", "2026-11-16/2026-11-22", id="last week"),
        pytest.param("le week-end dernier", "2026-11-21/2026-11-22", id="last weekend"),
        pytest.param("ce mois-ci", "2026-11-01/2026-11-30", id="this month"),
        pytest.param("le mois dernier", "2026-10-01/2026-10-31", id="last month"),
        pytest.param("l’an dernier", "2025-01-01/2025-12-31", id="last year"),
        pytest.param("lundi dernier", "2026-11-23/2026-11-23", id="a weekday"),
        pytest.param("depuis lundi", "2026-11-23/", id="since a weekday"),
        pytest.param("depuis mardi", "2026-11-17/", id="since the weekday that today is: a week ago"),
        pytest.param("depuis le 1er mai", "2026-05-01/", id="since a day"),
        pytest.param("depuis 2019", "2019-01-01/", id="since a year"),
        pytest.param("depuis trois jours", "2026-11-21/", id="since so long"),
        pytest.param("depuis un mois", "2026-10-24/", id="since a month"),
        pytest.param("à partir du 3 mars 2020", "2020-03-03/", id="from a day on"),
        pytest.param("avant 2019", "/2018-12-31", id="before a year"),
        pytest.param("jusqu’à mai 2021", "/2021-05-31", id="until a month, which counts"),
        pytest.param("après mai 2021", "2021-06-01/", id="after a month"),
        pytest.param("du 3 au 10 mai", "2026-05-03/2026-05-10", id="from a day to a day"),
        pytest.param("du 28 au 3 mai", "2026-04-28/2026-05-03", id="over the end of a month"),
        pytest.param("du 25 décembre au 3 janvier", "2025-12-25/2026-01-03", id="over the end of a year"),
        pytest.param("du 28 avril au 3 mai 2021", "2021-04-28/2021-05-03", id="the year said once"),
        pytest.param("de mars à mai 2021", "2021-03-01/2021-05-31", id="from a month to a month"),
        pytest.param("entre 2019 et 2021", "2019-01-01/2021-12-31", id="between years"),
        pytest.param("ces trois derniers jours", "2026-11-22/2026-11-24", id="the last three days"),
        pytest.param("les deux dernières semaines", "2026-11-11/2026-11-24", id="the last two weeks"),
        pytest.param("ces derniers jours", "2026-11-18/2026-11-24", id="some days"),
        pytest.param("il y a deux ans", "2024-01-01/2024-12-31", id="some years ago"),
        pytest.param("il y a trois jours", "2026-11-21/2026-11-21", id="some days ago"),
        pytest.param("début mai", "2026-05-01/2026-05-10", id="the beginning of a month"),
        pytest.param("fin avril 2021", "2021-04-21/2021-04-30", id="its end"),
        pytest.param("mi-2020", "2020-05-01/2020-08-31", id="the middle of a year"),
        pytest.param("l’été dernier", "2026-06-01/2026-08-31", id="the last summer"),
        pytest.param("hiver 2024", "2023-12-01/2024-02-29", id="a winter, by the year of its end"),
    ],
)
def test_a_date(typed, meant):
    assert days(typed) == meant
    assert read(typed, TODAY).sure is Sure.DATE
    assert read(typed, TODAY).trouble is None


@pytest.mark.parametrize(
    ("typed", "sure"),
    [
        pytest.param("11 septembre", Sure.EITHER, id="a day that names what happened on it"),
        pytest.param("le 14 juillet", Sure.EITHER, id="or what is celebrated"),
        pytest.param("la grève du 5 mars", Sure.EITHER, id="an event named by its day"),
        pytest.param("le monde d’hier", Sure.EITHER, id="a book"),
        pytest.param("planète mars", Sure.EITHER, id="a planet"),
        pytest.param("jeux 2024", Sure.EITHER, id="a year that belongs to a name"),
        pytest.param("dimanche", Sure.EITHER, id="a weekday alone"),
        pytest.param("24/7", Sure.EITHER, id="figures"),
        pytest.param("mai 68", Sure.WORDS, id="a year in two figures"),
        pytest.param("6 juin 44", Sure.WORDS, id="and its day"),
        pytest.param("mai 1968", Sure.WORDS, id="longer ago than any article"),
        pytest.param("guerre de 1914 à 1918", Sure.WORDS, id="a war"),
        pytest.param("jeux 2032", Sure.WORDS, id="a year to come"),
    ],
)
def test_what_looks_like_a_date_may_be_a_subject(typed, sure):
    assert read(typed, TODAY).sure is sure


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "guerre de 14",
        "sept morts",
        "les 4000 salariés",
        "été",
        "49.3",
        "entre Paris et Lyon",
        "avant-centre",
    ],
)
def test_what_does_not_even_look_like_one(typed):
    assert read(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        pytest.param("30 février", Trouble.NO_SUCH_DAY, id="no month has it"),
        pytest.param("russie 29 février 2023", Trouble.NO_SUCH_DAY, id="not that year"),
        pytest.param("31/04/2021", Trouble.NO_SUCH_DAY, id="in figures"),
        pytest.param("du 31 juin au 3 juillet", Trouble.NO_SUCH_DAY, id="in a range"),
        pytest.param("en 2032", Trouble.FUTURE, id="a year to come"),
        pytest.param("depuis 2032", Trouble.FUTURE, id="since then"),
        pytest.param("demain", Trouble.FUTURE, id="tomorrow"),
        pytest.param("la semaine prochaine", Trouble.FUTURE, id="next week"),
        pytest.param("de 2021 à 2019", Trouble.BACKWARDS, id="backwards"),
    ],
)
def test_a_date_that_nobody_can_look_for(typed, trouble):
    assert read(typed, TODAY).trouble is trouble


def test_what_stands_around_a_date_is_left():
    found = read("les grèves de mai 2021 à Valmorin", TODAY)
    assert "les grèves de mai 2021 à Valmorin"[found.start : found.end] == "de mai 2021"
    assert found.core == "mai 2021"


def test_what_is_hidden_is_no_part_of_a_date():
    assert read(f"mai {HIDDEN * 5} 2021", TODAY).core == "2021"


PIECES = st.sampled_from(
    "le la du de au en entre et à avant depuis jusqu’au il y a ces dernières derniers 0 1er 3 29 30 31 99 "
    "2021 1066 2999 "
    "mai février mars sept lundi semaine jours mois ans week-end été hiver début fin mi hier demain 31/02 "
    "2021-13-40 - |".split()
)
SOME_DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(st.lists(PIECES, max_size=9).map(" ".join), SOME_DAYS)
def test_any_words_on_any_day_are_read_or_left(typed, today):
    found = read(typed, today)
    if found is not None:
        assert 0 <= found.start < found.end <= len(typed)
        assert found.trouble or found.span != Span()
        if found.trouble is None and found.span.first and found.span.last:
            assert found.span.first <= found.span.last


@given(SOME_DAYS)
def test_a_day_in_full_is_that_day_whatever_today_is(day):
    for typed in (f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}"):
        assert read(typed, TODAY).span == Span(day, day)


@given(st.none() | SOME_DAYS, st.none() | SOME_DAYS)
def test_a_span_comes_back_from_its_letters(first, last):
    if first or last:
        assert Span.decoded(Span(first, last).coded()) == Span(first, last)


def test_a_span_begins_and_ends_at_midnight_where_the_reader_lives():
    since, until = Span(date(2026, 3, 29), date(2026, 3, 29)).moments("Europe/Paris")
    assert (since, until) == (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))
    assert Span(None, date(2026, 3, 29)).moments("Pacific/Tahiti") == (
        None,
        datetime(2026, 3, 30, 10, tzinfo=UTC),
    )
