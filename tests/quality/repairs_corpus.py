"""How often sentences that editors judged are repaired, and how many repairs that a reader judged stand.

LACONIQUE_CORPUS=… python -m tests.quality.repairs_corpus [--each]     for editor-choices; --each article too
LACONIQUE_CORPUS=… python -m tests.quality.repairs_corpus --days       dates of orangesum-train, masked and
found again
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.french.dates import MONTH_NAMES, WEEKDAY_NAMES
from bot.french.sentences import split
from bot.lab import corpus
from bot.summaries.connectives import without_connectives
from bot.summaries.referents import named
from bot.summaries.repair import Setting, dated, opener

READ = Path(__file__).parent / "repairs" / "read.txt"
_WEEK = 7
_DATED = re.compile(
    rf"\b({'|'.join(WEEKDAY_NAMES)}) (\d{{1,2}}|1er) ({'|'.join(MONTH_NAMES)})\b(?! \d{{4}})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One article with what editors said of its sentences; `noted` are those they would mend."""

    id: str
    sentences: Sequence[str]
    title: str
    published: date
    openers: Mapping[str, frozenset[int]]
    noted: frozenset[int]

    def setting(self, at: int) -> Setting:
        """What stands around a sentence."""
        return Setting(self.title, self.sentences[:at], self.published)

    def is_repaired(self, at: int) -> bool:
        """Whether a sentence is told otherwise where it opens a digest."""
        return opener(self.sentences[at], self.setting(at)) != self.sentences[at]


def judged(path: Path) -> Iterator[Judged]:
    """The editors' articles. Raises: BadCorpus."""
    for _, row in corpus.objects(path):
        openers = {
            "best": frozenset(choice[0] for choice in row["best"]),
            "ok": frozenset(choice[0] for choice in row["ok"]),
            "bad_open": frozenset(row["bad_open"]),
        }
        yield Judged(
            row["id"],
            row["sentences"],
            row["title"],
            date.fromisoformat(row["date"][:10]),
            openers,
            _noted(row),
        )


def _noted(row: Mapping[str, Any]) -> frozenset[int]:
    return frozenset(at for at in map(int, row["repair"]) if at < len(row["sentences"]))


def counted(rows: Sequence[Judged], *, each: bool) -> Counter[str]:
    """How many openers of each kind there are, and how many of them are repaired."""
    total: Counter[str] = Counter()
    for row in rows:
        repaired = {at for at in range(len(row.sentences)) if row.is_repaired(at)}
        kinds = {**row.openers, "bad_open with a note": row.openers["bad_open"] & row.noted}
        for kind, found in kinds.items():
            total[kind] += len(found)
            total[f"{kind}, repaired"] += len(found & repaired)
        if each:
            print(row.id, *(f"{kind} {len(found & repaired)}/{len(found)}" for kind, found in kinds.items()))
    return total


def read(rows: Sequence[Judged]) -> Iterator[tuple[str, str, bool]]:
    """What was repaired, the verdict and whether it is repaired still, for each repair that was read."""
    by_id = {row.id: row for row in rows}
    for line in READ.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, id_, number, verdict = line.split()
        row, at = by_id[id_], int(number)
        yield kind, verdict, _makes(kind, row, at)


def _makes(kind: str, row: Judged, at: int) -> bool:
    text = row.sentences[at]
    steps: Mapping[str, Callable[[str], str]] = {
        "connective": without_connectives,
        "name": lambda told: named(told, row.title, row.sentences[:at]),
        "day": lambda told: dated(told, row.published),
    }
    for name, step in steps.items():
        before, text = text, step(text)
        if name == kind:
            return text != before
    return False


def days(path: Path) -> Counter[str]:
    """How a weekday within a week of its article, whose day and month are masked, is dated again."""
    found: Counter[str] = Counter()
    for _, row in corpus.objects(path):
        published = date.fromisoformat(row["date"][:10])
        for sentence in split(row["text"]):
            masks = list(_DATED.finditer(sentence))
            if len(masks) != 1:
                continue
            mask = masks[0]
            weekday = WEEKDAY_NAMES.index(mask[1].lower())
            day = 1 if mask[2] == "1er" else int(mask[2])
            near = (published + timedelta(off) for off in range(1 - _WEEK, _WEEK))
            truth = next((one for one in near if _is(one, weekday, day, mask[3].lower())), None)
            if truth is None:
                continue
            told = dated(sentence[: mask.end(1)] + sentence[mask.end(3) :], published)[mask.start() :]
            when = "today" if truth == published else ("past" if truth < published else "to come")
            right = told.startswith(mask[0])
            bare = not told[len(mask[1]) + 1 :][:1].isdecimal()
            found[f"{when}: {'bare' if bare and not right else 'right' if right else 'wrong'}"] += 1
    return found


def _is(one: date, weekday: int, day: int, month: str) -> bool:
    return (one.weekday(), one.day, MONTH_NAMES[one.month - 1]) == (weekday, day, month)


def main() -> None:
    """Print the counts."""
    folder = Path(os.environ["LACONIQUE_CORPUS"])
    if "--days" in sys.argv:
        for name, count in sorted(days(folder / "orangesum-train.jsonl.xz").items()):
            print(name, count)
        return
    rows = list(judged(folder / "editor-choices.jsonl.xz"))
    total = counted(rows, each="--each" in sys.argv)
    for kind in [name for name in total if not name.endswith("repaired")]:
        print(f"{kind}: {total[f'{kind}, repaired']} of {total[kind]} repaired")
    verdicts = Counter(read(rows))
    for kind, verdict in sorted({(kind, verdict) for kind, verdict, _ in verdicts}):
        made, not_made = verdicts[kind, verdict, True], verdicts[kind, verdict, False]
        print(f"read, {kind}, {verdict}: {made} of {made + not_made} still made")


if __name__ == "__main__":
    main()
