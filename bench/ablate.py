"""What the tests or the floors miss when a group of the tables of French is left out, or one row of it.

    python bench/ablate.py [--only FILE | FILE.GROUP]… [--words] [--seconds 420]

Each group of `bot/french/data` is left out in a process of its own, which runs the fast tests of the rooms
that read the file, then those of all language rooms, until one fails; where none does, the floors of
`tests/quality`. With LACONIQUE_CORPUS leading to the corpora, 200 articles are then summarised and the
sentences of models put to the gate: what comes out otherwise is told beside the figures that moved. With
--words single words, phrases, pairs and lines are left out instead. Tests on drawn texts take no part: what
they find by chance says nothing of a row. --seconds ends the run early, between two candidates.
"""

import argparse
import json
import lzma
import os
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean

from mutation import ROOT, WITHOUT, in_a_child, load

DATA = ROOT / "bot" / "french" / "data"
ROOMS = ("french", "summaries", "topics", "stories", "trends", "articles")
"""Whose tests are asked, in this order behind those of the rooms that read the file."""
_QUIET = ("-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
_FAST = (*_QUIET, "-m", f"{WITHOUT} and not hypothesis")
_LIMIT_S = 300
"""A candidate that takes longer has been noticed."""
_ARTICLES = 200


class _FirstFailure:
    """Keeps which test failed first."""

    def __init__(self) -> None:
        self.test = ""

    def pytest_runtest_logreport(self, report: object) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_collectreport(self, report: object) -> None:
        if report.failed and not self.test:
            self.test = f"{report.nodeid} (not even imported)"


def candidates(only: Sequence[str], *, by_row: bool) -> Iterator[tuple[str, int]]:
    """What is to be left out, as LACONIQUE_ABLATE names it, and how many rows that is.

    Args:
        only: "file" or "file.group"; all if empty.
        by_row: each word, phrase, pair or line by itself.
    """
    for place, rows in _places():
        if only and place not in only and place.partition(".")[0] not in only:
            continue
        if by_row:
            yield from ((f"{place}:{row}", 1) for row in rows)
        else:
            yield place, len(rows)


def _places() -> Iterator[tuple[str, list[str]]]:
    for path in sorted(DATA.glob("*.toml")):
        for name, group in tomllib.loads(path.read_text(encoding="utf-8")).items():
            rows = [*group.get("words", "").split(), *group.get("phrases", ()), *group.get("pairs", {})]
            yield f"{path.stem}.{name}", rows
    for path in sorted(DATA.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield path.stem, [line for line in lines if line and not line.startswith("#")]


def tests(place: str) -> list[str]:
    """The folders of fast tests to run: of the rooms that read the file first."""
    return [f"tests/{room}" for room in dict.fromkeys([*_readers(place), *ROOMS])]


def floors(place: str) -> list[str]:
    """The floors to measure; those of the trends take a minute, so only where their room reads the file."""
    every = sorted((ROOT / "tests" / "quality").glob("test_*.py"))
    return [str(path) for path in every if path.stem != "test_trends" or "trends" in _readers(place)]


def _readers(place: str) -> list[str]:
    file = place.partition(":")[0].partition(".")[0]
    readers = (path for path in (ROOT / "bot").rglob("*.py") if f'("{file}"' in path.read_text("utf-8"))
    return sorted({path.relative_to(ROOT / "bot").parts[0] for path in readers})


def figures() -> Mapping[str, float | list[str]]:
    """What the corpora say; nothing where they are absent. Figures, and the summaries themselves."""
    folder = Path(os.environ.get("LACONIQUE_CORPUS", ""))
    if not (folder / "orangesum-valid.jsonl.xz").is_file():
        return {}
    from rouge_score.rouge_scorer import RougeScorer

    from bot.model import Article
    from bot.summaries.extractive import summarise
    from tests.quality.extracts_corpus import METRICS
    from tests.quality.gate_corpus import NEVER, OUTPUTS, outputs

    with lzma.open(folder / "orangesum-valid.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, _ARTICLES)]
    articles = [Article(row["title"], tuple(row["text"].split("\n")), NEVER, source="") for row in rows]
    made = [summarise(article) for article in articles]
    scorer = RougeScorer(METRICS)
    scores = [
        scorer.score(row["abstract"], " ".join(each.sentences)) for row, each in zip(rows, made, strict=True)
    ]
    means = {name: round(100 * fmean(score[name].fmeasure for score in scores), 2) for name in METRICS}
    refused = Counter(each.label for each in outputs(folder) if each.refused) if _has(folder, OUTPUTS) else {}
    return {
        **means,
        **{f"refused, {label}": count for label, count in refused.items()},
        "summaries": [*map(repr, made)],
    }


def _has(folder: Path, name: str) -> bool:
    return (folder / name).is_file()


def moved(before: Mapping[str, float | list[str]], after: Mapping[str, float | list[str]]) -> str:
    """The figures that are others now; empty if none is."""
    told = [
        f"{name} {before[name]} -> {after[name]}"
        for name in before
        if name != "summaries" and before[name] != after[name]
    ]
    pairs = zip(before.get("summaries", ()), after.get("summaries", ()), strict=True)
    if changed := sum(one != other for one, other in pairs):
        told.insert(0, f"{changed} of {_ARTICLES} summaries")
    return ", ".join(told)


def _told_by_child(work: Callable[[], object]) -> object:
    """What `work` returns in a process of its own, through a file; None if it does not come to an end."""
    with tempfile.TemporaryDirectory() as directory:
        result = Path(directory) / "result.json"

        def told() -> int:
            result.write_text(json.dumps(work()), encoding="utf-8")
            return 0

        ended = in_a_child(told, _LIMIT_S) == 0
        return json.loads(result.read_text(encoding="utf-8")) if ended else None


def look(
    place: str = "", folders: Sequence[str] = ()
) -> tuple[str, Mapping[str, float | list[str]], list[str]]:
    """Leave out what stands at a place, and run the tests in these folders.

    Returns: the first test that fails; if none does, the figures of the corpora; the libraries in use.
    """
    import pytest

    os.environ["LACONIQUE_ABLATE"] = place
    failure = _FirstFailure()
    code = pytest.main([*_FAST, *folders], plugins=[failure])
    code = code or pytest.main([*_QUIET, *floors(place)], plugins=[failure])
    found = {} if code else figures()
    noticed = failure.test or ("what the tests share cannot be imported" if code else "")
    libraries = [name for name in sys.modules if name.partition(".")[0] not in {"bot", "tests"}]
    return noticed, found, libraries


def measure(only: Sequence[str], *, by_row: bool, seconds: float) -> Iterator[str]:
    """A line for each candidate, as it is looked at; then how many move nothing.

    Raises: SystemExit when a test fails although nothing is left out.
    """
    asked = list(candidates(only, by_row=by_row))
    every = list(dict.fromkeys(folder for place, _ in asked for folder in tests(place)))
    usual = _told_by_child(lambda: look(folders=every))
    if usual is None or usual[0]:
        sys.exit(f"a test fails although nothing is left out: {usual and usual[0]}")
    for name in usual[2]:
        load(name)
    until = time.monotonic() + seconds
    tried = idle = 0
    for place, rows in asked:
        if time.monotonic() > until:
            break
        tried += 1
        told = _told_by_child(lambda place=place: look(place, tests(place)))
        noticed = "it does not come to an end" if told is None else told[0] or moved(usual[1], told[1])
        idle += not noticed
        yield f"{place:34} {rows:5}  {noticed or 'MOVES NOTHING'}"
    yield f"{tried} of {len(asked)} left out in turn, {idle} move nothing"


def main() -> None:
    """Print what each candidate moves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", default=[], metavar="FILE[.GROUP]")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--seconds", type=float, default=420)
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as compiled:
        sys.pycache_prefix, sys.dont_write_bytecode = compiled, False  # the tests are compiled once
        for line in measure(given.only, by_row=given.words, seconds=given.seconds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
