"""The bytes of a sitemap -> the articles that it announces, and the sitemaps below it. Pure; for a worker."""

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from bot.errors import NotAFeed, TooLarge
from bot.model import Entry
from bot.sources.announced_dates import moment
from bot.sources.clean import line, web_address
from bot.sources.xml import local, tree

_MAX_BYTES = 16 << 20
_ENTRIES_MAX = 1_000
"""What the protocol of news sitemaps allows."""
_CHILDREN_MAX = 50
_WINDOW = timedelta(hours=48)
"""News sitemaps hold the articles of two days; of other sitemaps no more is read."""
_AHEAD = timedelta(hours=24)
"""A page announced for tomorrow is a clock or a zone gone wrong; one for next year is no news."""
_GZIP = b"\x1f\x8b"


def parse(
    body: bytes, address: str, now: datetime, max_bytes: int = _MAX_BYTES
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The articles of the last 48 hours, newest first, and the addresses of the sitemaps below this one.

    A news sitemap tells title and date. Of a plain one, only pages changed in that time are announced,
    without a date: `lastmod` tells of the change. Pages without `lastmod` are left out, as are those sitemaps
    of an index that have not changed since.

    Args:
        body: the sitemap as it came, gzip or not.
        address: where it came from.
        now: the moment of reading, aware.
        max_bytes: the most that a compressed sitemap may grow to.

    Raises: NotAFeed when this is no sitemap, TooLarge.
    """
    root = tree(_unpacked(body, address, max_bytes), address)
    if local(root) == "sitemapindex":
        return (), _children(root, address, now)
    if local(root) != "urlset":
        msg = f"{address}: not a sitemap"
        raise NotAFeed(msg)
    found = [pair for url in _named(root, "url") if (pair := _entry(url, address, now)) is not None]
    found.sort(key=lambda pair: pair[0], reverse=True)
    once: dict[str, Entry] = {}
    for _, entry in found:
        once.setdefault(entry.key, entry)
    return tuple(islice(once.values(), _ENTRIES_MAX)), ()


def _unpacked(body: bytes, address: str, max_bytes: int) -> bytes:
    if body.startswith(_GZIP):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            body = unpacker.decompress(body, max_bytes + 1)
        except zlib.error as err:
            msg = f"{address}: broken gzip: {err}"
            raise NotAFeed(msg) from err
    if len(body) > max_bytes:
        msg = f"{address}: more than {max_bytes} bytes"
        raise TooLarge(msg)
    return body


def _entry(url: Any, address: str, now: datetime) -> tuple[datetime, Entry] | None:  # noqa: ANN401
    """One article and the moment that orders it; none when it is old, or says nothing of its age."""
    link = web_address(_text(url, "loc"), address)
    news = next(_named(url, "news"), None)
    published = moment(_text(news, "publication_date")) if news is not None else None
    changed = moment(_text(url, "lastmod"))
    known = published or changed
    if not link or known is None or not now - _WINDOW <= known <= now + _AHEAD:
        return None
    title = line(_text(news, "title")) if news is not None else ""
    image = next(_named(url, "image"), None)
    picture = web_address(_text(image, "loc"), address) if image is not None else ""
    return known, Entry(link, link, title, published, image=picture)


def _children(root: Any, address: str, now: datetime) -> tuple[str, ...]:  # noqa: ANN401
    """The sitemaps of an index, the latest changed first; those that do not say, in their order, behind."""
    found = []
    for sitemap in _named(root, "sitemap"):
        link, changed = web_address(_text(sitemap, "loc"), address), moment(_text(sitemap, "lastmod"))
        # A day without an hour is the whole day.
        if link and link != address and (changed is None or changed >= now - _WINDOW - timedelta(days=1)):
            found.append((changed.timestamp() if changed else 0.0, link))
    found.sort(key=lambda child: child[0], reverse=True)
    return tuple(dict.fromkeys(link for _, link in found))[:_CHILDREN_MAX]


def _named(element: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    return (child for child in element if local(child) == name)


def _text(element: Any, name: str) -> str:  # noqa: ANN401
    return next(("".join(child.itertext()) for child in _named(element, name)), "")
