"""Labelled messages in two halves, one to set the code on and one kept apart: what is understood of each."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Protocol

HALVES = ("dev", "held")


class Labelled(Protocol):
    """What was written, what is meant, of which kind that is, and whether the chat takes it so."""

    @property
    def kind(self) -> str: ...
    @property
    def written(self) -> str: ...
    @property
    def meant(self) -> str: ...
    @property
    def is_understood(self) -> bool: ...


def digest(folder: Path, ending: str) -> str:
    """The hash of the files of both halves."""
    return sha256(b"".join((folder / f"{half}{ending}").read_bytes() for half in HALVES)).hexdigest()


def report(
    examples: Callable[[str], Iterable[Labelled]], understood: Callable[[str], object]
) -> Iterator[str]:
    """Lines: how many of each half and kind are understood; with `--wrong` the others, of the first half."""
    for half in HALVES:
        every = list(examples(half))
        wrong = [each for each in every if not each.is_understood]
        yield f"{half}: {len(every) - len(wrong)} of {len(every)} understood"
        missed = Counter(each.kind for each in wrong)
        for kind, count in Counter(each.kind for each in every).items():
            yield f"    {kind:12} {count - missed[kind]}/{count}"
        for each in wrong:
            if half == "dev" and "--wrong" in sys.argv:
                yield f"        «{each.written}»: {understood(each.written)}, and not {each.meant}"
