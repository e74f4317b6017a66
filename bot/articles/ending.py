"""Where an article ends among the lines of its page: at readers' comments, at other articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from bot.articles.lines import beginnings, may_be_headline, prose_words, score, word_count
from bot.french import tables
from bot.french.phrases import listed
from bot.french.sentences import split
from bot.french.words import FUNCTION_WORDS, words

_COMMENTS = listed("boilerplate", "comments")
_ANNOUNCING = listed("boilerplate", "elsewhere")
_OTHERS = listed("boilerplate", "elsewhere", "others")
_MAY_END = listed("boilerplate", "elsewhere", "others", "buttons")
_HEADING_LETTERS_MAX, _HEADING_WORDS_MAX = 120, 14
_TEASERS_MAX = 3
_TEASER_WORDS_MAX = 40
_SILENT = frozenset(word[:6] for word in FUNCTION_WORDS.union(tables.pairs("numbers", "words")))
"""What tells no subject, cut as `beginnings` cuts words."""
_AGAIN_WITHIN, _AGAIN_LINES = 4, 2
"""Behind the teasers of other articles, an article that goes on has as many lines of prose within these."""
_BEFORE_COMMENTS, _BEFORE_OTHERS = 20, 30
"""Words of prose above such a heading; fewer are no article."""
_TOLD_MIN = 80
"""Words of prose after which a text that speaks of something else may be another article's."""
_ALIENS_MIN, _AKIN = 2.0, -1.5
"""How many more there are at least of such texts than of others, which weigh more: few of them are akin."""
_CARDS = (False, True, False, True)
"""A headline and a text, twice: which of the lines are prose."""
_AKIN_MIN, _AKIN_SHARE = 2, 0.08
"""Words, and share of its own, that a text says again of what it is akin to. Of 315 paragraphs of articles
nine in ten say more again, of 615 texts beside them four in ten."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What is outside an article, as places among the lines of its page.

    `comments` are headings of readers' comments; `others`, of other articles, below which it does not go on.
    `teasers` stand under a heading of other articles, below which it may: one to three single sentences.
    Whole paragraphs, and from the second on what speaks of the same things as the lines before, are none.
    """

    comments: frozenset[int]
    others: frozenset[int]
    teasers: frozenset[int]


def outside(lines: Sequence[str]) -> Outside:
    """Find where an article among these lines may end, and the teasers in it.

    Nothing ends above which too little is told: buttons and menus stand at the head of pages too.
    """
    comments: set[int] = set()
    others: set[int] = set()
    teasers: set[int] = set()
    told: set[str] = set()
    words_told = 0
    for place, line in enumerate(lines):
        said = _heading(line)
        under = list(_teasers(lines, place, told)) if _ANNOUNCING.in_words(said) else []
        teasers.update(under)
        if words_told >= _BEFORE_COMMENTS and _COMMENTS.in_words(said):
            comments.add(place)
        elif (
            words_told >= _BEFORE_OTHERS
            and _MAY_END.in_words(said)
            and not _goes_on(lines, place, under, told)
        ):
            others.add(place)
        told |= _subjects(line)
        words_told += prose_words((line,))
    return Outside(frozenset(comments), frozenset(others), frozenset(teasers))


def until_end(lines: Sequence[str]) -> Sequence[str]:
    """The lines of an article up to readers' comments or other articles."""
    found = outside(lines)
    return lines[: min(found.comments | found.others, default=len(lines))]


def without_cards(lines: Sequence[str]) -> Sequence[str]:
    """The lines of an article without texts of other things, each alone between headlines, below it.

    Args:
        lines: a run of prose with its own sub-headings.
    """
    prose = [place for place, line in enumerate(lines) if _is_text(line)]
    texts = set(prose)
    apart = list(takewhile(lambda place: texts.isdisjoint((place - 1, place + 1)), reversed(prose)))
    core = prose[: len(prose) - len(apart)]
    if sum(word_count(lines[place]) for place in core) < _TOLD_MIN:
        return lines
    told = _subjects(" ".join(lines[place] for place in core))
    alien = accumulate(_AKIN if _is_akin(lines[place], told) else 1.0 for place in apart)
    most, last = max(zip(alien, range(1, len(apart) + 1), strict=False), default=(0.0, 0))
    return lines[: prose[-last - 1] + 1] if most >= _ALIENS_MIN else lines


def _is_akin(text: str, told: set[str]) -> bool:
    """Say whether a text speaks of what was told before it."""
    subjects = _subjects(text)
    return len(told & subjects) >= max(_AKIN_MIN, _AKIN_SHARE * len(subjects))


def heads_others(line: str) -> bool:
    """Say whether a line heads what leads to other articles."""
    return _OTHERS.in_words(_heading(line))


def _heading(line: str) -> list[str]:
    """The words of a line that may head something; none of a sentence."""
    if len(line) > _HEADING_LETTERS_MAX or line.endswith("."):
        return []
    said = words(line)
    return said if len(said) <= _HEADING_WORDS_MAX else []


def _teasers(lines: Sequence[str], head: int, told: set[str]) -> Iterator[int]:
    for place in range(head + 1, min(head + 1 + _TEASERS_MAX, len(lines))):
        line = lines[place]
        if word_count(line) > _TEASER_WORDS_MAX or len(split(line)) > 1:
            return
        if place > head + 1 and not told.isdisjoint(_subjects(line)):
            return
        yield place


def _goes_on(lines: Sequence[str], head: int, under: Sequence[int], told: set[str]) -> bool:
    """Say whether what stands behind the teasers, after a few headlines maybe, speaks of what was told.

    A headline and a text, and again, are other articles, whatever they speak of.
    """
    prose = [_is_text(line) for line in lines[head + 1 : head + 1 + len(_CARDS)]]
    if tuple(prose) == _CARDS:
        return False
    behind = max(under, default=head) + 1
    end = behind + _TEASERS_MAX
    while behind < min(end, len(lines)) and not _is_text(lines[behind]):
        behind += 1
    again = [line for line in lines[behind : behind + _AGAIN_WITHIN] if _is_text(line)]
    return _is_akin(" ".join(again[:_AGAIN_LINES]), told)


def _is_text(line: str) -> bool:
    """Say whether a line is prose and no headline that ends as a sentence does: «Qui va payer ?»."""
    return score(line) > 0 and not may_be_headline(line)


def _subjects(text: str) -> set[str]:
    return beginnings(text) - _SILENT
