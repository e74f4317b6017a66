"""Words by which the press tells the same thing.

A headline says «séisme» where the next says «la terre tremble».
"""

from functools import cache

from bot.french import tables
from bot.french.stems import stem


def concept(one: str) -> str:
    """The concept that a stem tells, marked by a sign that no stem has; empty for most."""
    return _concepts().get(one, "")


@cache
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in tables.lines("concepts"):
        first, *others = map(stem, line.split())
        for one in (first, *others):
            found.setdefault(one, f"={first}")
    return found
