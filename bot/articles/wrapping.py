"""Joins again the lines of a text that was cut at a fixed width: an e-mail, a terminal, a page by lynx."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.articles.lines import is_closed, tidy
from bot.articles.link_marks import is_address

_WIDTHS = range(40, 261)
_FULL_SHARE = 0.6
_LONG_SHARE, _LONG_MIN = 0.75, 4
"""Of the lines that come near the width of a text, as many are full if it was cut; and there are as many."""
BULLETS = frozenset("*•◦▪□+")
"""What programs that flatten pages write before the items of a list."""
_HYPHEN_END = re.compile(r"\w-$")


def unwrap(text: str) -> list[str]:
    """Return the lines of a text as they were before it was cut at a width, if it was; without blank ones.

    A line was cut when the first word of the next one would not have fitted beside it. Blocks a blank line
    apart are judged each by itself, as quotations are narrower; one that holds menus too, by the whole text.
    """
    text = text.expandtabs()
    widths = _widths(text.split("\n"))
    return [line for block in text.split("\n\n") for line in _unwrapped(block.split("\n"), widths)]


def _unwrapped(block: Sequence[str], widths: Mapping[int, int]) -> Sequence[str]:
    raw = [line.rstrip() for line in block if line.strip()]
    lines = [tidy(line) for line in raw]
    width = max(map(len, lines), default=0)
    full = [_is_full(a, b, width) for a, b in pairwise(lines)]
    if not _is_cut(lines, full, width):
        most = max(widths.values(), default=0)
        full = [_is_full(a, b, widths.get(_indent(a), most)) and _may_follow(a, b) for a, b in pairwise(raw)]
    return list(_joined(lines, full))


def _is_cut(lines: Sequence[str], full: Sequence[bool], width: int) -> bool:
    """Say whether so many of the lines are full as only in a text that was cut there."""
    if len(lines) < 2 or width not in _WIDTHS:
        return False
    cut = sum(was and not is_closed(line) for was, line in zip(full, lines, strict=False))
    return sum(full) >= _FULL_SHARE * len(full) and cut * 2 >= len(full)


def _widths(lines: Sequence[str]) -> dict[int, int]:
    """The width at which a text was cut, by the indentation of its lines; none where it was not."""
    rows = [line.rstrip() for line in lines]
    lengths = defaultdict(list)
    for row in rows:
        if row and not is_address(row.strip()):
            lengths[_indent(row)].append(len(row))
    found = {}
    for indent, several in lengths.items():
        width = sorted(several)[-2] if len(several) >= _LONG_MIN else 0  # one line may stick out
        near = [
            (a, b)
            for a, b in pairwise(rows)
            if b and _indent(a) == indent and len(a) > _LONG_SHARE * width and _may_follow(a, b)
        ]
        full = [_is_full(a, b, width) for a, b in near]
        if len(near) >= _LONG_MIN and _is_cut([a for a, _ in near], full, width):
            found[indent] = width
    return found


def _may_follow(line: str, after: str) -> bool:
    """Say whether the next line is indented as one that goes on: as far, or behind a bullet."""
    hanging = line.lstrip()[:1] in BULLETS
    return _indent(line) < _indent(after) if hanging else _indent(line) == _indent(after)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_full(line: str, after: str, width: int) -> bool:
    """Say whether the next word would not have fitted; no line of no width is full."""
    return 0 < width < len(line) + 1 + len(after.split(maxsplit=1)[0])


def _joined(lines: Sequence[str], full: Sequence[bool]) -> Iterator[str]:
    paragraph = list(lines[:1])
    for was_cut, before, line in zip(full, lines, lines[1:], strict=False):
        if was_cut:
            paragraph += ["" if _HYPHEN_END.search(before[-2:]) else " ", line]
        else:
            yield "".join(paragraph)
            paragraph = [line]
    if paragraph:
        yield "".join(paragraph)
