"""What we say in another language: all of it, of today's texts, with the same fields, tags and commands."""

import re
import string

import pytest
from babel.messages.pofile import read_po

from bench.messages import HELPS, REMARK, ROOMS, TEMPLATE, catalogue_of, template
from bot.chat.administration import ADMIN_COMMANDS
from bot.chat.commands import COMMANDS, called
from bot.wording import FRENCH, LANGUAGES, Marked, speaking
from tests.chat.test_texts import marked

OTHERS = [language for language in LANGUAGES if language != FRENCH]
COMMAND = re.compile(r"(?<![\w.{/<])/([a-z]+)\b")
TAG = re.compile(r"</?\w+>")
FRENCH_WORD = re.compile(r"[^\W\d_]*[àâçéèêëîïôùûœÀÉÈ«»][^\W\d_]*")
MAKE = "make messages"


def read(path, language=None):
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def forms(text):
    """A text, or its singular and its plural."""
    return text if isinstance(text, tuple | list) else (text,)


CATALOGUES = {language: read(catalogue_of(language), language) for language in OTHERS}
PAIRS = [
    (language, said, translated)
    for language, catalogue in CATALOGUES.items()
    for message in catalogue
    if message.id
    for said, translated in zip(forms(message.id), forms(message.string), strict=True)
]


def fields(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def commands(text):
    return COMMAND.findall(text)


def known(language):
    with speaking(language):
        return {called(name) for name in COMMANDS} | {called(name) for name, _ in ADMIN_COMMANDS} | {"start"}


def test_the_template_has_every_text_that_readers_see():
    """And those of commands, and remarks. One inside an f-string would not be found, nor be translated."""
    shown = {text for place, text in marked().items() if place.startswith((*ROOMS, *HELPS))}
    shown |= {*marked(REMARK).values()}
    assert shown == {text for message in template() if message.id for text in forms(message.id)}


def test_the_template_is_of_today():
    assert [one.id for one in read(TEMPLATE)] == [one.id for one in template()], MAKE


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_doubtful_or_left_over(language):
    catalogue = CATALOGUES[language]
    wanted = {one.id for one in template()}
    assert [one.id for one in catalogue if one.id and not all(forms(one.string))] == []
    assert [one.id for one in catalogue if one.id and one.fuzzy] == [], "read it, then take «fuzzy» away"
    assert {one.id for one in catalogue} == wanted, MAKE
    assert not catalogue.obsolete


def test_a_translation_keeps_what_is_filled_in_marked_up_or_typed():
    def keeps(said, translated):
        return (
            set(fields(translated)) == set(fields(said))
            and TAG.findall(translated) == TAG.findall(said)
            and len(commands(translated)) == len(commands(said))
            and (translated == translated.strip() or said != said.strip())
        )

    assert [pair for pair in PAIRS if not keeps(*pair[1:])] == []


def test_commands_are_called_as_the_menu_of_their_language_calls_them():
    names = {language: known(language) for language in LANGUAGES}
    texts = [(FRENCH, said) for _, said, _ in PAIRS] + [(language, said) for language, _, said in PAIRS]
    assert [
        (language, text) for language, text in texts if not names[language].issuperset(commands(text))
    ] == []


def test_no_french_is_left_but_examples():
    left = [(word, said) for _, said, text in PAIRS for word in FRENCH_WORD.findall(text) if word not in said]
    assert left == []


def test_what_nobody_has_translated_is_said_in_french():
    with speaking("en"):
        assert str(Marked("nul ne traduit ceci")) == "nul ne traduit ceci"
