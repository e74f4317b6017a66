"""The house: data flows one way, stages touch nothing, importing does nothing, a fact stands once."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable

import pytest

from tests.codebase import MONTHS, ROOT, WEEKDAYS, Module, modules

NOUNS = {"model", "errors", "version", "french", "wording"}
STAGES = ("sources", "articles", "topics", "stories", "trends", "summaries", "editions", "chat")
"""In the order of the data: a room may use the rooms before it."""
PASSES = {"study", "assignment", "announcing", "pipeline", "delivery", "attempts", "receiving", "sending"}
EDGES = {"store", "telegram", "sandbox", "web", "workers", "logs"}
EDGES_IN_STAGES = {
    *("sources.fetch", "sources.guard", "sources.reader", "summaries.generative", "summaries.served"),
    *(f"summaries.models.{name}" for name in ("directory", "tokenizer", "ctranslate_engine", "torch_engine")),
    *(f"summaries.models.{name}" for name in ("engines", "installed", "writer")),
    *("summaries.chosen", *(f"summaries.models.{name}" for name in ("choosers", "encoders", "taste"))),
}
"""They live where they serve; only `app` builds them."""
TOP = {"app", "cli", "lab", "__main__"}

ALLOWED = {
    "version": set(),
    "french": set(),
    "wording": {"french"},
    "model": set(),
    "errors": {"wording"},
    "ports": NOUNS,
    "settings": NOUNS,
    **{stage: NOUNS | {"ports", "settings", *STAGES[:at]} for at, stage in enumerate(STAGES)},
    **{name: NOUNS | {"ports", "settings", "study", "assignment", "attempts", *STAGES} for name in PASSES},
    **{edge: NOUNS | {"ports", "settings"} for edge in EDGES},
    # The words of the chat and its replies are what this edge carries.
    "telegram": NOUNS | {"ports", "chat"},
}
"""Which rooms a room may know, besides itself."""
TOUCHING = {
    "aiohttp", "aiosqlite", "alembic", "httpcore", "httpx", "multiprocessing", "pebble",
    "requests", "socket", "sqlalchemy", "sqlite3", "starlette", "subprocess", "telegram", "urllib.request",
    "uvicorn",
}  # fmt: skip
HEAVY = {
    "PIL", "ctranslate2", "feedparser", "htmldate", "justext", "lightgbm", "numpy", "py3langid", "pypdf",
    "sentencepiece", "sklearn", "tokenizers", "torch", "trafilatura", "transformers", "tzfpy",
}  # fmt: skip
"""Loaded in worker processes; the bot itself must start fast and stay small."""
IN_WORKERS = {
    *(f"summaries.{name}" for name in ("candidates", "choice", "features", "ranker", "salience", "trees")),
    *(f"summaries.models.{name}" for name in ("encoders", "taste")),
    *(f"lab.{name}" for name in ("grow", "train", "train_ranker", "train_themes", "train_words")),
}
"""They may load numpy as they are loaded: the worker that chooses sentences, and the command that trains."""

ALL = modules()
NAMES = {f"bot.{module.name}".rstrip(".") for module in ALL}


def foreign(names: Iterable[str], libraries: set[str]) -> set[str]:
    return {name for name in names if any(name == lib or name.startswith(f"{lib}.") for lib in libraries)}


def ours(module: Module) -> set[str]:
    """The modules of ours that it imports, by their full names."""
    wanted = {name for name in module.imports() if name in NAMES}
    return {name for name in wanted if not any(other.startswith(f"{name}.") for other in wanted)}


def rooms(module: Module) -> set[str]:
    return {name.removeprefix("bot.").partition(".")[0] for name in ours(module)} - {module.room}


def offences(found: Iterable[tuple[str, object]]) -> str:
    return "\n".join(f"{file}: {what}" for file, what in found if what)


def test_data_flows_one_way() -> None:
    """A room knows the nouns, itself, and the rooms that come before it; a new room says here whom."""
    below = [module for module in ALL if module.room and module.room not in TOP | {"lab"}]
    assert not offences((module.file, rooms(module) - ALLOWED.get(module.room, set())) for module in below)


def test_nobody_needs_what_learns() -> None:
    """What trains, evaluates and compares may use every room; only its commands know of it."""
    others = [module for module in ALL if module.room not in {"lab", "cli"}]
    assert not offences((module.file, {"lab"} & rooms(module)) for module in others)


def test_imports_are_absolute() -> None:
    """One name for one module, whoever asks."""
    assert not offences((module.file, "from ." in module.text) for module in ALL)


def test_no_import_comes_back_to_where_it_started() -> None:
    """Nor one inside a function: two modules that need each other are one, or a third is missing."""
    graph = {f"bot.{module.name}".rstrip("."): ours(module) for module in ALL}
    while free := {name for name, needs in graph.items() if not needs & graph.keys()}:
        graph = {name: needs for name, needs in graph.items() if name not in free}
    assert not offences((name, needs & graph.keys()) for name, needs in graph.items())


def test_a_stage_decides_and_touches_nothing() -> None:
    """No network, no database, no Telegram in a stage; the edges that live there are the exception."""
    stages = [module for module in ALL if module.room in {*STAGES, *PASSES, "french"}]
    pure = [module for module in stages if module.name not in EDGES_IN_STAGES]
    assert not offences((module.file, foreign(module.imports(), TOUCHING)) for module in pure)


def test_only_the_application_builds_edges() -> None:
    """The edges inside stages are handed in: the application knows them, what learns, and they themselves."""
    edges = {f"bot.{name}" for name in EDGES_IN_STAGES}
    others = [
        module for module in ALL if module.room not in TOP | {"lab"} and module.name not in EDGES_IN_STAGES
    ]
    assert not offences((module.file, edges & ours(module)) for module in others)


def test_heavy_libraries_are_loaded_where_they_are_used() -> None:
    """Never at the top of a module: the bot would carry them although only a worker needs them."""
    light = [module for module in ALL if module.room != "lab"]
    assert not offences(
        (
            module.file,
            foreign(
                module.imports(top_only=True), HEAVY - ({"numpy"} if module.name in IN_WORKERS else set())
            ),
        )
        for module in light
    )


def test_importing_does_nothing() -> None:
    """Every module can be imported without a file, a thread, a loop or a line of output."""
    light = NAMES - {f"bot.{name}" for name in IN_WORKERS} - {"bot.__main__"}
    names = sorted(name for name in light if not name.startswith("bot.lab"))
    code = (
        "import importlib, os, sys, threading\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "assert threading.active_count() == 1, threading.enumerate()\n"
        f"assert not {HEAVY!r} & set(sys.modules), {HEAVY!r} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def loaded_by(*names: str) -> set[str]:
    """Our modules and the libraries that are loaded with these modules, before anything is called."""
    modules_of = {f"bot.{module.name}".rstrip("."): module for module in ALL}
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.append(name.rpartition(".")[0] or name)
            waiting += modules_of[name].imports(top_only=True) if name in modules_of else ()
    return found


@pytest.mark.parametrize(
    ("names", "spared"),
    [
        pytest.param(
            ("bot.__main__", "bot.cli.main"),
            {"asyncio.subprocess", "pydantic", "rich", "sqlalchemy", "structlog"},
            id="the command line: all libraries but its own",
        ),
        *(
            pytest.param(
                (f"bot.cli.{command}",),
                {
                    *(
                        "alembic",
                        "apscheduler",
                        "httpx",
                        "lxml",
                        "pebble",
                        "protego",
                        "starlette",
                        "telegram",
                    ),
                    *("bot.app.core", "bot.articles", "bot.pipeline", "bot.stories", "bot.study"),
                    *("bot.summaries", "bot.workers"),
                },
                id=f"{command}: what reads and summarises",
            )
            for command in ("digest", "retry", "sources", "stories")
        ),
        pytest.param(
            ("bot.workers", "bot.study", "bot.summaries.choice"),
            {"pydantic", "rich", "sqlalchemy", "structlog", "bot.settings", "bot.store", "bot.pipeline"},
            id="a worker that reads: settings, logs and the database",
        ),
    ],
)
def test_who_starts_quickly_spares_itself(names: tuple[str, ...], spared: set[str]) -> None:
    """What is not needed is not loaded: these commands are a whole new process each time."""
    assert not foreign(loaded_by(*names), spared)


def test_only_french_knows_the_calendar() -> None:
    """Who needs a weekday or a month asks `french.dates`; a text may name one or two as an example."""
    others = [module for module in ALL if module.room != "french"]
    spelt = [(module.file, module.spells(names)) for module in others for names in (WEEKDAYS, MONTHS)]
    assert not offences((file, names) for file, names in spelt if len(names) > 2)


def test_text_is_folded_in_one_place() -> None:
    """Accents come off in `french.fold`, the same way for everybody."""
    others = (module for module in ALL if module.file != "french/fold.py")
    assert not [module.file for module in others if module.takes_accents_off()]


def test_there_is_one_stop_list() -> None:
    """The words that tell nothing are French's data."""
    assert not [module.file for module in ALL if module.has_a_stop_list()]


