"""The time zones of readers: found by a town or by their own name, and called by a town."""

from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import available_timezones

from bot.french import tables
from bot.french.fold import fold
from bot.wording import FRENCH, spoken

OFFERED = tables.phrases("zones", "offered")
"""The buttons; any other is found by its name."""

_NEAR, _NEAR_MAX = 80, 4
"""Of 100: one letter of five may be wrong."""

_FRENCH = tables.pairs("zones", "towns")
"""Zone -> what French readers call it, and what lies in it, a comma apart."""


def find(text: str) -> str | None:
    """The zone of a town or country that French readers name so, or whose own name this is."""
    return _known().get(_key(text))


def near(text: str) -> Sequence[str]:
    """The zones whose names are nearly this, the nearest first: «bruxeles»."""
    from rapidfuzz import fuzz, process  # loaded when somebody's zone is not found

    known = _known()
    found = process.extract(_key(text), known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_NEAR_MAX)
    return list(dict.fromkeys(known[key] for key, _score, _at in found))


def exists(zone: str) -> bool:
    """Whether there is a zone of this name."""
    return zone in _known().values()


def name(zone: str) -> str:
    """A short name."""
    french = _FRENCH.get(zone) if spoken() == FRENCH else None
    return french.partition(",")[0] if french else zone.rpartition("/")[2].replace("_", " ")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Every name of every zone, folded; the French ones win over the zone's own."""
    known: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        if not zone.startswith(("Etc/", "SystemV/", "posix/", "right/")) and zone != "localtime":
            known.setdefault(_key(zone.rpartition("/")[2]), zone)
            known[_key(zone)] = zone
    for zone, names in _FRENCH.items():
        known.update({_key(name): zone for name in names.split(", ")})
    return known


def _key(text: str) -> str:
    return fold(text).replace("_", " ").replace("-", " ").replace("’", " ").replace("'", " ").strip()
