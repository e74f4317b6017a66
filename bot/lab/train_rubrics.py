"""One job: learn from the press what it says again and again around its news.

    python -m bot.lab.train_rubrics press.jsonl.xz [--without DAY…]

Writes `bot/stories/rubrics.bin`, hashes of the parts of titles and descriptions that stood on many days, and
`rubrics.json`, which says of what corpus. Days that something is measured on are left out.
"""

import argparse
import json
import lzma
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from bot.stories.rubrics import TABLE, key, parts
from bot.topics.mentions import split

_DAYS = 8
"""What fewer days said may be one event that lasted."""
_LEAD = 400
"""Letters of a description that are read."""


def learnt(items: Iterable[tuple[str, str, str]]) -> list[int]:
    """Learn the rubrics.

    Args:
        items: the day, the title and the description of each.

    Returns: the hashes of the parts that stood on many days, in their order.
    """
    days: defaultdict[int, set[str]] = defaultdict(set)
    for day, title, description in items:
        for text in (title, description[:_LEAD]):
            words = split(text)
            for begin, end in parts(words):
                days[key(words, begin, end)].add(day)
    return sorted(hashed for hashed, seen in days.items() if len(seen) >= _DAYS)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("press", type=Path)
    parser.add_argument("--without", nargs="*", default=(), metavar="DAY")
    asked = parser.parse_args()
    with lzma.open(asked.press, "rt", encoding="utf-8") as lines:
        items = (
            (one["date"][:10], one["title"], one.get("description") or "") for one in map(json.loads, lines)
        )
        found = learnt(item for item in items if item[0] not in asked.without)
    TABLE.write_bytes(array("I", found).tobytes())
    TABLE.with_suffix(".json").write_text(json.dumps(_told(asked.press, asked.without), indent=1) + "\n")


def _told(press: Path, without: Sequence[str]) -> dict[str, object]:
    return {
        "table_sha256": sha256(TABLE.read_bytes()).hexdigest(),
        "corpora": {press.name: sha256(press.read_bytes()).hexdigest()},
        "left_out": sorted(without),
        "licence": "counted on rssTrends (MIT); only hashes, no text",
    }


if __name__ == "__main__":
    main()
