"""A flattened text page, or a text pasted by a reader -> the article in it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.articles.draft import Draft
from bot.articles.ending import Outside, heads_others, outside, without_cards
from bot.articles.forms import form_of, table_of
from bot.articles.lines import (
    NOISE,
    beginnings,
    is_closed,
    is_noise,
    is_when_or_who,
    may_be_headline,
    may_be_subhead,
    score,
    tells,
    tidy,
    word_count,
)
from bot.articles.link_marks import without_marks
from bot.articles.wrapping import BULLETS, unwrap
from bot.french.fold import fold_line
from bot.french.words import FUNCTION_WORDS, words
from bot.model import Form

WORDS_MIN = 20
"""Fewer words of prose are no article."""
_UNDER_BUTTONS, _UNDER_OTHERS, _UNDER_COMMENTS = 0.5, 0.25, 0.1
"""Weights of a run under a heading of other articles, and under one of readers' comments."""
_TOLD_ENOUGH = 120
"""Score of an article above such a heading; over less it may be a button at the head of the page."""

# Measured on 200 flattened pages: 139 titles right, 4 wrong, none for the others.
_TITLE_WITHIN = 24
"""Lines before the article."""
_TITLE_STEMS_MIN, _TITLE_SHARE_MIN, _TITLE_LEAD_MIN = 2, 0.5, 0.15
_STEMS_UNSAID, _LEAD_WEIGHT, _ELSEWHERE_COST = 1.5, 0.5, 0.3
"""A longer headline counts for more, one that the first paragraph tells too; one under «À lire» for less."""
_BETWEEN_MAX = 3
"""Lines (date, author, section) that may stand between a lone headline and its article."""


def read_dump(text: str, boilerplate: Collection[str] = frozenset()) -> Draft:
    """Find the article in `text`.

    Each line gets a score; the article is the contiguous run of lines with the greatest sum. Inside it a
    short line alone between two paragraphs is kept as a sub-heading; repeats and what does not read as prose
    are left out. No article found gives a draft without paragraphs; a table of results is given as it is.

    Args:
        text: whole paragraphs a line, or lines cut at a width and blocks of them a blank line apart.
        boilerplate: lines known to be none of the article's, folded by `fold_line`.
    """
    # Unwrapped first: without its marks a line would seem to have had room for the next word.
    lines = [without_marks(line) for line in unwrap(text)]
    draft = select(lines, boilerplate)
    if draft.paragraphs:
        return draft if draft.title else _headed(draft, _head(text))
    table = table_of(draft.lines)
    if not table:
        return draft
    start = draft.lines.index(table[0])
    left_out = draft.lines[:start] + draft.lines[start + len(table) :]
    return replace(draft, paragraphs=table, left_out=left_out, form=Form.TABLE)


def _head(text: str) -> str:
    """The line that stands alone at the head of a text, a blank one below it; maybe with when or who."""
    block, blank, _rest = text.lstrip("\n").partition("\n\n")
    first, *others = [tidy(without_marks(line)) for line in unwrap(block)] or [""]
    return first if blank and all(is_when_or_who(line) or is_noise(line) for line in others) else ""


def _headed(draft: Draft, head: str) -> Draft:
    """The draft, titled by this head if it reads as a title and nothing but when or who parts them."""
    own = draft.paragraphs[draft.start == 0 :]
    if draft.lines[0] != head or not tells(head) or _is_piece(head):
        return draft
    if not all(is_when_or_who(line) or is_noise(line) for line in draft.lines[1 : draft.start]):
        return draft
    if sum(map(word_count, own)) < WORDS_MIN:
        return draft
    left_out = tuple(line for line in draft.left_out if line != head)
    return replace(draft, title=head, paragraphs=own, left_out=left_out)


def select(lines: Sequence[str], boilerplate: Collection[str] = frozenset()) -> Draft:
    """Find the article among `lines`: whole paragraphs, headlines and so on; blank ones are ignored."""
    lines = [tidied for line in lines if (tidied := tidy(line))]
    beyond = outside(lines)
    known = [
        place in beyond.teasers or (bool(boilerplate) and fold_line(line) in boilerplate)
        for place, line in enumerate(lines)
    ]
    scores = [NOISE if same else score(line) for line, same in zip(lines, known, strict=True)]
    start, end = _run(scores, beyond)
    end = start + len(without_cards(lines[start:end]))
    kept = [place for place in _keep(lines, scores, start, end) if not known[place]]
    if sum(word_count(lines[place]) for place in kept if scores[place] > 0) < WORDS_MIN:
        return Draft(left_out=tuple(lines), lines=tuple(lines))
    form = form_of(lines[start:end], [lines[place] for place in kept])
    title = _title_place(lines, start, [lines[place] for place in kept])
    if title is None and _asks(lines, kept):
        title, *kept = kept
    elif title is not None:
        kept = [*_standfirst(lines, scores, range(title + 1, start)), *kept]
    taken = {*kept, title}
    return Draft(
        title="" if title is None else lines[title],
        paragraphs=tuple(lines[place] for place in kept),
        left_out=tuple(line for place, line in enumerate(lines) if place not in taken),
        lines=tuple(lines),
        form=form,
    )


