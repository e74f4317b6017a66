"""Real pairs of the press: a story as it was told, and a later article of it. Does that one tell a turn?

Deaths, a toll that rises, an arrest, an admission, a verdict, a resignation, a sacking, an appointment, a
decision (a vote, an agreement, a sanction), a result: what nobody may miss, if the title says so and the
story did not yet. `other` is any other change, which may be told and need not: it counts neither way.
Labelled by one reader by titles and standfirsts before anything was tuned on them; a label holds the hashes
of addresses.

dev       to learn from: pairs of ten spells of four days, and what an earlier model found likely among them
held      only measured, on four spells of its own

By `sample`: `later` are items of the next days, found by hand; the rest is what our own passes propose in a
spell, at most two of a story: of `telling` titles, which hold new words of a decision or new figures, five in
six; of the `rest` one in thirteen. Where nothing was left out one pair in twenty tells a turn.

LACONIQUE_CORPUS=… python -m tests.quality.turns_corpus [--faults]     precision and recall
"""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.lab.labelled_turns import NONE, OTHER, Pair, pairs
from bot.stories.suite import is_news

FOLDER = Path(__file__).parent / "turns"
PRESS = "press.jsonl.xz"
HALVES = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, and whether we find a turn in it."""

    pair: Pair
    found: bool

    @property
    def turn(self) -> bool:
        """Whether a reader found one."""
        return self.pair.turn != NONE


def judged(half: str, folder: Path) -> list[Judged]:
    """The pairs of a half. Raises: BadCorpus."""
    return [Judged(one, is_news(one.article, one.before)) for one in pairs(labels(half), folder / PRESS)]


def labels(half: str) -> Path:
    """Where the labels of a half are."""
    return FOLDER / f"{half}.tsv"


def digest() -> str:
    """The hash of the labels that are only measured."""
    return sha256(labels("held").read_bytes()).hexdigest()


def reading(every: Sequence[Judged]) -> tuple[float, float]:
    """Precision and recall of what is found to be a turn; what may be told and need not is left out."""
    sure = [one for one in every if one.pair.turn != OTHER]
    right = sum(one.turn and one.found for one in sure)
    return right / (sum(one.found for one in sure) or 1), right / (sum(one.turn for one in sure) or 1)


def _print(half: str, every: Sequence[Judged]) -> None:
    for sample in sorted({one.pair.sample for one in every}):
        own = [one for one in every if one.pair.sample == sample]
        precision, recall = reading(own)
        told = f"precision {precision:.2f}, recall {recall:.2f}"
        print(f"{half}, {sample}: {told} of {len(own)}, {sum(one.turn for one in own)} turns")
    known = Counter(one.pair.turn for one in every)
    found = Counter(one.pair.turn for one in every if one.found)
    print(f"    found: {', '.join(f'{found[turn]} of {known[turn]} {turn}' for turn in sorted(known))}")


def main() -> None:
    """Print precision and recall of each half by sample, of each turn how many are found, and the faults."""
    for half in HALVES:
        every = judged(half, Path(os.environ["LACONIQUE_CORPUS"]))
        _print(half, every)
        if "--faults" in sys.argv and half == "dev":
            for one in every:
                if one.turn is not one.found and one.pair.turn != OTHER:
                    print(f"    {'missed' if one.turn else 'no turn'}: {one.pair.article.title}")


if __name__ == "__main__":
    main()
