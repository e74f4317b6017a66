"""The bytes of an RSS, Atom or JSON feed -> the entries it announces. Pure; runs in a worker process."""

import hashlib
import io
import mimetypes
from calendar import timegm
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from time import struct_time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.errors import NotAFeed, TooLarge
from bot.model import Entry
from bot.sources import budget, jsonfeed
from bot.sources.announced_dates import is_ours, moment
from bot.sources.clean import TITLE_MAX, clean, line, web_address
from bot.sources.xml import decode

_MAX_BYTES = 8 << 20
_MAX_ENTRIES = 500
_MAX_KEY = 1_000
_TTL_MAX_MIN = 100_000

_SKIPS_MAX = 3_000
"""Bytes of a list of hours or days."""
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed announces, in its order, and when it asks not to be looked at.

    `ttl_s` is how long one look holds; `skip_hours` are hours of the day in UTC; `skip_days` are days of the
    week, 0 for Monday.
    """

    entries: tuple[Entry, ...]
    title: str = ""
    ttl_s: float | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


def parse(
    body: bytes, address: str, content_type: str = "", max_bytes: int = _MAX_BYTES, zone: str = "UTC"
) -> Feed:
    """The feed that these bytes are: at most its newest 500 entries, fewer when they hold very much markup.

    Args:
        body: the feed as it came, not compressed.
        address: where it came from; relative links are resolved against it.
        content_type: the header, for its charset.
        max_bytes: the most that is read.
        zone: IANA name of the zone in which it tells an hour without one.

    Raises: NotAFeed when this is something else (mostly a web page), TooLarge.
    """
    if len(body) > max_bytes:
        msg = f"{address}: more than {max_bytes} bytes"
        raise TooLarge(msg)
    if _is_json(body):
        title, announced = jsonfeed.parse(decode(body, content_type), address, _MAX_ENTRIES, ZoneInfo(zone))
        return Feed(_told_apart(announced), title)
    if b"<" not in body:
        raise _not_a_feed(address, body)
    fitted, content_type = budget.fit(body, content_type, address, _MAX_ENTRIES)
    feed = _feedparser(fitted, address, content_type)
    if not feed.get("version") and (not feed.entries or _is_page(body)):
        raise _not_a_feed(address, body)
    found = (_entry(item, address, ZoneInfo(zone)) for item in feed.entries[:_MAX_ENTRIES])
    hours, days = _skipped(fitted, b"hours"), _skipped(fitted, b"days")
    return Feed(
        _told_apart(found),
        line(feed.feed.get("title")),
        _ttl_s(feed.feed.get("ttl")),
        tuple(sorted({int(hour) % 24 for hour in hours if hour.isdigit() and int(hour) <= 24})),
        tuple(sorted({_DAYS.index(day) for day in days if day in _DAYS})),
    )


def _feedparser(body: bytes, address: str, content_type: str) -> Any:  # noqa: ANN401
    import feedparser

    # A stream, never the bytes: feedparser takes bytes that look like a URL for one, and opens it. It is not
    # told the address, or it would resolve ids too: after a redirect they would all be new. The HTML of an
    # entry it leaves as it is, a third faster: it is read as any page is, and a title loses its tags here.
    try:
        return feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": content_type},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as err:  # whatever the parsers below it raise leaves it too
        msg = f"{address}: can't be read as a feed: {type(err).__name__}: {err}"
        raise NotAFeed(msg) from err


def _entry(item: Any, address: str, zone: tzinfo) -> Entry:  # noqa: ANN401
    """One entry, whatever it lacks: one that can't be read is kept with the reason, as any other."""
    url = web_address(_link(item), address)
    content = max((part.get("value", "") for part in item.get("content", ())), key=len, default="")
    text = clean(max(content, item.get("summary") or "", key=len))
    title = line(item.get("title"))
    told = f"{title}\n{text}" if title or text else repr(sorted(item.items(), key=str))
    return Entry(
        key=clean(item.get("id")) or url or told,
        address=url,
        title=title,
        published=_moment(item, zone),
        text=text,
        image=_image(item, address),
        author=_author(item),
    )


