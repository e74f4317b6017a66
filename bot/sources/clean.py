"""What every reader of announcements does with the strings it finds: clean text, whole addresses."""

import re
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

TITLE_MAX = 1_000
TEXT_MAX = 200_000
"""Characters of one entry's text: the longest reports have a third of it."""
_ADDRESS_MAX = 4_000

_ANGLES = str.maketrans({"<": "«", ">": "»"})
_DOUBLE_ANGLES = re.compile("<<|>>")
_SUBSCRIBED = re.compile("feed:(?=//|https?://)", re.IGNORECASE)
"""What a browser is told so as to open a reader of feeds: `feed://host/rss`, `feed:https://host/rss`."""

_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))


def clean(text: object, longest: int = TEXT_MAX) -> str:
    """The text without control characters and blanks around it, cut at `longest`; nothing for no text."""
    if not isinstance(text, str):
        return ""
    whole = text[: 2 * longest].encode("utf-8", "ignore")  # halves of letters go, which no database takes
    return whole.translate(None, _CONTROLS).decode().strip()[:longest]


def line(text: object, longest: int = TITLE_MAX) -> str:
    """A title or a name on one line, without tags: some leave `<em>` in it; `<<` is a quotation mark."""
    text = _guillemets(clean(text, longest))
    if "<" in text or "&" in text:
        text = _guillemets(Markup(text).striptags())  # noqa: S704 - taken off, not shown
    return " ".join(clean(text, longest).split())


def _guillemets(text: str) -> str:
    return _DOUBLE_ANGLES.sub(lambda marks: marks[0][0].translate(_ANGLES), text)


def web_address(link: object, base: str) -> str:
    """The link in full; nothing when it leads to no page: a mail address, a file, half an address.

    `www.host/page` and `host/page` on the host of `base` lack their scheme, and are no paths.
    """
    link = _SUBSCRIBED.sub("", clean(link, _ADDRESS_MAX + 1), count=1)
    try:
        here = urlsplit(base)
        if _begins_with_host(link, here.hostname or ""):
            link = f"//{link}"
        link = f"{here.scheme or 'https'}:{link}" if link.startswith("//") else link
        parts = urlsplit(urljoin(base, link))
        web = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        return ""
    return parts.geturl() if link and web and len(link) <= _ADDRESS_MAX else ""


def _begins_with_host(link: str, here: str) -> bool:
    first = link.partition("/")[0].lower()
    return first.startswith("www.") or ("." in first and f".{here}".endswith(f".{first}"))
