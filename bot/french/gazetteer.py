"""The places that everybody knows, and what their people are called."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Region:
    """A region of France: its name, its departments, what else its parts are called, and its towns.

    `unsure` are those of these names that also mean something else.
    """

    name: str
    departments: Sequence[str]
    places: Sequence[str]
    unsure: Sequence[str]


@cache
def regions() -> Mapping[str, Region]:
    """Every region of France by a key of ours.

    Source: regions.json, which says where it comes from and under which licence.
    """
    return {key: Region(**told) for key, told in _read("regions").items()}


def _read(name: str) -> Mapping[str, Any]:
    text = resources.files("bot.french.data").joinpath(f"{name}.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)[name]
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