def _link(item: Any) -> object:  # noqa: ANN401
    """The page of the item; feedparser takes the last link with an address between its tags for it."""
    # A feed that went through FeedBurner links to a counter there, and tells the page apart.
    told = item.get("feedburner_origlink") or item.get("link")
    links = item.get("links", ())
    pages = [link.get("href") for link in links if link.get("rel") == "alternate"]
    beside = {link.get("href") for link in links if link.get("rel") != "alternate"}
    return next(filter(None, pages), told) if told in beside and told not in pages else told


def _told_apart(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, each under a key of its own that goes into an index: a long one is told by its hash.

    Where several share a key and have other titles, the key is the site's and not theirs; if they share their
    address too, it leads to none of them, and those that carry a text are told without it.
    """
    entries = tuple(entries)
    titles, addresses = defaultdict(set), defaultdict(set)
    for entry in entries:
        titles[entry.key].add(entry.title)
        addresses[entry.key].add(entry.address)
    found = []
    for entry in entries:
        key, address = entry.key, entry.address
        if len(titles[entry.key]) > 1:
            key = f"{entry.key} {entry.address} {entry.title}"
            address = "" if len(addresses[entry.key]) == 1 and entry.text else entry.address
        if len(key) > _MAX_KEY:
            key = hashlib.sha256(key.encode()).hexdigest()
        found.append(replace(entry, key=key, address=address))
    return tuple(found)


def _moment(item: Any, zone: tzinfo) -> datetime | None:  # noqa: ANN401
    """When it was published, in UTC: as we read it, else as feedparser does, which knows rarer ways."""
    # Asked with `in`: for an item without it, feedparser answers "updated" with "published", and a warning.
    for name in ("published", "updated"):
        if name in item:
            stamp = None if is_ours(item[name]) else item.get(f"{name}_parsed")
            found = moment(item[name], zone) or (stamp and _utc(stamp))
            if found:
                return found
    return None


def _utc(stamp: struct_time) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(stamp), UTC)
    except (ValueError, OverflowError, OSError):  # the year 0 or 99999
        return None


def _image(item: Any, address: str) -> str:  # noqa: ANN401
    """The widest picture that the item names, as media, as an enclosure, or as iTunes does."""
    media = [part for part in item.get("media_content", ()) if _is_picture(part)]
    media.sort(key=lambda part: _number(part.get("width")), reverse=True)
    links = [
        *(part.get("url") for part in media),
        *(part.get("href") for part in item.get("enclosures", ()) if _is_picture(part)),
        *(part.get("url") for part in item.get("media_thumbnail", ())),
        (item.get("image") or {}).get("href"),
    ]
    return next(filter(None, (web_address(link, address) for link in links)), "")


def _is_picture(part: Any) -> bool:  # noqa: ANN401
    if part.get("medium") == "image":
        return True
    kind = part.get("type") or _type_by_name(part.get("url") or part.get("href"))
    return str(kind).startswith("image/")


def _type_by_name(address: object) -> str:
    try:
        return mimetypes.guess_type(urlsplit(clean(address)).path, strict=False)[0] or ""
    except ValueError:
        return ""


def _number(text: object) -> int:
    text = clean(text, 6)
    return int(text) if text.isdecimal() else 0


def _author(item: Any) -> str:  # noqa: ANN401
    """The names of all who signed; a mail address is no name."""
    told = (line(person.get("name")) for person in item.get("authors", ()))
    names = [name for name in told if name and "@" not in name]
    return ", ".join(dict.fromkeys(names))[:TITLE_MAX]


def _ttl_s(minutes: object) -> float | None:
    asked = _number(minutes)
    return 60.0 * min(asked, _TTL_MAX_MIN) if asked else None


def _skipped(body: bytes, unit: bytes) -> list[bytes]:
    """What `skipHours` or `skipDays` names, in lower case, which feedparser does not keep."""
    body = body.lower()
    start = body.find(b"<skip" + unit)
    end = body.find(b"</skip" + unit, start, start + _SKIPS_MAX)
    texts = body[start:end].split(b">")[1:] if 0 <= start < end else []
    return [text.partition(b"<")[0].strip() for text in texts]


def _is_json(body: bytes) -> bool:
    return body[:100].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"{"


def _is_page(body: bytes) -> bool:
    start = body[:2000].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) or b"<html" in start


def _not_a_feed(address: str, body: bytes) -> NotAFeed:
    what = "nothing at all" if not body.strip() else "a web page" if _is_page(body) else "something"
    return NotAFeed(f"{address}: {what}, not an RSS or Atom feed")
