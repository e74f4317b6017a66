"""Pages that are no article, whatever they tell: home pages, sections, what a site shows for an error."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.articles.facts import Facts
from bot.articles.lines import prose_words, tidy
from bot.errors import ContentsPage, ErrorPage
from bot.french.fold import fold_line
from bot.french.phrases import listed
from bot.french.words import words

_ERRORS = listed("boilerplate", "errors")
_ERROR_WORDS = 150
"""An article about an error tells more than its page."""
_LINKED = "(.//a | ancestor::a)[@href and not(starts-with(@href, '#'))]"
_HEADINGS = frozenset({"h2", "h3", "h4"})
_TEASER_WORDS, _TEASERS_MIN, _OWN_WORDS = 8, 3, 40
"""A section has its teasers, and at most a sentence or two about itself."""


def refuse_error(facts: Facts, lines: Sequence[str], address: str) -> None:
    """Refuse what a site shows in place of a page.

    Raises: ErrorPage.
    """
    titles = (*facts.headings, *facts.headlines)
    said = next((title for title in titles if _ERRORS.in_words(words(title))), "")
    if said and not facts.is_article and prose_words(lines) < _ERROR_WORDS:
        msg = f"{address}: a page that is not there, the site says: {said[:100]}"
        raise ErrorPage(msg)


def refuse_contents(
    facts: Facts, teased: Collection[str], paragraphs: Sequence[str], address: str, *, root: bool
) -> None:
    """Refuse a page that announces articles: the site's first page, or one whose text is their teasers.

    Args:
        facts: what the page says of itself; one that calls itself an article is believed.
        teased: its teasers, as `teased_in` finds them.
        paragraphs: what would be its article.
        address: where it was.
        root: whether it is the site's first page, as `is_root` says.

    Raises: ContentsPage.
    """
    if facts.is_article:
        return
    if root:
        msg = f"{address}: a home page, not an article"
        raise ContentsPage(msg)
    others = [line for line in paragraphs if fold_line(line) in teased]
    own = prose_words(line for line in paragraphs if line not in others)
    if len(others) >= _TEASERS_MIN and own < _OWN_WORDS and prose_words(others) > own:
        msg = f"{address}: a page of {len(others)} teasers, not an article"
        raise ContentsPage(msg)


def is_root(tree: Any, address: str) -> bool:  # noqa: ANN401 - lxml has no types
    """Say whether a page is its site's first: by its address, or by what it calls its own and itself."""
    canonical = tree.xpath("//link[@rel='canonical']/@href[//meta[@property='og:type'][@content='website']]")
    return any(_leads_to_root(str(link)) for link in (address, *canonical[:1]))


def teased_in(tree: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types
    """Yield the paragraphs that stand under a heading that is a link, folded: what tells of other pages."""
    linked = False
    for element in tree.iter("h1", *_HEADINGS, "p"):
        if element.tag == "p":
            text = tidy(" ".join(element.text_content().split())) if linked else ""
            if len(text.split()) >= _TEASER_WORDS:
                yield fold_line(text)
        else:
            linked = element.tag in _HEADINGS and bool(element.xpath(_LINKED))


def _leads_to_root(link: str) -> bool:
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return False
    web = parts.scheme in ("http", "https") or link.strip() == "/"
    return web and not parts.path.strip("/") and not parts.query
