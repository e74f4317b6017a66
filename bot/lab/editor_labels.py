"""Which sentences editors chose, as a table that holds nothing of the articles: ids, places, choices, hashes.

    python -m bot.lab.editor_labels editor-choices.jsonl.xz orangesum-train.jsonl.xz

makes the table anew. Whoever has OrangeSum puts articles and choices together again (`joined`).
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BadCorpus
from bot.lab import corpus

TABLE = Path(__file__).parent / "data" / "editor_choices.tsv"

_COLUMNS = ("id", "editor", "text", "sentences", "best", "ok", "bad_open", "repair")
_HEAD = f"""\
# What editors chose of articles of OrangeSum (Kamal Eddine, Tixier, Vazirgiannis 2021); choices made for this
# project, CC BY-SA 4.0. No word of an article stands here: `text` is the hash of its text, `sentences` are
# the places of its sentences in that text, the other numbers count these sentences.
# {chr(9).join(_COLUMNS)}
"""
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Label:
    """One line: what one editor said of one article; `choices` as in a file of choices."""

    id: str
    editor: str
    text: str
    spans: tuple[tuple[int, int], ...]
    choices: Mapping[str, Any]

    def line(self) -> str:
        """The line, without its end."""
        said = self.choices
        return "\t".join(
            [
                *(self.id, self.editor, self.text),
                " ".join(f"{start}-{end}" for start, end in self.spans),
                *(" ".join(",".join(map(str, one)) for one in said[name]) for name in ("best", "ok")),
                *(" ".join(map(str, said[name])) for name in ("bad_open", "repair")),
            ]
        )


def joined(found: Iterable[tuple[str, Any]], table: Path = TABLE) -> Iterator[tuple[str, dict[str, Any]]]:
    """The choices of the table with the articles they were made of, as lines of a file of choices.

    Args:
        found: where a line stands, and the article there: {id, date, title, text}; others are passed over.
        table: the labels.

    Returns: where the article stands, and {title, date, sentences, best, ok, bad_open, repair}; in the order
        of the table, whatever that of the articles.
    Raises: BadCorpus if an article is not the one that was labelled.
    """
    known = list(labels(table))
    wanted = {label.id for label in known}
    articles = {str(row["id"]): (at, row) for at, row in found if str(row.get("id")) in wanted}
    for label in known:
        if label.id in articles:
            at, row = articles[label.id]
            if _hash(row["text"]) != label.text:
                msg = f"{at}: the text of {label.id} is not the one that was labelled (another OrangeSum?)"
                raise BadCorpus(msg)
            sentences = [row["text"][start:end] for start, end in label.spans]
            told = {"title": row["title"], "date": row.get("date"), "sentences": sentences}
            yield at, told | dict(label.choices)


def labels(table: Path = TABLE) -> Iterator[Label]:
    """The lines of the table. Raises: BadCorpus, which names the line."""
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("#"):
            try:
                yield _label(line)
            except ValueError as err:
                msg = f"{table}:{number}: {len(_COLUMNS)} columns are expected: {err}"
                raise BadCorpus(msg) from err


def _label(line: str) -> Label:
    key, editor, text, spans, best, ok, bad, repair = line.split("\t")
    places = [one.partition("-") for one in spans.split()]
    choices = {
        "best": [_numbers(one) for one in best.split()],
        "ok": [_numbers(one) for one in ok.split()],
        "bad_open": list(map(int, bad.split())),
        "repair": list(map(int, repair.split())),
    }
    return Label(key, editor, text, tuple((int(start), int(end)) for start, _, end in places), choices)


def _numbers(told: str) -> list[int]:
    return list(map(int, told.split(",")))


def of(choices: Path, articles: Path) -> Iterator[Label]:
    """The labels of a file of choices, whose sentences stand in the articles. Raises: BadCorpus."""
    chosen = list(corpus.objects(choices))
    wanted = {row["id"] for _, row in chosen}
    texts = {row["id"]: row["text"] for _, row in corpus.objects(articles) if row["id"] in wanted}
    for at, row in chosen:
        text = texts[row["id"]]
        said = {name: row[name] for name in ("best", "ok", "bad_open", "repair")}
        yield Label(row["id"], row["editor"], _hash(text), tuple(_places(row["sentences"], text, at)), said)


def _places(sentences: Sequence[str], text: str, at: str) -> Iterator[tuple[int, int]]:
    end = 0
    for sentence in sentences:
        start = text.find(sentence, end)
        if start < 0:
            msg = f"{at}: not in the article: {sentence}"
            raise BadCorpus(msg)
        end = start + len(sentence)
        yield start, end


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def main() -> None:
    """Write the table."""
    choices, articles = map(Path, sys.argv[1:])
    lines = "".join(f"{label.line()}\n" for label in of(choices, articles))
    TABLE.write_text(_HEAD + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
