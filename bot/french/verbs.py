"""Verbs of saying, in the forms that the press writes behind what is said."""

from bot.french import tables
from bot.french.fold import fold


def forms(entry: str) -> tuple[str, ...]:
    """The folded forms of an entry: "affirmer" or, where the ending does not tell them, "dire·dit·disent".

    Of a verb in -er: "affirme", which is «affirmé» too once it is folded, and "affirment".
    """
    infinitive, *irregular = fold(entry).split("·")
    root = infinitive.removesuffix("er")
    return tuple(irregular) or (f"{root}e", f"{root}ent")


CLAIMING = tuple(form for entry in tables.words("verbs", "claiming") for form in forms(entry))
"""Folded: who says so may be wrong."""

REPORTING = tuple(form for entry in tables.words("verbs", "reporting") for form in forms(entry))
"""Folded: it is so, whoever says it."""
