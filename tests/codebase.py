"""The source as data: who imports whom, which words and patterns stand in code.

    python -m tests.codebase [CHECKOUT …]

prints the figures of this tree, after those of other checkouts of the project.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeGuard

ROOT = Path(__file__).parent.parent

WEEKDAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
MONTHS = frozenset(
    "janvier février fevrier mars avril mai juin juillet août aout".split()
    + "septembre octobre novembre décembre decembre".split()
)
COMMONEST = frozenset("le la les de des du un une et en à au aux que qui pour par dans sur ne se".split())
"""Who lists twelve of these in one place has a stop list."""
_STOP_LIST = 12
_SHORT = 8
"""A list of so many words or fewer is an enumeration, not knowledge."""

_LANGUAGE = ("summaries/", "topics/", "stories/", "trends/", "french/", "articles/date")
"""The rooms of language; what learns (`lab`) is none of them."""
PATTERN = re.compile(r"\bre\.(?:compile|match|search|fullmatch|sub|split|findall|finditer)\(")
COMPILED = "re.compile("
TEST = re.compile(r"^(?:async )?def test_|^    (?:async )?def test_", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")


class Module:
    """One file of ours, parsed when it is asked."""

    def __init__(self, bot: Path, path: Path) -> None:
        self.path = path
        self.file = path.relative_to(bot).as_posix()
        self.name = ".".join(path.relative_to(bot).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        self.room = self.name.partition(".")[0]

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self, *, top_only: bool = False) -> Iterator[str]:
        """Dotted names, a module's and those taken from it alike."""
        for node in self.tree.body if top_only else ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def lists(self) -> Iterator[tuple[int, int]]:
        """The line and the number of words of each collection, split string and alternation in the code.

        The names that a module gives to others are none.
        """
        given = {id(node.value) for node in self.tree.body if _gives_names(node)}
        for node in ast.walk(self.tree):
            if id(node) not in given and (words := _words(node)):
                yield node.lineno, len(words)

    def strings(self) -> Iterator[tuple[int, str]]:
        """The line and the value of each string that is no docstring."""
        spoken_of = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken_of:
                yield node.lineno, node.value

    def spells(self, words: frozenset[str]) -> set[str]:
        """Which of these words stand in the strings of the code, docstrings apart."""
        return {word for _, text in self.strings() for word in _WORD.findall(text.lower()) if word in words}

    def has_a_stop_list(self) -> bool:
        lists = (node for node in ast.walk(self.tree) if not isinstance(node, ast.Constant))
        return any(len(COMMONEST & set(_words(node))) >= _STOP_LIST for node in lists)

    def takes_accents_off(self) -> bool:
        return any(text in {"NFD", "NFKD"} for _, text in self.strings())


def _gives_names(node: ast.stmt) -> TypeGuard[ast.Assign]:
    return isinstance(node, ast.Assign) and [ast.unparse(name) for name in node.targets] == ["__all__"]


def _words(node: ast.AST) -> list[str]:
    """The words of a collection, of a string that is split, of a pattern's alternatives."""
    match node:
        case ast.Set(elts=items) | ast.List(elts=items) | ast.Tuple(elts=items):
            return _spelt(items)
        case ast.Dict(keys=keys, values=values):
            return max(_spelt(keys), _spelt(values), key=len)
        case ast.Call(func=ast.Attribute(attr="split", value=ast.Constant(value=str(text)))):
            return text.split()
        case ast.Constant(value=str(text)) if "|" in text:
            return [_WORD.search(part)[0] for part in text.split("|") if _WORD.search(part)]
    return []


def _spelt(items: Iterable[ast.AST | None]) -> list[str]:
    return [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]


def modules(root: Path = ROOT) -> list[Module]:
    """Every file of `bot/`; a migration is history and stays as it was written."""
    bot = root / "bot"
    return [Module(bot, path) for path in sorted(bot.rglob("*.py")) if "migrations" not in path.parts]


def figures(root: Path) -> dict[str, int]:
    """What the house is measured by."""
    every = modules(root)
    ours = [module for module in every if module.room != "lab"]
    lists = [words for module in ours for _, words in module.lists() if words > _SHORT]
    tests = [path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py")]
    return {
        "lines of the rooms of language": sum(
            module.text.count("\n") for module in ours if module.file.startswith(_LANGUAGE)
        ),
        "lines of bot/ but for lab/": sum(module.text.count("\n") for module in ours),
        "patterns compiled": sum(module.text.count(COMPILED) for module in every),
        "regular expressions, compiled or used at once": sum(
            len(PATTERN.findall(module.text)) for module in every
        ),
        "words in lists in code": sum(lists),
        "lists of more than twenty words": sum(words > 20 for words in lists),
        "files that take accents off": sum(module.takes_accents_off() for module in ours),
        "stop lists in code": sum(module.has_a_stop_list() for module in ours),
        "files that spell weekdays": sum(len(module.spells(WEEKDAYS)) > 2 for module in ours),
        "files that spell months": sum(len(module.spells(MONTHS)) > 2 for module in ours),
        "lines over 110": sum(len(line) > 110 for module in every for line in module.text.splitlines()),
        "test functions": sum(len(TEST.findall(text)) for text in tests),
    }


def main(*before: str) -> None:
    """Print the table."""
    columns = [figures(Path(root)) for root in (*before, ROOT)]
    print(f"{'':46}" + "".join(f"{Path(root).name:>14}" for root in before) + f"{'here':>14}")
    for name in columns[0]:
        print(f"{name:46}" + "".join(f"{column[name]:>14,}" for column in columns))


if __name__ == "__main__":
    main(*sys.argv[1:])
