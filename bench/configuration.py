"""Writes docs/configuration.md from the settings themselves: `python -m bench.configuration`.

What a variable means is the docstring of its field in `bot/settings`, what a key means the comment beside it
in config/bot.toml, what is allowed the field's own type. A test holds the page to them.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bot import settings
from bot.settings import Settings
from bot.settings.loading import ENVIRONMENT, IN_FILES

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "configuration.md"
_ROW = re.compile(r"(?P<key>\w+) = (?P<value>.+?)(?:\s+# (?P<said>.+))?")
_MORE = re.compile(r"\s+# (?P<said>.+)")
_SECTION = re.compile(r"\[(?P<name>\w+)\](?:\s+# (?P<said>.+))?")
_HEAD = """# Configuration

Written by `python -m bench.configuration` from the settings themselves; change those, not this page.

Environment variables choose the place and the mode. `bot.toml`, `sources.toml` and `topics.toml` say how
much, how often and from where; they lie in `config/`, or where `LACONIQUE_CONFIG` says. A variable that ends
in `_FILE` names a file that holds the value, as container engines hand over secrets. All is checked before
anything starts: what is wrong is one line that names the file, the key and what is allowed. Every key may be
left out.
Sources: [sources.md](sources.md). Topics: the comments of `config/topics.toml`.

## Environment
| variable | means |
|---|---|
"""


_KINDS = {"integer": "a whole number", "number": "a number", "boolean": "`true`, `false`", "string": "a text"}
_LIMITS = {"exclusiveMinimum": "more than", "minimum": "at least", "maximum": "at most"}


class Key(NamedTuple):
    """One key of bot.toml: as it stands there, and what its comment says."""

    name: str
    value: str
    said: str


def page() -> str:
    """The whole page."""
    return _HEAD + "\n".join(_variables()) + "\n\n## bot.toml\n" + "\n".join(_sections())


def _variables() -> Iterator[str]:
    meaning = _docstrings(inspect.getsource(settings), "Settings")
    for field, variable in ENVIRONMENT.items():
        names = [variable, f"{variable}_FILE"] if field in IN_FILES else [variable]
        yield f"| {', '.join(f'`{name}`' for name in names)} | {_cell(meaning[field])} |"


def _docstrings(source: str, name: str) -> Mapping[str, str]:
    """What stands in a string under each field of a class, on one line."""
    tree = ast.parse(source)
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    return {
        field.target.id: " ".join(told.value.value.split())
        for field, told in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant)
    }


def _sections() -> Iterator[str]:
    schema = Settings.model_json_schema()
    for name, said, keys in _read((ROOT / "config" / "bot.toml").read_text(encoding="utf-8")):
        fields = schema["$defs"][schema["properties"][name]["$ref"].rpartition("/")[2]]["properties"]
        yield f"### [{name}]"
        if said:
            yield f"{said[0].upper()}{said[1:]}.\n"
        yield "| key | default | allowed | means |\n|---|---|---|---|"
        for key in keys:
            allowed = _allowed(fields[key.name], schema["$defs"])
            yield f"| `{key.name}` | `{key.value}` | {_cell(allowed)} | {_cell(key.said)} |"
        yield ""


def _read(text: str) -> Iterator[tuple[str, str, list[Key]]]:
    """The sections of bot.toml: name, comment, keys."""
    name, said, keys = "", "", list[Key]()
    for line in text.splitlines():
        if section := _SECTION.fullmatch(line):
            if name:
                yield name, said, keys
            name, said, keys = section["name"], section["said"] or "", []
        elif row := _ROW.fullmatch(line):
            keys.append(Key(row["key"], row["value"], row["said"] or ""))
        elif keys and (more := _MORE.fullmatch(line)):
            keys[-1] = keys[-1]._replace(said=f"{keys[-1].said} {more['said']}")
    yield name, said, keys


def _allowed(field: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """What a value may be, in words."""
    if "$ref" in field:
        return _allowed(known[field["$ref"].rpartition("/")[2]], known)
    if "enum" in field:
        return ", ".join(f'`"{value}"`' for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(filter(None, (_allowed(one, known) for one in field["anyOf"])))
    if field.get("type") == "array":
        return f"a list of: {_allowed(field['items'], known)}"
    kind = field.get("description") or _KINDS.get(field.get("type", ""), "")
    limits = (f"{words} {field[name]:g}" for name, words in _LIMITS.items() if name in field)
    return ", ".join(filter(None, (kind, *limits)))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
