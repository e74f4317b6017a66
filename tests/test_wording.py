"""What we say is typed as on a keyboard, and reads as French is printed."""

import asyncio

import pytest

from bot.chat import texts
from bot.wording import Marked, _, language_of, speak, speaking, spoken


def test_special_spaces_and_apostrophes_are_put_in():
    assert _("Dire aussi « rien de neuf » : l'aube, oui !") == (
        "Dire aussi «\u202frien de neuf\u202f»\u00a0: l’aube, oui\u202f!"
    )


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
