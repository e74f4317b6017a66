"""What the press says again and again around its news, and that tells no event.

A rubric over a title («Guerre en Ukraine :», «La libre antenne -»), a sentence that a programme or a live
page bears every day. Learnt: what stood on many days of a corpus, kept by hash (`rubrics.bin`, four bytes
each, in their order); no text of it is there. `python -m bot.lab.train_rubrics` makes it.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from bot.topics.mentions import Words

TABLE = Path(__file__).with_name("rubrics.bin")

_CUT = re.compile(r"[.:?!|\u2013\u2014]| -|- ")
_NUMBER = re.compile(r"\d+")


def parts(text: Words) -> Iterator[tuple[int, int]]:
    """The parts of a text between full stops, colons and dashes: where each begins and ends."""
    begin = 0
    for i in range(1, len(text.folded)):
        if _CUT.search(text.before[i]):
            yield begin, i
            begin = i
    yield begin, len(text.folded)


def key(text: Words, begin: int, end: int) -> int:
    """What a part is known by, whatever its day and hour."""
    return crc32(_NUMBER.sub("0", " ".join(text.folded[begin:end])).encode())


def rubrics(text: Words) -> Iterator[tuple[int, int]]:
    """The parts of a text that tell no event."""
    known = _table()
    for begin, end in parts(text):
        hashed = key(text, begin, end)
        at = bisect_left(known, hashed)
        if at < len(known) and known[at] == hashed:
            yield begin, end


@lru_cache(maxsize=1)
def _table() -> "array[int]":
    return array("I", TABLE.read_bytes())
