"""The places that everybody knows, and what their people are called."""

import json
from importlib import resources

from bot.french import tables
from bot.french.fold import fold

_ARTICLES = ("le ", "la ", "les ", "l'")


def _listed() -> frozenset[str]:
    return frozenset(place.strip() for place in " ".join(tables.lines("places")).split(";"))


def _demonyms() -> frozenset[str]:
    """Folded, singular; countries.json says where they come from and under which licence."""
    text = resources.files("bot.french.data").joinpath("countries.json").read_text(encoding="utf-8")
    return frozenset(
        fold(people) for _, *peoples in json.loads(text)["countries"].values() for people in peoples
    )


_PLACES = _listed()
_PEOPLES = _demonyms().union(tables.words("names", "peoples"))


def is_known(name: str) -> bool:
    """Whether everybody knows this place, whatever its article and hyphens."""
    bare = fold(name).replace("-", " ")
    article = next((article for article in _ARTICLES if bare.startswith(article)), "")
    return bare.removeprefix(article) in _PLACES


def is_people(word: str) -> bool:
    """Whether a folded word is an adjective of nation or the name of inhabitants: "russes"."""
    return word in _PEOPLES or word.removesuffix("s") in _PEOPLES
