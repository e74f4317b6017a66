"""Corpora: JSON lines, plain or compressed, one article a line."""

import hashlib
import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from bot.errors import BadCorpus
from bot.model import Article, DateOrigin, Dating

_TEXTS = ("title", "text", "abstract")
_KEY_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Row:
    """One article, and what its journalist told of it. `usable`: the abstract is one, not the title again."""

    id: str
    title: str
    text: str
    abstract: str
    usable: bool
    day: date | None = None


def rows(path: Path) -> Iterator[Row]:
    """The rows of a `.jsonl` or `.jsonl.xz` file: objects with id, title, text, abstract.

    Others are passed over.

    A row may say with `task` whether its abstract is a summary ("abstract") or not.

    Raises: BadCorpus, which names the line.
    """
    return (_row(found, at) for at, found in objects(path))


def descriptions(path: Path) -> Iterator[Article]:
    """The rows with a description of a `.jsonl` or `.jsonl.xz` file, as articles without a text.

    Raises: BadCorpus, which names the line.
    """
    return (article for article in items(path) if article.description)


def items(path: Path) -> Iterator[Article]:
    """All rows {url, title, description} of such a file, as articles without a text. Raises: BadCorpus."""
    for at, found in objects(path):
        if not isinstance(found, dict) or not {"url", "title", "description"} <= found.keys():
            msg = f"{at}: an object with url, title and description is expected"
            raise BadCorpus(msg)
        described = found["description"] or ""
        yield Article(found["title"], (), dating(None), "corpus", url=found["url"], description=described)


def url_key(url: str) -> str:
    """By which a label names an article, so that it holds nothing of the article's text."""
    return hashlib.sha256(url.encode()).hexdigest()[:_KEY_DIGITS]


def objects(path: Path) -> Iterator[tuple[str, Any]]:
    """What each line of a `.jsonl` or `.jsonl.xz` file holds, and where it stands. Raises: BadCorpus."""
    try:
        with (
            lzma.open(path, "rt", encoding="utf-8")
            if path.suffix == ".xz"
            else path.open(encoding="utf-8") as file
        ):
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield f"{path}:{number}", _json(line, f"{path}:{number}")
    except (OSError, lzma.LZMAError, EOFError, UnicodeDecodeError) as err:
        msg = f"{path}: can't be read: {err}"
        raise BadCorpus(msg) from err


def dating(day: date | None) -> Dating:
    """That of an article of a corpus, which knows no hours."""
    if day is None:
        return Dating(datetime.min.replace(tzinfo=UTC), DateOrigin.UNKNOWN)
    return Dating(datetime.combine(day, time(12), UTC), day_only=True)


def sha256(path: Path) -> str:
    """The hash of the file as it is."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as err:
        msg = f"{path}: can't be read: {err}"
        raise BadCorpus(msg) from err


def _json(line: str, at: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(line)
    except json.JSONDecodeError as err:
        msg = f"{at}: not JSON: {err}"
        raise BadCorpus(msg) from err


def _row(found: Any, at: str) -> Row:  # noqa: ANN401
    missing = [
        name for name in _TEXTS if not isinstance(found, dict) or not isinstance(found.get(name, ""), str)
    ]
    if missing or not isinstance(found.get("text"), str):
        msg = f"{at}: an object with the texts {', '.join(_TEXTS)} is expected"
        raise BadCorpus(msg)
    title, abstract = found.get("title", ""), found.get("abstract", "")
    usable = found.get("task", "abstract") == "abstract"
    return Row(str(found.get("id", at)), title, found["text"], abstract, usable, _day(found.get("date"), at))


def _day(told: Any, at: str) -> date | None:  # noqa: ANN401
    try:
        return date.fromisoformat(told) if told else None
    except (TypeError, ValueError) as err:
        msg = f"{at}: the date is no day: {err}"
        raise BadCorpus(msg) from err
