"""Edge, one job: what a model is worth on this machine, measured in the worker process that runs it."""

import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ModelFailed, SummaryError
from bot.model import Article, Summary
from bot.summaries import chosen
from bot.summaries.gate import Candidates
from bot.summaries.models.choosers import ChooserDir
from bot.summaries.models.directory import ModelDir
from bot.summaries.models.writer import loaded
from bot.summaries.prose import of_article

_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Trial:
    """`start_s`: from nothing to ready; `seconds`: to write about all; `written`: each, or why not."""

    start_s: float
    seconds: float
    peak_mb: float
    written: tuple[Candidates | ModelFailed, ...]


@dataclass(frozen=True, slots=True)
class Tasted:
    """The same of a chooser: `answers`, what it chose of each article, or why it could not."""

    start_s: float
    seconds: float
    peak_mb: float
    answers: tuple[Summary | SummaryError, ...]


def peak_mb() -> float:
    """The most memory that this process has had so far, in megabytes (10 ** 6 bytes)."""
    if _STATUS.is_file():  # not ru_maxrss where it can be helped: that remembers the process before `exec`
        lines = _STATUS.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def trial(model: ModelDir, articles: Sequence[Article], scores: Sequence[Sequence[float]]) -> Trial:
    """Load the model and let it write about all articles, as one batch.

    Raises: ModelFailed if it cannot be loaded.
    """
    loaded.cache_clear()
    started = time.perf_counter()
    writer = loaded(model)
    ready = time.perf_counter()
    told = writer.write([(of_article(one), score) for one, score in zip(articles, scores, strict=True)])
    seconds = time.perf_counter() - ready
    return Trial(ready - started, seconds, peak_mb(), tuple(told))


def tasted(chooser: ChooserDir, articles: Sequence[Article]) -> Tasted:
    """Load the chooser and let it choose from each article. Raises: ModelFailed if it cannot be loaded."""
    from bot.summaries.models import taste

    taste.loaded.cache_clear()
    started = time.perf_counter()
    taste.loaded(chooser)
    ready = time.perf_counter()
    answers = chosen.summarise(chooser, articles)
    return Tasted(ready - started, time.perf_counter() - ready, peak_mb(), tuple(answers))
