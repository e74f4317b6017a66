"""An address that an operator gives -> the best source there: feed, else sitemap, else page of links."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.errors import Forbidden, NotAFeed, Postponed, SourceError, Unreadable
from bot.model import Raw, Source, SourceKind
from bot.ports import Look, Reader, Watched
from bot.sources.clean import web_address
from bot.sources.discovery import find, guesses

_SITEMAPS = ("news-sitemap.xml", "sitemap-news.xml", "sitemap_news.xml", "sitemap.xml")
_TRIES = 12


async def explore(reader: Reader, run: Callable[..., Awaitable[Any]], address: str) -> tuple[Source, Look]:
    """What to watch at `address`, and what it announces now; `run` runs a pure function in a worker process.

    Raises: WorkerError; SourceError; Forbidden for no address; NotAFeed when nothing can be watched there.
    """
    said = address if "://" in address else f"https://{address.strip()}"  # as one says it: exemple.fr
    if not (address := web_address(said, "")):
        msg = f"{said}: no address of a page"
        raise Forbidden(msg)
    try:
        return await _tried(reader, SourceKind.FEED, address)
    except NotAFeed:
        page = await _page(reader, address)
    announced = await run(find, page.body, page.address, page.media_type)
    for kind, candidate in list(_candidates(announced, address))[:_TRIES]:
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


def _candidates(announced: Sequence[str], address: str) -> Iterator[tuple[SourceKind, str]]:
    """What may be watched, best first."""
    for feed in announced or guesses(address)[:4]:
        yield SourceKind.FEED, feed
    for name in _SITEMAPS:
        yield SourceKind.SITEMAP, urljoin(address, f"/{name}")
    yield SourceKind.PAGE, address


async def _tried(reader: Reader, kind: SourceKind, address: str) -> tuple[Source, Look]:
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    watched = Watched(0, Source(host, kind, address))
    try:
        look = await reader.look(watched)
    except Postponed as err:  # the site was asked for the candidate before
        await asyncio.sleep(err.retry_after_s or 0.0)
        look = await reader.look(watched)
    return Source(look.title or host, kind, address), look
