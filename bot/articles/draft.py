"""What the readers of a dump and of a page hand back, before it has a date, a language and an identity."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as found.

    `lines` is the whole visible text, line by line: the date is looked for in all of it. `url` and `stated`
    are what the page itself says of its address and of its moment (ISO 8601), or are empty.
    """

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    url: str = ""
    stated: str = ""
