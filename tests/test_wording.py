"""What we say is typed as on a keyboard, and reads as French is printed."""

import asyncio
import re
from datetime import date

import pytest

from bot.chat import texts
from bot.wording import Marked, _, language_of, plural, speak, speaking, spoken
from bot.wording.english import english
from bot.wording.formats import (
    apart,
    clock,
    grouped,
    in_a_row,
    language_name,
    long_day,
    month_name,
    short_day,
    weekday,
)


def test_special_spaces_and_apostrophes_are_put_in():
    assert _("Dire aussi « rien de neuf » : l'aube, oui !") == (
        "Dire aussi «\u202frien de neuf\u202f»\u00a0: l’aube, oui\u202f!"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_of_ours_ends_between_a_number_and_its_unit(language):
    ours = [one for one in vars(texts).values() if isinstance(one, Marked)]
    with speaking(language):
        said = "\n".join(map(str, ours))
    assert re.search(r"\d\u00a0h\u00a045|7:45", said)
    assert not re.search(r"[\d}] (?:h|min|s|[%€])(?!\w)|\d.h \d", said)


@pytest.mark.parametrize(
    "kept",
    [
        "https://phare.example.org/a?b=1;c=2!",
        "www.phare.example.org/l'aube",
        "redaction@phare.example.org",
        "/hours 7:45 lun-ven",
        "<b>Qui</b>",
        "[green]✓[/green]",
        "{days} et {seconds:.0f}",
        "Lire {path:>10}",
    ],
)
def test_what_is_no_prose_stays_as_it_is(kept):
    assert _(kept) == kept
    assert _(f"Voyez ceci : {kept} ou rien !") == f"Voyez ceci\u00a0: {kept} ou rien\u202f!"


def test_what_fills_a_field_keeps_its_spelling():
    """A reader's own words are given back as typed."""
    assert (
        texts.NOTHING_ON.format(topic="qui? l'aube") == "Je n’ai rien trouvé sur «\u202fqui? l'aube\u202f»."
    )


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("en", "en"),
        ("en-GB", "en"),
        ("EN-us", "en"),
        ("de", "fr"),
        (None, "fr"),
    ],
)
def test_a_stranger_is_spoken_to_as_their_app_is(code, language):
    assert language_of(code) == language


def test_a_constant_is_said_in_the_language_of_the_moment():
    named = Marked("Ma région")
    with speaking("en"):
        assert (spoken(), str(named), f"{named}") == ("en", _("Ma région"), _("Ma région"))
    assert (spoken(), str(named)) == ("fr", "Ma région")


def test_a_language_that_we_do_not_know_is_french():
    with speaking("eo"):
        assert spoken() == "fr"


async def test_what_is_said_side_by_side_is_said_in_each_one_s_language():
    async def greet(language):
        speak(language)
        await asyncio.sleep(0)
        return spoken()

    assert await asyncio.gather(*map(greet, ("en", "fr", "en"))) == ["en", "fr", "en"]
    assert spoken() == "fr"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('Write "what\'s new?" or "help".', "Write “what’s new?” or “help”."),
        ("the publisher's page...", "the publisher’s page…"),
        ('/topic "pouvoir d\'achat" -sport', "/topic “pouvoir d’achat” -sport"),
        ("<b>Correction.</b> at 7:45", "<b>Correction.</b> at 7:45"),
    ],
)
def test_english_is_printed_as_english(typed, printed):
    assert english(typed) == printed == english(printed)


MAY_26 = date(2021, 5, 26)
FIRST_OF_MAY = date(2021, 5, 1)


@pytest.mark.parametrize(
    ("said", "in_french", "in_english"),
    [
        pytest.param(lambda: clock(8, 0), "8\u00a0h", "8:00", id="an hour"),
        pytest.param(lambda: clock(7, 45), "7\u00a0h\u00a045", "7:45", id="an hour and minutes"),
        pytest.param(
            lambda: short_day(MAY_26, with_year=True), "26 mai 2021", "26 May 2021", id="a day and its year"
        ),
        pytest.param(lambda: short_day(FIRST_OF_MAY, with_year=False), "1er mai", "1 May", id="the first"),
        pytest.param(lambda: long_day(MAY_26), "mercredi 26 mai", "Wednesday 26 May", id="a weekday"),
        pytest.param(lambda: weekday(6, short=True), "dim.", "Sun", id="a weekday in short"),
        pytest.param(lambda: month_name(2), "février", "February", id="a month"),
        pytest.param(lambda: grouped(12400), "12\u202f400", "12,400", id="thousands"),
        pytest.param(lambda: in_a_row(["a", "b", "c"]), "a, b et c", "a, b and c", id="a list"),
        pytest.param(lambda: in_a_row(["a"]), "a", "a", id="a list of one"),
        pytest.param(lambda: apart(["a, b", "c"]), "a, b\u202f; c", "a, b; c", id="a list of lists"),
        pytest.param(lambda: language_name("de"), "allemand", "German", id="a language"),
        pytest.param(
            lambda: plural("une mention dans l'article", "{number} mentions dans l'article", 0),
            "une mention dans l’article",
            "mentioned {number} times in the article",
            id="none is singular in French",
        ),
    ],
)
def test_days_hours_numbers_and_lists_are_written_as_each_language_does(said, in_french, in_english):
    assert said() == in_french
    with speaking("en"):
        assert said() == in_english
