"""One job: learn which places an article is about, from articles whose places were told by hand.

    python -m bot.lab.train_places EXAMPLES --real CORPUS LABELS [--real CORPUS LABELS] [--config FILE]

EXAMPLES is a TOML file of invented articles, CORPUS a file of OrangeSum, LABELS one of its ids, with days and
places: those after a hyphen are neither right nor wrong. Needs the extra `train` (scikit-learn).
The same articles and labels give the same weights.
"""

import argparse
import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.lab.corpus import rows
from bot.topics import about
from bot.topics.about import COLUMNS, HOME, WEIGHTS, Parts, columns, look
from bot.topics.catalogue import Catalogue

_REGRESSION = {"C": 1.0, "max_iter": 5000}
_LEANING = 0.3
"""Added to the bias for home: of the articles about it more are missed otherwise than are wrong."""

_UNTITLED = 0.15
"""What an article weighs when it is read without its title, as texts come that never had one."""

_HOME_ONLY = ("institutions", "offices", "towns")
"""What the columns begin with that only home has."""

_INVENTED_DAY = date(2026, 3, 10)


@dataclass(frozen=True, slots=True)
class Told:
    """One article with the keys of its places, and of those that are neither right nor wrong."""

    title: str
    paragraphs: tuple[str, ...]
    day: date
    expected: frozenset[str]
    allowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One place of one article."""

    columns: dict[str, float]
    right: bool
    weight: float


def train(articles: Iterable[Told], catalogue: Catalogue) -> dict[str, Any]:
    """Learn both decisions, with and without the titles; the result is what about.json holds."""
    cases: dict[bool, list[Case]] = {True: [], False: []}
    for article in articles:
        for one, weight in ((article, 1.0), (replace(article, title=""), _UNTITLED)):
            for key, case in _cases(one, weight, catalogue):
                cases[key == HOME].append(case)
    other = [name for name in COLUMNS if not name.startswith(_HOME_ONLY)]
    return {"home": _fitted(cases[True], list(COLUMNS), _LEANING), "other": _fitted(cases[False], other)}


def _cases(article: Told, weight: float, catalogue: Catalogue) -> Iterator[tuple[str, Case]]:
    scene = look(Parts.of(article.title, article.paragraphs), catalogue, article.day)
    for key in scene.places:
        if key not in article.allowed:
            yield key, Case(columns(scene, key), key in article.expected, weight)


def _fitted(cases: Sequence[Case], names: Sequence[str], leaning: float = 0.0) -> dict[str, Any]:
    from sklearn.linear_model import LogisticRegression

    regression = LogisticRegression(**_REGRESSION)
    rows = [[case.columns[name] for name in names] for case in cases]
    regression.fit(rows, [case.right for case in cases], [case.weight for case in cases])
    weights = {name: round(float(one), 3) for name, one in zip(names, regression.coef_[0], strict=True)}
    return {"weights": weights, "bias": round(float(regression.intercept_[0]) + leaning, 3)}


def labelled(corpus: Path, labels: Path) -> Iterator[Told]:
    """The real articles that a person labelled."""
    told = dict(
        line.split("\t", 1)
        for line in labels.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    for row in rows(corpus):
        if row.id in told:
            day, places = told[row.id].split("\t")
            expected, _, allowed = places.partition("-")
            texts = tuple(row.text.split("\n"))
            yield Told(row.title, texts, date.fromisoformat(day), _keys(expected), _keys(allowed))


def invented(examples: Path) -> Iterator[Told]:
    """The articles that were written for the project."""
    for told in tomllib.loads(examples.read_text(encoding="utf-8"))["article"]:
        texts = tuple(filter(None, told["text"].strip().split("\n")))
        day = told.get("day", _INVENTED_DAY)
        expected, allowed = _keys(told.get("places", "")), _keys(told.get("also", ""))
        yield Told(told["title"], texts, day, expected, allowed)


def _keys(codes: str) -> frozenset[str]:
    return frozenset(f"pays:{code}" for code in codes.split())


def main() -> None:
    """Write the weights into the package."""
    parser = argparse.ArgumentParser(description="Learn which places an article is about.")
    parser.add_argument("examples", type=Path)
    parser.add_argument("--real", type=Path, nargs=2, action="append", required=True)
    parser.add_argument("--config", type=Path, default=Path("config/topics.toml"))
    given = parser.parse_args()
    config = tomllib.loads(given.config.read_text(encoding="utf-8"))
    catalogue = Catalogue.from_toml(config, given.config.name)
    real = (article for corpus, labels in given.real for article in labelled(corpus, labels))
    learnt = train((*real, *invented(given.examples)), catalogue)
    target = Path(about.__file__).with_name(WEIGHTS)
    target.write_text(json.dumps(learnt, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
