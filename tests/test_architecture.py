"""The house: data flows one way, stages touch nothing, importing does nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BOT = ROOT / "bot"

NOUNS = {"model", "errors", "version", "french", "wording"}
STAGES = ("sources", "articles", "summaries", "topics", "trends", "stories", "editions", "chat")
"""In the order of the data: a room may use the rooms before it."""
PASSES = {"placing", "pipeline", "delivery", "sending"}
EDGES = {"store", "telegram", "sandbox", "web", "workers", "logs"}
EDGES_IN_STAGES = {
    *("sources.fetch", "sources.guard", "sources.reader", "summaries.generative"),
    *(f"summaries.models.{name}" for name in ("directory", "tokens", "ctranslating", "torching")),
    *(f"summaries.models.{name}" for name in ("engines", "writer", "convert", "trial")),
}
"""They live where they serve; only `app` builds them."""
TOP = {"app", "terminal", "cli", "__main__"}

ALLOWED = {
    "version": set(),
    "french": {"french"},
    "wording": {"french"},
    "model": set(),
    "errors": set(),
    "ports": NOUNS | {"ports"},
    "settings": NOUNS | {"settings"},
    **{stage: NOUNS | {"ports", "settings", stage} | set(STAGES[: STAGES.index(stage)]) for stage in STAGES},
    **{name: NOUNS | {"ports", "settings"} | set(STAGES) for name in PASSES},
    "pipeline": NOUNS | {"ports", "settings", "placing"} | set(STAGES),
    **{edge: NOUNS | {"ports", "settings", edge} for edge in EDGES},
    # The words of the chat and its replies are what this edge carries.
    "telegram": NOUNS | {"ports", "telegram", "chat"},
}
TOUCHING = {
    "aiosqlite", "alembic", "apscheduler", "httpcore", "httpx", "multiprocessing", "pebble",
    "requests", "socket", "sqlalchemy", "sqlite3", "starlette", "subprocess", "telegram", "urllib.request",
    "uvicorn",
}  # fmt: skip
HEAVY = {
    "feedparser",
    "htmldate",
    "pypdf",
    "trafilatura",
    "py3langid",
    "numpy",
    "transformers",
    "torch",
    "sentencepiece",
    "ctranslate2",
    "justext",
    "PIL",
}
"""Loaded in worker processes; the bot itself must start fast and stay small."""
IN_WORKERS = {
    *(f"summaries.{name}" for name in ("choice", "features", "ranker", "training", "trees")),
    "topics.training",
    "terminal.learning",
}
"""They may load numpy as they are loaded: the worker that chooses sentences, and the command that trains."""

FILES = sorted(BOT.rglob("*.py"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(BOT).with_suffix("").parts).removesuffix("__init__").rstrip(".")


def room_of(name: str) -> str:
    return name.partition(".")[0]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, top_only: bool = False) -> Iterator[str]:
    tree = parsed(path)
    nodes = tree.body if top_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign(names: Iterator[str], libraries: set[str]) -> set[str]:
    return {name for name in names if any(name == lib or name.startswith(f"{lib}.") for lib in libraries)}


def by_name(path: Path) -> str:
    return name_of(path) or "bot"


@pytest.mark.parametrize("path", FILES, ids=by_name)
def test_data_flows_one_way(path: Path) -> None:
    """A room knows the nouns, itself, and the rooms that come before it."""
    room = room_of(name_of(path))
    if not room or room in TOP:
        return
    assert room in ALLOWED, f"a new room: say here whom it may know: {room}"
    wanted = {name for name in imports(path) if name.startswith("bot.")}
    known = ALLOWED[room]
    strangers = {name for name in wanted if room_of(name.removeprefix("bot.")) not in known}
    assert not strangers


@pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(name_of(path)) in {*STAGES, *PASSES}], ids=by_name
)
def test_a_stage_decides_and_touches_nothing(path: Path) -> None:
    """No network, no database, no Telegram in a stage; the edges that live there are the exception."""
    if name_of(path) in EDGES_IN_STAGES:
        return
    assert not foreign(imports(path), TOUCHING)


@pytest.mark.parametrize("path", FILES, ids=by_name)
def test_only_the_application_builds_edges(path: Path) -> None:
    """The edges inside stages are handed in: only the application, and they themselves, know them."""
    edges = {f"bot.{name}" for name in EDGES_IN_STAGES}
    if name_of(path) in EDGES_IN_STAGES or room_of(name_of(path)) in TOP:
        return
    assert not edges & set(imports(path))


@pytest.mark.parametrize("path", FILES, ids=by_name)
def test_heavy_libraries_are_loaded_where_they_are_used(path: Path) -> None:
    """Never at the top of a module: the bot would carry them although only a worker needs them."""
    allowed = {"numpy"} if name_of(path) in IN_WORKERS else set()
    assert not foreign(imports(path, top_only=True), HEAVY - allowed)


def test_importing_does_nothing() -> None:
    """Every module can be imported without a file, a thread, a loop or a line of output."""
    ours = (name for path in FILES if (name := name_of(path)) and "migrations" not in name)
    names = [f"bot.{name}" for name in ours if name not in IN_WORKERS]
    code = (
        "import importlib, os, sys, threading\n"
        f"for name in {[name for name in names if name != 'bot.__main__']!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
        f"assert not {HEAVY!r} & set(sys.modules), {HEAVY!r} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


SPECIAL_SPACES = ("\u202f", "\u00a0", "\u2009")


@pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(name_of(path)) != "terminal"], ids=by_name
)
def test_what_is_typed_can_be_found(path: Path) -> None:
    """The typography puts special spaces in: typed into a source, they hide its texts from every search."""
    text = path.read_text(encoding="utf-8")
    assert not [space for space in SPECIAL_SPACES if space in text]


@pytest.mark.parametrize("path", FILES, ids=by_name)
def test_a_file_fits_a_sitting(path: Path) -> None:
    """A file that grows beyond this has two jobs."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
