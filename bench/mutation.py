"""Which small changes to a room its own tests notice.

A seeded sample of mutants, each run in a process of its own.

    python bench/mutation.py ROOM… [--sample 200] [--seed 11] [--seconds 420] [--survivors FILE]

cosmic-ray says what can be changed and how; of the ways to change one place (one operator into ten others, a
number up or down) one is drawn, and what stands in a signature, a log line or a cache is left alone. Which
tests run a line is seen once, with coverage; a mutant is given those, the quickest first, until one fails. A
mutant that no test reaches survives unrun. Nothing is written to the source: a child of a process that holds
pytest and the libraries, but nothing of ours, imports the changed text in the place of the file. --seconds
ends a room early; what was run until then is a sample all the same, for the order is drawn. Tests that start
processes (`slow`, `browser`, `model`, `postgres`) take no part.
"""

import argparse
import ast
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = {
    "pipeline": (("bot/pipeline.py",), ("tests/pipeline",)),
    "delivery": (("bot/delivery.py",), ("tests/delivery",)),
    "sending": (("bot/sending.py",), ("tests/delivery",)),
    "outbox": (
        ("bot/store/outbox.py",),
        ("tests/store/test_outbox.py", "tests/delivery/test_edit.py", "tests/delivery/test_suite.py"),
    ),
    "assignment": (("bot/assignment.py",), ("tests/test_assignment.py",)),
    "query": (("bot/topics/query.py",), ("tests/topics",)),
    "french": (("bot/french",), ("tests/french",)),
}
"""A room, and the tests that are its own."""
WITHOUT = "not slow and not browser and not model and not postgres"
_QUIET = ("-q", "-x", "-p", "no:cacheprovider", "--hypothesis-seed=0", "-m", WITHOUT)
_WARM = ("--timeout=10", "-W", "ignore::pytest.PytestAssertRewriteWarning")
"""A test that hangs has noticed; pytest's own plugins are among the libraries that are there already."""
_FAMILY = re.compile(r"^core/(Replace(?:Binary|Comparison|Unary)Operator|\w+)")
_SLACK_S, _SLOWER = 15, 5
"""A mutant may take so much longer than the tests took without it; then it counts as noticed."""


@dataclass(frozen=True)
class Mutant:
    """One change: `lines` are those that it touches, `text` what the file would be."""

    file: str
    lines: range
    operator: str
    text: str

    @property
    def module(self) -> str:
        """Its name to import."""
        return ".".join(Path(self.file).with_suffix("").parts).removesuffix(".__init__")

    def shown(self) -> str:
        """Before and after, on a line."""
        before = (ROOT / self.file).read_text(encoding="utf-8").splitlines()
        pairs = zip(before, self.text.splitlines(), strict=False)
        old, new = next(((old, new) for old, new in pairs if old != new), ("", ""))
        return f"{self.file}:{self.lines.start}  {old.strip()}  ->  {new.strip()}"


@dataclass(frozen=True)
class Reached:
    """What the tests of a room reach: lines of files by test, and how long each takes."""

    by_line: dict[str, dict[str, list[str]]]
    seconds: dict[str, float]

    def tests(self, mutant: Mutant) -> list[str]:
        """Those that run one of its lines, the quickest first; all, if it runs as the module is loaded."""
        lines = self.by_line.get(mutant.file, {})
        found = {test for line in mutant.lines for test in lines.get(str(line), ())}
        tests = set(self.seconds) if "" in found else found  # "": it runs as the module is loaded
        return sorted(tests, key=lambda test: self.seconds.get(test, 0))


def mutants(file: str, draw: random.Random) -> Iterator[Mutant]:
    """One mutant of each place that cosmic-ray would change."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator, operator_names

    source = (ROOT / file).read_text(encoding="utf-8")
    idle = _idle(source)
    places: dict[tuple[str, tuple[int, int]], list[tuple[str, int, int]]] = {}
    for name in operator_names():
        if get_operator(name).arguments():
            continue
        operator = get_operator(name)()
        nodes = (node for node in ast_nodes(get_ast(source)))
        found = (spot for node in nodes for spot in operator.mutation_positions(node))
        for occurrence, (start, end) in enumerate(found):
            if start[0] not in idle:
                family = _FAMILY.match(name)[1]
                places.setdefault((family, start), []).append((name, occurrence, end[0]))
    for (_, start), ways in sorted(places.items()):
        name, occurrence, last = draw.choice(ways)
        text = mutate_code(source, get_operator(name)(), occurrence)
        if text is not None:
            yield Mutant(file, range(start[0], last + 1), name, text)


def _idle(source: str) -> set[int]:
    """Lines of signatures, of log calls, of caches and of what a dataclass costs.

    No behaviour changes there.
    """
    tree = ast.parse(source)
    idle: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(body=[first, *_]) | ast.AsyncFunctionDef(body=[first, *_]):
                idle.update(range(node.lineno, first.lineno))
                cached = (one for one in node.decorator_list if "cache" in ast.unparse(one))
                idle.update(one.lineno for one in cached)
            case ast.ClassDef(decorator_list=decorators):
                idle.update(decorator.lineno for decorator in decorators)
            case ast.AnnAssign(value=None):
                idle.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            case ast.Expr() | ast.If() if _only_logs(node):
                idle.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return idle


def _only_logs(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="log")))):
            return True
        case ast.If(body=body, orelse=[]):
            return all(map(_only_logs, body))
    return False


class _Changed(SourceFileLoader):
    """Loads a module from another text than its file's; no byte code is read or written."""

    text = ""

    def get_data(self, path: str) -> bytes:
        return self.text.encode() if path == self.path else super().get_data(path)

    def path_stats(self, path: str) -> dict[str, float]:
        raise OSError(path)


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self._mutant.module:
            return None
        file = str(ROOT / self._mutant.file)
        loader = _Changed(name, file)
        loader.text = self._mutant.text
        inside = [str(Path(file).parent)] if file.endswith("__init__.py") else None
        return spec_from_file_location(name, file, loader=loader, submodule_search_locations=inside)


