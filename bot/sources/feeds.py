"""The bytes of an RSS or Atom feed -> the entries it announces. Pure; runs in a worker process."""

import io
from calendar import timegm
from datetime import UTC, datetime
from time import struct_time
from typing import Any
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from bot.errors import NotAFeed
from bot.model import Entry

_MAX_ENTRIES = 500
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def parse(body: bytes, address: str, content_type: str = "") -> tuple[Entry, ...]:
    """The entries of a feed, in its order, at most 500.

    Args:
        body: the feed as it came.
        address: where it came from; relative links are resolved against it.
        content_type: the header, for its charset.

    Raises: NotAFeed when this is something else (mostly a web page).
    """
    import feedparser

    # A stream, never the bytes: feedparser takes bytes that look like a URL for one, and opens it. It is not
    # told the address, or it would resolve ids too: after a redirect they would all be new.
    try:
        feed = feedparser.parse(io.BytesIO(body), response_headers={"content-type": content_type})
    except Exception as err:  # whatever the parsers below it raise leaves it too
        msg = f"{address}: can't be read as a feed: {type(err).__name__}: {err}"
        raise NotAFeed(msg) from err
    if not feed.entries and not feed.get("version"):
        msg = f"{address}: {_what(body)}, not an RSS or Atom feed"
        raise NotAFeed(msg)
    return tuple(
        entry for item in feed.entries[:_MAX_ENTRIES] if (entry := _entry(item, address)) is not None
    )


def _entry(item: Any, address: str) -> Entry | None:  # noqa: ANN401
    """One entry; none when it has neither a link nor a text, so that there is nothing to read."""
    url = _address(_clean(item.get("link", "")), address)
    content = max((part.get("value", "") for part in item.get("content", ())), key=len, default="")
    text = _clean(max(content, item.get("summary", ""), key=len))
    title = " ".join(_plain(_clean(item.get("title", ""))).split())
    if not url and not text:
        return None
    key = _clean(item.get("id", "")) or url or f"{title}\n{text}"
    return Entry(key=key, address=url, title=title, published=_moment(item), text=text)


def _address(link: str, feed: str) -> str:
    """The link in full; nothing when it leads to no page: a mail address, a file, half an address."""
    try:
        parts = urlsplit(urljoin(feed, link))
    except ValueError:
        return ""
    return parts.geturl() if link and parts.scheme in {"http", "https"} else ""


def _moment(item: Any) -> datetime | None:  # noqa: ANN401
    """When it was published, in UTC; feedparser has already understood the many ways to write it."""
    # Asked with `in`: for an item without it, feedparser answers "updated" with "published", and a warning.
    stamps = (item[name] for name in ("published_parsed", "updated_parsed") if name in item)
    stamp: struct_time | None = next(filter(None, stamps), None)
    if stamp is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(stamp), UTC)
    except (ValueError, OverflowError, OSError):  # the year 0 or 99999
        return None


def _plain(html: str) -> str:
    """A title without its tags: feedparser leaves `<em>` in it."""
    return Markup(html).striptags() if "<" in html or "&" in html else html  # noqa: S704 - taken off, not shown


def _clean(text: str | None) -> str:
    return (text or "").translate(_CONTROL).strip()


def _what(body: bytes) -> str:
    start = body[:2000].lstrip().lower()
    if not start:
        return "nothing at all"
    return (
        "a web page" if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start else "something"
    )
