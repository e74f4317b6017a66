"""What every reader of announcements does with the strings it finds: clean text, whole addresses."""

from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

TITLE_MAX = 1_000
TEXT_MAX = 200_000
"""Characters of one entry's text: the longest reports have a third of it."""
_ADDRESS_MAX = 4_000

_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))


def clean(text: object, longest: int = TEXT_MAX) -> str:
    """The text without control characters and blanks around it, cut at `longest`; nothing for no text."""
    if not isinstance(text, str):
        return ""
    whole = text[: 2 * longest].encode("utf-8", "ignore")  # halves of letters go, which no database takes
    return whole.translate(None, _CONTROLS).decode().strip()[:longest]


def line(text: object, longest: int = TITLE_MAX) -> str:
    """A title or a name on one line, without tags: some feeds leave `<em>` in it."""
    text = clean(text, longest)
    if "<" in text or "&" in text:
        text = Markup(text).striptags()  # noqa: S704 - taken off, not shown
    return " ".join(clean(text, longest).split())


def web_address(link: object, base: str) -> str:
    """The link in full; nothing when it leads to no page: a mail address, a file, half an address."""
    link = clean(link, _ADDRESS_MAX + 1)
    try:
        parts = urlsplit(urljoin(base, link))
        web = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        return ""
    return parts.geturl() if link and web and len(link) <= _ADDRESS_MAX else ""
