"""The places that everybody knows, and what their people are called."""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from bot.french import tables
from bot.french.fold import fold

_ARTICLES = ("le ", "la ", "les ", "l'")


def _listed() -> frozenset[str]:
    return frozenset(place.strip() for place in " ".join(tables.lines("places")).split(";"))


@cache
def countries() -> Mapping[str, Sequence[str]]:
    """Every country by its ISO 3166 code: its French name, then its demonyms, with their accents.

    Source: countries.json, which says where it comes from and under which licence.
    """
    return _read("countries")


@cache
def cities() -> Mapping[str, Sequence[str]]:
    """The cities of the world that the French press names, by the ISO 3166 code of their country.

    Source: cities.json, which says where it comes from and under which licence.
    """
    return _read("cities")


def _read(name: str) -> Mapping[str, Sequence[str]]:
    text = resources.files("bot.french.data").joinpath(f"{name}.json").read_text(encoding="utf-8")
    found: Mapping[str, Sequence[str]] = json.loads(text)[name]
    return found


_PLACES = _listed()
_DEMONYMS = frozenset(fold(people) for _, *peoples in countries().values() for people in peoples)
_PEOPLES = _DEMONYMS.union(tables.words("names", "peoples"))


@lru_cache(maxsize=1 << 13)
def is_known(name: str) -> bool:
    """Whether everybody knows this place, whatever its article and hyphens."""
    bare = fold(name).replace("-", " ")
    article = next((article for article in _ARTICLES if bare.startswith(article)), "")
    return bare.removeprefix(article) in _PLACES


def is_people(word: str) -> bool:
    """Whether a folded word is an adjective of nation or the name of inhabitants: "russes"."""
    return word in _PEOPLES or word.removesuffix("s") in _PEOPLES
