"""One job: the numbers and days of a sentence: are they in the article, with their unit, and told of the same thing?

A number that the article holds may still be the wrong one: "12 morts et 3 blessés" for "3 morts et 12 blessés". So
what stands around it is compared with what stands around it in the article, and around the numbers (or days) that
could have been meant instead.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.summaries.days import Day, called, days
from bot.summaries.evidence import Evidence
from bot.summaries.numbers import Number
from bot.summaries.reading import Sentence, around

_BETTER = 1.3
_BETTER_DAY = 1.2
"""Another number must fit so much better than this one, to say that this one was moved."""
_CLEAR = 0.12
"""And by this share of the best possible fit."""
_CROSSED = 1.2
_COUNTED = frozenset({"", "rank"})
_DEICTIC = frozenset({"les", "ces", "tous", "toutes", "nos", "leurs", "ses"})
_FEW = 3
_NEAR = 6.0
"""So near a word may be what a number counts."""
_BEYOND = {"plus": 1, "apres": 1, "moins": -1, "avant": -1}
_BEFORE_IT = re.compile(r"\b(?P<word>plus|moins|avant|apres)(?: d[e']| les?| la)? ?$")
_AFTER_IT = re.compile(r"\s*(?:[\w%°']+\s+){0,2}de (?P<word>plus|moins)\b")

_RATE = re.compile(
    r"\s*(?:[\w%°']+\s+){0,2}?(?:par|la|le|l')\s?(?P<per>heure|jour|nuit|semaine|mois|an|annee|trimestre|minute|seconde)\b"
    r"(?! (?:derni|proch|suivant|preced|de\b|du\b|ou\b|d'|apres|avant|pass))"
)

Fact = Number | Day
Told = tuple[int, Fact]
"""A number or day of the article, and the sentence that tells it."""


def unsupported_numbers(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The numbers whose value the article does not hold, whatever they count; as written."""
    dated = [(day.start, day.end) for day in days(sentence)]
    held = {value for told in known.sentences for number in told.numbers for value in number.values}
    for number in sentence.numbers:
        in_day = any(start <= number.start < end for start, end in dated)
        if not in_day and not number.values & held and not _is_known_pair(sentence, number, known):
            yield sentence.text[number.start : number.end]


