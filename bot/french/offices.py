"""Offices, trades and kin: what a person is said to be beside the name."""

from bot.french import tables
from bot.french.fold import fold

_CUT = {"rice": len("eur"), "se": len("r"), "ère": len("er"), "ète": len("et")}
"""What the ending of a feminine takes the place of; any other is put behind: «présidente», «championne»."""
_PREFIXES = frozenset({"vice", "ex", "co", "sous"})


def forms(entry: str) -> tuple[str, ...]:
    """The folded masculine and feminine, singular and plural, of an entry such as «directeur·rice»."""
    masculine, _, ending = entry.partition("·")
    feminine = masculine[: len(masculine) - _CUT.get(ending, 0)] + ending
    singulars = map(fold, (masculine, feminine))
    return tuple(
        dict.fromkeys(form for one in singulars for form in (one, one if one[-1] in "sx" else one + "s"))
    )


_OFFICES = frozenset(
    form for entry in tables.words("offices", *tables.groups("offices")) for form in forms(entry)
)


def is_office(word: str) -> bool:
    """Whether a folded word is an office, a trade or a kinship: "presidente", "ex-ministres"."""
    prefix, _, rest = word.partition("-")
    return word in _OFFICES or (prefix in _PREFIXES and rest in _OFFICES)
