"""Measuring what real models wrote, behind the gate: how many articles are told, and what of it is false."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from rich.table import Table

from bot.cli.output import out
from bot.errors import BadCorpus
from bot.lab import corpus
from bot.model import Article
from bot.summaries.gate import best
from bot.wording import _

_WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Output:
    """What one model wrote about an article: sentence -> what a reader said of it: ok, wrong or unsure."""

    system: str
    article: Article
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Worth:
    """Of so many `articles`: `told` from the model, `shown` sentences of `written`, `wrong` among each."""

    articles: int
    told: int
    written: int
    wrong_written: int
    shown: int
    wrong_shown: int
    check_ms: float
    """Processor time to check what was written about an article."""


def outputs(path: Path) -> list[Output]:
    """The rows {id, title, text, system, sentences: [{text, label}]} of a corpus. Raises: BadCorpus."""
    return [_output(found, at) for at, found in corpus.objects(path)]


def evaluate(data: Path) -> None:
    """Print what each model is worth behind the gate, and all of them as candidates. Raises: BadCorpus."""
    found = outputs(data)
    if not found:
        msg = f"{data}: nothing in it"
        raise BadCorpus(msg)
    table = Table(box=None)
    for heading in (
        _("modèle"), _("articles"), _("racontés"), _("faux parmi les phrases écrites"),
        _("faux parmi les phrases montrées"), _("contrôle d'un article"),
    ):  # fmt: skip
        table.add_column(heading)
    for name, groups in _groups(found):
        table.add_row(name, *_cells(worth(groups)))
    out.print(table)


def worth(groups: Iterable[Sequence[Output]]) -> Worth:
    """What a model is worth; of several outputs on one article each is a candidate, in their order."""
    shown: list[str] = []
    written: list[str] = []
    told: list[bool] = []
    began = process_time()
    for group in groups:
        labels = {sentence: label for one in reversed(group) for sentence, label in one.labels.items()}
        kept = best((one.labels for one in group), group[0].article).kept
        shown += [labels[sentence] for sentence in kept]
        written += labels.values()
        told.append(bool(kept))
    return Worth(
        articles=len(told),
        told=sum(told),
        written=len(written),
        wrong_written=written.count(_WRONG),
        shown=len(shown),
        wrong_shown=shown.count(_WRONG),
        check_ms=1000 * (process_time() - began) / max(len(told), 1),
    )


def _groups(found: Sequence[Output]) -> Iterator[tuple[str, list[list[Output]]]]:
    """Each model by itself, and all of them as candidates of one, on the articles that all wrote about."""
    by_system: dict[str, list[list[Output]]] = defaultdict(list)
    by_article: dict[tuple[str, ...], list[Output]] = defaultdict(list)
    for one in found:
        by_system[one.system].append([one])
        by_article[one.article.title, *one.article.paragraphs].append(one)
    yield from by_system.items()
    if len(by_system) > 1:
        yield " + ".join(by_system), [group for group in by_article.values() if len(group) == len(by_system)]


def _cells(of: Worth) -> Iterator[str]:
    yield str(of.articles)
    yield f"{of.told / max(of.articles, 1):.0%}"
    yield _("{wrong} sur {all}").format(wrong=of.wrong_written, all=of.written)
    yield _("{wrong} sur {all}").format(wrong=of.wrong_shown, all=of.shown)
    yield f"{of.check_ms:.1f} ms"


def _output(found: Any, at: str) -> Output:  # noqa: ANN401 - whatever JSON holds
    try:
        paragraphs = tuple(filter(None, found["text"].strip().split("\n")))
        article = Article(found["title"], paragraphs, corpus.dating(None), source="corpus")
        labels = {told["text"]: told["label"] for told in found["sentences"]}
        return Output(str(found["system"]), article, labels)
    except (KeyError, TypeError, AttributeError) as err:
        msg = f"{at}: title, text, system and sentences of text and label are expected: {err!r}"
        raise BadCorpus(msg) from err
