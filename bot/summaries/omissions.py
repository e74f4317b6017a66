"""One job: what a sentence can lose and stay true: whole phrases, each by a step of its own.

Brackets, the day on which it was, where it was said, an aside between commas before its verb, who reports
it, a circumstance before its subject, what stands on one side of a colon, what follows a place where it could
have ended. A negation, a condition, a limit, a doubt and who claims something stay, and may forbid every
step.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations

from bot.french import tables
from bot.french.clauses import HAVING, has_verb, is_verb, own_verbs
from bot.french.fold import fold
from bot.french.gazetteer import is_known
from bot.french.marks import QUOTES, capital, is_inside, orphan_quotes, pairs
from bot.french.phrases import Phrases, listed
from bot.french.tokens import Token, placed
from bot.french.words import FUNCTION_WORDS, visible_words

_FEWEST_WORDS = 5
_LAST = 60
"""Characters within which the last word stands."""
_YEAR = 4
"""Digits of a year."""
_HEADING_WORDS = 6
"""Words before a colon that are more than a topic."""
_FULL_DATE = 3
"""Words of "lundi 3 mai": no part of a name that stands before it."""
_PLACE_WORDS = 8
"""Words within which places end a sentence."""
_NEAR = 4
"""Words within which a superlative waits for what it is measured by."""

_SUBJECTS = frozenset(tables.words("shortening", "subjects"))
(
    _REPORTS, _OPENINGS, _KEPT, _TAILS, _CLAUSES, _DATES, _WAITING, _SUPERLATIVES, _SOURCES, _DURATIONS,
    _TOLD_BY,
) = (
    listed("shortening", name)
    for name in (
        "reports", "openings", "kept", "tails", "clauses", "dates", "waiting", "superlatives", "sources",
        "durations", "told_by",
    )
)  # fmt: skip
_IMPERSONAL = listed("coherence", "impersonal")
_HELD = ("negations", "conditions", "claims")
"""What may never be left out; of limits and doubts, what is left out is bounded or doubted, not what
stays."""
_RESERVE = listed("reserve", *_HELD)
_DENIALS = frozenset({"n", "ne", "pas", "plus", "jamais"})
"""What a clause of its own denies, it denies of itself."""
_OUTER = Phrases(
    (
        *tables.words("reserve", "conditions"), *tables.phrases("reserve", "conditions"),
        *(word for word in tables.words("reserve", "negations") if word not in _DENIALS),
        *tables.phrases("shortening", "kept", "outer"),
    )
)  # fmt: skip
_NEGATIONS = frozenset(tables.words("reserve", "negations"))
_CONJUNCTIONS = frozenset(tables.words("function_words", "conjunctions"))
_JOINING = _CONJUNCTIONS.union(tables.words("function_words", "determiners"))
_LISTED = frozenset(tables.words("function_words", "determiners")) | {"l", "d", "de", "a", "en"}
"""What each part of a list may begin with."""
_LIST_ENDS = frozenset({"et", "ou", "qui", "que", "qu", "dont"})
_SINGULAR = frozenset({"a", "est", "avait", "était", "va", "doit", "peut", "sera", "aura"})
_PERHAPS = "peut-être"
_DASHES = ("-", "–", "—")
_INFINITIVES = ("er", "ir", "re", "oir")
_UNFINISHED = ("er", "ir", "oir", "ant", "ait", "aient")
"""Endings of verbs behind which an object is to be expected."""


def without_report(text: str) -> str:
    """Without who reports, at its end, what is so: ", a annoncé mardi le maire"."""
    read = _read(text)
    for at in read.outside(","):
        kept = text[: read.tokens[at].start]
        if _REPORTS.at(read.folded, at + 1):
            reports = not read.is_needed(at + 1) and QUOTES.isdisjoint(text[len(kept) :])
            said = kept[-1] in QUOTES and text[0] in QUOTES
            return kept if reports and read.has_verb(at) and not said else text
    return text


def without_brackets(text: str) -> str:
    """Without what stands in brackets, but where the word before would be left waiting: "de (…)"."""
    for start, end in reversed(pairs(text)):
        if text[start] == "(" and not leads_on(text[:start]):
            text = text[:start].rstrip() + text[end:]
    return text


def without_opening(text: str) -> str:
    """Without the circumstances that open it, up to the comma behind which its subject and its verb stand."""
    read = _read(text)
    adverb = bool(read.tokens) and read.tokens[0].folded.endswith("ment")
    if not _OPENINGS.opening(read.folded) and not _is_participle(read.tokens[adverb:]):
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
    read = _read(text)
    for first, second in combinations(read.outside(","), 2):
        aside, after = read.tokens[first + 1 : second], read.tokens[second + 1 :]
        told = bool(_TOLD_BY.at(read.folded, second + 1))
        claimed = told or bool(_RESERVE.at(read.folded, second + 1))
        opening = _OPENINGS.opening(read.folded) > 0 or _RESERVE.opening(read.folded) > 0
        if opening and "," not in read.folded[:first] and not _begins(after, within_list=False):
            continue  # its subject stands behind this comma
        opened = opening and _begins(after, within_list=False)
        if not after or not (claimed or opened or is_verb(read.tokens, second + 1)):
            continue
        ended = read.has_verb(first)
        if ended and not claimed:
            continue
        singular = after[0].written in _SINGULAR and not opening
        if _is_apart(aside, named=singular) and not _is_needed(read.folded[first:second]):
            stays = opened or (told and ended)  # the comma before "révèle la radio"
            end = read.tokens[second].start if stays else read.tokens[second].end
            return text[: read.tokens[first].start] + text[end:]
    return text


def without_place(text: str) -> str:
    """Without the paper or the speech in which it was said or written: "dans un communiqué"."""
    read = _read(text)
    for at, end in _SOURCES.found(read.folded):
        told = at >= _FEWEST_WORDS and not read.is_inside(at)
        if told and read.folded[end : end + 1] in ([], ["que"], ["qu"], [","]):
            return text[: read.tokens[at].start].rstrip() + text[read.tokens[end - 1].end :]
    return text


def without_heading(text: str) -> str:
    """Without what is announced before a colon, where a sentence follows that says who does it."""
    read = _read(text)
    for at in read.outside(":"):
        rest = read.tokens[at + 1 :]
        heading = at >= _HEADING_WORDS and not read.has_verb(at)
        if heading and not _RESERVE.opening(read.folded) and _begins(rest, within_list=True):
            return capital(text[rest[0].start :])
    return text


def without_explanation(text: str) -> str:
    """Without what stands behind a colon, where a sentence stands before it that introduces no words."""
    read = _read(text)
    for at in read.outside(":"):
        kept = text[: read.tokens[at].start].rstrip()
        introduces = QUOTES.intersection(text[read.tokens[at].end :][:2])
        if not introduces and not read.is_needed(at) and _stands(read, at, kept):
            return text if _waits(read.tokens[:at]) else kept
    return text


def without_day(text: str) -> str:
    """Without the day on which it was; a day to come, and one that a word holds ("depuis mardi"), stay."""
    read = _read(text)
    to_come = (token.written.endswith(("ra", "ront", "rait", "raient")) for token in read.tokens)
    if not _NEGATIONS.isdisjoint(read.folded) or any(to_come):
        return text
    for at, end in _DATES.found(read.folded):
        if at == 0:
            continue
        before, after = read.tokens[at - 1], read.tokens[end : end + 1]
        loose = (
            (before.written.islower() or end - at >= _FULL_DATE)
            and before.folded not in FUNCTION_WORDS
            and not _WAITING.in_words([before.folded])
        )
        joined = after and (after[0].folded in _CONJUNCTIONS or _DATES.at(read.folded, end + 1))
        between = before.written == "," and (not after or after[0].written == ",")
        if (loose or between) and not joined and not read.is_inside(at):
            # "pour dénoncer, mardi, la crue"
            both = between and bool(after) and _waits(read.tokens[: at - 1])
            last = read.tokens[end - 1 + both]
            return (text[: before.start if between else before.end] + text[last.end :]).rstrip(" ,")
    return text


def endings(text: str) -> Iterator[str]:
    """The beginnings of a sentence that are sentences themselves, longest first."""
    read = _read(text)
    tails = {at for at, _ in _TAILS.found(read.folded)}
    for at in reversed(range(1, len(read.tokens))):
        mark = read.folded[at] in {",", ";"}
        if not (mark or at in tails or _is_place(read.tokens[at:])) or read.is_inside(at):
            continue
        clause = _CLAUSES.at(read.folded, at + mark) > 0  # behind a clause no object is missed
        needed = _goes_beyond(read.folded[at:]) if clause else read.is_needed(at)
        if needed or (mark and (_is_list(read.tokens[at + 1 :]) or _is_complement(read.folded[at + 1 :]))):
            continue
        beginning = text[: read.tokens[at].start].rstrip(" ,;")
        stands = not _is_bound(read.folded, at) and _stands(read, at, beginning)
        if stands and (clause or not _waits(read.tokens[:at])):
            yield beginning


def leads_on(text: str) -> bool:
    """Whether the last word only leads on to another."""
    found = placed(text[-_LAST:])
    return not found or found[-1].folded in FUNCTION_WORDS or not found[-1].folded[0].isalnum()


class _Read:
    """A text with its tokens, and what is asked of it by step after step."""

    def __init__(self, text: str) -> None:
        found = placed(text)
        if _PERHAPS in text:
            found = [token for token in found if not text.startswith(_PERHAPS, token.start)]  # no verb
        self.tokens = found
        self.folded = [token.folded for token in found]
        self._spans = pairs(text)
        self._verbs = own_verbs(found)
        needed = chain(_RESERVE.found(self.folded), _KEPT.found(self.folded))
        self._last_needed = max((at for at, _ in needed), default=-1)

    def has_verb(self, end: int) -> bool:
        """Whether the tokens before `end` hold a verb that is not one of a clause within them."""
        return self._verbs[end] > 0

    def is_needed(self, start: int) -> bool:
        """Whether a phrase from `start` on says how surely, or in what limits, or by whose word it is so."""
        return self._last_needed >= start

    def is_inside(self, at: int) -> bool:
        """Whether a token stands in a quotation or in brackets."""
        return is_inside(self.tokens[at].start, self._spans)

    def outside(self, mark: str) -> list[int]:
        """Which tokens are this mark, outside quotation marks and brackets."""
        return [at for at, folded in enumerate(self.folded) if folded == mark and not self.is_inside(at)]


@lru_cache(maxsize=64)
def _read(text: str) -> _Read:
    """The same text is asked for by every step."""
    return _Read(text)


def _is_needed(folded: Sequence[str]) -> bool:
    """Whether a phrase says how surely, or within what limits, or by whose word the rest is so."""
    return _RESERVE.in_words(folded) or _KEPT.in_words(folded)


def _is_apart(aside: Sequence[Token], *, named: bool) -> bool:
    """Whether what stands between two commas is an aside and no part of a list.

    `named` if a single thing is the subject: then ", la phosphine," is one too.
    """
    if not aside or not aside[0].written.islower() or has_verb(aside) or _is_listed(aside):
        return False
    return aside[0].folded not in (_CONJUNCTIONS if named else _JOINING)


def _is_listed(aside: Sequence[Token]) -> bool:
    """Whether it is the rest of a list: "amis, voisins ou anonymes"."""
    folded = [token.folded for token in aside]
    return not {"et", "ou"}.isdisjoint(folded) and folded[0] not in FUNCTION_WORDS


def _is_list(rest: Sequence[Token]) -> bool:
    """Whether a list goes on behind a comma: "des vols, des viols et des coups"."""
    joint = next((at for at, token in enumerate(rest) if token.folded in _LIST_ENDS), 0)
    if not joint or rest[joint].folded not in {"et", "ou"}:
        return False
    listed = rest[0].folded in _LISTED or not rest[0].written.islower()
    return listed and not any(is_verb(rest, at) for at in range(joint))


def _is_complement(folded: Sequence[str]) -> bool:
    """Whether a verb's complement goes on behind an apposition: "obligeant le maire, Paul, à partir"."""
    behind = folded.index(",") + 1 if "," in folded else 0
    return any(
        len(folded) > at + 1 and folded[at] in {"a", "de", "d"} and folded[at + 1].endswith(_INFINITIVES)
        for at in (0, behind)
    )


