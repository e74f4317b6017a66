"""Measuring summaries on a corpus: how like the journalist's own, how faithful, how fast, at what cost."""

import json
import random
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import fmean, quantiles

from rich.table import Table

from bot.cli.output import out, progress
from bot.errors import BadCorpus, SettingsError, TooShort
from bot.lab import corpus
from bot.lab.corpus import Row
from bot.model import Article, Summary
from bot.settings import Settings
from bot.summaries.extractive import summarise
from bot.summaries.faithful import unsupported
from bot.wording import Remark, _

METRICS = ("rouge1", "rouge2", "rougeL")
_DRAWS = 2000
_SEED = 7
_LONG = (60, 70)
"""Words of a digest that is hardly laconic any more."""

Method = Callable[[Sequence[Article]], Iterator[Sequence[str]]]
"""The sentences of each article's short form, in order; none where the text is too short."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a method made of a corpus, and what that took."""

    digests: Mapping[str, str]
    """Id -> the summary; empty where the text was too short."""
    unsupported: int
    per_s: float
    per_processor_s: float
    """The same by the time that this process's processors worked: it does not feel what else runs here."""
    peak_mb: float


def extracts(articles: Sequence[Article]) -> Iterator[Sequence[str]]:
    """The default method."""
    for article in articles:
        try:
            yield summarise(article).sentences
        except TooShort:
            yield ()


def by_chooser(folder: Path) -> Method:
    """Extracts whose sentences an encoder chose; by columns where it fails, as in service.

    Raises: ModelFailed if the folder holds no chooser that works here.
    """
    from bot.summaries import chosen
    from bot.summaries.models.choosers import NEEDS, read
    from bot.summaries.models.engines import require

    chooser = read(folder)
    require(chooser, NEEDS)

    def told(articles: Sequence[Article]) -> Iterator[Sequence[str]]:
        for article in articles:
            (summary,) = chosen.summarise(chooser, [article])
            yield from [summary.sentences] if isinstance(summary, Summary) else extracts([article])

    return told


def by_model(settings: Settings) -> Method:
    """The model in LACONIQUE_MODEL_DIR, in batches, behind the gate; extracts where it fails, as in service.

    Raises: SettingsError without a directory, ModelFailed if it holds no model that works here.
    """
    from bot.summaries.extractive import rank
    from bot.summaries.generative import summarise as write
    from bot.summaries.models.directory import read
    from bot.summaries.models.engines import require

    if settings.model_dir is None:
        raise SettingsError(Remark("LACONIQUE_MODEL_DIR : donnez le dossier du modèle à mesurer"))
    model = read(settings.model_dir)
    require(model)

    def written(articles: Sequence[Article]) -> Iterator[Sequence[str]]:
        for start in range(0, len(articles), settings.summary.batch):
            batch = articles[start : start + settings.summary.batch]
            for article, summary in zip(batch, write(model, batch, rank), strict=True):
                yield from [summary.sentences] if isinstance(summary, Summary) else extracts([article])

    return written


def evaluate(data: Path, method: Method, *, limit: int | None, titled: bool, keep: Path | None) -> None:
    """Summarise the rows of a corpus in this process, and print how good that is.

    Args:
        data: a corpus, as `corpus.rows` reads it.
        method: what summarises.
        limit: read only so many rows.
        titled: False to measure as if no article had a title.
        keep: where to write the summaries, one {id, summary} a line.

    Raises: BadCorpus.
    """
    rows = _usable(data, limit)
    measured = _measured(rows, method, titled=titled)
    if keep is not None:
        lines = (
            json.dumps({"id": at, "summary": text}, ensure_ascii=False)
            for at, text in measured.digests.items()
        )
        keep.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    scores = _scores(rows, measured.digests)
    table = Table(box=None, show_header=False)
    for name, value in _lines(rows, measured, scores):
        table.add_row(name, value)
    out.print(table)


