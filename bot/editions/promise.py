"""How likely others tell what one publisher tells: what a story is worth before anybody else has told it.

A logistic regression over the hashed words of a title, names aside, and the folders of its address; learnt
from days of the press, in which it is known who told what (`bot.lab.train_promise`). No word is in
`promise.z`, which holds a signed byte a bucket; `promise.json` names the corpus and says how they are read.
"""

import json
import math
import re
import zlib
from array import array
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from bot.stories.signature import NAME, TITLE, marked

WEIGHTS, CARD = (Path(__file__).with_name(name) for name in ("promise.z", "promise.json"))
BUCKETS = 1 << 14
_FOLDER = re.compile(r"[A-Za-z_-]{2,24}")
_FOLDERS = 3


def features(tokens: Iterable[str], address: str) -> set[int]:
    """The buckets of one article: `tokens` are those of its signature."""
    said = [token for mark, token in map(marked, tokens) if mark & TITLE and not mark & NAME]
    folders = [f"/{part}" for part in urlsplit(address).path.split("/") if _FOLDER.fullmatch(part)]
    return {zlib.crc32(each.encode()) % BUCKETS for each in (*said, *folders[:_FOLDERS])}


def promise(tokens: Iterable[str], address: str) -> float:
    """From 0 to 1; half of the press is above one half."""
    weights, scale, middle, spread = _learnt()
    worth = sum(weights[bucket] for bucket in features(tokens, address)) * scale
    return 1 / (1 + math.exp((middle - worth) / spread))


@lru_cache(maxsize=1)
def _learnt() -> tuple["array[int]", float, float, float]:
    card = json.loads(CARD.read_text(encoding="utf-8"))
    weights = array("b", zlib.decompress(WEIGHTS.read_bytes()))
    return weights, card["scale"], card["middle"], card["spread"]
