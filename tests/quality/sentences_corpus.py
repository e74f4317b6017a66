"""Where sentences end in real articles, read one place at a time.

`boundaries.json` has places of OrangeSum's training articles where a sentence may end, sampled by kind: the
article's id, the place in its text with single spaces, whether a new piece begins there, the kind. Inside a
quotation that is closed nothing ends.

python -m tests.quality.sentences_corpus     prints both halves; the articles are read from LACONIQUE_CORPUS
"""

import json
import lzma
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

from bot.french.sentences import split

PLACES = Path(__file__).parent / "boundaries.json"
ARTICLES = "orangesum-train.jsonl.xz"
_NO_LETTER = re.compile(r"[\s•►♦▶●■→*|–—-]*")
_OPENING = 12
_LEFT_OUT = r"[\s.\d\[\]¹²³⁰-⁹•►♦]*?"

Splitter = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an article where a piece may begin."""

    id: str
    offset: int
    begins: bool
    kind: str

    @property
    def held(self) -> bool:
        """Whether it was kept apart: labelled before the rules were written, and not looked at since."""
        return crc32(self.id.encode()) % 2 == 1


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the beginnings were found, and how many were made up."""

    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of those found that are right."""
        return self.right / max(self.right + self.invented, 1)

    @property
    def recall(self) -> float:
        """The share found of those that are there."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """Both in one."""
        return 2 * self.right / max(2 * self.right + self.invented + self.missed, 1)


@cache
def places() -> tuple[Place, ...]:
    """All labelled places."""
    return tuple(Place(*row) for row in json.loads(PLACES.read_text(encoding="utf-8")))


@cache
def texts(folder: Path) -> dict[str, str]:
    """The text of each article that has a labelled place, with single spaces. Raises: FileNotFoundError."""
    wanted = {place.id for place in places()}
    with lzma.open(folder / ARTICLES, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return {row["id"]: " ".join(row["text"].split()) for row in rows if row["id"] in wanted}


def found(folder: Path, of: Sequence[Place], splitter: Splitter = split) -> Iterator[tuple[Place, bool]]:
    """Each of the places, and whether a piece begins there; in what was cleaned away nothing can be wrong."""
    known = texts(folder)
    cuts = {id_: dict(_cuts(known[id_], splitter(known[id_]))) for id_ in {place.id for place in of}}
    for place in of:
        begins = cuts[place.id].get(_letter(known[place.id], place.offset), False)
        yield place, place.begins if begins is None else begins


def score(pairs: Sequence[tuple[Place, bool]]) -> Score:
    """Count them."""
    return Score(
        sum(place.begins and cut for place, cut in pairs),
        sum(cut and not place.begins for place, cut in pairs),
        sum(place.begins and not cut for place, cut in pairs),
    )


def _cuts(text: str, pieces: Sequence[str]) -> Iterator[tuple[int, bool | None]]:
    """Where the pieces begin in `text`; None where it was cleaned away."""
    past = 0
    for piece in pieces:
        letters = [re.escape(letter) for letter in piece if not letter.isspace()][:_OPENING]
        there = re.compile(_LEFT_OUT.join(letters)).search(text, past)
        if there is None:
            raise ValueError(f"this piece is not of the text: {piece}")
        yield from ((_letter(text, at), None) for at in range(past, there.start()))
        yield _letter(text, there.start()), True
        past = there.start() + len(piece)


def _letter(text: str, at: int) -> int:
    """The first place from `at` on that is no blank, dash or bullet."""
    skipped = _NO_LETTER.match(text, at)
    return skipped.end() if skipped else at


def main() -> None:
    """Print precision, recall and F1 by half and by kind."""
    every = list(found(Path(os.environ["LACONIQUE_CORPUS"]), places()))
    kinds = sorted({place.kind for place, _ in every})
    for held in (False, True):
        half = [pair for pair in every if pair[0].held == held]
        _print("held" if held else "dev", half)
        for kind in kinds:
            _print(f"    {kind}", [pair for pair in half if pair[0].kind == kind])
    if "--errors" in sys.argv:
        for place, cut in every:
            if not place.held and place.begins != cut:
                text = texts(Path(os.environ["LACONIQUE_CORPUS"]))[place.id]
                around = f"{text[max(0, place.offset - 90) : place.offset]}|{text[place.offset :][:60]}"
                print("invented" if cut else "missed  ", f"[{place.kind}]", around)


def _print(name: str, pairs: Sequence[tuple[Place, bool]]) -> None:
    one = score(pairs)
    print(
        f"{name:24} {len(pairs):4} places  precision {one.precision:.3f}  recall {one.recall:.3f}  "
        f"F1 {one.f1:.3f}"
    )


if __name__ == "__main__":
    main()
