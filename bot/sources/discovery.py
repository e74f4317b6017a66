"""The page of a site -> the feeds that it announces, or the articles that it lists. Pure; for a worker."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from bot.model import Entry
from bot.sources.announced_dates import moment
from bot.sources.clean import line, web_address
from bot.sources.xml import decode, overloaded

_FEED_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
    "application/xml", "text/xml",
)  # fmt: skip
_FEED_NAMES = frozenset({"feed", "feeds", "rss", "atom", "backend", "syndication"})
_FEED_EXTENSIONS = frozenset({"rss", "atom", "rdf"})
_SCRIPTS = frozenset({"xml", "php", "json"})
_FEED_WORDS = ("rss", "atom", "feed", "flux")
_FEED_QUERIES = ("page=backend", "feed=rss", "feed=atom")
_PATHS = (
    "feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json", "feeds", "flux.xml",
    "flux-rss.xml", "spip.php?page=backend", "?feed=rss2", "index.rdf",
)  # fmt: skip
_FEEDS_MAX = 20

_TITLE_MIN, _WORDS_MIN = 25, 4
_LINKS_MAX = 20_000
_ENTRIES_MAX = 200
_ALIKE_MIN = 3
_ABOVE = 3
"""How many elements above a link tell where on the page it stands."""
_NOT_HERE = frozenset({"nav", "header", "footer", "aside", "noscript", "template"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADLINE = ".//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
_CARDS = frozenset({"article", "li", "section", "div", "tr"})
_NO_PAGES = frozenset("pdf jpg jpeg png gif webp svg mp3 mp4 zip xml rss doc docx".split())
_SLUG_WORDS_MIN = 4
_NUMBER_DIGITS_MIN = 4
_DAY = re.compile(r"(?<!\d)(20\d\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def find(html: bytes, address: str, content_type: str = "") -> tuple[str, ...]:
    """The feeds that a page announces, the likeliest first; those of comments last.

    Args:
        html: the page as it came.
        address: where it came from; relative links are resolved against it, or against `<base>`.
        content_type: the header, for its charset.

    Returns: at most 20 addresses; none when the page announces none: see `guesses`.
    """
    page = _page(html, content_type)
    if page is None:
        return ()
    base = _base(page, address)
    announced = [
        (link.get("href"), line(link.get("title")))
        for link in page.iter("link")
        if "alternate" in link.get("rel", "").lower().split() and _is_feed_type(link.get("type", ""))
    ]
    linked = [(link.get("href"), "") for link in page.iter("a") if _looks_like_a_feed(link.get("href", ""))]
    found = [(web_address(href, base), title) for href, title in announced + linked]
    # Sorting is stable: but for the comments, the order of the page stays.
    found.sort(key=lambda feed: "comment" in f"{feed[0]} {feed[1]}".lower())
    return tuple(dict.fromkeys(feed for feed, _ in found if feed and feed != address))[:_FEEDS_MAX]


def guesses(address: str) -> tuple[str, ...]:
    """Where a site that announces no feed may have one: under the page itself, then under its host."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ()
    host = f"{parts.scheme}://{parts.netloc}/"
    path = parts.path.strip("/")
    section = [f"{host}{path}/{name}" for name in _PATHS[:3]] if path else []
    return tuple(dict.fromkeys([*section, *(host + name for name in _PATHS)]))


def listing(html: bytes, address: str, content_type: str = "") -> tuple[Entry, ...]:
    """The articles that a page lists, in its order, at most 200; none when it does not look like a list.

    Only links to the same host count, whose text is as long as a title, whose address looks like an
    article's, and which stand in the same kind of place as at least two others.
    """
    page = _page(html, content_type)
    if page is None:
        return ()
    candidates = list(_candidates(page, address))
    places: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for link, url in candidates:
        places[_place(link)].add(url)
    chosen: dict[str, Any] = {}
    for link, url in candidates:
        if len(places[_place(link)]) >= _ALIKE_MIN:
            chosen.setdefault(url, link)
    ranked = islice(chosen.items(), _ENTRIES_MAX)
    return tuple(Entry(url, url, _title(link), _published(link, url)) for url, link in ranked)