def in_a_child(work: Callable[[], int], limit_s: float) -> int | None:
    """What `work` returns in a process of its own; None when it took too long."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        code = 70
        try:
            code = int(work())
        finally:
            os._exit(code)
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


class _Watcher:
    """Tells coverage which test runs, and how long it took."""

    def __init__(self, coverage: object) -> None:
        self._coverage = coverage
        self.seconds: dict[str, float] = {}

    def pytest_runtest_protocol(self, item: object) -> None:
        self._coverage.switch_context(item.nodeid)

    def pytest_runtest_logreport(self, report: object) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration


def look(files: Sequence[str], tests: Sequence[str]) -> Reached:
    """Run the tests once as they are. Raises: SystemExit when they fail."""
    with tempfile.TemporaryDirectory() as directory:
        result = Path(directory) / "reached.json"

        def work() -> int:
            import coverage
            import pytest

            watched = coverage.Coverage(
                data_file=None,
                include=[str(ROOT / file) for file in files],
                concurrency=["greenlet", "thread"],
            )
            watcher = _Watcher(watched)
            watched.start()
            code = pytest.main([*_QUIET, *tests], plugins=[watcher])
            watched.stop()
            data = watched.get_data()
            by_line = {
                str(Path(name).relative_to(ROOT)): data.contexts_by_lineno(name)
                for name in data.measured_files()
            }
            libraries = [name for name in sys.modules if name.partition(".")[0] not in {"bot", "tests"}]
            result.write_text(json.dumps([by_line, watcher.seconds, libraries]), encoding="utf-8")
            return code

        if code := in_a_child(work, 600):
            sys.exit(f"{' '.join(tests)}: fail as they are ({code})")
        by_line, seconds, libraries = json.loads(result.read_text(encoding="utf-8"))
    for name in libraries:
        load(name)
    return Reached(by_line, seconds)


def load(name: str) -> None:
    """Import a library for all children to come, if it can be imported by itself."""
    try:
        import_module(name)
    except Exception:  # noqa: BLE001 - what cannot be loaded by itself is loaded by who needs it
        return


def noticed(mutant: Mutant, tests: Sequence[str], usual_s: float) -> bool:
    """Whether a test fails, or is not done in time, with the mutant in the file's place."""
    if not tests:
        return False

    def work() -> int:
        import pytest

        sys.meta_path.insert(0, _Finder(mutant))
        return pytest.main([*_QUIET, *_WARM, *tests])

    return in_a_child(work, _SLACK_S + _SLOWER * usual_s) != 0


def measure(room: str, sample: int, seed: int, seconds: float) -> Iterator[str]:
    """Yields the survivors, then the figure."""
    draw = random.Random(seed)
    paths, tests = ROOMS[room]
    files = [
        str(path.relative_to(ROOT))
        for given in paths
        for path in (sorted((ROOT / given).rglob("*.py")) if (ROOT / given).is_dir() else [ROOT / given])
    ]
    every = [mutant for file in files for mutant in mutants(file, draw)]
    drawn = draw.sample(every, min(sample, len(every)))
    reached = look(files, tests)
    same = Mutant(files[0], range(0), "none", (ROOT / files[0]).read_text(encoding="utf-8"))
    if noticed(same, list(reached.seconds), sum(reached.seconds.values())):
        sys.exit(f"{room}: its tests fail in a child although nothing is changed")
    until = time.monotonic() + seconds
    killed = tried = 0
    for mutant in drawn:
        if time.monotonic() > until:
            break
        tried += 1
        own = reached.tests(mutant)
        if noticed(mutant, own, sum(reached.seconds[test] for test in own)):
            killed += 1
        else:
            yield mutant.shown() + ("" if own else "  (no test reaches it)")
    yield f"{room}: {killed} of {tried} noticed, {killed / tried:.1%}  ({len(every)} places, seed {seed})"


def main() -> None:
    """Print each survivor as it is found, and a line for each room."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="+", choices=sorted(ROOMS), metavar="ROOM")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--seconds", type=float, default=420)
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as compiled:
        sys.pycache_prefix, sys.dont_write_bytecode = (
            compiled,
            False,
        )  # the tests are compiled once, not each time
        for room in given.rooms:
            for line in measure(room, given.sample, given.seed, given.seconds):
                print(line, flush=True)


if __name__ == "__main__":
    main()
