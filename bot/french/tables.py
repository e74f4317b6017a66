"""The knowledge that is data: groups of words in `data/*.toml`, lines of `data/*.txt`.

A group is a table with `why`, one line that says what it is for and where it comes from, and `words` (one
text, words apart by blanks), `phrases` (an array) or `pairs` (a table). The environment variable
LACONIQUE_ABLATE leaves groups out ("function_words.adverbs"), or single rows of them
("function_words.adverbs:ici"): `make ablate` asks so what each one is good for.
"""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

ABLATED = "LACONIQUE_ABLATE"
"""Names what is left out, one a line: "file.group", "file.group:row", "file" or "file:row" for a text."""


@cache
def groups(file: str) -> Mapping[str, Mapping[str, Any]]:
    """The groups of `data/FILE.toml` by name, in the order of the file.

    Raises: FileNotFoundError, TOMLDecodeError.
    """
    read = tomllib.loads(_text(f"{file}.toml"))
    return {name: _left(f"{file}.{name}", group) for name, group in read.items()}


def words(file: str, *names: str) -> tuple[str, ...]:
    """The words of these groups of a file, in their order. Raises: KeyError for a group that is not there."""
    return tuple(word for name in names for word in groups(file)[name].get("words", "").split())


def phrases(file: str, *names: str) -> tuple[str, ...]:
    """The phrases of these groups of a file, in their order.

    Raises: KeyError for a group that is not there.
    """
    return tuple(phrase for name in names for phrase in groups(file)[name].get("phrases", ()))


def pairs(file: str, name: str) -> Mapping[str, Any]:
    """What one group of a file says of each of its words. Raises: KeyError for a group that is not there."""
    found: Mapping[str, Any] = groups(file)[name].get("pairs", {})
    return found


@cache
def lines(file: str) -> tuple[str, ...]:
    """The lines of `data/FILE.txt`, those that begin with # left out. Raises: FileNotFoundError."""
    gone = _ablated()
    if file in gone:
        return ()
    read = (line for line in _text(f"{file}.txt").splitlines() if line and not line.startswith("#"))
    return tuple(line for line in read if f"{file}:{line}" not in gone)


def _left(place: str, group: Mapping[str, Any]) -> Mapping[str, Any]:
    """A group without what is left out of it."""
    if place in _ablated():
        return {}
    gone = {row.removeprefix(f"{place}:") for row in _ablated() if row.startswith(f"{place}:")}
    if not gone:
        return group
    return {
        "words": " ".join(word for word in group.get("words", "").split() if word not in gone),
        "phrases": [phrase for phrase in group.get("phrases", ()) if phrase not in gone],
        "pairs": {word: said for word, said in group.get("pairs", {}).items() if word not in gone},
    }


def _text(name: str) -> str:
    return resources.files("bot.french.data").joinpath(name).read_text(encoding="utf-8")


@cache
def _ablated() -> frozenset[str]:
    return frozenset(os.environ.get(ABLATED, "").splitlines())
