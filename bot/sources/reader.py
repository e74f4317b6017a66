"""Edge: looks at feeds and folders, fetches pages, loads files (`ports.Reader`)."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import Any
from urllib.parse import urlsplit

from bot.errors import Cause, Missing, TooLarge, Unfetchable, Unreadable
from bot.model import Entry, Raw, SourceKind
from bot.ports import Look, Watched
from bot.sources import discovery, feeds, sitemaps
from bot.sources.fetch import Fetched, Fetcher
from bot.sources.media import MEDIA_TYPES

_PAGES = frozenset({"application/xhtml+xml", "application/pdf"})
_SITEMAPS_MAX = 5
_CLOSED = ":closed"  # in the key of a file that we may not read: once we may, it is an entry to be read
_SETTLE_S = 1.5  # a file that changed a moment ago may still be being written


class WebAndFiles:
    """Reads the outside world; `run` runs a pure function in a worker process.

    The private hosts that the operator listed are opened for sources, which the operator chose too; readers'
    links, and links to another host than the source's own, lead to public hosts only. `zone` is that of feeds
    that tell an hour without one.
    """

    def __init__(
        self, fetcher: Fetcher, run: Callable[..., Awaitable[Any]], max_bytes: int, zone: str = "UTC"
    ) -> None:
        self._fetcher = fetcher
        self._run = run
        self._max_bytes = max_bytes
        self._zone = zone

    async def look(self, watched: Watched) -> Look:
        """What the source announces now. Raises: SourceError."""
        if watched.source.kind is SourceKind.FOLDER:
            return Look(await asyncio.to_thread(_files, Path(watched.source.address)))
        address = watched.source.address
        fetched = await self._fetcher.get(address, etag=watched.etag, last_modified=watched.last_modified)
        if fetched.unchanged:
            known = (fetched.etag or watched.etag, fetched.last_modified or watched.last_modified)
            return Look((), *known, fetched.moved_to, fetched.fresh_s)
        look = await self._read(watched.source.kind, fetched)
        return replace(
            look,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            moved_to=fetched.moved_to,
            fresh_s=fetched.fresh_s,
        )

    async def _read(self, kind: SourceKind, fetched: Fetched) -> Look:
        """What the bytes announce, as the kind of source has it."""
        if kind is SourceKind.SITEMAP:
            return Look(await self._sitemap(fetched))
        if kind is SourceKind.PAGE:
            return Look(
                await self._run(discovery.listing, fetched.body, fetched.address, fetched.content_type)
            )
        parse = partial(feeds.parse, zone=self._zone)
        feed = await self._run(parse, fetched.body, fetched.address, fetched.content_type)
        return Look(
            feed.entries,
            ttl_s=feed.ttl_s,
            skip_hours=frozenset(feed.skip_hours),
            skip_days=frozenset(feed.skip_days),
            title=feed.title,
        )

    async def _sitemap(self, fetched: Fetched) -> tuple[Entry, ...]:
        """The entries of a sitemap, and of the first ones below it."""
        now = datetime.now(UTC)
        entries, below = await self._run(sitemaps.parse, fetched.body, fetched.address, now)
        for address in below[:_SITEMAPS_MAX]:
            child = await self._fetcher.get(address, patient=True)
            more, _ = await self._run(sitemaps.parse, child.body, child.address, now)
            entries += more
        return tuple(entries)

    async def fetch(self, address: str, source: str = "") -> Raw:
        """The page at `address`; `source` is the address of its source. Raises: SourceError, Unreadable."""
        ours = bool(source) and urlsplit(source).netloc == urlsplit(address).netloc
        fetched = await self._fetcher.get(address, public_only=not ours)
        if not (fetched.media_type.startswith("text/") or fetched.media_type in _PAGES):
            msg = f"{address}: {fetched.media_type} is not a page"
            raise Unreadable(msg)
        return Raw(fetched.address, fetched.body, fetched.media_type, fetched.charset)

    async def allow(self, address: str) -> None:
        """Return if a page may be asked for, as far as it is known beforehand. Raises: SourceError."""
        await self._fetcher.allow(address)

    async def load(self, path: str, folder: str = "") -> Raw:
        """The file at `path`; no link may lead out of `folder`. Raises: Missing, TooLarge, Unreadable."""
        return await asyncio.to_thread(_load, Path(path), self._max_bytes, folder)


def _files(folder: Path) -> tuple[Entry, ...]:
    """The files of a folder and its subfolders; what their content is, is not looked at yet."""
    if not folder.is_dir():
        raise Unfetchable(str(folder), "no such folder", cause=Cause.MISSING)
    settled = datetime.now(UTC).timestamp() - _SETTLE_S
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in MEDIA_TYPES or path.name.startswith("."):
            continue
        try:
            stat = path.stat()
        except OSError:  # gone since it was listed, or a link that leads nowhere
            continue
        if S_ISREG(stat.st_mode) and stat.st_mtime <= settled and _is_within(path, folder):
            # No date is announced: the file's own tells when it was copied, not when it was written.
            key = f"{path.relative_to(folder)}:{stat.st_size}:{stat.st_mtime_ns}"
            key += "" if os.access(path, os.R_OK) else _CLOSED
            found.append(Entry(_writable(key), _writable(str(path))))
    return tuple(found)


def _is_within(path: Path, folder: Path) -> bool:
    """Whether it lies there in truth: who may put files there shall not have others read through a link."""
    return path.resolve().is_relative_to(folder.resolve())


def _writable(name: str) -> str:
    """A name that is no UTF-8, its odd bytes spelled out: the database takes it, and says which it was."""
    return name.encode(errors="backslashreplace").decode()


def _load(path: Path, max_bytes: int, folder: str) -> Raw:
    try:
        if folder and not (S_ISREG(path.stat().st_mode) and _is_within(path, Path(folder))):
            msg = f"{path}: no file of {folder} (any more)"
            raise Unreadable(msg)
        with path.open("rb") as file:
            body = file.read(max_bytes + 1)
    except FileNotFoundError as err:
        msg = f"{path}: no such file"
        raise Missing(msg) from err
    except OSError as err:
        msg = f"{path}: {err.strerror}"
        raise Unreadable(msg) from err
    if len(body) > max_bytes:
        msg = f"{path}: more than {max_bytes} bytes"
        raise TooLarge(msg)
    return Raw(str(path), body, MEDIA_TYPES.get(path.suffix.lower(), "text/plain"))