def _run(scores: Sequence[float], beyond: Outside) -> tuple[int, int]:
    """The best run that crosses no end of an article; what stands under one counts less.

    Readers' comments are often longer than what they comment on.
    """
    ends = sorted(beyond.comments | beyond.others)
    best, bounds, weight = 0.0, (0, 0), 1.0
    for first, last in pairwise([0, *ends, len(scores)]):
        if first in beyond.comments:
            weight = _UNDER_COMMENTS
        elif first in beyond.others:
            weight = min(weight, _UNDER_OTHERS if best >= _TOLD_ENOUGH else _UNDER_BUTTONS)
        start, end = best_run(scores[first:last])
        total = weight * sum(scores[first:last][start:end])
        if total > best:
            best, bounds = total, (first + start, first + end)
    return bounds


def best_run(scores: Sequence[float]) -> tuple[int, int]:
    """Return the bounds [start, end) of the contiguous run with the greatest sum; (0, 0) if none is positive.

    Source: Kadane's algorithm, one pass.
    """
    best, best_bounds = 0.0, (0, 0)
    total, start = 0.0, 0
    for place, value in enumerate(scores):
        if total <= 0:
            total, start = 0.0, place
        total += value
        if total > best:
            best, best_bounds = total, (start, place + 1)
    return best_bounds


def _keep(lines: Sequence[str], scores: Sequence[float], start: int, end: int) -> list[int]:
    """List the places inside the run that are the article: prose, and sub-headings between prose."""
    kept: list[int] = []
    seen: set[str] = set()
    for place in range(start, end):
        same = fold_line(lines[place])
        prose = scores[place] > 0
        subhead = start < place < end - 1 and scores[place - 1] > 0 and scores[place + 1] > 0
        if same not in seen and (prose or (subhead and may_be_subhead(lines[place]))):
            kept.append(place)
            seen.add(same)
    return kept


def _title_place(lines: Sequence[str], start: int, article: Sequence[str]) -> int | None:
    """Find the headline of the article among the lines before it: the one whose words it says again.

    A page has many headlines, and a wrong title is worse than none. So the best must be well ahead of the
    next; alone, right before the article, it needs no more than one common word.
    """
    said, lead = beginnings(" ".join(article)), beginnings(article[0])
    elsewhere = False
    places: dict[str, int] = {}
    shares: dict[str, float] = {}
    values: dict[str, float] = {}
    for place in range(max(0, start - _TITLE_WITHIN), start):
        line, stems = lines[place], beginnings(lines[place])
        elsewhere = elsewhere or heads_others(line)
        may_be = may_be_headline(line) and not is_when_or_who(line) and not _is_piece(line)
        if not may_be or len(stems) < _TITLE_STEMS_MIN:
            continue
        places[fold_line(line)] = place
        shares[fold_line(line)] = len(stems & said) / len(stems)
        values[fold_line(line)] = (
            len(stems & said) / (len(stems) + _STEMS_UNSAID)
            + _LEAD_WEIGHT * len(stems & lead) / len(stems)
            - _ELSEWHERE_COST * elsewhere
        )
    whole = [one for one in values if not any(one != more and one in more for more in values)]
    ranked = sorted(whole, key=lambda one: values[one], reverse=True)
    if not ranked:
        return None
    best = ranked[0]
    if len(ranked) == 1 and start - places[best] <= 1 + _BETWEEN_MAX:
        return places[best] if shares[best] > 0 else None
    ahead = values[best] - (values[ranked[1]] if len(ranked) > 1 else 0.0)
    return places[best] if shares[best] >= _TITLE_SHARE_MIN and ahead >= _TITLE_LEAD_MIN else None


def _is_piece(line: str) -> bool:
    """Say whether a line goes on with another, breaks off («Les élus de», «Un pont qui…»), or is an item."""
    last = words(line)[-1:]
    return (
        line[:1].islower()
        or line[:1] in BULLETS
        or line.endswith(("...", "…"))
        or not FUNCTION_WORDS.isdisjoint(last)
    )


def _standfirst(lines: Sequence[str], scores: Sequence[float], between: range) -> list[int]:
    """The places between title and text that are the article's: sentences, and no caption of a picture."""
    captions = {place - back for place in between if "©" in lines[place] for back in (1, 2)}
    prose = (place for place in between if scores[place] > 0 and is_closed(lines[place]))
    return [place for place in prose if place not in captions]


def _asks(lines: Sequence[str], kept: Sequence[int]) -> bool:
    """Say whether the run begins with its own headline, which its question mark made look like prose."""
    first = lines[kept[0]]
    return len(kept) > 1 and first.endswith("?") and may_be_headline(first) and "." not in first
