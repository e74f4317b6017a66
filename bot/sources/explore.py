"""An address that an operator gives -> the best source there: feed, else sitemap, else page of links."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from bot.errors import NotAFeed, SourceError, Unreadable
from bot.model import Raw, Source, SourceKind
from bot.ports import Look, Reader, Watched
from bot.sources.discovery import find, guesses

_SITEMAPS = ("news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml", "sitemap.xml")
_TRIES = 12


async def explore(reader: Reader, address: str) -> tuple[Source, Look]:
    """What to watch at `address`, and what it announces now.

    Raises: SourceError; NotAFeed when there is nothing that can be watched.
    """
    try:
        return await _tried(reader, SourceKind.FEED, address)
    except NotAFeed:
        page = await _page(reader, address)
    for kind, candidate in list(_candidates(page, address))[:_TRIES]:
        try:
            source, look = await _tried(reader, kind, candidate)
        except SourceError:
            continue
        if look.entries:
            return source, look
    msg = f"{address}: no feed, no sitemap and no list of articles is to be found here"
    raise NotAFeed(msg)


async def _page(reader: Reader, address: str) -> Raw:
    try:
        return await reader.fetch(address, address)
    except Unreadable as err:
        raise NotAFeed(str(err)) from err


def _candidates(page: Raw, address: str) -> Iterator[tuple[SourceKind, str]]:
    """What may be watched, best first."""
    announced = find(page.body, page.address, page.media_type)
    for feed in announced or guesses(address)[:4]:
        yield SourceKind.FEED, feed
    for name in _SITEMAPS:
        yield SourceKind.SITEMAP, urljoin(address, f"/{name}")
    yield SourceKind.PAGE, address


async def _tried(reader: Reader, kind: SourceKind, address: str) -> tuple[Source, Look]:
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    look = await reader.look(Watched(0, Source(host, kind, address)))
    return Source(look.title or host, kind, address), look
