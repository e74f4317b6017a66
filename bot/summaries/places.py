"""One job: where an article's news is, by rule; what is not surely a place is left out.

A place that everybody knows (places.txt) counts behind a preposition and in the title. Any other must be shown to be
one: by its form ("Saint-Aubert-sur-Loire"), by what stands beside it ("la commune de …", "… (Isère)", "…, en
Belgique"), or by standing behind "à" more than once, or where the news begins.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from bot.french.dates import CALENDAR
from bot.french.fold import fold

_PLACES = "places.txt"

_CAPITAL = r"[A-ZÀ-ÝŁŠŽ][\w’'-]*\w"
_NAME = rf"{_CAPITAL}(?:(?:\ |-)(?:(?:sur|sous|lès|les|la|le|en|de|du|des|et)(?:\ |-)|[dl]['’])?{_CAPITAL}){{0,3}}"
_BEHIND = re.compile(
    rf"""\b(?P<preposition>à|en|au|aux|dans\ (?:le|la|les)|dans\ l['’]|près\ d(?:e\ |['’])|vers(?:\ la|\ le)?|au\ large\ d(?:e\ |['’])|entre|depuis|de|d['’])\ ?
    (?P<place>{_NAME})""",
    re.VERBOSE,
)
_NAMES = re.compile(_NAME, re.VERBOSE)
_ARTICLE = re.compile(r"^(?:(?:Le|La|Les) |L['’])")
_WITH_ARTICLE = frozenset(
    "Havre Mans Caire Cap Touquet Rochelle Haye Havane Réunion Mecque Paz Nouvelle-Orléans Canée Valette".split()
)
_KIND = re.compile(
    rf"""\b(?:ville|commune|village|port|bourg|cité|station|île|préfecture|sous-préfecture|région|province|quartier|département|banlieue|gare|aéroport|lac)\ (?:\w+\ )?
    d(?:e\ (?:la\ |l['’])?|u\ |['’])(?P<place>{_NAME})""",
    re.VERBOSE,
)
_SITUATED = re.compile(
    rf"(?P<place>{_NAME})(?=\ \((?P<in>{_NAME})\)|,\ (?:en|au|aux|dans\ (?:le|la|les)|dans\ l['’]|à)\ ?(?P<land>{_NAME}))",
    re.VERBOSE,
)
_COMPOUND = re.compile(
    r"(?:Saint|Sainte|Villeneuve|Château|Mont|La|Le|Les|Pont|Bourg)-[\w’'-]+|[\w’'-]+-(?:sur|sous|lès|lez|les|en|la|le|de|du|des|aux|d['’]\w+|l['’]\w+)-[\w’'-]+"
)
_STRONG = frozenset({"à", "près de", "au large de", "vers"})
"""Behind any other only a place that everybody knows is one."""
_OFTEN = 2
_OPENING = 3
"""Sentences in which a place need be named only once: there the news says where it is."""
_ODD = re.compile(r"\d|^[IVX]+e?$|[a-zà-ÿ][A-ZÀ-Ý](?!.*-)")
_LINKED = re.compile(r" d(?:es?|u) | d['’]")
"""In what is rather a firm and its town: "Lubrizol de Rouen"."""
_INSTITUTION = re.compile(r"[A-ZÀ-Ý][\w’'-]*(?: [a-zà-ÿ]+)? $")
"""Before "de Paris": the "Théâtre de Paris" may be anywhere."""
_IN_NAMES = frozenset({"France", "Paris", "Europe"})
"""With another capital behind, these are a firm or a paper: "France Bleu"."""
_GIVEN = re.compile(
    r"\b(?:accord|attribu|confi|déclar|demand|di[ts]|répond|reproch|oppos|face|appel|hommage|expliqu|indiqu|racont|affirm|propos|donn|offr|cèd|vendu?|grâce|rapport"
    r"|interview|entretien|succèd|appart|assur|précis|annonc|témoign|livr|cré|lié|quant)\w*(?:\ \w+){0,2}\ $"
)
_NO_PLACE = frozenset(
    """journal cour marine monde parlement senat conseil code congres parti danse affaires marche union mars numerique premier tribunal museum jardin public tv mag
    france_bleu assemblee national nationale noel paques toussaint ascension ligue coupe champions olympique olympiques jeux facebook twitter google instagram
    whatsapp youtube mediapart franceinfo internet web radio bourse banque air direction education culture sante defense justice interieur dieu
    internationale republique gouvernement etat etats president ministre point canard figaro parisien express""".split()
)


@cache
def known_places() -> frozenset[str]:
    """Folded places, hyphens as spaces, without articles; read once a process."""
    lines = resources.files("bot.french.data").joinpath(_PLACES).read_text(encoding="utf-8").splitlines()
    listing = " ".join(line for line in lines if not line.startswith("#"))
    return frozenset(place.strip() for place in listing.split(";"))


def places(title: str, sentences: Sequence[str], people: Iterable[str]) -> list[str]:
    """The places of an article, those told most first.

    Args:
        title: the article's, or empty: a place in it counts double.
        sentences: those to read, in reading order, without the title.
        people: the persons found in it, which are no places.
    """
    text = "\n".join(filter(None, [title, *sentences]))
    persons = {part for name in people for part in name.split()}
    behind = list(_named_behind(text))
    often = Counter(name for name, preposition in behind if preposition in _STRONG)
    opening = {name for name, _ in _named_behind("\n".join([title, *sentences[:_OPENING]]))}
    shown = {found["place"] for found in _KIND.finditer(text)} | set(_situated(text))
    told = Counter(
        name
        for name, preposition in behind
        if is_known(name)
        or name in shown
        or (
            preposition in _STRONG and (_COMPOUND.fullmatch(name) or often[name] >= _OFTEN or name in opening)
        )
    )
    told.update(shown)
    told.update(place for place in _NAMES.findall(title) for _ in range(2) if is_known(place))
    told = Counter({_bare(name): count for name, count in told.items()})
    found = [name for name in told if persons.isdisjoint(name.split()) and _may_be_one(name)]
    whole = once(name for name in found if not any(name != other and name in other for other in found))
    return sorted(whole, key=lambda name: (-told[name], text.find(name)))


def _bare(name: str) -> str:
    """Without the article that a country has and "Le Havre" keeps."""
    bare = _ARTICLE.sub("", name)
    return bare if is_known(bare) and bare not in _WITH_ARTICLE else name


def once(names: Iterable[str]) -> list[str]:
    """Each name once, however its accents and hyphens are written."""
    return list({fold(name).replace("-", " "): name for name in reversed(list(names))}.values())[::-1]


def is_known(name: str) -> bool:
    """Whether everybody knows this place, whatever its article and hyphens."""
    bare = fold(name).replace("’", "'").replace("-", " ")
    bare = re.sub(r"^(?:(?:le|la|les) |l')", "", bare)
    return bare in known_places()


def _named_behind(text: str) -> Iterator[tuple[str, str]]:
    """What stands behind a preposition of place, as far as it may be one, and the preposition."""
    for found in _BEHIND.finditer(text):
        preposition = found["preposition"].replace("’", "'").rstrip("' ").removesuffix(" d")
        name = _known_part(found["place"].partition(" en ")[0])
        if preposition in {"de", "d"} and (
            not is_known(name) or _INSTITUTION.search(text, max(0, found.start() - 40), found.start())
        ):
            continue
        if name in _IN_NAMES and found["place"] != name:
            continue
        if (
            preposition == "à"
            and not is_known(name)
            and _GIVEN.search(text, max(0, found.start() - 40), found.start())
        ):
            continue
        yield (
            name,
            "près de" if preposition == "près" else "au large de" if "large" in preposition else preposition,
        )


def _known_part(name: str) -> str:
    """Of "Rome Benoît XVI" what everybody knows; the whole where nothing is known."""
    every = name.split(" ")
    return next((part for n in range(len(every), 0, -1) if is_known(part := " ".join(every[:n]))), name)


def _situated(text: str) -> Iterator[str]:
    """What is said to lie in a place that everybody knows, and that place where it stands in brackets."""
    for found in _SITUATED.finditer(text):
        if is_known(found["in"] or found["land"]):
            yield from filter(None, [found["place"], found["in"]])


def _may_be_one(name: str) -> bool:
    parts = fold(name).replace("-", " ").replace("’", " ").replace("'", " ").split()
    if name.isupper() or _ODD.search(name) or (_LINKED.search(name) and not is_known(name)):
        return False
    return _NO_PLACE.isdisjoint(parts) and CALENDAR.isdisjoint(parts)
