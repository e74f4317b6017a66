"""Where two pieces of a page were glued without a mark: a sub-heading and its paragraph, the credit of a video.

«… en santé mentaleLa campagne …», «… ? par franceinfoSelon lui …», «- Une nuit agitée -Les habitants …», «• La
route». A capital inside a word is no proof: «LinkedIn», «McCann», «StopCovid» are names.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.french import tables
from bot.french.beginnings import begins
from bot.french.cleaning import BULLETS
from bot.french.fold import fold
from bot.french.marks import closes, pairs
from bot.french.names import FIRST_NAMES

_CAPITAL = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ"
_SMALL = "a-zàâäçéèêëîïôöùûüœ"
_JOIN = re.compile(rf"[{_SMALL}\d%€)\"»”{_CAPITAL}](?=[\"«“]?[{_CAPITAL}][{_SMALL}'’ ])")
_BULLET = re.compile(
    rf" ?[{BULLETS}]"
    rf"|(?<=[.!?…\"»”]) ?[-–—] ?(?=[\"«“]?[{_CAPITAL}\d][^.]{{1,90}}? ?[-–—] ?[\"«“]?[{_CAPITAL}])"
)
_CLOSING_DASH = re.compile(rf" [-–—] ?(?=[\"«“]?[{_CAPITAL}])|(?<=[\"»”?!]) ?[-–—] ?(?=[\"«“]?[{_CAPITAL}])")
_MEDIA = "|".join(map(re.escape, sorted(tables.phrases("sentences", "credits"), key=len, reverse=True)))
_SITE = rf"(?:[{_CAPITAL}{_SMALL}\d-]+\.)+(?:fr|com|net|org)"
_CREDIT = re.compile(rf"(?:(?<=[^\s])|(?<=[?!…\"»”)] ))(?:publié )?par (?:{_MEDIA}|{_SITE})(?=[{_CAPITAL}\d\"«“]| [{_CAPITAL}\"«“]|$)")
_NAME = re.compile(rf"([{_CAPITAL}][{_SMALL}]+)(?:-[{_CAPITAL}][{_SMALL}]+)? [{_CAPITAL}]")
_FRAGMENT = re.compile(r"[^\W\d_]+$")
_NAMED = re.compile(r"[/@#_{}=\\]|www\.")
_LINKS = frozenset(tables.words("function_words", "determiners", "prepositions", "conjunctions"))
_ACRONYM_MIN = 2
_HEADING_MIN = 5
_WORD_MIN = 3


_SPACED = re.compile(
    rf"(?<=[{_SMALL}{_CAPITAL}\d\"»%)]) (?=([{_CAPITAL}][{_SMALL}]+) [{_SMALL}\d]|([{_CAPITAL}][{_SMALL}]?)['’][{_SMALL}]"
    r"|[AÀ] (?:l['’]|la |leur|son |sa |ce))"
)
_OPENING = frozenset(
    tables.words("function_words", "determiners", "prepositions", "pronouns", "conjunctions", "adverbs", "elisions")
)
_NO_END = frozenset(
    tables.words("function_words", "determiners", "prepositions", "pronouns", "conjunctions", "verbs")
).union(tables.words("sentences", "naming"))
_HEADING_WORDS = range(2, 15)
_SENTENCE_MIN = 6


class Block(NamedTuple):
    """A part of a text that was one piece of the page, and whether it ends with the title of a video."""

    text: str
    is_credited: bool


def blocks(text: str) -> Iterator[Block]:
    """The parts of a text with single spaces, in their order; the credit itself is left out."""
    past = 0
    for start, end, is_credited in _cuts(text):
        if start >= past:
            yield Block(text[past:start], is_credited)
            past = end
    yield Block(text[past:], is_credited=False)


def _cuts(text: str) -> list[tuple[int, int, bool]]:
    """Where a part ends and the next begins, and whether a credit stands between the two."""
    found = [(*credit.span(), True) for credit in _CREDIT.finditer(text)] if "par " in text else []
    for bullet in _BULLET.finditer(text):
        found.append((bullet.start(), bullet.end(), False))
        if text[bullet.start() : bullet.end()].strip() in {"-", "–", "—"}:
            closing = _CLOSING_DASH.search(text, bullet.end() + 1)
            found += [(*closing.span(), False)] if closing else []
    found += [(join.end(), join.end(), False) for join in _JOIN.finditer(text) if _is_join(text, join.end())]
    return sorted(found)


def _is_join(text: str, at: int) -> bool:
    """Whether a piece ends right before `at`, where a capital follows a sign that is no space."""
    before, after = text[max(0, at - 40) : at].rpartition(" ")[2], text[at : at + 40]
    if _NAMED.search(before + after.partition(" ")[0]):
        return False
    last = before[-1]
    if after[0] == '"' and closes(text, at):
        return False
    if last in "\"»”)":
        return before[-2:-1].isalnum() and after[1:2] != " " and (last != '"' or closes(text, at - 1))
    if last.isdigit() or last in "%€":
        return begins(after) and after[1:2] != " "
    return _after_word(text, before, after.lstrip('"«“'))


def _after_word(text: str, before: str, after: str) -> bool:
    """The same after a word or an acronym."""
    found = _FRAGMENT.search(before)
    word = found[0] if found else ""
    if word[-1:].isupper():
        run = len(word) - len(word.rstrip("".join(filter(str.isupper, word))))
        if run < _ACRONYM_MIN or after[1:2] == " " or word != word.upper():
            return False
        return begins(after) or (run >= _HEADING_MIN and after[1:4].isalpha())
    if len(word) < _WORD_MIN or fold(word) in _LINKS:
        return False
    if begins(after):
        return True
    return after[1:2] != " " and (word.islower() or _is_named(word, after))


def _is_named(word: str, after: str) -> bool:
    """Whether a first name and a name follow: "AllemagneJean-Luc Petit"."""
    name = _NAME.match(after)
    return name is not None and len(word) > _WORD_MIN and fold(name[1]) in FIRST_NAMES


def heading(piece: str) -> int:
    """Where a sub-heading without a mark ends, if only a space is left between it and its sentence; else 0.

    «Un été sans bac La mairie cherche …»: two to fourteen words, then one that begins sentences, small letters
    after it.
    """
    for space in _SPACED.finditer(piece):
        words = len(piece[: space.start()].split())
        if words >= _HEADING_WORDS.stop:
            return 0
        if words in _HEADING_WORDS and _ends_heading(piece, space):
            return space.end()
    return 0


def _ends_heading(piece: str, space: re.Match[str]) -> bool:
    word = fold(space[1] or space[2] or "A")
    last = re.split(r"[\s'’-]", piece[: space.start()])[-1].strip("\"»)")
    return (
        (word == "a" or word in _OPENING)
        and fold(last) not in _NO_END
        and not (word == "un" and last.istitle())  # "Kim Jong Un"
        and len(piece[space.end() :].split()) >= _SENTENCE_MIN
        and not any(start < space.end() < end for start, end in pairs(piece))
    )
