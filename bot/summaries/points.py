"""One job: who, where, when and the figures, in the words of the article.

Without a model of the language: `people` and `places` tell names apart, figures keep the words that they count. What
is not sure is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.french.dates import CALENDAR
from bot.french.fold import fold
from bot.french.typography import french
from bot.french.words import FUNCTION_WORDS
from bot.model import KeyPoints
from bot.summaries.people import people
from bot.summaries.places import places

_MOST = 3
_READ_SENTENCES = 15

_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_WHEN = re.compile(
    rf"\b(?:{_DAY} )?(?<!\d)(?:[12]?\d|3[01]|1er) {_MONTH}(?: \d{{4}})?|\b(?:en |début |fin |mi-){_MONTH}(?: \d{{4}})?"
    rf"|\b{_DAY}(?: (?:matin|soir|après-midi|dernier|prochain))?\b|\b(?:en|depuis|dès|d['’]ici) (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_EXACT = re.compile(rf"(?:{_DAY} )?(?:\d|1er)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?<![\w.,/:-])(?:(?:[Aa]u moins|[Aa]u plus|[Pp]lus de|[Pp]rès de|(?<!as )[Mm]oins de|[Ee]nviron|[Qq]uelque) )?"
    r"(?P<number>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d+(?:,\d+)?)"
    r"[ \u00a0\u202f]?(?P<unit>km/h|%|€|\$|°C|(?:(?:millions?|milliards?|milliers?)(?: d['’]| de )?)?(?:(?:nouve\w+|premi\w+|grande?s|petite?s|jeunes|autres) )?[a-zà-ÿ][\w-]*\b(?: (?:cubes?|carrés?))?)"
)
_HOUR = re.compile(r"h\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_UNIT = FUNCTION_WORDS | CALENDAR | frozenset("by the h heures heure er ere eme e rue avenue".split())
_NO_NOUN = re.compile(
    r"(?:[^\W_]ment|ront|èrent|raient|^derni\w+|^prochain\w*|^suivant\w*|^précédent\w*|ée?s?|[A-ZÀ-Ý0-9]\w*)$"
)
"""What follows a number and is not counted by it: "2 000 habituellement", "les 18 prochains"."""


def key_points(title: str, sentences: Sequence[str]) -> KeyPoints:
    """Who, where, when and the figures, at most three of each, in French typography.

    Args:
        title: the article's, or empty.
        sentences: all of its sentences, in reading order; the first ones tell what the news is.
    """
    read = [*filter(None, [title]), *sentences[:_READ_SENTENCES]]
    who = people(read)
    return KeyPoints(
        who=_shown(who),
        where=_shown(places(title, sentences[:_READ_SENTENCES], who)),
        when=_shown(_moments(read)),
        figures=_shown(_figures(read)),
    )


def _shown(found: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    return tuple(french(each) for each, _ in zip(dict.fromkeys(found), range(_MOST), strict=False))


def _moments(sentences: Iterable[str]) -> Iterator[str]:
    """Days with a month first, then what is vaguer, in reading order."""
    found = [moment[0] for sentence in sentences for moment in _WHEN.finditer(sentence)]
    exact = [moment for moment in found if _EXACT.match(moment)] or found
    low = list(dict.fromkeys(moment[:1].lower() + moment[1:] for moment in exact))
    yield from (one for one in low if not any(one != other and one in other for other in low))


def _figures(sentences: Iterable[str]) -> list[str]:
    """Numbers with what they count: "3,5 millions d’euros", "42 %"; no dates, no hours; ages come last."""
    every = (found for sentence in sentences for found in _FIGURE.finditer(sentence))
    low = [_whole(found[0][:1].lower() + found[0][1:]) for found in every if _counts(found)]
    told = [figure for at, figure in enumerate(low) if not any(figure in before for before in low[:at])]
    return sorted(told, key=lambda figure: figure.endswith(" ans"))


def _counts(found: re.Match[str]) -> bool:
    """Whether a number is followed by what it counts."""
    unit = found["unit"].split()[-1]
    return (
        fold(found["unit"]).split()[0] not in _NO_UNIT
        and _NO_NOUN.search(unit) is None
        and _HOUR.fullmatch(unit) is None
        and _YEAR.fullmatch(found["number"]) is None
    )


def _whole(figure: str) -> str:
    """Without a last word that only leads on: "12 morts dans" is "12 morts"."""
    kept = figure.split()
    while len(kept) > 1 and fold(kept[-1]) in FUNCTION_WORDS:
        kept.pop()
    return " ".join(kept)
