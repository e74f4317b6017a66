"""What a reader said of key points of real articles: right, irrelevant or wrong; no text is kept.

python -m tests.quality.points_corpus         what is shown now, and what nobody has judged yet
python -m tests.quality.points_corpus new     the same as rows to judge, for verdicts.tsv

LACONIQUE_CORPUS names the directory of orangesum-valid.jsonl.xz.
"""

import json
import lzma
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from bot.errors import TooShort
from bot.model import Article, Dating
from bot.summaries.extractive import summarise
from tests.quality.extracts_corpus import KINDS

FILE = Path(__file__).parent / "points" / "verdicts.tsv"
"""The id of an article of orangesum-valid, the kind of a point, the hash of its text, the verdict."""
_PUBLISHED = datetime(2020, 1, 1, tzinfo=UTC)
Row = tuple[str, str, str]


def verdicts() -> dict[Row, str]:
    """Every point that was judged, by article, kind and hash."""
    rows = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return {(article, kind, point): verdict for article, kind, point, verdict in rows}


def shown(directory: Path) -> Iterator[tuple[Row, str, str]]:
    """Each point that the judged articles show now: what it is judged by, the title and the point."""
    judged = {article for article, _, _ in verdicts()}
    with lzma.open(directory / "orangesum-valid.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in filter(lambda row: row["id"] in judged, map(json.loads, lines)):
            article = Article(
                row["title"], tuple(row["text"].split("\n")), Dating(_PUBLISHED), source="valid"
            )
            try:
                points = summarise(article).points
            except TooShort:
                continue
            for kind in KINDS:
                for point in getattr(points, kind):
                    yield (row["id"], kind, sha256(point.encode()).hexdigest()[:8]), row["title"], point


def main(directory: Path, *, rows: bool) -> None:
    """Count the verdicts of what is shown, and print what has none."""
    known, counts = verdicts(), Counter[str]()
    for row, title, point in shown(directory):
        verdict = known.get(row, "unjudged")
        counts[verdict] += 1
        if rows:
            print(*row, known.get(row, "?"), sep="\t")
        elif verdict != "right":
            print(f"{verdict:10} {row[0]:6} {row[1]:8} {point}   [{title.strip()}]")
    print(dict(counts), file=sys.stderr)


if __name__ == "__main__":
    main(Path(os.environ["LACONIQUE_CORPUS"]), rows="new" in sys.argv[1:])
