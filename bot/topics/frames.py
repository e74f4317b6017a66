"""What stands around the subject of a question: «quoi de neuf sur la Russie ?» asks for «la Russie»."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.french import tables
from bot.french.phrases import Phrases, listed
from bot.french.tokens import placed_words

_BEFORE, _LAST, _NEWS, _TOLD = (
    "|".join(tables.words("questions", group)) for group in ("determiners", "latest", "news", "told")
)
_ASKING = listed("questions", "asking")
_THE_NEWS = Phrases(
    f"{before}{last}{news}"
    for before in ("", f"{_BEFORE} ")
    for last, news in (("", _NEWS), (f"{_LAST} ", _NEWS), (f"{_LAST} ", _TOLD))
)
_WHAT_IS_TOLD = Phrases([_TOLD, f"{_BEFORE} {_TOLD}"])
_LINKS = listed("questions", "links")
_ABOUT = frozenset(tables.words("questions", "about"))
_CLOSING = listed("questions", "closing")
_BEHIND = listed("questions", "behind")


@dataclass(frozen=True, slots=True)
class Subject:
    """Where in a question its subject stands; the word that leads to it, «de», begins at `link`.

    `sure`: what stands around it asks, and is no part of it. «Info trafic» may be one thing.
    """

    link: int
    start: int
    end: int
    sure: bool


def subject(typed: str, until: int) -> Subject | None:
    """Find the subject of a question.

    Args:
        typed: one line.
        until: where what is quoted or excluded begins: no frame reaches so far.

    Returns: its place; none when nothing stands around it, or nothing would be left.
    """
    said = placed_words(typed)
    words = [token.folded for token in said]
    free = sum(token.end <= until for token in said)
    link, begin, sure = _opening(words[:free])
    end = len(words)
    if free == end:  # nothing quoted: what is said behind the subject, then the news named there
        end = _closing(_CLOSING, words, begin)
        named = _closing(_BEHIND, words[:end], begin)
        sure, end = (sure or end < len(words)) and named == end, named
    if begin >= end or (begin, end) == (0, len(words)):
        return None
    before, start = (said[at].start if at < free else until for at in (link, begin))
    return Subject(before, start, said[end - 1].end if end < len(words) else len(typed), sure)


def asks_for_news(typed: str) -> bool:
    """Whether this asks for the news, and names no subject."""
    words = [token.folded for token in placed_words(typed)]
    return bool(words) and _opening(words)[0] == len(words)


def unlinked(text: str) -> str:
    """A text without the word that leads to a subject: «sur la Chine» is «la Chine»."""
    said = placed_words(text)
    taken = _LINKS.at([token.folded for token in said], 0)
    return text[said[taken].start :] if taken < len(said) else text


def _opening(words: Sequence[str]) -> tuple[int, int, bool]:
    """Where the link to the subject begins, where the subject does, and whether all before asks for it."""
    at, asks = 0, False
    while at < len(words):
        asked = _ASKING.at(words, at)
        told = _WHAT_IS_TOLD.at(words, at)
        linked = told if told and _LINKS.at(words, at + told) else 0
        taken = max(asked, _THE_NEWS.at(words, at), linked)
        if not taken:
            break
        asks = asks or bool(asked)
        at += taken
    link = _LINKS.at(words, at) if at else 0
    return at, at + link, asks or not _ABOUT.isdisjoint(words[at : at + link])


def _closing(phrases: Phrases, words: Sequence[str], begin: int) -> int:
    """Where the subject ends: before what is said behind it."""
    end = len(words)
    while taken := next((end - i for i in range(begin, end) if phrases.at(words[:end], i)), 0):
        end -= taken
    return end
