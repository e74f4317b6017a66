"""One job: say of a bare weekday which day it was, where the day of publication and the verb leave no doubt.

«Mardi» of Wednesday's paper is yesterday where the verb is past, six days off where it is to come; of
Tuesday's paper it is today. A habit («le mardi»), a feast («mardi gras»), a span of days, a quotation and a
sentence with another date keep theirs.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum

from bot.french import tables
from bot.french.clauses import is_verb
from bot.french.dates import CALENDAR, MONTH_NAMES, MONTHS, WEEKDAY_NAMES, WEEKDAYS
from bot.french.marks import is_inside, quotations
from bot.french.phrases import listed
from bot.french.tokens import Token, placed

_WEEK = 7
_SURE = 3
"""Days: «mardi prochain» said on a Sunday may be in two days or in nine."""
_NEAR = 5
"""Words within which another day makes a span: «de lundi soir à mardi matin»."""
_GOVERNED = 14
"""Words within which a verb stands before the day that belongs to it."""
_BEFORE = 3
"""Words of which a limit before a day is made: «à partir de mardi»."""
_ADVERBS = 3
"""Words within which a participle follows its verb, and a day what was said: «a de nouveau dit mardi»."""
_YEAR = 4
"""Digits of a year."""

_HABITS, _FEASTS, _BREAKS, _LIMITS, _REPORTING, _MODALS, _WAITING, _MOVED, _PLANNED, _STORIES = (
    listed("weekdays", name)
    for name in (
        "habits",
        "feasts",
        "breaks",
        "limits",
        "reporting",
        "modals",
        "waiting",
        "moved",
        "planned",
        "stories",
    )
)
_PARTS: dict[str, str] = dict(tables.pairs("weekdays", "parts"))
_BEING = frozenset("est sont était étaient fut furent".split())
_THAT, _IMPERFECT = frozenset({"que", "qu"}), ("ait", "aient")
"""«A annoncé qu'il fermait mardi»: what is reported so may be to come."""
_IS = frozenset({"est", "sont"})
_ITSELF = frozenset({"s", "se"})
_HAD = frozenset("a ont avait avaient eut eurent".split()) | _BEING
_PARTICIPLES = ("é", "ée", "és", "ées")
_OPENINGS = frozenset({",", "ce", "des", "puis"})
_INFINITIVES = ("er", "ir", "oir", "dre", "tre", "ire", "vre")
_BEFORE_INFINITIVES = frozenset("a de d pour se s y l le la les en sans afin".split())


class Way(Enum):
    """Whether a day lies behind its article or before it."""

    PAST = -1
    TO_COME = 1


def dated(text: str, published: date | None) -> str:
    """The text with day and month behind each weekday that surely is one day.

    Args:
        text: one sentence of an article.
        published: the day on which the article was; None where it is not surely known.

    Returns: the sentence; unchanged where nothing is sure.
    """
    lower = text.lower()
    if published is None or not any(weekday in lower for weekday in WEEKDAYS):
        return text
    found = placed(text)
    folded = [token.folded for token in found]
    days = [at for at, word in enumerate(folded) if word in WEEKDAYS]
    if not days or not _is_alone(folded):
        return text
    quoted = quotations(text)
    for at in reversed(days):
        if not is_inside(found[at].start, quoted) and _is_bare(found, folded, at, days):
            text = _with_day(text, found, folded, at, published)
    return text


def undated(text: str, published: date | None) -> str:
    """The text with the bare weekdays that `dated` would have dated."""
    if published is None:
        return text
    for off in range(-_WEEK, _WEEK + 1):
        day = published + timedelta(off)
        name = WEEKDAY_NAMES[day.weekday()]
        for weekday in (name, name.capitalize()):
            text = text.replace(f"{weekday} {_spelled(day)}", weekday)
    return text


def _is_alone(folded: Sequence[str]) -> bool:
    """Whether no month and no year stands in the sentence, and nothing that tells a story of other days."""
    others = (word in MONTHS or (word.isdecimal() and len(word) == _YEAR) for word in folded)
    return not any(others) and not _STORIES.in_words(folded)


def _is_bare(found: Sequence[Token], folded: Sequence[str], at: int, days: Sequence[int]) -> bool:
    """Whether a weekday means one day, no habit, no feast, no name, no span of days."""
    if found[at].written[0].isupper() and at and folded[at - 1] not in {"-", "–", "—"}:
        return False
    if any(other != at and abs(other - at) <= _NEAR for other in days):
        return False
    if at and _HABITS.at(folded, at - 1):
        return False
    following = folded[at + 1 : at + 2]
    return not _FEASTS.at(folded, at) and not any(
        word[0].isdecimal() or word in CALENDAR for word in following
    )


