"""What a page says of itself, in its metadata and its linked data (JSON-LD): a claim of its publisher."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.articles.decode import clean

_MOMENTS = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_LOCKED = frozenset({"locked", "premium", "paid", "subscriber"})
_STATED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_LIVE = re.compile(r'"liveBlogUpdate"\s{0,9}:|"@type"\s{0,9}:\s{0,9}(?:\[[^\]]{0,200})?"LiveBlogPosting"')
_ARTICLES = (
    "Article", "Posting", "Report", "Review", "Gallery", "Album", "Collection", "Blog", "Recipe", "Event",
    "Object",
)  # fmt: skip
"""How the types of linked data end that are called so for a page of their own."""
_SCRIPTS_LETTERS_MAX, _SCRIPTS_MAX, _NODES_MAX = 500_000, 20, 500
_TEXT_MAX = 10_000
_STANDFIRST = "//@class[contains(., 'chapo') or contains(., 'chapeau') or contains(., 'standfirst')]"
_ASIDE = ("a", "nav", "aside", "footer")
_HEADINGS_MAX = 20
_PARAGRAPH_WORDS, _CALLED_MAX = 12, 20
_NAME_MAX, _AUTHORS_MAX, _ADDRESS_MAX = 120, 3, 2000
_BY = frozenset(["par", "by", "de"])
_MINOR_HOSTS = frozenset(["www", "m", "mobile", "amp"])


@dataclass(frozen=True, slots=True)
class Facts:
    """The claims of one page; empty where it makes none.

    `stated` is the moment of publication in ISO 8601. `headlines` are the titles that it gives itself, the
    surest first; `headings` its first-level headings. `kinds` are the names of what it calls itself
    ("NewsArticle", "LiveBlogPosting", "og:article"). `descriptions` are what it says of its content, the
    likeliest to be whole first: its standfirst, then its metadata.
    """

    headlines: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    stated: str = ""
    author: str = ""
    section: str = ""
    image: str = ""
    paywalled: bool = False
    descriptions: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


def facts_of(tree: Any, address: str) -> Facts:  # noqa: ANN401 - lxml has no types
    """Gather what a page says of itself.

    Args:
        tree: the page, parsed by lxml.
        address: where it was: the base of relative links, and the site for which the page may speak.
    """
    meta = _meta(tree)
    scripts = _scripts(tree)
    node = _main_node(scripts)
    first = islice(tree.iter("h1"), _HEADINGS_MAX)
    headings = tuple(filter(None, (_line(heading.text_content()) for heading in first)))
    title = _first(_line(element.text_content()) for element in tree.xpath("/html/head/title"))
    told = (meta.get("og:title"), _text(node.get("headline")), meta.get("twitter:title"))
    return Facts(
        headlines=tuple(filter(None, (*told, headings[0] if len(headings) == 1 else "", title))),
        headings=headings,
        site=meta.get("og:site_name") or _text(_one(node.get("publisher")).get("name")),
        url=_own_address(tree, meta, address),
        stated=_first(_moments(meta, tree, node, scripts)),
        author=_author(meta, node, tree),
        section=_first(filter(None, (meta.get("article:section", ""), *_names(node.get("articleSection"))))),
        image=_image(meta, node, address),
        paywalled=_is_paywalled(meta, node),
        descriptions=_descriptions(meta, node, tree),
        kinds=frozenset(_kinds(meta, node, scripts)),
    )


def host_of(url: str) -> str:
    """Return the host of a web address without "www.", "m." and the like, or nothing."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https"):
        return ""
    first, dot, rest = host.partition(".")
    return rest if dot and first in _MINOR_HOSTS else host


def iso(text: str) -> str:
    """Return `text` if it is ISO 8601, else nothing; midnight sharp is a day without an hour."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    return moment.date().isoformat() if (moment.hour, moment.minute) == (0, 0) else moment.isoformat()


def _meta(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """Read the `<meta>` elements: the first content of each name, whichever attribute names it."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content") or ""
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            told = _lines(content) if name.endswith("description") else _line(content)
            if name and told:
                found.setdefault(name, told)
    return found


def _scripts(tree: Any) -> list[str]:  # noqa: ANN401
    found = (
        element.text or "" for element in tree.iter("script") if "ld+json" in (element.get("type") or "")
    )
    kept: list[str] = []
    for text in islice(found, _SCRIPTS_MAX):
        if sum(map(len, kept)) + len(text) <= _SCRIPTS_LETTERS_MAX:
            kept.append(text)
    return kept


def _main_node(scripts: Iterable[str]) -> Mapping[str, Any]:
    """Return the linked data of the article itself: the first node called one, not those of a list in it."""
    for text in scripts:
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in islice(_nodes(data), _NODES_MAX):
            if any(kind.endswith(_ARTICLES) for kind in _types(node)):
                return node
    return {}


def _kinds(meta: Mapping[str, str], node: Mapping[str, Any], scripts: Iterable[str]) -> Iterator[str]:
    """Yield what the page calls itself; a live blog often calls itself an article first."""
    yield from _types(node)
    if "og:type" in meta:
        yield f"og:{meta['og:type']}"
    if any(_LIVE.search(text) for text in scripts):
        yield "LiveBlogPosting"


