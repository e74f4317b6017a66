"""An HTML page, or the fragment of one that a feed carries -> the article in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.articles.datelines import fold, stamps
from bot.articles.decode import clean
from bot.articles.draft import Draft
from bot.articles.dumps import WORDS_MIN, select
from bot.articles.lines import is_noise, score, tidy, word_count
from bot.articles.titles import clean_title

_TAG = re.compile(
    r"<!doctype html|<(?:html|head|body|meta|article|section|main|div|p|br|h[1-6]|ul|li|span|a|b|i|strong|em)"
    r"(?: [^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_TAG_WITHIN = 8192
_WHOLE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_UNSEEN = "//script|//style|//noscript|//template|//svg|//select|//iframe|//title|//comment()"
_BLOCKS = frozenset(
    """
    address article aside blockquote body br button dd div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr label li main nav ol option p pre section summary table tbody
    td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a page of quotes is no easier to read
)
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|article|section|table|blockquote)\b", re.IGNORECASE)
_BREAK = "\u2028"
"""Marks the edge of a block: Unicode's line separator, which `decode` made a line feed elsewhere."""
_MOMENTS = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='dc.date' or @name='pubdate']/@content",
)
_LINKED_DATA = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_PROSE_SHARE_MIN = 0.4
"""Least share of words in prose: below, what was extracted is a list of headlines."""


def is_page(media_type: str, text: str) -> bool:
    """Say whether `text` is HTML: it is called so, or has tags and was called something else."""
    return "html" in media_type.lower() or bool(_TAG.search(text[:_TAG_WITHIN]))


def read_page(html: str, address: str, now: datetime) -> Draft:
    """Find the article in a page, with trafilatura; in a fragment, or when that finds no prose, by its lines.

    No article found gives a draft without paragraphs.

    Args:
        html: the page, or a fragment of one.
        address: where it was; a web address gives the site's name and the base of relative links.
        now: no date found is later than the day after it.
    """
    whole = bool(_WHOLE.search(html[:_TAG_WITHIN]))
    tree = _parse(html if whole else _wrapped(html))
    if tree is None:
        return Draft()
    facts = Draft(url=_canonical(tree, address), stated=next(_moments(tree, html), ""))
    headings = [" ".join(heading.text_content().split()) for heading in tree.xpath("//h1")]
    lines = _flatten(tree)
    found = _extract(html, address, now) if whole else None
    paragraphs = _paragraphs(found.text or "", now) if found else ()
    if found is None or not _is_prose(paragraphs):
        flat = select(lines)
        title = flat.title or (headings[0] if len(headings) == 1 else "")
        return replace(flat, title=clean_title(title, address), url=facts.url, stated=facts.stated)
    title = clean_title(found.title or "", address, found.sitename or "", headings)
    if fold(paragraphs[0]) == fold(title):
        paragraphs = paragraphs[1:]
    return replace(
        facts,
        title=title,
        paragraphs=paragraphs,
        lines=tuple(lines),
        stated=_agreed(facts.stated, found.date or ""),
    )


def _wrapped(fragment: str) -> str:
    """Make a fragment a page; where no block parts its lines, they are the paragraphs."""
    lined = fragment if _BLOCK.search(fragment) else fragment.replace("\n", "<br>")
    return f"<html><body>{lined}</body></html>"


def flatten(html: str) -> list[str]:
    """Return the visible text of a page, a line for each block; what a copy as plain text would hold."""
    tree = _parse(html)
    return [] if tree is None else _flatten(tree)


def _parse(html: str) -> Any:  # noqa: ANN401 - lxml has no types
    from trafilatura import load_html

    return load_html(html)


def _flatten(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Flatten, and spoil, `tree`."""
    for unseen in tree.xpath(_UNSEEN):
        if unseen.getparent() is not None:
            unseen.drop_tree()
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = _BREAK + (element.text or "")
            element.tail = _BREAK + (element.tail or "")
    parts = "".join(tree.itertext()).split(_BREAK)
    return [line for part in parts if (line := tidy(clean(part).replace("\n", " ")))]


def _extract(html: str, address: str, now: datetime) -> Any:  # noqa: ANN401 - trafilatura's Document, or None
    from trafilatura import bare_extraction

    latest = (now + timedelta(days=1)).strftime("%Y-%m-%d")
    try:
        return bare_extraction(
            html,
            url=address if _host(address) else None,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Its own default would ask the machine's clock.
            date_extraction_params={"original_date": True, "extensive_search": True, "max_date": latest},
        )
    except Exception:  # noqa: BLE001 - whatever a hostile page breaks in there, the lines can still be read
        return None


def _paragraphs(text: str, now: datetime) -> tuple[str, ...]:
    """Clean what trafilatura found: no datelines, no appeals, no repeats."""
    lines = (tidy(line) for line in clean(text).split("\n"))
    kept = {fold(line): line for line in lines if line and not is_noise(line) and not stamps(line, now)}
    return tuple(kept.values())


def _is_prose(paragraphs: tuple[str, ...]) -> bool:
    prose = sum(word_count(line) for line in paragraphs if score(line) > 0)
    return prose >= max(WORDS_MIN, _PROSE_SHARE_MIN * sum(map(word_count, paragraphs)))


def _moments(tree: Any, html: str) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield what the page's metadata say of its publication, in ISO 8601, the surest first."""
    for path in _MOMENTS:
        yield from filter(None, map(_iso, tree.xpath(path)))
    yield from filter(None, map(_iso, _LINKED_DATA.findall(html)))


def _iso(text: str) -> str:
    """Return `text` if it is ISO 8601, else nothing; midnight sharp is a day without an hour."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    return moment.date().isoformat() if (moment.hour, moment.minute) == (0, 0) else moment.isoformat()


def _agreed(stated: str, day: str) -> str:
    """Prefer the metadata, which have the hour, unless the extractor says that the page is of another day."""
    return stated if stated and (not day or stated.startswith(day)) else day


def _canonical(tree: Any, address: str) -> str:  # noqa: ANN401 - lxml has no types
    """Return the address that the page gives itself, on its own site: it may not speak for another."""
    said = tree.xpath("//link[@rel='canonical']/@href") + tree.xpath("//meta[@property='og:url']/@content")
    for link in said:
        try:
            url = urljoin(address, str(link).strip())
            path = urlsplit(url).path
        except ValueError:
            continue
        if _host(url) and _host(url) == (_host(address) or _host(url)) and path.strip("/"):
            return url
    return ""


def _host(url: str) -> str:
    """Return the host of a web address without "www.", "m." and the like, or nothing."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www|m|mobile|amp)\.", "", host) if parts.scheme in ("http", "https") else ""
