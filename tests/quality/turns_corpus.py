"""Real pairs of the press: what a story had so far, one to three items, and an item of the next days.

Does the new one tell a turn that nobody may miss: deaths, a toll that rises, an arrest, an admission, a
verdict, a resignation, an appointment, an adoption or a rejection, a result? Labelled by one reader by titles
and standfirsts before anything was tuned on them; a label holds the hashes of addresses. A third is `held`
and only measured.

LACONIQUE_CORPUS=… python -m tests.quality.turns_corpus     precision and recall of what is found to be news
"""

import csv
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.lab.corpus import dating, objects, url_key
from bot.model import Article
from bot.stories.suite import is_news

LABELS = Path(__file__).parent / "stories" / "turns.tsv"


def judged(folder: Path) -> Iterator[tuple[str, bool, bool]]:
    """The half of each pair, whether it is a turn, and whether we find so. Raises: BadCorpus."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wanted = {key for row in rows for key in (row["article"], *row["so_far"].split())}
    found = (row for _, row in objects(folder / "press.jsonl.xz"))
    known = {key: _article(row) for row in found if (key := url_key(row["url"])) in wanted}
    for row in rows:
        before = [known[key] for key in row["so_far"].split()]
        yield row["half"], row["turn"] == "1", is_news(known[row["article"]], before)


def _article(row: dict[str, str]) -> Article:
    told = (row["description"],) if row["description"] else ()
    return Article(row["title"], told, dating(date.fromisoformat(row["date"][:10])), "press", url=row["url"])


def main() -> None:
    """Print precision and recall of each half."""
    pairs = list(judged(Path(os.environ["LACONIQUE_CORPUS"])))
    for half in ("dev", "held"):
        own = [(turn, found) for name, turn, found in pairs if name == half]
        right = sum(turn and found for turn, found in own)
        precision = right / sum(found for _, found in own)
        recall = right / sum(turn for turn, _ in own)
        print(f"{half}: precision {precision:.2f}, recall {recall:.2f} of {len(own)} pairs")


if __name__ == "__main__":
    main()
