"""Which lines of a page are its article: what trafilatura finds, else the best run of lines."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.articles.datelines import stamps
from bot.articles.decode import clean
from bot.articles.draft import Draft
from bot.articles.dumps import WORDS_MIN, select
from bot.articles.ending import outside, until_end
from bot.articles.lines import (
    beginnings,
    is_closed,
    is_noise,
    prose_words,
    tidy,
    word_count,
)
from bot.french.fold import fold_line

_PROSE_SHARE_MIN = 0.4
"""Least share of words in prose: below, what was extracted is a list of headlines."""
_NOTHING_SHARE = 0.05
"""An extract with less than this share of the page's prose is nothing: the extractor was misled.

Not more: on 170 pages of 70 sites the best run of lines was worse than a short extract 14 times in 16.
"""
_LONG_LINE = 7
"""Blanks in a line that may be prose."""
_SHARED_MIN = 3
"""A sentence that shares as many words with the title is the article, or what a wall leaves of it."""
_FOREIGN_SHARE = 0.5
_LATIN_END = "\u0250"
_EDGE_LETTERS, _EDGES_SHARE = 150, 0.9
"""A paragraph of as many letters is cut again at the page's edges, when its lines are nearly all of it."""
_TAIL_WORDS = 6
_BLANKS = re.compile(r"\s+")


def extract(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Return the lines that trafilatura calls the article's; it works on a copy of the tree."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    # `fast` leaves out the comparison with readability, which never won; metadata are ours.
    options = Extractor(output_format="python", fast=True, comments=False, tables=False)
    # No "balanced": that weighs the extract against the whole page and tries again; 1/7 faster.
    options.focus = "first"
    try:
        found = bare_extraction(tree, options=options)
    except Exception:  # noqa: BLE001 - whatever a hostile page breaks in there, the lines can still be read
        return []
    return [line for part in clean((found and found.text) or "").split("\n") if (line := tidy(part))]


def cut_again(body: Iterable[str], lines: Sequence[str]) -> list[str]:
    """Cut long paragraphs where the page does, which an extractor sometimes glues («… communiqué.Elle …»).

    What it put in another order stands again in the page's.

    Args:
        body: the extractor's lines.
        lines: all of the page, a block each.
    """
    squeezed = {_BLANKS.sub("", line): line for line in lines}
    pieces = [
        piece
        for line in body
        for piece in (_pieces(line, squeezed) if len(line) >= _EDGE_LETTERS else (line,))
    ]
    places = {line: place for place, line in reversed(list(enumerate(lines)))}
    whole = len(set(pieces)) == len(pieces) and all(piece in places for piece in pieces)
    return sorted(pieces, key=lambda piece: places[piece]) if whole else pieces


def _pieces(paragraph: str, lines: Mapping[str, str]) -> Sequence[str]:
    """The lines of the page that make a paragraph up; itself, when they do not.

    Args:
        paragraph: as the extractor gave it.
        lines: of the page, by what they are without blanks.
    """
    rest = _BLANKS.sub("", paragraph)
    if rest in lines:
        return (paragraph,)
    whole, pieces = len(rest), []
    for bare, line in lines.items():
        before, found, after = rest.partition(bare)
        if found and len(before) <= len(bare):
            pieces.append(line)
            rest = after
    covered = sum(len(_BLANKS.sub("", piece)) for piece in pieces)
    return pieces if covered >= _EDGES_SHARE * whole else (paragraph,)


def choose(
    body: Sequence[str],
    lines: Sequence[str],
    about: str,
    now: datetime,
    boilerplate: Collection[str] = frozenset(),
    teased: Collection[str] = frozenset(),
) -> Draft:
    """Take the extractor's lines, or where it found almost nothing the best run of all lines.

    Args:
        body: what the extractor found.
        lines: of the whole page.
        about: what the page says its article is about: its titles and descriptions.
        now: the moment of reading.
        boilerplate: lines known to be none of the article's, folded by `fold_line`.
        teased: what announces other pages, folded.
    """
    paragraphs, left_out = _paragraphs(until_end(body), now, boilerplate)
    found = Draft(paragraphs=paragraphs, left_out=left_out, lines=tuple(lines))
    prose = prose_words(line for line in paragraphs if fold_line(line) not in teased)
    enough = prose >= max(WORDS_MIN, _PROSE_SHARE_MIN * sum(map(word_count, paragraphs)))
    if _is_foreign(paragraphs) or (enough and prose >= _NOTHING_SHARE * told_at_most(lines)):
        return found
    run = select(until_end(lines), boilerplate)
    shared = _shared(paragraphs, about)
    if not run.paragraphs:
        return found if enough or (prose and shared >= _SHARED_MIN) else run
    return found if enough and shared > _shared(run.paragraphs, about) else run


def _paragraphs(
    body: Iterable[str], now: datetime, boilerplate: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clean what the extractor found: no datelines, no appeals, no repeats; and what was left out of it."""
    lines = list(body)
    others = outside(lines).teasers
    kept: dict[str, str] = {}
    left_out = []
    for place, line in enumerate(lines):
        folded = fold_line(line)
        if place in others or folded in boilerplate or is_noise(line) or stamps(line, now):
            left_out.append(line)
        else:
            kept.setdefault(folded, line)
    paragraphs = list(kept.values())
    while len(paragraphs) > 1 and _is_tail(paragraphs[-1]) and prose_words(paragraphs) >= WORDS_MIN:
        left_out.append(paragraphs.pop())
    return tuple(paragraphs), tuple(left_out)


def _is_tail(line: str) -> bool:
    """Say whether a line ends no article: a few words that end as no sentence does, and no figures."""
    short = word_count(line) <= _TAIL_WORDS and not is_closed(line)
    return short and not any(map(str.isdecimal, line))


def told_at_most(lines: Iterable[str]) -> int:
    """Count the blanks in the lines that may be prose: about as many as words."""
    return sum(count for line in lines if (count := line.count(" ")) >= _LONG_LINE and is_closed(line))


def _is_foreign(paragraphs: Sequence[str]) -> bool:
    """Say whether it is written in another script: no line of it looks like our prose."""
    letters = [letter for letter in "".join(paragraphs)[:2000] if letter.isalpha()]
    return sum(letter >= _LATIN_END for letter in letters) > max(60, _FOREIGN_SHARE * len(letters))


def _shared(paragraphs: Iterable[str], about: str) -> int:
    return len(beginnings(" ".join(paragraphs)) & beginnings(about))