def compare(data: Path, one: Path, other: Path) -> None:
    """Print how much better the summaries of `one` are than those of `other`, and how sure that is.

    A paired bootstrap (Koehn 2004): the articles are drawn anew 2,000 times, with replacement.

    Raises: BadCorpus, also when a summary is missing for a row that the other file has.
    """
    first, second = _kept(one), _kept(other)
    if first.keys() != second.keys():
        msg = f"{one} and {other} are not about the same articles"
        raise BadCorpus(msg)
    rows = [row for row in _usable(data, None) if row.id in first]
    if not rows:
        msg = f"{data}: none of its articles is in {one}"
        raise BadCorpus(msg)
    better = [
        [a - b for a, b in zip(mine, yours, strict=True)]
        for mine, yours in zip(_scores(rows, first), _scores(rows, second), strict=True)
    ]
    table = Table(box=None)
    for heading in ("", _("écart"), _("intervalle à 95 %"), _("chances d'être meilleur")):
        table.add_column(heading)
    for name, column in zip(METRICS, zip(*better, strict=True), strict=True):
        drawn = list(_drawn(column))
        low, *_inner, high = quantiles(drawn, n=40)
        sure = fmean(mean > 0 for mean in drawn)
        table.add_row(
            name, f"{100 * fmean(column):+.2f}", f"{100 * low:+.2f} … {100 * high:+.2f}", f"{sure:.1%}"
        )
    out.print(table)


def _drawn(differences: Sequence[float]) -> Iterator[float]:
    """The mean difference of as many articles, drawn with replacement, again and again."""
    chance = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    for _draw in range(_DRAWS):
        yield fmean(chance.choices(differences, k=len(differences)))


def _usable(data: Path, limit: int | None) -> list[Row]:
    found = list(islice((row for row in corpus.rows(data) if row.usable and row.abstract), limit))
    if not found:
        msg = f"{data}: no row has an abstract to compare with"
        raise BadCorpus(msg)
    return found


def _kept(path: Path) -> dict[str, str]:
    """Id -> summary, of a file that `evaluate` wrote."""
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return {str(line["id"]): str(line["summary"]) for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as err:
        msg = f"{path}: lines {{id, summary}} are expected: {err}"
        raise BadCorpus(msg) from err


def _measured(rows: Iterable[Row], method: Method, *, titled: bool) -> Measured:
    articles = {row.id: _article(row, titled=titled) for row in rows}
    digests: dict[str, str] = {}
    with progress() as bar:
        task = bar.add_task(_("Résumés"), total=len(articles))
        began, worked = time.perf_counter(), time.process_time()
        for at, sentences in zip(articles, method(list(articles.values())), strict=True):
            digests[at] = " ".join(sentences)
            bar.advance(task)
        took_s, worked_s = time.perf_counter() - began, time.process_time() - worked
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    invented = sum(bool(unsupported(text, articles[at])) for at, text in digests.items())
    return Measured(digests, invented, len(digests) / took_s, len(digests) / worked_s, peak_mb)


def _article(row: Row, *, titled: bool) -> Article:
    paragraphs = tuple(filter(None, row.text.split("\n")))
    return Article(row.title if titled else "", paragraphs, corpus.dating(row.day), source="corpus")


def _scores(rows: Iterable[Row], digests: Mapping[str, str]) -> list[tuple[float, ...]]:
    """ROUGE-1, -2 and -L F1 of each row's summary."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(METRICS)
    compared = (scorer.score(row.abstract, digests[row.id]) for row in rows)
    return [tuple(score[name].fmeasure for name in METRICS) for score in compared]


def _lines(
    rows: Sequence[Row], measured: Measured, scores: Sequence[tuple[float, ...]]
) -> Iterator[tuple[str, str]]:
    count = len(rows)
    empty = sum(not text for text in measured.digests.values())
    yield _("articles"), _("{count}, dont trop courts : {empty}").format(count=count, empty=empty)
    means = (f"{100 * fmean(column):.2f}" for column in zip(*scores, strict=True))
    yield "ROUGE-1 / 2 / L F1", " / ".join(means)
    lengths = [len(text.split()) for text in measured.digests.values()]
    long, longer = (sum(told > most for told in lengths) / count for most in _LONG)
    yield (
        _("mots par résumé"),
        _("{mean:.1f} (plus de 60 : {long:.1%}, plus de 70 : {longer:.1%})").format(
            mean=fmean(lengths), long=long, longer=longer
        ),
    )
    yield _("avec un nombre ou un nom absent de l'article"), f"{measured.unsupported / count:.2%}"
    yield _("articles par seconde"), f"{measured.per_s:.0f}"
    yield _("articles par seconde de processeur"), f"{measured.per_processor_s:.0f}"
    yield _("mémoire (pointe)"), _("{mb:.0f} Mo").format(mb=measured.peak_mb)