def wrong_numbers(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The numbers that the article does not hold with this unit, or holds of something else."""
    dated = [(day.start, day.end) for day in days(sentence)]
    for number in sentence.numbers:
        if any(start <= number.start < end for start, end in dated) or _is_known_pair(
            sentence, number, known
        ):
            continue
        told = f"{sentence.text[number.start : number.end]} {number.unit}".strip()
        held = [
            (at, one)
            for at, one in known.numbers
            if number.values & one.values
            and (
                _same_unit(number, one)
                or _counted(sentence, number) == _counted(known.sentences[at], one) != ""
            )
        ]
        if not held:
            yield told
        elif _is_other_rate(sentence, number, held, known):
            yield f"{told} at this rate"
        elif _is_turned(sentence, number, held, known):
            yield f"{told}, more or less,"
        elif _is_moved(sentence, number, held, known):
            yield f"{told} here"


def wrong_days(sentence: Sentence, known: Evidence) -> Iterator[str]:
    """The days that the article does not name, or names of something else."""
    told = days(sentence)
    main = next(
        (one.label for of in known.days for one in of if one.label[0] == "w"), ""
    )  # most is told of this day
    ours = {name for day in told for name in _same_kind(called(day.label, known.dating), day)}
    for day in told:
        held = [(at, one) for at, of in enumerate(known.days) for one in of if _same_day(day, one, known)]
        if not held:
            yield sentence.text[day.start : day.end]
            continue
        if _is_turned(sentence, day, held, known):
            yield f"{sentence.text[day.start : day.end]}, before or after,"
            continue
        others = [
            (at, one)
            for at, of in enumerate(known.days)
            for one in of
            if one.is_weekday == day.is_weekday
            and not _same_kind(called(one.label, known.dating), one) & ours
        ]
        if day.label == main:
            continue
        if _fits_better(sentence, day, [(at, one) for at, one in held], others, known):
            yield f"{sentence.text[day.start : day.end]} here"


def _is_known_pair(sentence: Sentence, number: Number, known: Evidence) -> bool:
    """Whether it only counts what is told: "les deux pays", "tous trois"."""
    if max(number.values) > _FEW or number.unit not in _COUNTED:
        return False
    before = sentence.folded[: number.start].split()[-1:]
    if re.search(r"\bune? des $", sentence.folded[: number.start]):
        return True
    things = _counted(sentence, number)
    if things and any(_counted(known.sentences[at], one) == things for at, one in known.numbers):
        return False
    return bool(before) and before[0].rpartition("'")[2] in _DEICTIC


def _same_unit(number: Number, other: Number) -> bool:
    """Whether the article's number can be this one: of the same unit, or bare where this one is bare."""
    if number.unit == other.unit:
        return True
    if not number.unit:
        return other.unit not in {"rank", "part", "times"} or number.unit == other.unit
    if number.unit == "year date":
        return not other.unit
    return False


def _is_other_rate(sentence: Sentence, number: Number, held: Sequence[Told], known: Evidence) -> bool:
    """Whether the article tells this number by another time: "600 euros la nuit" for "600 euros la semaine"."""
    ours = _rate(sentence, number)
    theirs = {_rate(known.sentences[at], one) for at, one in held} - {""}
    return bool(ours and theirs) and ours not in theirs


def _rate(told: Sentence, fact: Fact) -> str:
    """The time for which a number is told: "par mois", "la nuit"; empty where there is none."""
    found = _RATE.match(told.folded, fact.end)
    return found["per"].removesuffix("nee") if found else ""


def _is_moved(sentence: Sentence, number: Number, held: Sequence[Told], known: Evidence) -> bool:
    group = number.unit if number.unit not in _COUNTED else ""
    if number.unit == "rank":
        return _is_other_rank(sentence, number, known)
    others = [
        (at, one)
        for at, one in known.numbers
        if not number.values & one.values and (one.unit if one.unit not in _COUNTED else "") == group
    ]
    return _counts_else(sentence, number, held, others, known) or _fits_better(
        sentence, number, held, others, known
    )


def _counts_else(
    sentence: Sentence, number: Number, held: Sequence[Told], others: Sequence[Told], known: Evidence
) -> bool:
    """Whether the article counts the same things with another number, and with this one only other things."""
    things = _counted(sentence, number)
    if number.unit or not things or things[0] == "#":
        return False
    return any(_counted(known.sentences[at], one) == things for at, one in others) and not any(
        _stands_near(known.sentences[at], one, things) for at, one in held
    )


def _stands_near(told: Sentence, fact: Fact, concept: str) -> bool:
    place = told.places.get(fact.start, 0.0)
    return any(word.concept == concept and abs(word.place - place) <= _NEAR for word in told.words)


def _is_other_rank(sentence: Sentence, number: Number, known: Evidence) -> bool:
    """Whether the article ranks the same thing otherwise, and nothing of the kind so: "14e étape", "15e étape"."""
    ranked = _counted(sentence, number)
    told = {
        (bool(number.values & one.values), _counted(known.sentences[at], one))
        for at, one in known.numbers
        if one.unit == "rank"
    }
    return bool(ranked) and (False, ranked) in told and (True, ranked) not in told


def _counted(sentence: Sentence, number: Fact) -> str:
    """The concept of the word after a number."""
    return next((word.concept for word in sentence.words if word.start >= number.end), "")


def _fits_better(
    sentence: Sentence, fact: Fact, held: Sequence[Told], others: Sequence[Told], known: Evidence
) -> bool:
    """Whether one of the others stands in clearly more fitting company than any that is held.

    If the sentence tells that other one as well, the two must fit better changed about than as they are.
    """
    if not others:
        return False
    ours = _fit(sentence, fact, held, known)
    full = known.fullness(_near(sentence, fact))
    speaks_of = sentence.concepts - _own(sentence, fact)
    covered = {at: known.coverage(speaks_of, at) for at in {at for at, _ in (*held, *others)}}
    rivals: defaultdict[str, list[Told]] = defaultdict(list)
    for at, one in others:
        rivals[one.label].append((at, one))
    for other, same in rivals.items():
        theirs = _fit(sentence, fact, same, known)
        if (
            theirs <= ours * (_BETTER_DAY if isinstance(fact, Day) else _BETTER)
            or theirs - ours <= _CLEAR * full
        ):
            continue
        if max(covered[at] for at, _ in same) < max(covered[at] for at, _ in held):
            continue
        facts: tuple[Fact, ...] = (*sentence.numbers, *days(sentence))
        mate = next((one for one in facts if one.label == other), None)
        if mate is None:
            return True
        straight = ours + _fit(sentence, mate, same, known)
        crossed = theirs + _fit(sentence, mate, held, known)
        if crossed > straight * _CROSSED:
            return True
    return False


def _fit(sentence: Sentence, fact: Fact, told: Sequence[Told], known: Evidence) -> float:
    """How well the company of a number or day of the sentence fits the best of the article's places."""
    near = _near(sentence, fact)
    return max(known.likeness(near, at, known.sentences[at].places.get(one.start, 0.0)) for at, one in told)


def _near(sentence: Sentence, fact: Fact) -> Mapping[str, float]:
    return around(sentence, sentence.places.get(fact.start, 0.0), _own(sentence, fact))


def _own(sentence: Sentence, fact: Fact) -> frozenset[str]:
    """The concepts that a number or day is made of."""
    return frozenset(word.concept for word in sentence.words if fact.start <= word.start < fact.end)


def _is_beyond(sentence: Sentence, fact: Fact) -> int:
    """+1 for "après le 15", "plus de 80", "7 000 de plus"; -1 for "avant", "moins"; 0 where nothing is compared."""
    before = _BEFORE_IT.search(sentence.folded[max(0, fact.start - 14) : fact.start])
    after = _AFTER_IT.match(sentence.folded, fact.end)
    word = next((found["word"] for found in (before, after) if found), "")
    return _BEYOND.get(word, 0)


def _is_turned(sentence: Sentence, fact: Fact, held: Sequence[Told], known: Evidence) -> bool:
    """Whether the article has this very number or day on the other side only: "avant le 15" for "après le 15"."""
    ours = _is_beyond(sentence, fact)
    return bool(ours) and all(_is_beyond(known.sentences[at], one) == -ours for at, one in held)


def _same_kind(labels: frozenset[str], day: Day) -> frozenset[str]:
    """Of the names of a day those of its own kind: two dates on a Tuesday are not one."""
    return frozenset(label for label in labels if (label[0] in "wr") == day.is_weekday)


def _same_day(day: Day, other: Day, known: Evidence) -> bool:
    if day.label == other.label:
        return True
    if day.label[0] == "/":
        return day.label in called(other.label, known.dating)
    if not day.is_weekday and not other.is_weekday:
        return False
    return bool(
        (called(day.label, known.dating) & called(other.label, known.dating))
        - {"/" + day.label.rpartition("/")[2]}
    )
