"""One job: learn which titles tell what others tell too, from days of the press.

    python -m bot.lab.train_promise PRESS.jsonl.xz [--without LABELS] [--days 150]

PRESS holds objects {date, url, title}. Nobody labels anything: a title is told by others when two publishers
more have one of the same day that shares most of its rare words. The days of LABELS (tab-separated, a column
`day`) and those beside them are left out: they are for measuring. The same days give the same weights. Needs
the extra `train` (scikit-learn).
"""

import argparse
import csv
import json
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cli.output import out
from bot.editions import promise
from bot.editions.ranking import is_same
from bot.lab.corpus import objects, sha256
from bot.lab.sections import publisher
from bot.model import Article, Dating
from bot.stories.rarity import rarity
from bot.stories.signature import TITLE, marked, signature

_TOLD_BY = 2
"""Other publishers that make a title one of the day's stories."""
_FULL_DAY = 300
_REGRESSION = {"C": 0.1, "max_iter": 500}
_BYTE = 127
_KEPT_BACK = 8


@dataclass(frozen=True, slots=True)
class Title:
    """One item of a day: who published it, the buckets that it fills, and how rare its words are."""

    publisher: str
    features: frozenset[int]
    words: dict[str, float]


_Day = tuple[list[Title], list[bool]]
"""The titles of a day, and of each whether others told it; or of several days."""


def titled(item: dict[str, Any]) -> Title:
    """What is learnt from one item of the press."""
    tokens = signature(Article(item["title"], (), Dating(datetime.min.replace(tzinfo=UTC)), ""), {}).tokens
    words = {token: rarity(token) for mark, token in map(marked, tokens) if mark & TITLE}
    return Title(publisher(item["url"]), frozenset(promise.features(tokens, item["url"])), words)


def told_by_others(day: Sequence[Title]) -> list[bool]:
    """Of each title of one day, whether enough other publishers tell the same."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(day):
        for word in one.words:
            holding[word].append(at)
    found = []
    for one in day:
        near = Counter(at for word in one.words for at in holding[word])
        same = {day[at].publisher for at in near if is_same(one.words, day[at].words)}
        found.append(len(same - {one.publisher}) >= _TOLD_BY)
    return found


def train(titles: Sequence[Title], told: Sequence[bool]) -> tuple["array[int]", dict[str, float]]:
    """The weights, and how they are read; which publisher it is explains itself, and is not kept."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    known = {name: promise.BUCKETS + at for at, name in enumerate(sorted({one.publisher for one in titles}))}
    rows = [[*sorted(one.features), known[one.publisher]] for one in titles]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate(rows)
    shape = (len(rows), promise.BUCKETS + len(known))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=shape)
    model = LogisticRegression(**_REGRESSION).fit(matrix, np.array(told))
    learnt = model.coef_[0][: promise.BUCKETS]
    scale = float(np.abs(learnt).max() / _BYTE)
    weights = array("b", np.round(learnt / scale).astype(int).tolist())
    worth = np.array([sum(weights[bucket] for bucket in one.features) * scale for one in titles])
    spread = float(np.std(worth)) / 2  # so that most of the press is not all about one half
    return weights, {"scale": scale, "middle": float(np.median(worth)), "spread": spread}


def _days(path: Path, without: Path | None, most: int) -> Iterator[list[Title]]:
    held = set()
    if without is not None:
        with without.open(encoding="utf-8", newline="") as file:
            days = {date.fromisoformat(row["day"]) for row in csv.DictReader(file, delimiter="\t")}
        held = {(day + timedelta(days=ago)).isoformat() for day in days for ago in (-1, 0, 1)}
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _, item in objects(path):
        found[item["date"][:10]].append(item)
    full = sorted(day for day, items in found.items() if len(items) >= _FULL_DAY and day not in held)
    step = max(1, len(full) // most)
    for day in full[::step][:most]:
        yield [titled(item) for item in found[day]]


def _joined(days: Sequence[_Day]) -> _Day:
    return [one for day, _ in days for one in day], [each for _, told in days for each in told]


def _auc(days: Sequence[_Day]) -> float:
    """How often a title told by others is above one that is not, on days that were not learnt from."""
    from sklearn.metrics import roc_auc_score

    weights, _ = train(*_joined([day for at, day in enumerate(days) if at % _KEPT_BACK]))
    titles, told = _joined(days[::_KEPT_BACK])
    return float(roc_auc_score(told, [sum(weights[at] for at in one.features) for one in titles]))


def main() -> None:
    """Learn, and write the weights beside the code that reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("press", type=Path)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--days", type=int, default=150)
    given = parser.parse_args()
    days = [(day, told_by_others(day)) for day in _days(given.press, given.without, given.days)]
    out.print(f"AUC on every {_KEPT_BACK}th day, learnt from the others: {_auc(days):.3f}")
    titles, told = _joined(days)
    weights, reading = train(titles, told)
    promise.WEIGHTS.write_bytes(zlib.compress(weights.tobytes(), 9))
    source = {
        "corpus": given.press.name,
        "sha256": sha256(given.press),
        "titles": len(titles),
        "told": sum(told),
    }
    promise.CARD.write_text(json.dumps(reading | source, indent=1) + "\n", encoding="utf-8")
    out.print(f"{len(titles)} titles, {sum(told)} told by others: {promise.WEIGHTS}")


if __name__ == "__main__":
    main()
