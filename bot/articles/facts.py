"""What a page says of itself, in its metadata, its linked data and its headings: a claim of its publisher."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.articles.bylines import named
from bot.articles.decode import clean
from bot.articles.linked import Node, article_node, line, names, one, text_of
from bot.articles.site_sections import section_of
from bot.articles.titles import printed_title
from bot.articles.tree import article_in

_MOMENTS = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_LOCKED = frozenset({"locked", "premium", "paid", "subscriber"})
_NO_YEAR, _NO_DAY = 1900, "1970-01-01"
"""What programs write when they know no date."""
_TEXT_MAX = 10_000
_STANDFIRST = "//@class[contains(., 'chapo') or contains(., 'chapeau') or contains(., 'standfirst')]"
_ASIDE = ("a", "nav", "aside", "footer")
_HEADINGS_MAX = 20
_PARAGRAPH_WORDS, _CALLED_MAX = 12, 20
_NAME_MAX, _AUTHORS_MAX, _ADDRESS_MAX = 120, 3, 2000
_SIGNATURES = ".//*[contains(@class, 'author') or contains(@class, 'auteur') or contains(@class, 'byline')]"
_BY = frozenset(["par", "by", "de"])
_MINOR_HOSTS = frozenset(["www", "m", "mobile", "amp"])


@dataclass(frozen=True, slots=True)
class Facts:
    """The claims of one page; empty where it makes none.

    `stated` is the moment of publication in ISO 8601. `headlines` are the titles that it gives itself, the
    surest first; `headings` its first-level headings. `is_article` says that it calls itself one;
    `language` is the code that it gives (ISO 639-1).
    `standfirst` is what stands in the page and is called so. `descriptions` are what it says of its content,
    the likeliest to be whole first: its standfirst, then its metadata.
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
    standfirst: str = ""
    descriptions: tuple[str, ...] = ()
    is_article: bool = False
    language: str = ""


def facts_of(tree: Any, address: str) -> Facts:  # noqa: ANN401 - lxml has no types
    """Gather what a page says of itself.

    Args:
        tree: the page, parsed by lxml, without readers' comments.
        address: where it was: the base of relative links, and the site for which the page may speak.
    """
    meta = _meta(tree)
    headings = tuple(filter(None, map(_heading, islice(tree.iter("h1"), _HEADINGS_MAX))))
    title = _first(line(element.text_content()) for element in tree.xpath("/html/head/title"))
    social = (meta.get("og:title", ""), meta.get("twitter:title", ""))
    node, broken = article_node(tree, tuple(filter(None, (*headings, title, *social))))
    site = meta.get("og:site_name") or text_of(one(node.get("publisher")).get("name"))
    told = tuple(filter(None, (text_of(node.get("headline")), *social, title)))
    part = article_in(tree)
    within = part is not tree and part.find(".//h1") is not None
    return Facts(
        headlines=tuple(filter(None, (printed_title(headings, told, address, site, within=within), *told))),
        headings=headings,
        site=site,
        url=_own_address(tree, meta, address),
        stated=_first(_moments(meta, tree, node, broken)),
        author=_author(meta, node, part),
        section=_first(
            filter(
                None, map(section_of, (meta.get("article:section", ""), *names(node.get("articleSection"))))
            )
        ),
        image=_image(meta, node, address),
        paywalled=_is_paywalled(meta, node),
        standfirst=_standfirst(tree),
        descriptions=_descriptions(meta, node, tree),
        is_article=bool(node) or meta.get("og:type", "").startswith("article"),
        language=_first(tree.xpath("/html/@lang"))[:2].lower(),
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
    """Return `text` if it is a real date in ISO 8601, else nothing; midnight is a day without an hour."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return ""
    day = moment.date().isoformat()
    if moment.year < _NO_YEAR or day == _NO_DAY:
        return ""
    return day if (moment.hour, moment.minute) == (0, 0) else moment.isoformat()


def _meta(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """Read the `<meta>` elements: the first content of each name, whichever attribute names it."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content") or ""
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            told = _lines(content) if name.endswith("description") else line(content)
            if name and told:
                found.setdefault(name, told)
    return found