def _candidates(page: Any, address: str) -> Iterator[tuple[Any, str]]:  # noqa: ANN401 - lxml has no types
    """The links that may lead to articles, with their addresses."""
    base = _base(page, address)
    for link in islice(page.iter("a"), _LINKS_MAX):
        url = web_address(link.get("href"), base).partition("#")[0]
        if url and _is_article(url, address) and _is_title(_title(link)) and not _aside(link):
            yield link, url


def _page(html: bytes, content_type: str) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree
    from lxml import html as pages

    text = decode(html, content_type).replace("\0", "").encode("utf-8", "replace")
    if not text.strip() or overloaded(text):
        return None
    parser = pages.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return pages.document_fromstring(text, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _base(page: Any, address: str) -> str:  # noqa: ANN401 - lxml has no types
    return next((web_address(base.get("href"), address) for base in page.iter("base")), "") or address


def _is_feed_type(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() in _FEED_TYPES


def _looks_like_a_feed(href: str) -> bool:
    """By its last step, «/rss», «a.rdf», «flux-sport.xml», or by its query."""
    href = href.partition("#")[0].strip()[:500].lower()
    last = href.removesuffix("/").rpartition("/")[2]
    name, _, extension = last.rpartition(".")
    words = name.replace("_", "-").split("-")
    named = extension in _SCRIPTS and all(map(str.isalnum, filter(None, words)))
    return (
        last in _FEED_NAMES
        or extension in _FEED_EXTENSIONS
        or (named and any(word.startswith(_FEED_WORDS) for word in words))
        or any(query in href for query in _FEED_QUERIES)
    )


def _is_article(url: str, page: str) -> bool:
    there, here = urlsplit(url), urlsplit(page)
    if _host(there.hostname) != _host(here.hostname) or there.path.rstrip("/") == here.path.rstrip("/"):
        return False
    if there.path.lower().rpartition(".")[2] in _NO_PAGES:
        return False
    return _is_slug(there.path) or _has_number(there.path) or _has_number(there.query)


def _is_slug(path: str) -> bool:
    """Whether a step of the path is four words or more."""
    return any(
        len(list(filter(None, step.split("-")[:-1]))) >= _SLUG_WORDS_MIN - 1 for step in path.split("/")
    )


def _has_number(text: str) -> bool:
    """Whether the number of an article, or of a year, is in it."""
    spaced = "".join(sign if sign.isdecimal() else " " for sign in text)
    return any(len(number) >= _NUMBER_DIGITS_MIN for number in spaced.split())


def _host(name: str | None) -> str:
    return (name or "").lower().removeprefix("www.")


def _title(link: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The headline inside the link, if it has one: a card often holds a label and a summary beside it."""
    headlines = link.xpath(_HEADLINE)
    return line(" ".join((headlines[0] if headlines else link).itertext()))


def _is_title(text: str) -> bool:
    return len(text) >= _TITLE_MIN and len(text.split()) >= _WORDS_MIN


def _aside(link: Any) -> bool:  # noqa: ANN401 - lxml has no types
    return any(
        above.tag in _NOT_HERE and not (above.tag == "header" and _in_article(above))
        for above in link.iterancestors()
    )


def _in_article(element: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """The header of an article's card is not the header of the page."""
    return any(above.tag == "article" for above in element.iterancestors())


def _place(link: Any) -> tuple[str, ...]:  # noqa: ANN401 - lxml has no types
    """The elements right above a link; headings of all levels count as one kind."""
    return tuple(_kind(above) for above in islice(link.iterancestors(), _ABOVE))


def _kind(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    tag = "h" if element.tag in _HEADINGS else str(element.tag)
    return f"{tag}.{element.get('class', '').partition(' ')[0]}"


def _published(link: Any, url: str) -> datetime | None:  # noqa: ANN401 - lxml has no types
    """What `<time>` says on the card, when there is one only, else the day in the address."""
    for above in link.iterancestors():
        times = above.findall(".//time") if above.tag in _CARDS else []
        if times:
            found = moment(times[0].get("datetime")) if len(times) == 1 else None
            return found or _day(url)
    return _day(url)


def _day(url: str) -> datetime | None:
    match = _DAY.search(urlsplit(url).path)
    try:
        return datetime(int(match[1]), int(match[3]), int(match[4]), tzinfo=UTC) if match else None
    except ValueError:  # the 31st of a shorter month
        return None
