"""Measuring extracts by the choices of editors: do they tell what an editor would, and open as one would?"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import resources
from pathlib import Path

from rich.table import Table

from bot.cli.output import out
from bot.errors import BadCorpus, TooShort
from bot.french.words import words
from bot.lab import corpus
from bot.lab.judged import FOLDS, HELD, Judged, digest, fold, rows
from bot.lab.train_chooser import train
from bot.model import Article, Summary
from bot.summaries import choice
from bot.summaries.chosen import told as told_by
from bot.summaries.extractive import VERSION
from bot.summaries.extractive import summarise as extracts
from bot.summaries.models.choosers import NEEDS, read
from bot.summaries.models.engines import require
from bot.summaries.ranker import ranker
from bot.wording import _

Summarise = Callable[[Article], Summary]
_SAME = 0.6
"""The share of the words told by which a sentence is known again, however it was mended."""
_BEGINNING = 6
"""Words by which one sees whether an opening was mended."""


def shares(judged: Sequence[Judged], *, titled: bool, summarise: Summarise = extracts) -> dict[str, float]:
    """How often the extract of an article is what an editor chose, and how often it opens as none would.

    An opening that the editor refused as it stands, but would mend, is not refused once it is mended.
    """
    found: Counter[str] = Counter()
    for row in judged:
        shown = _told(row, summarise, titled=titled)
        chosen = tuple(at for at, _ in shown)
        opener = chosen[:1]
        found["best"] += tuple(sorted(chosen)) in row.best
        found["fair"] += tuple(sorted(chosen)) in row.fair
        found["opens best"] += opener in {each[:1] for each in row.best}
        found["opens fair"] += opener in {each[:1] for each in row.fair}
        mended = any(at in row.mendable and _begins_anew(text, row.sentences[at]) for at, text in shown[:1])
        found["opens badly"] += not row.bad_openers.isdisjoint(opener) and not mended
    return {name: count / len(judged) for name, count in found.items()}


def in_folds(judged: Sequence[Judged], *, titled: bool) -> dict[str, float]:
    """The same shares where the weights learnt from these very choices: each fifth by what the others taught.

    Raises: ImportError if the extra `train` is not installed.
    """
    total: dict[str, float] = {}
    for at in range(FOLDS):
        held = [row for row in judged if fold(row) == at]
        for name, share in without(judged, at, titled=titled).items() if held else ():
            total[name] = total.get(name, 0.0) + share * len(held)
    return {name: count / len(judged) for name, count in total.items()}


def without(judged: Sequence[Judged], held: int, *, titled: bool) -> dict[str, float]:
    """The shares of one fifth, by weights that learnt from the four others. Raises: see `in_folds`."""
    learnt = train([row for row in judged if fold(row) != held], ranker())
    told = partial(choice.summarise, version=VERSION, weights=learnt)
    return shares([row for row in judged if fold(row) == held], titled=titled, summarise=told)


def _taught(judged: Sequence[Judged]) -> bool:
    """Whether the chooser of the package learnt from these choices."""
    card = json.loads(resources.files("bot.summaries").joinpath("weights.json").read_text(encoding="utf-8"))
    return bool(card.get("editors", {}).get("labels_sha256") == digest(judged))


def evaluate(data: Path, *, titled: bool) -> None:
    """Print the shares; in five folds where the chooser learnt from this very file. Raises: BadCorpus."""
    judged = given(data)
    measured = in_folds if _taught(judged) else shares
    _print(len(judged), {_("colonnes"): measured(judged, titled=titled)})


def compare(data: Path, folder: Path, *, titled: bool) -> None:
    """Print the shares of a chooser beside those of columns, on choices that neither had read.

    Where the chooser learnt from these very choices: on the fifth that it was not shown, beside columns that
    learnt from the four others.

    Raises: BadCorpus; ModelFailed if the chooser cannot be used.
    """
    judged = given(data)
    chooser = read(folder)
    require(chooser, NEEDS)
    if chooser.labels == digest(judged):
        held = [row for row in judged if fold(row) == HELD]
        columns = without(judged, HELD, titled=titled)
    else:
        held, columns = judged, shares(judged, titled=titled)
    chosen = shares(held, titled=titled, summarise=partial(told_by, chooser))
    _print(len(held), {_("colonnes"): columns, chooser.name: chosen})


def given(data: Path) -> list[Judged]:
    """The articles of a file with their choices. Raises: BadCorpus, also if there are none."""
    judged = list(rows(data))
    if not judged:
        msg = f"{data}: nothing in it"
        raise BadCorpus(msg)
    return judged


def _print(articles: int, measured: Mapping[str, Mapping[str, float]]) -> None:
    names = {
        "best": _("choix d'un éditeur"),
        "fair": _("choix d'un éditeur, ou acceptable"),
        "opens best": _("ouverture d'un éditeur"),
        "opens fair": _("ouverture d'un éditeur, ou acceptable"),
        "opens badly": _("ouverture qu'un éditeur refuse"),
    }
    table = Table(box=None, show_header=len(measured) > 1)
    for heading in ("", *measured):
        table.add_column(heading)
    table.add_row(_("articles"), str(articles))
    for name, told in names.items():
        table.add_row(told, *(f"{found[name]:.1%}" for found in measured.values()))
    out.print(table)


def _told(row: Judged, summarise: Summarise, *, titled: bool) -> list[tuple[int, str]]:
    """Which sentences the extract tells, and how, in its order; none if the article is too short."""
    article = Article(row.title if titled else "", row.sentences, corpus.dating(row.day), source="corpus")
    try:
        told = summarise(article).sentences
    except TooShort:
        return []
    own = [_words(sentence) for sentence in row.sentences]
    return [(at, text) for text in told if (at := _known(_words(text), own)) is not None]


def _known(told: Counter[str], own: Sequence[Counter[str]]) -> int | None:
    """Which of the article's sentences this is; None if it is none."""
    shared = [(told & each).total() for each in own]
    best = max(range(len(own)), key=lambda at: (shared[at], shared[at] / max(own[at].total(), 1)))
    return best if shared[best] >= _SAME * told.total() else None


def _begins_anew(told: str, own: str) -> bool:
    """Whether a sentence is told with another beginning than its own."""
    return words(told)[:_BEGINNING] != words(own)[:_BEGINNING]


def _words(text: str) -> Counter[str]:
    return Counter(words(text))
