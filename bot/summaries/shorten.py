"""One job: tell a sentence in fewer letters, by leaving out whole phrases and never what makes it true.

Steps, each on what the one before left: who reports it, brackets, a circumstance before its subject, an
aside between
commas before its verb, the day on which it was, what follows a place where it could have ended. A negation, a
condition, a limit, a doubt and who claims something stay, and may forbid every step.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.french import tables
from bot.french.clauses import HAVING, has_verb, is_verb
from bot.french.fold import fold
from bot.french.gazetteer import is_known
from bot.french.marks import QUOTES, orphan_quotes, pairs
from bot.french.phrases import Phrases
from bot.french.tokens import Token, placed
from bot.french.typography import french
from bot.french.words import FUNCTION_WORDS, visible_words
from bot.summaries.labels import without_dateline

_FEWEST_WORDS = 5
_TYPED = 20
"""Characters by which French typography may shorten a text; what is longer need not be set to know that it
is too long."""
_LAST = 60
"""Characters within which the last word stands."""
_READ = 800
"""Characters of a sentence; one that is longer is no sentence."""
_YEAR = 4
"""Digits of a year."""
_PLACE_WORDS = 8
"""Words within which places end a sentence."""
_NEAR = 4
"""Words within which a superlative waits for what it is measured by."""

_SUBJECTS = frozenset(tables.words("shortening", "subjects"))
_REPORTS, _OPENINGS, _KEPT, _TAILS, _CLAUSES, _DATES, _WAITING, _SUPERLATIVES = (
    Phrases(tables.phrases("shortening", name))
    for name in ("reports", "openings", "kept", "tails", "clauses", "dates", "waiting", "superlatives")
)
_HELD = ("negations", "conditions", "claims")
"""What may never be left out; of limits and doubts, what is left out is bounded or doubted, not what
stays."""
_RESERVE = Phrases((*tables.words("reserve", *_HELD), *tables.phrases("reserve", *_HELD)))
_NEGATIONS = frozenset(tables.words("reserve", "negations"))
_CONJUNCTIONS = frozenset(tables.words("function_words", "conjunctions"))
_JOINING = _CONJUNCTIONS.union(tables.words("function_words", "determiners"))
_UNFINISHED = ("er", "ir", "oir", "ant", "ait", "aient")
"""Endings of verbs behind which an object is to be expected."""


def fits(text: str, most: int) -> bool:
    """Whether `text` takes at most `most` characters once it is set in French typography."""
    return len(text) <= most + _TYPED and len(french(text)) <= most


def shortened(sentence: str, most: int) -> str:
    """A sentence in at most `most` characters, without its full stop; empty where no step makes it fit."""
    if len(sentence) > _READ:
        return ""
    text = without_dateline(sentence).lstrip("-–—• ")
    text = text if text.endswith("..") else text.removesuffix(".")
    for step in (without_report, without_brackets, without_opening, without_aside, without_day):
        if fits(text, most):
            return text
        text = step(text)
    return next((kept for kept in (text, *endings(text)) if fits(kept, most)), "")


def without_report(text: str) -> str:
    """Without who reports, at its end, what is so: ", a annoncé mardi le maire"."""
    read = _Read(text)
    for at in read.outside(","):
        kept = text[: read.tokens[at].start]
        if _REPORTS.at(read.folded, at + 1):
            reports = not _is_needed(read.folded[at + 1 :]) and QUOTES.isdisjoint(text[len(kept) :])
            return kept if reports and has_verb(read.tokens[:at]) and kept[-1] not in QUOTES else text
    return text


def without_brackets(text: str) -> str:
    """Without what stands in brackets, but where the word before would be left waiting: "de (…)"."""
    for start, end in reversed(pairs(text)):
        if text[start] == "(" and not leads_on(text[:start]):
            text = text[:start].rstrip() + text[end:]
    return text


def without_opening(text: str) -> str:
    """Without the circumstances that open it, up to the comma behind which its subject and its verb stand."""
    read = _Read(text)
    if not _OPENINGS.opening(read.folded) and not _is_participle(read.tokens):
        return text
    for nth, comma in enumerate(read.outside(",")):
        opening, rest = read.tokens[:comma], read.tokens[comma + 1 :]
        dated = any(token.folded.isdecimal() and len(token.folded) == _YEAR for token in opening)
        if dated or has_verb(opening) or _is_needed(read.folded[:comma]):
            return text  # "En 2019": without it the rest would be of today
        if _begins(rest, within_list=nth > 0):
            return capital(text[rest[0].start :])
    return text


def without_aside(text: str) -> str:
    """Without what stands between two commas, before the verb or who claims it: ", qui …, a été vendue"."""
    read = _Read(text)
    commas = read.outside(",")
    for first, second in pairwise(commas):
        claimed = bool(_RESERVE.at(read.folded, second + 1))
        if not claimed and any(is_verb(read.tokens, at) for at in range(first)):
            continue
        aside, after = read.tokens[first + 1 : second], read.tokens[second + 1 :]
        apart = (
            aside and aside[0].written.islower() and aside[0].folded not in _JOINING and not has_verb(aside)
        )
        goes_on = claimed or is_verb(read.tokens, second + 1)
        if apart and after and goes_on and not _is_needed(read.folded[first:second]):
            return text[: read.tokens[first].start] + text[read.tokens[second].end :]
    return text


def without_day(text: str) -> str:
    """Without the day on which it was; a day to come, and one that a word holds ("depuis mardi"), stay."""
    read = _Read(text)
    if any(
        token.written.endswith(("ra", "ront", "rait", "raient")) for token in read.tokens
    ) or not _NEGATIONS.isdisjoint(read.folded):
        return text
    for at in range(1, len(read.tokens)):
        length = _DATES.at(read.folded, at)
        before, after = read.tokens[at - 1], read.tokens[at + length : at + length + 1]
        loose = (
            before.written.islower()
            and before.folded not in FUNCTION_WORDS
            and not _WAITING.in_words([before.folded])
        )
        joined = after and (after[0].folded in _CONJUNCTIONS or _DATES.at(read.folded, at + length + 1))
        if length and loose and not joined and not read.is_inside(at):
            return text[: before.end] + text[read.tokens[at + length - 1].end :]
    return text


def endings(text: str) -> Iterator[str]:
    """The beginnings of a sentence that are sentences themselves, longest first."""
    read = _Read(text)
    for at in reversed(range(1, len(read.tokens))):
        mark = read.folded[at] in {",", ";"}
        ends = mark or _TAILS.at(read.folded, at) or _is_place(read.tokens[at:])
        if ends and not _is_needed(read.folded[at:]) and not read.is_inside(at):
            kept = read.tokens[:at]
            beginning = text[: read.tokens[at].start].rstrip(" ,;")
            measured = read.folded[at] != "le" and _SUPERLATIVES.in_words(
                read.folded[max(0, at - _NEAR) : at]
            )
            clause = _CLAUSES.at(read.folded, at + mark) > 0  # behind a clause no object is missed
            if not measured and _stands(beginning, kept) and (clause or not _waits(kept)):
                yield beginning


def leads_on(text: str) -> bool:
    """Whether the last word only leads on to another."""
    found = placed(text[-_LAST:])
    return not found or found[-1].folded in FUNCTION_WORDS or not found[-1].folded[0].isalnum()


def capital(text: str) -> str:
    """With a capital letter first, behind a quotation mark too."""
    at = len(text) - len(text.lstrip("".join(QUOTES) + " \u00a0\u202f"))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


class _Read:
    """A text with its tokens, and what stands in its quotation marks and brackets."""

    def __init__(self, text: str) -> None:
        self.tokens = placed(text)
        self.folded = [token.folded for token in self.tokens]
        self._spans = pairs(text)

    def is_inside(self, at: int) -> bool:
        """Whether a token stands in a quotation or in brackets."""
        place = self.tokens[at].start
        return any(start < place < end for start, end in self._spans)

    def outside(self, mark: str) -> list[int]:
        """Which tokens are this mark, outside quotation marks and brackets."""
        return [at for at, folded in enumerate(self.folded) if folded == mark and not self.is_inside(at)]


def _is_needed(folded: Sequence[str]) -> bool:
    """Whether a phrase says how surely, or within what limits, or by whose word the rest is so."""
    return _RESERVE.in_words(folded) or _KEPT.in_words(folded)


def _is_participle(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens with what its subject was or had been: "Invitée de la radio, la maire"."""
    first = tokens[0].written.lower().rstrip("s") if tokens else ""
    return first.endswith(("é", "ée", "ie", "ue")) and len(first) >= _FEWEST_WORDS


