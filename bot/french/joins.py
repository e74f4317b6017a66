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
from bot.french.marks import closes

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
_FRAGMENT = re.compile(r"[^\W\d_]+$")
_NAMED = re.compile(r"[/@#_{}=\\]|www\.")
_LINKS = frozenset(tables.words("function_words", "determiners", "prepositions", "conjunctions"))
_ACRONYM_MIN = 2
_HEADING_MIN = 5
_WORD_MIN = 3


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
        return begins(after)
    return _after_word(text, before, after.lstrip('"«“'))


def _after_word(text: str, before: str, after: str) -> bool:
    """The same after a word or an acronym."""
    found = _FRAGMENT.search(before)
    word = found[0] if found else ""
    if word[-1:].isupper():
        run = len(word) - len(word.rstrip("".join(filter(str.isupper, word))))
        if run < _ACRONYM_MIN or after[1:2] == " " or word != word.upper():
            return False
        return begins(after) or run >= _HEADING_MIN
    if len(word) < _WORD_MIN or fold(word) in _LINKS:
        return False
    return begins(after) or (word.islower() and after[1:2] != " ")
