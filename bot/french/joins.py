"""Where two pieces of a page were glued without a mark: a sub-heading and its paragraph, a video's credit.

«Un pont en moinsLa mairie …», «… ? par franceinfoSelon lui …», «- Une nuit agitée -Les voisins …», «• La
halle». A capital inside a word is no proof: «LinkedIn», «McCann», «StopCovid» are names.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.french import tables
from bot.french.beginnings import CAPITAL, SMALL, begins
from bot.french.cleaning import BULLETS
from bot.french.fold import fold
from bot.french.marks import closes
from bot.french.names import FIRST_NAMES

_JOIN = re.compile(rf"[{SMALL}\d%€)\"»”{CAPITAL}](?=[\"«“]?[{CAPITAL}][{SMALL}'’ ])")
_BULLET = re.compile(f"[{BULLETS}]")
_DASH = re.compile(rf"[-–—] ?(?=[\"«“]?[{CAPITAL}\d][^.]{{1,90}}? ?[-–—] ?[\"«“]?[{CAPITAL}])")
_CLOSING_DASH = re.compile(rf" [-–—] ?(?=[\"«“]?[{CAPITAL}])|(?<=[\"»”?!]) ?[-–—] ?(?=[\"«“]?[{CAPITAL}])")
_MEDIA = "|".join(map(re.escape, sorted(tables.phrases("sentences", "credits"), key=len, reverse=True)))
_SITE = rf"(?:[{CAPITAL}{SMALL}\d-]+\.)+(?:fr|com|net|org)"
_CREDIT = re.compile(rf"par (?:{_MEDIA}|{_SITE})(?=[{CAPITAL}\d\"«“]| [{CAPITAL}\"«“]|$)")
_BEFORE_CREDIT = re.compile(r"(?:[?!…\"»”)] |[^\s]|publié )$")
_FINAL = frozenset('.!?…"»”')
_NAME = re.compile(rf"([{CAPITAL}][{SMALL}]+)(?:-[{CAPITAL}][{SMALL}]+)? [{CAPITAL}]")
_FRAGMENT = re.compile(r"[^\W\d_]+$")
_NO_PROSE = re.compile(r"[/@#_{}=\\]|www\.")
_LINKS = frozenset(tables.words("function_words", "determiners", "prepositions", "conjunctions"))
_ACRONYM_MIN = 2
_CAPITALS_MIN = 5
_WORD_MIN = 3


class Block(NamedTuple):
    """A part of a text that was one piece of the page, and whether it ends with the title of a video."""

    text: str
    is_credited: bool


def blocks(text: str) -> Iterator[Block]:
    """The parts of a text with single spaces, in their order; bullets and the credits are left out."""
    past = 0
    for start, end, is_credited in sorted(_cuts(text)):
        if start >= past:
            yield Block(text[past:start], is_credited)
            past = end
    yield Block(text[past:], is_credited=False)


def _cuts(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where a part ends and the next begins, and whether a credit stands between the two."""
    for bullet in _BULLET.finditer(text):
        yield *bullet.span(), False
    for credit in _CREDIT.finditer(text):
        start = credit.start()
        if _BEFORE_CREDIT.search(text[max(0, start - 7) : start]):
            yield start, credit.end(), True
    for dash in _DASH.finditer(text):
        start = dash.start()
        if text[max(0, start - 2) : start].rstrip()[-1:] in _FINAL:
            yield *dash.span(), False
            closing = _CLOSING_DASH.search(text, dash.end() + 1)
            if closing:
                yield *closing.span(), False
    for join in _JOIN.finditer(text):
        if _is_join(text, join.end()):
            yield join.end(), join.end(), False


def _is_join(text: str, at: int) -> bool:
    """Whether a piece ends right before `at`, where a capital follows a sign that is no space."""
    before, after = text[max(0, at - 40) : at].rpartition(" ")[2], text[at : at + 40]
    if _NO_PROSE.search(before + after.partition(" ")[0]) or (after[0] == '"' and closes(text, at)):
        return False
    last = before[-1]
    if last in '"»”)':
        return (
            before[-2:-1].isalnum()
            and after[1:2] != " "
            and (last != '"' or closes(text, at - 1, is_open=text.count('"', 0, at - 1) % 2 == 1))
        )
    if last.isdigit() or last in "%€":
        return begins(after) and after[1:2] != " "
    return _after_word(before, after.lstrip('"«“'))


def _after_word(before: str, after: str) -> bool:
    """The same after a word or an acronym."""
    found = _FRAGMENT.search(before)
    word = found[0] if found else ""
    if word[-1:].isupper():
        is_acronym = len(word) >= _ACRONYM_MIN and word.isupper() and after[1:2] != " "
        return is_acronym and (begins(after) or (len(word) >= _CAPITALS_MIN and after[1:4].isalpha()))
    if len(word) < _WORD_MIN or fold(word) in _LINKS:
        return False
    return begins(after) or (after[1:2] != " " and (word.islower() or _is_person(word, after)))


def _is_person(word: str, after: str) -> bool:
    """Whether a first name and a name follow: "AllemagneJean-Luc Petit"."""
    name = _NAME.match(after)
    return name is not None and len(word) > _WORD_MIN and fold(name[1]) in FIRST_NAMES
