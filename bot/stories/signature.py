"""Article -> what tells its event: the words of its title and lead, with marks, and a sketch of its text.

A signature is stored with its article and compared for a week by every process, so nothing in it may depend
on a library's version or on the machine: the sketch is a few lines of our own for that reason.
"""

import re
from collections.abc import Iterator, Mapping
from zlib import crc32

from bot.french.dates import CALENDAR, WEEKDAYS
from bot.french.fold import unaccented
from bot.french.gazetteer import is_known, is_people
from bot.french.stems import stem
from bot.french.words import words
from bot.model import Article, Signature
from bot.stories.concepts import concept
from bot.stories.rarity import mostly_a_name
from bot.stories.rubrics import rubrics
from bot.topics.mentions import Phrase, Words, find, split

TITLE, LEAD, NAME, FIGURE, PLACE = 1, 2, 4, 8, 16
"""What is marked on a token: where it stands, and that it is a name, an exact figure, or where it happens."""
MARKS = 5
"""Bits of marks; they are written as one digit of base 32."""

DAY, CONCEPT = "@", "="
"""What the tokens of week days and of concepts begin with."""
RISE, FALL = "=hauss", "=baiss"

BINS = 32
"""Numbers of a sketch; two texts agree in about the share of them that the texts have in common."""

_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_LEAD_WORDS = 60
_COPIED_WORDS = 400
"""What comes after so many words says no more about whether a text is a copy."""
_SHINGLE = 4
_PLACE_WORDS = 3
_AFTER_DATELINE = frozenset(".:")
EMPTY = 0xFFFFFFFF
"""A bin of a sketch that no shingle fell into."""

# 7,2 % · 0,48 · 3-2 : two reports of one event repeat them, and two events seldom share them.
_EXACT = re.compile(r"\b\d+[.,]\d+\b|\b\d+ ?%|\b\d{1,3}-\d{1,3}\b")


def signature(article: Article, places: Mapping[str, tuple[Phrase, ...]]) -> Signature:
    """Give what tells the event of `article`.

    Args:
        article: a cleaned article; the title may be empty.
        places: the names of countries and world bodies, by first word, as the catalogue has them.

    Returns: the marked words of its title and of the first 60 words of its text, and a sketch of its text.
    """
    lead = _without_rubrics(" ".join(article.text.split()[:_LEAD_WORDS]))
    title = article.title if _without_rubrics(article.title) else ""  # «Le journal de 19h – 24/09»
    marks: dict[str, int] = {}
    for where, text in ((TITLE, title), (LEAD, lead)):
        for token, mark in _tokens(text, places):
            marks[token] = marks.get(token, 0) | mark | where
    return Signature(tuple(f"{_DIGITS[mark]}{token}" for token, mark in marks.items()), _sketch(article))


def marked(token: str) -> tuple[int, str]:
    """The marks of a signature's token, and the token."""
    return int(token[0], 32), token[1:]


def _tokens(text: str, places: Mapping[str, tuple[Phrase, ...]]) -> Iterator[tuple[str, int]]:
    """The tokens of one text, with what they are; a token may come twice."""
    said = split(text)
    for found in _EXACT.findall(unaccented(text)):
        yield re.sub(r"\s", "", found).replace(".", ","), FIGURE
    for _, phrase in find(said, places):
        if phrase.sure and phrase.owners:
            yield phrase.owners[0], NAME | PLACE * phrase.owners[0].startswith("pays:")
    where, over = _places(said), _in_rubrics(said)
    for i, folded in enumerate(said.folded):
        if folded in WEEKDAYS:
            yield DAY + folded, 0
        elif one := stem(folded):
            name = NAME if i in where or _is_name(said, i, one) else 0
            yield one, name | PLACE * (i in where or i in over)
            if told := concept(one):
                yield told, 0


def _without_rubrics(lead: str) -> str:
    """What a lead says of the event: without what a programme or a live page says of itself every day."""
    said = split(lead)
    aside = _in_rubrics(said)
    if not aside:
        return lead
    return "".join(said.before[i] + said.written[i] for i in range(len(said.written)) if i not in aside)


def _in_rubrics(text: Words) -> set[int]:
    return {i for begin, end in rubrics(text) for i in range(begin, end)}


def _places(text: Words) -> set[int]:
    """The words that only say where: the places that everybody knows, their people, and a dateline."""
    found = set(range(_dateline(text)))
    for i, written in enumerate(text.written):
        if is_people(text.folded[i]):
            found.add(i)
        elif written[0].isupper():
            for end in range(min(i + _PLACE_WORDS, len(text.written)), i, -1):
                if all(text.glued(j) for j in range(i + 1, end)) and is_known(" ".join(text.folded[i:end])):
                    found.update(range(i, end))
                    break
    return found


def _dateline(text: Words) -> int:
    """How many words a «Ville.» or «Département :» takes at the beginning of a title; none in most."""
    for end in range(1, min(_PLACE_WORDS, len(text.written) - 1) + 1):
        if text.before[end].strip() in _AFTER_DATELINE:
            return end if all(one[0].isupper() for one in text.written[:end]) else 0
        if not text.glued(end):
            return 0
    return 0


def _is_name(text: Words, i: int, one: str) -> bool:
    """A capital that no sentence's beginning explains.

    There, the word must be one that mostly has a capital.
    """
    if not text.written[i][0].isupper() or text.folded[i] in CALENDAR:
        return False
    return not text.opens(i) or mostly_a_name(one)


def _sketch(article: Article) -> tuple[int, ...]:
    """One permutation hashing (Li, Owen and Zhang 2012): the least hash of each bin of shingles."""
    said = words(f"{article.title}\n{article.text}")[:_COPIED_WORDS]
    least = [EMPTY] * BINS
    for start in range(len(said) - _SHINGLE + 1):
        hashed = crc32(" ".join(said[start : start + _SHINGLE]).encode())
        at, rest = hashed % BINS, hashed // BINS
        least[at] = min(least[at], rest)
    return tuple(least) if len(said) >= BINS else ()
