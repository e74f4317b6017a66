"""One job: who, where, when and the figures, in the words of the article.

Without a model of the language: names are capitals inside a sentence, places stand behind a preposition of
place, figures keep the words that they count. What is not sure is left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.model import KeyPoints
from bot.summaries.lexicon import DATES, FUNCTION_WORDS, STOP_WORDS, fold
from bot.summaries.typography import french

_MOST = 3
_READ_SENTENCES = 15

_WORD = re.compile(r"[\w-]+")
_CAPITAL = r"[A-ZÀ-Ý][\w’'-]*[\w]"
_PARTICLE = r"(?:de|du|des|la|le|van|von|ben|bin|al|el|d['’]|da|di|dos)"
_PERSON = re.compile(
    rf"\b(?P<first>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?) (?:{_PARTICLE} ){{0,2}}"
    rf"(?:(?:Le|La|De|Du|Mc|Van|Ben) )?(?!(?:Le|La|De|Du)\b){_CAPITAL}\b"
)
_PLACE = re.compile(
    rf"\b(?:à|en|au|aux|dans le|dans la|dans les|dans l['’]|près de|vers)\s?(?P<place>{_CAPITAL}"
    rf"(?:[ -](?:sur|sous|lès|les|la|le|en|de|du|des|d['’])?[ -]?{_CAPITAL}){{0,3}})"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_WHEN = re.compile(
    rf"\b(?:{_DAY} )?(?:\d{{1,2}}|1er) {_MONTH}(?: \d{{4}})?|\b(?:en |début |fin |mi-){_MONTH}(?: \d{{4}})?"
    rf"|\b{_DAY}(?: (?:matin|soir|après-midi|dernier|prochain))?\b|\b(?:en|depuis|dès|d['’]ici) (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_EXACT = re.compile(rf"(?:{_DAY} )?(?:\d|1er)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?<![\w.,/:-])(?:(?:[Aa]u moins|[Aa]u plus|[Pp]lus de|[Pp]rès de|(?<!as )[Mm]oins de|[Ee]nviron|[Qq]uelque) )?"
    r"(?P<number>\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d+(?:,\d+)?)"
    r"[ \u00a0\u202f]?(?P<unit>km/h|%|€|\$|°C|(?:(?:millions?|milliards?|milliers?)(?: d['’]| de )?)?[a-zà-ÿ][\w-]*)"
)
_HOUR = re.compile(r"h\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_UNIT = FUNCTION_WORDS | STOP_WORDS | DATES | frozenset({"h", "heures", "heure", "er", "eme", "e"})
_NO_PERSON = frozenset(
    """m mm mme mlle me dr le la les un une des ce cette ces l il elle son sa ses saint sainte mont ville rue avenue place boulevard coupe
    ligue assemblee conseil cour union nations etats parti premier premiere haute grand grande nouvelle nouveau
    college ecole universite ministere banque commission comite federation tribunal stade tour palais chateau port
    notre dame hotel maison grande-bretagne royaume arabie coree afrique amerique the sud nord est ouest parc chez
    oscars emmy meteo new cape twitter prix festival journal radio fort cap lac groupe alliance front""".split()
)
_NO_PLACE = re.compile(
    r"(?:Havre|Mans|Caire|Touquet|Creusot|Parisien|Figaro|Monde|Point|Canard|Parlement|Sénat|Conseil|Code|Congrès|Covid.*|[A-ZÀ-Ý]{3,})(?: .*)?"
)
_AFTER_PLACE = re.compile(r"\b(?:à|en|au|aux|dans|du|des|la|le|les|vers)\s$|[lL]['’]$")


def key_points(title: str, sentences: Sequence[str]) -> KeyPoints:
    """Who, where, when and the figures, at most three of each, in French typography.

    Args:
        title: the article's, or empty.
        sentences: all of its sentences, in reading order; the first ones tell what the news is.
    """
    read = [*filter(None, [title]), *sentences[:_READ_SENTENCES]]
    text = "\n".join(read)
    people = _people(text)
    return KeyPoints(
        who=_shown(people),
        where=_shown(_places(text, people)),
        when=_shown(_moments(read)),
        figures=_shown(_figures(read)),
    )


def _shown(found: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    return tuple(french(each) for each, _ in zip(dict.fromkeys(found), range(_MOST), strict=False))


def _people(text: str) -> list[str]:
    """Full names, those told most first; a mention by the last name alone counts too."""
    full = Counter(" ".join(found[0].split()) for found in _PERSON.finditer(text) if _may_be_one(found))
    first_place = {name: text.find(name) for name in full}
    told = Counter(_WORD.findall(text))
    return sorted(full, key=lambda name: (-told[name.split()[-1]], first_place[name]))


def _may_be_one(found: re.Match[str]) -> bool:
    """Whether two capitals may be a person: not a place, an institution, the first word of a sentence."""
    before = found.string[max(0, found.start() - 12) : found.start()]
    opens = not before.strip() or before.rstrip()[-1] in '.!?…«"“:\n'
    first = fold(found["first"])
    if first in _NO_PERSON | STOP_WORDS | FUNCTION_WORDS | DATES:
        return False
    led = found[0].split()[1].islower()  # "Naturalisation de Mamoudou"
    return not (opens and led) and _AFTER_PLACE.search(before) is None


def _places(text: str, people: Iterable[str]) -> list[str]:
    """What stands behind a preposition of place, told most first."""
    persons = {part for name in people for part in name.split()}
    named = (place["place"].partition(" en ")[0] for place in _PLACE.finditer(text))
    found = Counter(
        name for name in named if persons.isdisjoint(name.split()) and _NO_PLACE.fullmatch(name) is None
    )
    whole = [name for name in found if not any(name != other and name in other for other in found)]
    return sorted(whole, key=lambda name: (-found[name], text.find(name)))


def _moments(sentences: Iterable[str]) -> Iterator[str]:
    """Days with a month first, then what is vaguer, in reading order."""
    found = [moment[0] for sentence in sentences for moment in _WHEN.finditer(sentence)]
    exact = [moment for moment in found if _EXACT.match(moment)] or found
    low = list(dict.fromkeys(moment[:1].lower() + moment[1:] for moment in exact))
    yield from (one for one in low if not any(one != other and one in other for other in low))


def _figures(sentences: Iterable[str]) -> Iterator[str]:
    """Numbers with what they count: "3,5 millions d’euros", "42 %"; no dates, no hours, no ages of years."""
    for sentence in sentences:
        for found in _FIGURE.finditer(sentence):
            unit = fold(found["unit"]).split()[0]
            if (
                unit not in _NO_UNIT
                and _HOUR.fullmatch(unit) is None
                and _YEAR.fullmatch(found["number"]) is None
            ):
                yield _whole(found[0][:1].lower() + found[0][1:])


def _whole(figure: str) -> str:
    """Without a last word that only leads on: "12 morts dans" is "12 morts"."""
    kept = figure.split()
    while len(kept) > 1 and fold(kept[-1]) in FUNCTION_WORDS | STOP_WORDS:
        kept.pop()
    return " ".join(kept)
