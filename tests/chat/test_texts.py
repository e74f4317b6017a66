"""What we say, read aloud: good French, with its typography, and never «tu»."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

import bot
from bot import errors
from bot.chat import texts
from bot.chat.commands import menu
from bot.chat.failures import explained, in_full
from bot.errors import (
    ChatMoved,
    DeliveryError,
    LaconiqueError,
    OperatorError,
    SettingsError,
    Throttled,
    Unfetchable,
)
from bot.wording import Marked, Remark, _, speaking

ROOT = Path(bot.__file__).parent
MARKS = {"_": 1, "Marked": 1, "later": 1, "plural": 2, "Remark": 1}
"""What marks a text, and so many of its arguments."""


@cache
def marked(*marks):
    """Where each text stands that is marked for gettext, and what it says; all the program is read for it."""
    return dict(_marked(marks or MARKS))


def _marked(marks):
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in marks:
                for text in node.args[: MARKS[node.func.id]]:
                    if path == ROOT / "wording/__init__.py":  # where the marks are made
                        continue
                    assert isinstance(text, ast.Constant), (
                        f"{path}:{node.lineno}: gettext must find the text itself"
                    )
                    yield f"{path.relative_to(ROOT)}:{text.lineno}:{text.col_offset}", text.value


FAULTS = {
    "a plain space before a mark": re.compile(r" [;:!?»]|« "),
    "a mark without its space": re.compile(r"[^\W\d][;!?»]|«\S|\w:(?=\s|$)"),
    "a straight apostrophe": re.compile(r"'"),
    "straight quotes": re.compile(r'"'),
    "three dots": re.compile(r"\.\.\."),
    "two spaces": re.compile(r"  "),
    "«tu»": re.compile(r"\b(tu|toi|te|ton|ta|tes|tien|tiens)\b|\bt’", re.IGNORECASE),
    "English": re.compile(r"\b(the|you|your|error|please)\b", re.IGNORECASE),
}


def faults(text):
    return [fault for fault, sign in FAULTS.items() if sign.search(text)]


def test_no_text_has_a_fault():
    found = {where: faults(_(text)) for where, text in marked().items()}
    assert {where: some for where, some in found.items() if some} == {}


def test_links_are_put_around_our_words_and_not_into_them():
    """A straight quotation mark would become a French one, in a tag too."""
    assert [where for where, text in marked().items() if '"' in text] == []


def test_the_texts_were_found():
    assert len(marked()) > 70


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sur quel sujet ?", "a plain space before a mark"),
        ("Sur quel sujet?", "a mark without its space"),
        ("Voici:\nrien", "a mark without its space"),
        ("« énergie »", "a plain space before a mark"),
        ("«énergie»", "a mark without its space"),
        ("C'est entendu.", "a straight apostrophe"),
        ("Attends...", "three dots"),
        ("Ton résumé.", "«tu»"),
        ("Je t’écris.", "«tu»"),
    ],
)
def test_a_fault_would_be_found(text, found):
    assert found in faults(text)


@pytest.mark.parametrize(
    "name", [name for name, text in vars(texts).items() if isinstance(text, Marked) and name.isupper()]
)
def test_every_text_is_short_enough_to_be_read(name):
    text = str(getattr(texts, name))
    assert text == text.strip()
    assert len(text) <= 700
    assert len(text.splitlines()) <= 12


FOLLOWING = ("NOW_FOLLOWED", "NO_LONGER_FOLLOWED")
HOURS = ("HOUR_ON", "HOUR_OFF", "AT_ONCE_ON", "AT_ONCE_OFF", "NO_HOUR_LEFT")


@pytest.mark.parametrize("name", [*FOLLOWING, *HOURS, "TOO_MANY_TOPICS", "NOTED", "OLD_BUTTON"])
def test_a_notice_fits_under_a_button(name):
    """Telegram shows 200 characters; a followed topic's label takes some of them."""
    assert len(str(getattr(texts, name))) <= 120


def test_the_menu_of_commands_is_one_that_telegram_takes():
    names = [name for name, _description in menu()]
    assert len(set(names)) == len(names)
    for name, description in menu():
        assert re.fullmatch("[a-z0-9_]{1,32}", name)
        assert 1 <= len(str(description)) <= 256


def made(kind):
    """An error of this kind."""
    if issubclass(kind, Unfetchable):
        return kind("https://phare.example.org/", "500")
    if issubclass(kind, ChatMoved | Throttled):
        return kind(7001, 42)
    return kind(7001, "blocked") if issubclass(kind, DeliveryError) else kind("Wrong: key")


KINDS = [
    kind for _name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, LaconiqueError)
]


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if not issubclass(kind, OperatorError)], ids=lambda kind: kind.__name__
)
def test_every_error_has_a_word_for_the_reader_that_tells_nothing_of_the_inside(kind):
    told = explained(made(kind))
    assert told.endswith(".")
    assert 20 <= len(told) <= 160
    assert "\n" not in told
    for secret in ("7001", "500", "phare.example.org", "Wrong"):
        assert secret not in told


def test_an_operator_reads_in_their_language_what_the_log_says_in_english():
    err = SettingsError(Remark("LACONIQUE_CONFIG : {path} n'est pas un dossier", path="d'ici"))
    assert explained(err) == "LACONIQUE_CONFIG\u00a0: d'ici n’est pas un dossier"
    with speaking("en"):
        assert explained(err) == str(err)
    assert str(err) == "LACONIQUE_CONFIG: d'ici is not a directory"
    assert in_full(err) == ""
    assert in_full(errors.DatabaseError("gone")) == "gone"
