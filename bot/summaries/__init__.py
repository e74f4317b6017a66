"""Summaries: an Article goes in, a Summary comes out.

Every module but the edge is pure. In the order in which a text goes through them:

    prose         an article -> its sentences, and which of them are somebody's words
    features, habits, recency   sentences -> what can be counted about them; `salience`: about their words;
                  `candidates`: about each two of them
    ranker, trees      those counts -> which one or two of them a journalist would have told, and an editor
    length        how long all that is told may be
    coherence     a sentence -> the words in it that lean on another
    choice        what ranks best, but for what may never be told -> the short and the long form
    telling       what was chosen -> as a reader sees it
    repair        a chosen sentence -> as it may be told out of its place: `connectives` dropped, `pronouns`
                  named (`referents` says whom they mean, of the `named` and `subjects` before), `weekdays`
                  dated
    acronyms      the acronyms that an article explains, explained in its digest
    points        sentences -> who, where, when, figures (`people`, `places`, `moments`, `figures`)
    extractive    an article -> its summary by extracts; loads numpy only where it works
    standfirst    a publisher's description -> what of it would be shown, and whether that may ever be
    judge         a standfirst -> how surely it is a digest, as learnt from labelled ones
    described     an article -> its publisher's own summary, where there is one
    headline      an article -> its own title, or the sentence that heads it best (`heading`); `omissions`
                  says what that can lose, `shorten` which of it, `introduced` how it tells of a thing told
                  before, `labels` what stands before the news
    faithful      sentences that a model wrote -> those that the article bears out; `alignment` lays each
                  beside the sentence that it was made of
    gate          what a model wrote -> the summary that may be shown, or why none may
    fallback      a model first, the extract when it fails; `arriving` before it is there
    chosen        edge: extracts whose sentences an encoder chose that learnt from editors
    batches, batched   what is asked one by one -> batches, those first for whom a person waits
    line          so many at a time, those first for whom a person waits
    remembered    not the same text twice for those who ask

    served        edge: a model behind a server that speaks OpenAI's protocol; `prompt`: what it is asked
    generative    edge: a sequence-to-sequence model from a local directory; only `app` hands it in
    models/       what such a directory holds, how it reads and writes
"""

from collections.abc import Callable
from typing import Protocol, TypeVar, TypeVarTuple

from bot.model import Article, Summary

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class Summariser(Protocol):
    """Whatever makes summaries."""

    @property
    def version(self) -> str:
        """What its summaries bear when all goes well: the exact method, so that none is made twice by it."""
        ...

    async def summarise(self, article: Article) -> Summary:
        """Summarise one article.

        Raises: SummaryError (TooShort, ModelFailed) or WorkerError; nothing else.
        """
        ...


class Run(Protocol):
    """Runs a picklable function in a worker process, with a deadline; the event loop never waits for it."""

    async def __call__(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return what `work(*arguments)` returns.

        Raises: WorkerError if the worker did not end; otherwise whatever `work` raises.
        """
        ...
