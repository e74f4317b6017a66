"""One job: what a model wrote about an article -> the summary that may be shown, or why none may."""

import re
from collections.abc import Iterable

from bot.errors import ModelFailed, SummaryError, Unfaithful
from bot.french.sentences import split
from bot.french.typography import french
from bot.french.words import visible_words
from bot.model import Article, Method, Summary
from bot.summaries.extractive import completed
from bot.summaries.faithful import Verdict, check
from bot.summaries.headline import headline
from bot.summaries.length import LENGTH
from bot.summaries.prose import of_article

Candidates = tuple[str, ...]
"""What a model would write about an article, the likeliest first, each once."""
_ENDED = re.compile(r"[.!?…][\"»”)]*$")


def refused(article: Article) -> SummaryError | None:
    """Why no model is asked about an article: TooShort, or it is not French."""
    if article.language != "fr":
        return ModelFailed(f"it reads French, not {article.language!r}")
    try:
        of_article(article)
    except SummaryError as err:
        return err
    return None


def told(version: str, article: Article, written: Candidates | ModelFailed) -> Summary | ModelFailed:
    """What can be shown of what a model of this version wrote, or why nothing can: Unfaithful."""
    if isinstance(written, ModelFailed):
        return written
    verdict = best(map(whole_sentences, written), article)
    if not verdict.kept:
        reasons = (
            "; ".join(reason for _, reason in verdict.dropped) or f"no whole sentence in {written!r:.200}"
        )
        return Unfaithful(f"nothing it wrote can be shown: {reasons}")
    head = headline(article)
    summary = Summary(
        headline=head.text,
        sentences=tuple(french(sentence) for sentence in verdict.kept[: LENGTH.written_sentences_max]),
        method=Method.MODEL,
        version=version,
        headline_made=head.made,
        note="; ".join(f"dropped {sentence!r}: {reason}" for sentence, reason in verdict.dropped),
    )
    return completed(summary, article)


def best(candidates: Iterable[Iterable[str]], article: Article) -> Verdict:
    """The verdict on the first candidate of which all can be shown; else on one of which some can.

    Each is given as its sentences.
    """
    verdicts = (check(sentences, article) for sentences in candidates)
    return max(verdicts, key=lambda one: (bool(one.kept), not one.dropped), default=Verdict(()))


def whole_sentences(written: str) -> list[str]:
    """The sentences that are complete: a model stops in the middle of one when its length is up."""
    lengths = LENGTH.written_sentence_words
    return [s for s in split(written) if _ENDED.search(s) and len(visible_words(s)) in lengths]
