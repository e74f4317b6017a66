"""One job: let through only those sentences that say nothing but what the article says.

A model writes fluently what is not so. Measured on real summaries, what tells the false from the true is how
near a sentence is to the article: shown is one sentence of it with words left out, and a few harmless
changes. Never two places put together, never a new number, name or word; and nothing may be left out that
says who claims a thing, how surely, or that it is not so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.french import tables
from bot.french.reserve import reserve_of
from bot.french.words import FUNCTION_WORDS, words
from bot.model import Article
from bot.summaries.alignment import Alignment, Change, Tokens, aligned, tokens
from bot.summaries.coherence import points_back
from bot.summaries.prose import sentences
from bot.summaries.recency import day_of
from bot.summaries.weekdays import undated

_DETERMINERS = frozenset("le la les l un une des ce cet cette ces".split())
"""May stand for another: «des poussières» told as «les poussières»."""
_LEADING = frozenset(tables.words("function_words", "determiners", "prepositions"))
_LINKS = frozenset("et ou ni mais".split())
_RELATIVES = frozenset("qui que qu dont ou lequel laquelle".split())
_SCALES = frozenset("millier milliers million millions milliard milliards".split())
_STEM = 4
"""Letters that two forms of one word share: «prévoit» for «a prévu»."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kept` are the sentences that may be shown, in order; `dropped` the others, each with its reason."""

    kept: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...] = ()


def check(written: Iterable[str], article: Article) -> Verdict:
    """Keep the sentences that the article bears out, its title included.

    A sentence that leans on a dropped one ("Il a ajouté…") is dropped with it.

    Returns: the verdict; reasons are English, for the operator.
    """
    sources = [tokens(text) for text in _sentences(article)]
    kept: list[str] = []
    dropped: list[tuple[str, str]] = []
    lost = False
    for sentence in written:
        reason = fault(tokens(sentence), sources)
        if not reason and lost and points_back(sentence):
            reason = f"{points_back(sentence)!r} leans on a dropped sentence"
        lost = bool(reason)
        if reason:
            dropped.append((sentence, reason))
        else:
            kept.append(sentence)
    return Verdict(tuple(kept), tuple(dropped))


def fault(written: Tokens, sources: Sequence[Tokens]) -> str:
    """Why a sentence may not be shown, in English; empty when it is one of `sources` with words left out."""
    alignment = aligned(written, sources) if written else None
    if alignment is None:
        return "no word of it is in the article"
    return next(_faults(alignment), "")


def _faults(alignment: Alignment) -> Iterator[str]:
    for change in alignment.changes:
        if strangers := tuple(_strangers(change)):
            yield f"{' '.join(strangers)!r} is not what the article says there"
        elif reserve := reserve_of(change.deleted):
            yield f"without {reserve!r} it says more than the article"
        elif torn := _torn(change):
            yield torn


def _strangers(change: Change) -> Iterator[str]:
    """The words put in that are no harmless form of what stood there."""
    for word in change.inserted:
        forms = (gone for gone in change.deleted if _is_form(word, gone))
        if next(forms, None) is None:
            yield word


def _is_form(word: str, gone: str) -> bool:
    if word in _DETERMINERS:
        return gone in _DETERMINERS
    if word in FUNCTION_WORDS | _SCALES or word.isdecimal() or gone in FUNCTION_WORDS:
        return False
    return len(word) > _STEM and word[:_STEM] == gone[:_STEM]


def _torn(change: Change) -> str:
    """Whether what was left out tears apart what belongs together.

    A preposition from its noun, two things joined.
    """
    gone = change.deleted
    if not gone:
        return ""
    if change.inserted:
        return ""
    if not change.before:
        last = gone[-1]
        return f"it begins after {last!r}" if last in _LEADING else ""
    if not change.after:
        return ""
    if change.before in _LEADING | _LINKS | _RELATIVES and len(gone) > 2:
        return f"what follows {change.before!r} is left out"
    return ""


def _sentences(article: Article) -> list[str]:
    return [article.title, *sentences(article.paragraphs)]


def unsupported(text: str, article: Article) -> tuple[str, ...]:
    """The numbers and names of a summary that the article does not hold, as written; empty for extracts.

    A weekday may have got its date: that follows from the day of publication.
    """
    known = frozenset(word for source in _sentences(article) for word in words(source))
    told = (word.strip("«»“”\"'’().,;:!?…") for word in undated(text, day_of(article.dating)).split())
    return tuple(word for word in told if _is_name_or_number(word) and not known.issuperset(words(word)))


def _is_name_or_number(word: str) -> bool:
    return word[:1].isupper() or any(map(str.isdecimal, word))