def _nodes(data: object) -> Iterator[Mapping[str, Any]]:
    """Yield the nodes of a script: at its top, in a list there, in a `@graph`, or the page's main entity."""
    waiting = [data]
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, list):
            waiting = [*found[:_NODES_MAX], *waiting]
        elif isinstance(found, dict):
            yield found
            waiting += [found[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in found]


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _moments(
    meta: Mapping[str, str],
    tree: Any,  # noqa: ANN401
    node: Mapping[str, Any],
    scripts: Iterable[str],
) -> Iterator[str]:
    """Yield what the page says of its publication, in ISO 8601, the surest first."""
    yield from filter(None, (iso(meta[name]) for name in _MOMENTS[:2] if name in meta))
    yield from filter(None, map(iso, tree.xpath("//*[@itemprop='datePublished']/@datetime")))
    yield from filter(None, [iso(_text(node.get("datePublished")))])
    yield from filter(None, (iso(meta[name]) for name in _MOMENTS[2:] if name in meta))
    for script in scripts:  # one with a slip in it is no JSON, and still holds the date
        yield from filter(None, map(iso, _STATED.findall(script)))


def _author(meta: Mapping[str, str], node: Mapping[str, Any], tree: Any) -> str:  # noqa: ANN401
    linked = tree.xpath("//*[@rel='author' or @itemprop='author']")[:_AUTHORS_MAX]
    for names in (
        _names(node.get("author")),
        [meta[name] for name in _AUTHORS if name in meta],
        [_line(element.text_content()) for element in linked],
    ):
        kept = dict.fromkeys(name for found in names if (name := _unsigned(found)) and _is_name(name))
        if kept:
            return ", ".join(islice(kept, _AUTHORS_MAX))
    return ""


def _unsigned(author: str) -> str:
    """Return a name without the «Par» before it."""
    first, _, rest = author.strip().partition(" ")
    return rest.strip() if first.strip(" :–—-").lower() in _BY and rest else author


def _descriptions(meta: Mapping[str, str], node: Mapping[str, Any], tree: Any) -> tuple[str, ...]:  # noqa: ANN401
    every = (
        _standfirst(tree),
        *(meta.get(name, "") for name in ("og:description", "description", "twitter:description")),
        _lines(told) if isinstance(told := node.get("description"), str) else "",
    )
    return tuple(dict.fromkeys(filter(None, every)))


def _standfirst(tree: Any) -> str:  # noqa: ANN401
    """Return what is called so, if it stands once, else the first paragraph, if all of it is bold."""
    called = [name.getparent() for name in tree.xpath(_STANDFIRST)[:_CALLED_MAX]]
    own = [element for element in called if next(element.iterancestors(*_ASIDE), None) is None]
    if len(own) == 1:
        return _line(own[0].text_content())
    first = next((p for p in tree.iter("p") if len(p.text_content().split()) >= _PARAGRAPH_WORDS), None)
    bold = " ".join(part.text_content() for part in first.xpath("./strong|./b")) if first is not None else ""
    return _line(bold) if first is not None and _line(bold) == _line(first.text_content()) else ""


def _is_name(text: str) -> bool:
    return len(text) <= _NAME_MAX and "://" not in text and "@" not in text and any(map(str.isalpha, text))


def _names(value: object) -> list[str]:
    """List the names that a property of linked data holds: a text, a node with a name, or several."""
    values = value if isinstance(value, list) else [value]
    names = (_text(found.get("name") if isinstance(found, dict) else found) for found in values[:10])
    return [name for name in names if name]


def _image(meta: Mapping[str, str], node: Mapping[str, Any], address: str) -> str:
    said = node.get("image") or node.get("thumbnailUrl")
    values = said if isinstance(said, list) else [said]
    linked = [_text(found.get("url") if isinstance(found, dict) else found) for found in values[:1]]
    for link in (meta.get("og:image", ""), meta.get("twitter:image", ""), *linked):
        url = _join(address, link) if link else ""
        if host_of(url) and len(url) <= _ADDRESS_MAX:
            return url
    return ""


def _is_paywalled(meta: Mapping[str, str], node: Mapping[str, Any]) -> bool:
    """Say whether the publisher calls the article, or a part of it, not free."""
    parts = node.get("hasPart")
    nodes = [
        node,
        *(part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict)),
    ]
    said = [str(found.get("isAccessibleForFree")).lower() for found in nodes]
    said.append(meta.get("isaccessibleforfree", "").lower())
    return "false" in said or meta.get("article:content_tier", "").lower() in _LOCKED


def _own_address(tree: Any, meta: Mapping[str, str], address: str) -> str:  # noqa: ANN401
    """Return the address that the page gives itself, on its own site: it may not speak for another."""
    for link in (*tree.xpath("//link[@rel='canonical']/@href"), meta.get("og:url", "")):
        url = _join(address, str(link).strip())
        host = host_of(url)
        if host and host == (host_of(address) or host) and urlsplit(url).path.strip("/"):
            return url
    return ""


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def _one(value: object) -> Mapping[str, Any]:
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return _line(value) if isinstance(value, str) else ""


def _lines(text: str) -> str:
    """Keep the line breaks: what is told in paragraphs begins with its standfirst."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in clean(text[:_TEXT_MAX]).split("\n"))))


def _line(text: str) -> str:
    return " ".join(clean(text[:_TEXT_MAX]).split())


def _first(found: Iterable[str]) -> str:
    return next(iter(found), "")
