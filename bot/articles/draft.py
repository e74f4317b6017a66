"""What the readers of a dump and of a page hand back, before it has a date, a language and an identity."""

from dataclasses import dataclass

from bot.model import Form


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as found.

    `lines` is the whole visible text, line by line: the date is looked for in all of it. `url`, `site`,
    `stated`, `author`, `section`, `image`, `paywalled`, `descriptions` and `claimed_language` are what the
    page says of itself: its address, its site's name, its moment (ISO 8601) and so on; or they are empty.
    `guessed` is the day that its markup may name, no better than a guess.
    """

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    url: str = ""
    site: str = ""
    stated: str = ""
    guessed: str = ""
    author: str = ""
    section: str = ""
    image: str = ""
    paywalled: bool = False
    descriptions: tuple[str, ...] = ()
    form: Form = Form.PROSE
    claimed_language: str = ""

    @property
    def start(self) -> int:
        """The place of the article's first line among `lines`; 0 when it is not found there."""
        head = self.paragraphs[0][:40] if self.paragraphs else ""
        return next((place for place, line in enumerate(self.lines) if head and line.startswith(head)), 0)
