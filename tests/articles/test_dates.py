"""When an article was published: what its datelines say, and what the cues tell where they fall short."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.datelines import stamps
from bot.articles.dating import Clues, date_article
from bot.french.dates import WEEKDAYS
from bot.model import DateOrigin
from tests.articles.texts import MORE, NOW, PROSE

PARIS = ZoneInfo("Europe/Paris")
INFERRED, STATED, UNKNOWN = DateOrigin.INFERRED, DateOrigin.STATED, DateOrigin.UNKNOWN
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre")
MONTHS += ("novembre", "décembre")


def dated(*lines: str, lead: str = PROSE, now: datetime = NOW, **said: str):
    return date_article(Clues([*lines, lead, MORE], [lead, MORE], **said), now, "Europe/Paris")


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        pytest.param("Publié le 3 juin 2021 à 18h02", "2021-06-03T18:02", id="published, in words"),
        pytest.param("Publié le jeudi 3 juin 2021 à 18 h 02", "2021-06-03T18:02", id="with a weekday"),
        pytest.param(
            "PUBLIÉ LE 1ER FÉVRIER 2021 À 9H",
            "2021-02-01T09:00",
            id="capitals, first of the month, bare hour",
        ),
        pytest.param(
            "Par Anne Duval, publié le 3 juin 2021 à 18:02", "2021-06-03T18:02", id="after the author"
        ),
        pytest.param("Mis à jour le 03/06/2021 à 18:02", "2021-06-03T18:02", id="updated, in figures"),
        pytest.param("03.06.2021 - 18h02", "2021-06-03T18:02", id="with dots"),
        pytest.param("2021-06-03 18:02", "2021-06-03T18:02", id="ISO"),
        pytest.param("2021-06-03T18:02:11", "2021-06-03T18:02", id="ISO with a T and seconds"),
        pytest.param("Publié à 18h02, le 3 juin 2021", "2021-06-03T18:02", id="hour first"),
        pytest.param(
            "Publié le 3 juin 2021 à 18h02 - Mis à jour le 5 juin 2021 à 7h",
            "2021-06-03T18:02",
            id="publication before update",
        ),
        pytest.param(
            "3 juin 2021 | 18h02 | Mis à jour le 5 juin 2021",
            "2021-06-03T18:02",
            id="a day before its update",
        ),
        pytest.param("Jeu. 3 juin 2021, 18h02", "2021-06-03T18:02", id="a weekday cut short"),
        pytest.param("Mis en ligne le 03.06.21 à 18:02", "2021-06-03T18:02", id="a year of two figures"),
        pytest.param("MAJ : 03/06/2021 - 18:02", "2021-06-03T18:02", id="updated, cut short"),
        pytest.param("Rédigé le 3 juin 2021 à midi", "2021-06-03T12:00", id="noon"),
        pytest.param("Diffusé le 3 juin 2021, 18 heures 02", "2021-06-03T18:02", id="hours in full"),
        pytest.param("Créé le 3 juin 2021 à 00h30", "2021-06-03T00:30", id="after midnight"),
        pytest.param("Publié le 03/06/2021 à 16:02 UTC", "2021-06-03T18:02", id="a zone that it names"),
        pytest.param("2021-06-03T16:02:11Z", "2021-06-03T18:02", id="ISO in UTC"),
        pytest.param("2021-06-03T23:30:00-05:00", "2021-06-04T06:30", id="ISO, far west"),
    ],
)
def test_a_dateline_in_full_is_taken_as_stated(line, moment):
    dating = dated(line)
    assert (dating.moment, dating.origin, dating.day_only) == (paris(moment), STATED, False)


@pytest.mark.parametrize(
    "line", ["le 03/06/2021", "Publié le 3 juin 2021", "jeudi 3 juin 2021", "3 juin 2021", "03/06/21"]
)
def test_a_day_without_hour_says_so(line):
    dating = dated(line)
    assert dating.day_only
    assert dating.moment.astimezone(PARIS).date() == date(2021, 6, 3)
    assert dating.origin is STATED


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        pytest.param("Publié il y a 2 heures", "2026-11-23T11:00", id="hours ago"),
        pytest.param("il y a 35 min", "2026-11-23T12:25", id="minutes ago"),
        pytest.param("hier à 18h", "2026-11-22T18:00", id="yesterday"),
        pytest.param("Publié avant-hier à 7h30", "2026-11-21T07:30", id="the day before"),
        pytest.param("Aujourd’hui à 8h", "2026-11-23T08:00", id="today"),
        pytest.param("Publié ce jour à 8h", "2026-11-23T08:00", id="this day"),
        pytest.param("Mis à jour il y a une heure", "2026-11-23T12:00", id="an hour ago"),
        pytest.param("Publié il y a 2 jours", "2026-11-21T12:00", id="days ago"),
        pytest.param("Publié vendredi à 18h", "2026-11-20T18:00", id="a bare weekday is the last one"),
        pytest.param("il y a deux jours", "2026-11-21T12:00", id="days in words"),
        pytest.param("il y a 1h30", "2026-11-23T11:30", id="hours and minutes ago"),
        pytest.param("Publié il y a 2 ans", "2024-11-23T12:00", id="years ago"),
        pytest.param("ce matin à 7h30", "2026-11-23T07:30", id="this morning"),
        pytest.param("Publié à 10 h 22", "2026-11-23T10:22", id="an hour alone is of today"),
        pytest.param("Publié à 18 h 22", "2026-11-22T18:22", id="or of yesterday, when it is to come"),
        pytest.param("Publié hier à 4 h 00 HNE", "2026-11-22T10:00", id="an hour of another zone"),
    ],
)
def test_a_day_counted_from_now_is_inferred(line, moment):
    dating = dated(line)
    assert (dating.moment, dating.origin) == (paris(moment), INFERRED)
    assert 0 < dating.confidence < 1


def test_a_day_at_the_head_says_more_than_its_update():
    assert dated("3 juin 2021 à 18h02", "Mis à jour le 5 juin 2021 à 7h").moment == paris("2021-06-03T18:02")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("© 2026 La Gazette de Valmont", id="the site's rights"),
        pytest.param("Copyright 3 juin 2021", id="rights, in a word"),
        pytest.param("lundi 23 novembre 2026", id="today, as sites print it over all their pages"),
        pytest.param("Publié le mercredi 37 brumaire à 10h", id="a weekday beside a day not understood"),
    ],
)
def test_what_is_no_day_of_publication_dates_nothing(line):
    assert dated(line).origin is UNKNOWN


@pytest.mark.parametrize("other", ["il y a 3 heures", "3 juin 2021", "le 3/06/2021 à 10h"])
def test_the_days_of_other_news_date_nothing(other):
    clues = Clues([PROSE, MORE, "À la une", "Un autre titre", other], [PROSE, MORE])
    assert date_article(clues, NOW, "Europe/Paris").origin is UNKNOWN


@pytest.mark.parametrize(
    ("lines", "lead", "now", "day", "second"),
    [
        pytest.param(
            ["Mise à jour à 9h le 26/05", "Un plan d'ici 2025"],
            "La ville a voté mardi, dit-on.",
            "2026-11-23",
            "2021-05-26",
            "2020-05-26",
            id="a horizon and the lead's weekday",
        ),
        pytest.param(
            ["mardi 25 mai à 18h"], PROSE, "2026-11-23", "2021-05-25", None, id="the dateline's own weekday"
        ),
        pytest.param(
            ["Publié le 26 mai à 9h"],
            "La ville, dit le maire ce mercredi 26 mai, a voté.",
            "2026-11-23",
            "2021-05-26",
            None,
            id="weekday, day and month in the lead",
        ),
        pytest.param(
            ["Publié le 31 décembre à 9h"],
            PROSE,
            "2026-01-02",
            "2025-12-31",
            None,
            id="last year, read in January",
        ),
        pytest.param(["Publié le 29 février à 9h"], PROSE, "2026-11-23", "2024-02-29", None, id="a leap day"),
        pytest.param(["Publié le 24 novembre à 9h"], PROSE, "2026-11-24", "2026-11-24", None, id="today"),
        pytest.param(
            ["Publié le 20 juin à 9h"],
            "Depuis 2016, la ville comptait sur 2017 pour voter, dit-on.",
            "2022-03-01",
            "2018-06-20",
            "2017-06-20",
            id="not long after the latest year that the text names",
        ),
    ],
)
def test_a_missing_year_is_inferred_from_the_cues(lines, lead, now, day, second):
    dating = dated(*lines, lead=lead, now=datetime.fromisoformat(f"{now}T20:00:00Z"))
    assert dating.moment.astimezone(PARIS).date() == date.fromisoformat(day)
    assert dating.origin is INFERRED
    assert 0 < dating.confidence <= 1
    assert dating.candidates[0] == date.fromisoformat(day)
    assert second is None or dating.candidates[1] == date.fromisoformat(second)


@pytest.mark.parametrize(
    ("line", "url", "moment", "day_only"),
    [
        pytest.param(
            "Menu", "https://a.example/2021/05/26/titre", "2021-05-26T12:00", True, id="the address alone"
        ),
        pytest.param(
            "Mise à jour à 09h54 le 26/05",
            "https://a.example/2021-05-26-x",
            "2021-05-26T09:54",
            False,
            id="with the hour of the dateline",
        ),
        pytest.param(
            "Mise à jour le 30/05 à 9h",
            "https://a.example/20210526/x",
            "2021-05-26T12:00",
            True,
            id="before a later update",
        ),
        pytest.param(
            "Publié le 25 mai 2021 à 9h",
            "https://a.example/2021/05/26/x",
            "2021-05-25T09:00",
            False,
            id="after a full publication",
        ),
    ],
)
def test_the_address_may_carry_the_day(line, url, moment, day_only):
    dating = dated(line, url=url)
    assert (dating.moment, dating.origin, dating.day_only) == (paris(moment), STATED, day_only)


def test_the_pages_own_word_outweighs_all_the_rest():
    dating = dated(
        "Publié le 3 juin 2021", stated="2022-01-04T07:00:00+01:00", url="https://a.example/2020/01/01/x"
    )
    assert dating.moment == paris("2022-01-04T07:00")
    assert dating.confidence == 1


def test_a_page_that_gives_the_day_borrows_the_hour_of_its_dateline():
    assert dated("Publié le 3 juin 2021 à 18h02", stated="2021-06-03").moment == paris("2021-06-03T18:02")


def test_an_agencys_opening_is_a_dateline():
    dating = dated(lead="VALMONT, 3 juin 2021 (Agence Baie) - Le conseil a voté.")
    assert dating.moment.astimezone(PARIS).date() == date(2021, 6, 3)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "Le rapport publié le 3 juin 2021 montre une hausse des loyers.",
            id="a sentence with a publication",
        ),
        pytest.param("Grève du 5 décembre", id="a headline with a day"),
        pytest.param("Il y a 20 ans, la tour tombait", id="a headline that counts years"),
        pytest.param("Le musée ouvre mardi", id="a headline with a weekday"),
        pytest.param("Publié le 45/13/2021", id="no such day"),
        pytest.param("Publié le 3 juin 2031", id="the future"),
        pytest.param("Score : 3/4", id="a fraction"),
        pytest.param("Actualités", id="nothing"),
    ],
)
def test_what_is_no_dateline_dates_nothing(line):
    dating = dated(line)
    assert (dating.moment, dating.origin, dating.confidence) == (NOW, UNKNOWN, 0.0)


def test_the_days_of_other_news_are_not_the_articles():
    others = [line for day in (1, 2, 3) for line in (f"{day} juillet 2020", "Un autre titre")]
    assert dated(*others, *["Menu"] * 6).origin is UNKNOWN
    assert dated(*others, *["Menu"] * 6, "publié le samedi 4 janvier 2020 à 7h").moment == paris(
        "2020-01-04T07:00"
    )


def test_nothing_is_dated_after_now_for_want_of_an_hour():
    morning = datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert dated("Publié le 23/11/2026", now=morning).moment == morning


@given(
    st.dates(date(2001, 1, 1), date(2026, 11, 22)),
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
)
def test_a_dateline_comes_back_as_it_was_written(day, hour):
    line = f"Publié le {day.day} {MONTHS[day.month - 1]} {day.year} à {hour.hour}h{hour.minute:02}"
    (stamp,) = stamps(line, NOW)
    assert (stamp.year, stamp.month, stamp.day, stamp.clock) == (day.year, day.month, day.day, hour)


CUES = [
    "",
    "le ",
    "Publié le ",
    "Mis à jour le ",
    "Dernière mise à jour le ",
    "Par Anne Duval, publié le ",
    "Posté le ",
]
CLOCKS = ["{0}h{1:02}", "{0} h {1:02}", "{0}:{1:02}", "{0:02}:{1:02}", "{0} heures {1:02}"]
PLACES = [" à ", ", ", " - ", " | ", " – "]


def written(day: date, how: str) -> str:
    weekday = WEEKDAYS[day.weekday()]
    name = MONTHS[day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    return {
        "words": f"{first} {name} {day.year}",
        "weekday": f"{weekday} {first} {name} {day.year}",
        "short": f"{weekday[:3]}. {day.day} {name} {day.year}",
        "slashes": f"{day:%d/%m/%Y}",
        "short year": f"{day:%d/%m/%y}",
        "dots": f"{day:%d.%m.%Y}",
        "ISO": f"{day:%Y-%m-%d}",
    }[how]


@given(
    st.dates(date(2001, 1, 1), date(2026, 11, 22)),
    st.times(),
    st.sampled_from(["words", "weekday", "short", "slashes", "short year", "dots", "ISO"]),
    st.sampled_from(CUES),
    st.sampled_from(PLACES),
    st.sampled_from(CLOCKS),
)
def test_any_way_to_write_a_dateline_gives_its_day_and_hour(day, hour, how, cue, between, clock):
    line = cue + written(day, how) + between + clock.format(hour.hour, hour.minute)
    (stamp,) = stamps(line, NOW)
    assert (stamp.year, stamp.month, stamp.day) == (day.year, day.month, day.day)
    assert (stamp.clock.hour, stamp.clock.minute) == (hour.hour, hour.minute)


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*CUES, "12", "/", "31 juin", "à 25h", "hier", "il y a 3 "])).map("".join)
)
def test_any_line_has_datelines_or_none_and_nothing_is_raised(line):
    assert all(1 <= stamp.month <= 12 for stamp in stamps(line, NOW))


@given(st.dates(date(2021, 1, 1), date(2026, 11, 22)), st.integers(0, 2000))
def test_an_inferred_day_keeps_its_month_and_is_not_in_the_future(day, later):
    now = datetime(day.year, day.month, day.day, 22, tzinfo=UTC) + timedelta(days=later)
    dating = dated(f"le {day.day}/{day.month:02}", now=now)
    found = dating.moment.astimezone(PARIS).date()
    assert (found.day, found.month) == (day.day, day.month)
    assert found <= now.astimezone(PARIS).date() + timedelta(days=1)