def _with_day(text: str, found: Sequence[Token], folded: Sequence[str], at: int, published: date) -> str:
    """The text with the day behind one weekday; unchanged where it is not sure which."""
    rest = folded[at + 1 :]
    named = rest[0] if rest and rest[0] in {"dernier", "prochain"} else ""
    ahead = (WEEKDAYS.index(folded[at]) - published.weekday()) % _WEEK
    way = {"dernier": Way.PAST, "prochain": Way.TO_COME}.get(named) or _way(found, folded, at)
    day = _day(ahead, way, named=bool(named), told_now=at > 0 and folded[at - 1] == "ce")
    looks_ahead = way is not Way.TO_COME and not named and _is_limit(folded, at)
    if day is None or looks_ahead:
        return text
    end = found[at + bool(named)].end
    part = 2 if rest[:2] == ["apres", "midi"] else 1
    spoken = _PARTS.get(" ".join(rest[:part]), "")
    written = text[found[at].start : found[at].end] + " " + _spelled(published + timedelta(day))
    if spoken:
        written, end = f"{written} {spoken}", found[at + part].end
    return text[: found[at].start] + written + text[end:]


def _day(ahead: int, way: Way | None, *, named: bool, told_now: bool) -> int | None:
    """How many days after publication a weekday is that is `ahead` days off; None if not sure."""
    if named:
        if way is Way.TO_COME:
            return ahead if ahead >= _SURE else None
        return ahead - _WEEK
    if ahead == 0:
        return 0 if told_now or way is not Way.TO_COME else None
    if way is None:
        return None
    return ahead if way is Way.TO_COME else ahead - _WEEK


def _is_limit(folded: Sequence[str], at: int) -> bool:
    """Whether the day bounds what may be still to come: «a fermé le pont jusqu'à mardi»."""
    return any(i + _LIMITS.at(folded, i) == at for i in range(max(0, at - _BEFORE), at))


def _spelled(day: date) -> str:
    return f"{day.day if day.day > 1 else '1er'} {MONTH_NAMES[day.month - 1]}"


def _way(found: Sequence[Token], folded: Sequence[str], at: int) -> Way | None:
    """Whether the verb to which a weekday belongs tells what was or what will be; None if it is not sure.

    It is the nearest before it in its clause, else the next one.
    """
    if at and folded[at - 1] == "depuis":
        return Way.PAST
    if _is_loose_participle(found, last := at - 1 - (at > 1 and folded[at - 1] == ",")):
        return None if _WAITING.in_words([folded[last]]) else Way.PAST  # "publié mardi", "prévu mardi"
    start = next(
        (i + 1 for i in reversed(range(max(0, at - _GOVERNED), at - 1)) if _BREAKS.at(folded, i)),
        max(0, at - _GOVERNED),
    )
    for i in reversed(range(start, at)):
        if _is_infinitive(found, i):
            return None
        if is_verb(found, i) or _REPORTING.at(folded, i):
            reported = start > 0 and folded[start - 1] in _THAT and found[i].written.endswith(_IMPERFECT)
            of_object = _is_of_its_object(found, folded, i, at)
            return None if reported or of_object else _told(found, folded, i)
    if at and folded[at - 1] not in _OPENINGS:
        return None  # "la journée de samedi est classée orange"
    following = range(at + 1, len(found))
    verb = next((i for i in following if is_verb(found, i) or _REPORTING.at(folded, i)), None)
    way = None if verb is None else _told(found, folded, verb)
    return None if way is Way.TO_COME and at > 1 else way  # "secourus, mardi, ils vont débarquer"


def _is_of_its_object(found: Sequence[Token], folded: Sequence[str], verb: int, at: int) -> bool:
    """Whether the day may be that of what is told: «la finale est samedi», «annonce une marche samedi»."""
    if found[verb].written in _BEING and verb == at - 1:
        return True
    said = next((i for i in range(verb, min(verb + _ADVERBS, at)) if _REPORTING.at(folded, i)), at)
    return at - said > _ADVERBS and folded[at - 1] != ","


def _told(found: Sequence[Token], folded: Sequence[str], at: int) -> Way | None:
    """Whether a verb tells what was or what will be."""
    word = found[at].written
    if _MODALS.at(folded, at):
        return Way.TO_COME
    if word.endswith(("ra", "ront")):
        return Way.TO_COME
    itself = at > 0 and folded[at - 1] in _ITSELF
    following = folded[at + 1 : at + 1 + _ADVERBS]
    if word in _HAD:
        passive = word in _IS and not itself and not _MOVED.in_words(following)
        return None if passive or _WAITING.in_words(following) else Way.PAST
    if _REPORTING.at(folded, at) and not itself:
        return Way.PAST
    if word.endswith(_IMPERFECT):
        return None if word.endswith(("rait", "raient")) or _PLANNED.at(folded, at) else Way.PAST
    return Way.PAST if word.endswith(("èrent", "irent")) else None


def _is_loose_participle(found: Sequence[Token], at: int) -> bool:
    """Whether the word is a participle beside a noun, without a verb of its own right before."""
    if at < 1 or not found[at].written.endswith(_PARTICIPLES):
        return False
    return not any(is_verb(found, i) or found[i].folded == "etre" for i in range(max(0, at - _ADVERBS), at))


def _is_infinitive(found: Sequence[Token], at: int) -> bool:
    word = found[at].written
    return word.endswith(_INFINITIVES) and at > 0 and found[at - 1].folded in _BEFORE_INFINITIVES
