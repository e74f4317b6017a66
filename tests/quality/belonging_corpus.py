"""Where articles belong, by their words alone, beside where their publishers file them.

    LACONIQUE_CORPUS=… python -m tests.quality.belonging_corpus

Of `press.jsonl.xz`, a sample by the hash of the address. «International» is told from title and description;
expected is a folder of the address that says so, and much that is filed elsewhere («économie») is told of
abroad all the same. The region is told from the title; expected is a folder that names a department.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

from bot.french import tables
from bot.lab.corpus import objects
from bot.model import Article, Dating
from bot.topics.abroad import INTERNATIONAL
from bot.topics.catalogue import Catalogue
from bot.topics.tagger import tags
from tests.editions.stories import shipped_catalogue

_ABROAD = frozenset(tables.words("places", "abroad"))
_DEPARTMENT = re.compile(r"([a-z-]+)-\d[\dab]")
_ONE_IN = 25
_NO_TEXT = frozenset({"live", "podcasts", "emissions", "video", "story"})
"""Folders that tell a form, and no section."""


def sample(path: Path) -> Iterator[tuple[list[str], str, str, datetime]]:
    """Of one item in so many: the folders of its address, title, description, day."""
    for _at, item in objects(path):
        folders = urlsplit(item["url"]).path.lower().split("/")[1:-1]
        if crc32(item["url"].encode()) % _ONE_IN == 0 and folders and _NO_TEXT.isdisjoint(folders):
            day = datetime.fromisoformat(item["date"]).replace(tzinfo=UTC)
            yield folders, item["title"], item.get("description") or "", day


def filed_in(folders: list[str], catalogue: Catalogue) -> str:
    """The key of the region whose department a folder names; empty where none does."""
    named = (_DEPARTMENT.fullmatch(folder) for folder in folders)
    keys = (catalogue.region_names.get(found[1].replace("-", " "), "") for found in named if found)
    return next(filter(None, keys), "")


def main() -> None:
    """Print both figures."""
    catalogue, counts = shipped_catalogue(), Counter[str]()
    for folders, title, description, day in sample(Path(os.environ["LACONIQUE_CORPUS"]) / "press.jsonl.xz"):

        def keys(text: str, title: str = title, day: datetime = day) -> list[str]:
            return [topic.key for topic in tags(Article(title, (text,), Dating(day), "x"), catalogue)]

        if description:
            expected, told = not _ABROAD.isdisjoint(folders), INTERNATIONAL in keys(description)
            counts.update({"abroad": expected, "told": told, "both": expected and told})
        if region := filed_in(folders, catalogue):
            found = next((key for key in keys("") if key.startswith("region:")), "")
            counts.update({"filed": 1, "found": bool(found), "right": found == region})
    print(
        f"«International», {counts['abroad']} filed so: precision {counts['both'] / counts['told']:.3f}, "
        f"recall {counts['both'] / counts['abroad']:.3f}"
    )
    print(
        f"region, {counts['filed']} titles: precision {counts['right'] / counts['found']:.3f}, "
        f"recall {counts['right'] / counts['filed']:.3f}"
    )


if __name__ == "__main__":
    main()
