"""One job: let through only those sentences that say nothing but what the article says.

A model writes fluently what is not so. Each sentence is held against the whole article: its quotations, names,
offices, numbers with their units, days, negations, opposites, reserve, and who did what. What is found wrong is a
reason in English, for the operator. A sentence of the article itself always passes.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.french.sentences import split
from bot.model import Article
from bot.summaries.agents import swapped
from bot.summaries.coherence import points_back
from bot.summaries.evidence import Evidence, evidence
from bot.summaries.figures import unsupported_numbers, wrong_days, wrong_numbers
from bot.summaries.holders import foreign_things, misheld
from bot.summaries.names import strangers
from bot.summaries.opposites import contradicted, unheard_denial
from bot.summaries.quotations import altered
from bot.summaries.reading import Sentence, read
from bot.summaries.reserve import made_up_reserve, told_as_fact

_Test = Callable[[Sentence, Evidence], Iterator[str]]
_TESTS: tuple[tuple[_Test, str], ...] = (
    (altered, "is not what was said"),
    (strangers, "is not in the article"),
    (wrong_numbers, "is not in the article"),
    (wrong_days, "is not in the article"),
    (misheld, "is not the office that the article gives"),
    (foreign_things, "is not in the article"),
    (contradicted, "is the contrary of the article"),
    (unheard_denial, "is not in the article"),
    (told_as_fact, "makes it a claim in the article, not a fact"),
    (made_up_reserve, "is a doubt that the article has not"),
    (swapped, "is the other way round in the article"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kept` are the sentences that may be shown, in order; `dropped` the others, each with its reason."""

    kept: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...] = ()


def check(sentences: Iterable[str], article: Article) -> Verdict:
    """Keep the sentences that the article bears out, its title included.

    A sentence that leans on a dropped one ("Il a ajouté…") is dropped with it, unless it stands in the article.

    Returns: the verdict; reasons are English, for the operator.
    """
    known = evidence(article)
    kept: list[str] = []
    dropped: list[tuple[str, str]] = []
    lost = False
    for sentence in sentences:
        reason = next(faults(sentence, known), None)
        if reason is None and lost and points_back(sentence):
            reason = f"{points_back(sentence)!r} leans on a dropped sentence"
        lost = reason is not None
        if reason is None:
            kept.append(sentence)
        else:
            dropped.append((sentence, reason))
    return Verdict(tuple(kept), tuple(dropped))


def faults(sentence: str, known: Evidence) -> Iterator[str]:
    """Everything that the article does not bear out in a sentence, each as a reason; nothing for its own sentences."""
    told = read(sentence)
    if tuple(word.folded for word in told.words) in known.verbatim:
        return
    for test, reason in _TESTS:
        for words in test(told, known):
            yield f"{words!r} {reason}"


def unsupported(text: str, article: Article) -> tuple[str, ...]:
    """The numbers and names of a summary that the article does not hold, as written; empty for extracts."""
    known = evidence(article)
    told = [read(sentence) for sentence in split(text)]
    return tuple(
        words
        for sentence in told
        for test in (strangers, unsupported_numbers)
        for words in test(sentence, known)
    )
