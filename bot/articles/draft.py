"""What the readers of a dump and of a page hand back, before it has a date, a language and an identity."""

from dataclasses import dataclass

from bot.model import Form


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as found.

    `lines` is the whole visible text, line by line: the date is looked for in all of it. `url`, `stated`,
    `author`, `section`, `image`, `paywalled` and `descriptions` are what the page says of itself: its
    address, its moment (ISO 8601) and so on; or they are empty.
    """

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    url: str = ""
    stated: str = ""
    author: str = ""
    section: str = ""
    image: str = ""
    paywalled: bool = False
    descriptions: tuple[str, ...] = ()
    form: Form = Form.PROSE
