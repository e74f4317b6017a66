"""The documents keep to the program: their commands, links, messages, settings and licences are real."""

import ast
import re
import shlex
import tomllib
from functools import cache
from pathlib import Path

import pytest
import typer
from babel.messages.pofile import read_po
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bench import configuration
from bench.messages import catalogue_of
from bot.chat.commands import ALIASES, COMMANDS
from bot.cli.main import app
from bot.settings.loading import ENVIRONMENT, IN_FILES
from bot.wording import ENGLISH
from tests.codebase import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TYPED = re.compile(r"(?:[A-Z_]+=\S+ )*laconique (.+)")
INLINE = re.compile(r"`(laconique [^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
VARIABLE = re.compile(r"\b(?:LACONIQUE|TELEGRAM)_[A-Z_]+\b")
FOR_DEVELOPERS = {"LACONIQUE_CORPUS", "LACONIQUE_ABLATE"}
CHAT = re.compile(r"`/([a-zé]+)")


def told(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def commands(page: Path) -> list[str]:
    """Whatever a reader of this page would type after `laconique`."""
    text = told(page)
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    typed = [match[1].partition("  #")[0] for line in lines if (match := TYPED.match(line))]
    return typed + [line.removeprefix("laconique ") for line in INLINE.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_command_of_a_document_exists_with_its_options(page: Path) -> None:
    """Each is parsed by the command line itself, and not run."""
    for line in commands(page):
        command, words = typer.main.get_command(app), shlex.split(line.replace("…", ""))
        while words and hasattr(command, "commands") and not words[0].startswith("-"):
            assert words[0] in command.commands or getattr(command, "invoke_without_command", False), line
            command = command.commands[words.pop(0)]
        known = {
            option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
        }
        assert {word for word in words if word.startswith("--")} - {"--help"} <= known, line


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_link_of_a_document_leads_somewhere(page: Path) -> None:
    links = (link.partition("#")[0] for link in LINK.findall(told(page)) if "://" not in link)
    assert not [link for link in links if link and not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_variable_of_a_document_is_read(page: Path) -> None:
    files = {f"{ENVIRONMENT[field]}_FILE" for field in IN_FILES}
    known = {*ENVIRONMENT.values(), *files, *FOR_DEVELOPERS, "LACONIQUE_HOST_NAME"}
    assert set(VARIABLE.findall(told(page))) <= known


def test_the_page_of_the_settings_is_what_the_settings_say() -> None:
    """`python -m bench.configuration` writes it anew."""
    assert told(configuration.PAGE) == configuration.page()


@pytest.mark.parametrize("key", ["send_timeout_s", "slots", "names"])
def test_the_page_of_the_settings_explains_every_key(key: str) -> None:
    row = next(line for line in told(configuration.PAGE).splitlines() if line.startswith(f"| `{key}`"))
    assert all(cell.strip() for cell in row.strip("|").split("|"))


@cache
def spoken() -> str:
    """All that the program can say: the strings of its code, and those of its catalogue, in one text."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "bot").rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    said = [node.value for node in nodes if isinstance(node.value, str)]
    with catalogue_of(ENGLISH).open("rb") as lines:
        said += [str(message.string) for message in read_po(lines)]
    return "\n".join(said)


def test_a_message_that_is_explained_is_one_that_is_told() -> None:
    rows = told(ROOT / "docs" / "troubleshooting.md").splitlines()
    cells = [row.split(" | ")[0] for row in rows if row.startswith("| `") and "`laconique" not in row[:14]]
    quoted = [message for cell in cells for message in cell.split("`")[1::2]]
    parts = [part.strip() for message in quoted for part in message.split("…") if part.strip()]
    assert len(quoted) > 20
    assert not [part for part in parts if part not in spoken()]


@pytest.mark.parametrize("page", ["docs/guide.md", "docs/privacy.md"])
def test_readers_are_told_of_commands_that_the_chat_knows(page: str) -> None:
    known = {*COMMANDS, *ALIASES} | {"start"}
    assert set(CHAT.findall(told(ROOT / page))) <= known


def test_readers_are_told_of_words_that_they_see() -> None:
    rows = [row for row in told(ROOT / "docs" / "guide.md").splitlines() if row.startswith("| «")]
    seen = [row.split("»")[0].removeprefix("| «").strip(" \u202f").replace("’", "'") for row in rows]
    assert len(seen) > 5
    assert not [words for words in seen if words.rstrip(": ") not in spoken().replace("’", "'")]


def test_the_lock_holds_what_the_project_asks_for_and_no_address() -> None:
    """`make lock` makes it anew."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w-]+)(?:\[\w+\])?==([\w.]+)", lock, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in map(Requirement, project["dependencies"]):
        assert pinned.get(canonicalize_name(wanted.name)) in wanted.specifier, wanted
    assert lock.count("--hash=sha256:") > len(pinned)
    assert not re.search(r"https?://|file:|--(?:index|find-links|extra)", lock)


def test_each_file_that_was_learnt_or_taken_has_a_licence() -> None:
    listed = told(ROOT / "LICENSES.md")
    kinds = {".bin", ".z", ".npz", ".json", ".txt"}
    taken = [
        path
        for path in (ROOT / "bot").rglob("*")
        if path.suffix in kinds and not {"sandbox", "invented"} & set(path.relative_to(ROOT).parts)
    ]
    assert taken
    ours = {"block_elements.txt", "overlays.txt", "tracking_parameters.txt"}
    assert not [path.name for path in taken if path.name not in ours and f"{path.name}`" not in listed]