def _heading(element: Any) -> str:  # noqa: ANN401
    """The text of a heading; what a line break parts is not one word."""
    return line(" ".join(element.itertext()) if element.find(".//br") is not None else element.text_content())


def _moments(
    meta: Mapping[str, str],
    tree: Any,  # noqa: ANN401
    node: Node,
    broken: Iterable[str],
) -> Iterator[str]:
    """Yield what the page says of its publication, in ISO 8601, the surest first."""
    yield from filter(None, (iso(meta[name]) for name in _MOMENTS[:2] if name in meta))
    yield from filter(None, map(iso, tree.xpath("//*[@itemprop='datePublished']/@datetime")))
    yield from filter(None, [iso(text_of(node.get("datePublished")))])
    yield from filter(None, (iso(meta[name]) for name in _MOMENTS[2:] if name in meta))
    yield from filter(None, map(iso, broken))


def _author(meta: Mapping[str, str], node: Node, part: Any) -> str:  # noqa: ANN401
    linked = part.xpath(".//*[@rel='author' or @itemprop='author']")[:_AUTHORS_MAX]
    called = part.xpath(_SIGNATURES)[:_AUTHORS_MAX]
    for found in (
        names(node.get("author")),
        [meta[name] for name in _AUTHORS if name in meta],
        [line(element.text_content()) for element in linked],
        filter(None, (named(line(element.text_content())) for element in called)),
    ):
        kept = dict.fromkeys(name for said in found if (name := _unsigned(said)) and _is_name(name))
        if kept:
            return ", ".join(islice(kept, _AUTHORS_MAX))
    return ""


def _unsigned(author: str) -> str:
    """Return a name without the «Par» before it."""
    first, _, rest = author.strip().partition(" ")
    return rest.strip() if first.strip(" :–—-").lower() in _BY and rest else author


def _is_name(text: str) -> bool:
    """Say whether it may name a person: not an address, not the login of an account («admin», «toto78»)."""
    return len(text) <= _NAME_MAX and not {"/", "@"}.intersection(text) and any(map(str.isupper, text))


def _descriptions(meta: Mapping[str, str], node: Node, tree: Any) -> tuple[str, ...]:  # noqa: ANN401
    every = (
        _standfirst(tree) or _bold_lead(tree),
        *(meta.get(name, "") for name in ("og:description", "description", "twitter:description")),
        _lines(told) if isinstance(told := node.get("description"), str) else "",
    )
    return tuple(dict.fromkeys(filter(None, every)))


def _standfirst(tree: Any) -> str:  # noqa: ANN401
    """Return what is called so, if it stands once."""
    called = [name.getparent() for name in tree.xpath(_STANDFIRST)[:_CALLED_MAX]]
    own = [element for element in called if next(element.iterancestors(*_ASIDE), None) is None]
    return line(own[0].text_content()) if len(own) == 1 else ""


def _bold_lead(tree: Any) -> str:  # noqa: ANN401
    """Return the first paragraph, if all of it is bold: a standfirst under no name."""
    first = next((p for p in tree.iter("p") if len(p.text_content().split()) >= _PARAGRAPH_WORDS), None)
    bold = " ".join(part.text_content() for part in first.xpath("./strong|./b")) if first is not None else ""
    return line(bold) if first is not None and line(bold) == line(first.text_content()) else ""


def _image(meta: Mapping[str, str], node: Node, address: str) -> str:
    said = node.get("image") or node.get("thumbnailUrl")
    values = said if isinstance(said, list) else [said]
    linked = [text_of(found.get("url") if isinstance(found, dict) else found) for found in values[:1]]
    for link in (meta.get("og:image", ""), meta.get("twitter:image", ""), *linked):
        url = _join(address, link) if link else ""
        if host_of(url) and len(url) <= _ADDRESS_MAX:
            return url
    return ""


def _is_paywalled(meta: Mapping[str, str], node: Node) -> bool:
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


def _lines(text: str) -> str:
    """Keep the line breaks: what is told in paragraphs begins with its standfirst."""
    return "\n".join(filter(None, map(line, clean(text[:_TEXT_MAX]).split("\n"))))


def _first(found: Iterable[str]) -> str:
    return next(iter(found), "")
