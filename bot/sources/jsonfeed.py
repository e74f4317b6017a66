"""The text of a JSON Feed -> the entries it announces (https://www.jsonfeed.org/version/1.1/)."""

import json
from datetime import UTC, tzinfo
from typing import Any

from markupsafe import escape

from bot.errors import NotAFeed
from bot.model import Entry
from bot.sources.announced_dates import moment
from bot.sources.clean import TITLE_MAX, clean, line, web_address

_DATE_MAX = 64


def parse(text: str, address: str, most: int, zone: tzinfo = UTC) -> tuple[str, tuple[Entry, ...]]:
    """The title of a JSON Feed 1.0 or 1.1, and its newest `most` entries, dated in `zone` where none is told.

    Raises: NotAFeed when it is no JSON, or another kind of JSON.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as err:
        msg = f"{address}: can't be read as a feed: {type(err).__name__}: {err}"
        raise NotAFeed(msg) from err
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org/version/" not in clean(feed.get("version")):
        msg = f"{address}: JSON, but not a JSON Feed"
        raise NotAFeed(msg)
    found = [item for item in items if isinstance(item, dict)]
    if len(found) > most:  # RFC 3339: what is written later in the alphabet is later, but for the zone
        days = [clean(item.get("date_published"), _DATE_MAX) for item in found]
        newest = sorted(range(len(found)), key=lambda place: days[place], reverse=True)[:most]
        found = [found[place] for place in sorted(newest)]
    return line(feed.get("title")), tuple(_entry(item, address, zone) for item in found)


def _entry(item: dict[str, Any], feed: str, zone: tzinfo) -> Entry:
    url = web_address(item.get("url"), feed) or web_address(item.get("external_url"), feed)
    text = (
        clean(item.get("content_html"))
        or _html(item.get("content_text"))
        or clean(item.get("summary"))
        or _html(item.get("summary"))
    )
    title = line(item.get("title"))
    told = f"{title}\n{text}" if title or text else json.dumps(item, sort_keys=True)
    return Entry(
        key=_id(item.get("id")) or url or told,
        address=url,
        title=title,
        published=moment(item.get("date_published"), zone) or moment(item.get("date_modified"), zone),
        text=text,
        image=web_address(item.get("image"), feed) or web_address(item.get("banner_image"), feed),
        author=_author(item),
    )


def _html(plain: object) -> str:
    """Plain text as paragraphs of HTML."""
    parts = (part.strip() for part in clean(plain).split("\n\n"))
    return clean("".join(f"<p>{escape(part)}</p>" for part in parts if part))


def _id(value: object) -> str:
    """An id should be text, and is a number in many feeds."""
    return str(value) if isinstance(value, int | float) else clean(value)


def _author(item: dict[str, Any]) -> str:
    """The names of version 1.1, else the one of version 1.0."""
    authors = item.get("authors")
    people = authors if isinstance(authors, list) else [item.get("author")]
    names = (line(person.get("name")) for person in people if isinstance(person, dict))
    return ", ".join(filter(None, names))[:TITLE_MAX]