COLUMNS = {"summaries/features.py", "summaries/candidates.py", "topics/about.py"}
"""The names of a learnt model's columns: nothing of French in them."""


def test_knowledge_is_data() -> None:
    """No list or pattern of more than twenty words is code: a data file has room for its reason."""
    others = (module for module in ALL if module.room != "lab" and module.file not in COLUMNS)
    assert not offences(
        (module.file, [found for found in module.lists() if found[1] > 20]) for module in others
    )


def test_no_two_modules_share_a_name() -> None:
    """Who looks for a module finds one.

    But a command's file has the command's name, an interface that of its side.
    """
    files = Counter(module.path.stem for module in ALL if module.room not in {"cli", "ports"})
    del files["__init__"]
    assert not [name for name, times in files.items() if times > 1]


RETIRED = {
    "asking", "duties", "holding", "keeping", "mending", "needle", "needles", "placing", "reading", "shelf",
    "torching", "turns", "watching", "why",
}  # fmt: skip
"""Modules were called so, and nobody who looked for what they do found them; DESIGN has the words instead."""


def test_a_retired_name_does_not_come_back() -> None:
    assert not [module.file for module in ALL if RETIRED & set(module.name.split("."))]


SPECIAL_SPACES = {"\u00a0", "\u2009", "\u202f"}


def test_special_spaces_are_put_in_by_the_typography() -> None:
    """A text that holds them cannot be found by grep; a pattern or a set writes them as escapes."""
    assert not offences((module.file, SPECIAL_SPACES & set(module.text)) for module in ALL)


def test_our_own_texts_are_all_set_by_the_typography() -> None:
    """`wording` marks a text for translation and sets it: whoever asks gettext itself shows it as typed."""
    assert [module.file for module in ALL if "gettext" in set(module.imports())] == ["wording/catalogues.py"]


READERS_ROOMS = {"chat", "editions", "telegram", "delivery", "receiving"}


def test_nothing_is_said_while_a_module_is_loaded() -> None:
    """A constant is `Marked`: who will read it, and in which language, is not known yet."""
    loaded = "".join(f"import {name}\n" for name in sorted(NAMES) if READERS_ROOMS & {*name.split(".")[1:2]})
    code = f"import bot.wording\n{loaded}assert bot.wording._said.cache_info().currsize == 0\n"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