def _begins(rest: Sequence[Token], *, within_list: bool) -> bool:
    """Whether a subject and its verb follow, with no comma between them.

    `within_list` if it may be the rest of a list: then no "et" may stand between them either.
    """
    if len(rest) < _FEWEST_WORDS or rest[1].folded.isdecimal():
        return False
    named = rest[0].written[0].isupper() or rest[0].folded in _SUBJECTS
    verb = next((at for at in range(len(rest)) if is_verb(rest, at)), len(rest))
    parting = {",", "et", "ou"} if within_list else {","}
    return named and verb < len(rest) and parting.isdisjoint(token.folded for token in rest[:verb])


def _is_place(rest: Sequence[Token]) -> bool:
    """Whether places, and nothing else, end the sentence: "à Genève en Suisse"."""
    if len(rest) > _PLACE_WORDS or not rest or rest[0].written not in {"à", "en", "au", "aux"}:
        return False
    ends = (
        end for end in range(2, len(rest) + 1) if is_known(" ".join(token.written for token in rest[1:end]))
    )
    return any(end == len(rest) or _is_place(rest[end:]) for end in ends)


def _stands(beginning: str, kept: Sequence[Token]) -> bool:
    """Whether this beginning of a sentence is a sentence: it has its verb, and needs nothing that follows."""
    return (
        len(visible_words(beginning)) >= _FEWEST_WORDS
        and has_verb(kept)
        and not leads_on(beginning)
        and not orphan_quotes(beginning)
        and _NEGATIONS.isdisjoint(token.folded for token in kept)
    )


def _waits(kept: Sequence[Token]) -> bool:
    """Whether the last word but a date waits for its object, its date or its place."""
    folded = [token.folded for token in kept]
    dated = next((at for at in range(2, len(kept)) if at + _DATES.at(folded, at) == len(kept)), len(kept))
    kept = kept[: dated - (folded[dated - 1] == ",")]
    last, *before = [token.written for token in reversed(kept[-_NEAR:])]
    active = before[0] in HAVING or (before[0].endswith("ment") and before[1] in HAVING)
    unfinished = last.endswith(_UNFINISHED) or is_verb(kept, len(kept) - 1)
    aside = (
        len(folded) - 1 - folded[::-1].index(",") if "," in folded else 0
    )  # "a annoncé, la veille, sa victoire"
    return unfinished or _WAITING.in_words([fold(last)]) or active or (aside > 1 and _waits(kept[:aside]))