def _is_bound(folded: Sequence[str], at: int) -> bool:
    """Whether what stands before needs what follows.

    A record what it is measured by, "six jours" the event that they are counted from.
    """
    near = folded[max(0, at - _NEAR) : at]
    counted = folded[at] in {"avant", "apres"} and _DURATIONS.in_words(folded[max(0, at - 1) : at])
    return counted or (folded[at] != "le" and _SUPERLATIVES.in_words(near))


def _goes_beyond(folded: Sequence[str]) -> bool:
    """Whether what follows a clause's first word is of the sentence again: who claims it, on what condition.

    What a clause of its own denies or claims, it denies or claims of itself.
    """
    return _OUTER.in_words([word for word in folded if word not in _DENIALS])


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
    named = named or _IMPERSONAL.opening([token.folded for token in rest[:_NEAR]]) > 0
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


def _stands(read: _Read, end: int, beginning: str) -> bool:
    """Whether a beginning, written from the tokens before `end`, is a sentence and needs nothing more."""
    return (
        read.has_verb(end)
        and _NEGATIONS.isdisjoint(read.folded[:end])
        and len(visible_words(beginning)) >= _FEWEST_WORDS
        and not leads_on(beginning)
        and not beginning.endswith(_DASHES)
        and not orphan_quotes(beginning)
    )


def _waits(kept: Sequence[Token]) -> bool:
    """Whether the last word but a date waits for its object, its date or its place."""
    folded = [token.folded for token in kept]
    dates = (at for at, end in _DATES.found(folded) if at > 1 and end == len(kept))
    dated = next(dates, len(kept))
    kept = kept[: dated - (folded[dated - 1] == ",")]
    near = [token.written for token in reversed(kept[-_NEAR:])] + [""] * _NEAR
    last, before = near[0], near[1:]
    active = before[0] in HAVING or (before[0].endswith("ment") and before[1] in HAVING)
    unfinished = last.endswith(_UNFINISHED) or is_verb(kept, len(kept) - 1)
    # "a annoncé, la veille, sa victoire"
    aside = len(folded) - 1 - folded[::-1].index(",") if "," in folded else 0
    return unfinished or _WAITING.in_words([fold(last)]) or active or (aside > 1 and _waits(kept[:aside]))
