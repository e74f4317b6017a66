"""An HTML page as a tree: parsed, without what is laid over its article, told line by line."""

import re
from collections.abc import Iterable
from importlib import resources
from typing import Any

from bot.articles.decode import clean
from bot.articles.lines import beginnings, is_closed, prose_words, tidy

_UNSEEN = "//script|//style|//noscript|//template|//svg|//select|//iframe|//title|//comment()"
_BLOCKS = frozenset(resources.files("bot.articles").joinpath("block_elements.txt").read_text().split())
"""The elements of HTML that begin and end a line of their own."""
_HOLDING = _BLOCKS - {"br"}
_BREAK = "\u2028"
"""Marks the edge of a block: Unicode's line separator, which `clean` makes a line feed."""
_REFUSED = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], None
)
"""What lxml reads from a numeric entity, and refuses to take back."""
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2029"), " ")

_NAMES = resources.files("bot.articles").joinpath("overlays.txt").read_text()
_REQUESTS, _LAYERS, _COMMENTS = (frozenset(part.split()) for part in _NAMES.split("\n\n"))
"""How containers are named in which a page asks for something, those laid over it, readers' comments."""
_OVERLAYS = _REQUESTS | _LAYERS
_LIKE_ONE = re.compile("|".join(_OVERLAYS | _COMMENTS), re.IGNORECASE)
"""Most containers are neither: a look at their names in one piece says so."""
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_STATES = frozenset("has no with without is open show hide category tag rubrique theme".split())
"""«has-modal», «category-commentaires»: said of a page or of a text, and not the name of a container."""
_WALL = "paywall"
"""Names an offer, and on many sites the text that is not free: kept with any word of the title."""
_CONTAINERS = ("div", "section", "aside", "ul", "ol", "form", "article", "details", "dialog", "footer", "li")
_ITS_OWN = ".//h1 | .//main | descendant-or-self::*[@itemprop='articleBody']"
_SHARED_MIN = 0.5
"""A container that says as much of the title again holds the article, whatever its name."""
_PAGE_FOOTERS = "//footer[not(ancestor::article) and not(ancestor::main)]"
_OTHERS_TIMES = (
    "(//aside | //nav | //a[string-length(normalize-space()) > 60])//time"  # a link to itself is a date alone
)
_CARDS = "//a[.//h2 or .//h3 or .//h4][.//p][not(.//h1)][@href and not(starts-with(@href, '#'))]"
"""A link around a heading and a text announces another page."""
_BROKEN = (
    "//*[self::div or self::td or self::section or self::article]"
    "[count(br[following-sibling::*[1][self::br]]) >= 2]"
)
"""A block of at least three texts that empty lines part; of fewer, its paragraphs are better left alone."""
_LAYOUT_WORDS = 12
"""A cell or a paragraph in it with as many, closed as a sentence is, is no cell of figures."""
_TABLE_PARTS = ("table", "tbody", "thead", "tfoot", "tr", "td", "th")


def parse(html: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the tree of a page, or nothing when it is none."""
    from trafilatura import load_html

    return load_html(html)


def prepare(tree: Any) -> int:  # noqa: ANN401 - lxml has no types
    """Drop what is laid over the article or stands under it; make tables that lay a page out plain blocks.

    Dialogues for cookies and subscribers, readers' comments, the page's footer: none of it is the article,
    and all of it may be longer. A container is kept when it holds the page's heading or its title's words;
    and one that is only named as laid over the page, when there is no prose outside.

    Returns: how many words the dialogues had.
    """
    about = beginnings(" ".join(part.text_content() for part in tree.xpath("//h1|/html/head/title")[:3]))
    named = [(element, names) for element in tree.iter(*_CONTAINERS) if (names := _names(element))]
    dialogues = [element for element, names in named if _is_dialogue(element, names, about)]
    over = set(dialogues)
    if over and _prose_beside(tree, over) < _LAYOUT_WORDS:
        dialogues = [element for element, names in named if names & _REQUESTS and element in over]
    words = sum(len(element.text_content().split()) for element in _drop(dialogues))
    _drop(element for element, names in named if names & _COMMENTS and not element.xpath(_ITS_OWN))
    _drop(tree.xpath(_PAGE_FOOTERS))
    _drop(tree.xpath(_OTHERS_TIMES))
    _drop(tree.xpath(_CARDS))
    for table in list(tree.iter("table")):
        if any(_is_prose(part.text_content()) for part in table.iter("p", "td")):
            _unfold(table)
    broken = tree.xpath(_BROKEN)
    for block in broken:
        _part(block)
    if broken:
        _level(tree)
    return words


def _drop(elements: Iterable[Any]) -> list[Any]:
    """Take these out of their tree, and return them; what was inside another that went has gone with it."""
    dropped = []
    for element in list(elements):
        if element.getparent() is not None and element.getroottree().getroot().tag == "html":
            element.drop_tree()
            dropped.append(element)
    return dropped


def _is_dialogue(element: Any, names: set[str], about: set[str]) -> bool:  # noqa: ANN401
    if names.isdisjoint(_OVERLAYS) or element.xpath(_ITS_OWN):
        return False
    said = beginnings(element.text_content()) & about
    return not said or (names & _OVERLAYS != {_WALL} and len(said) < _SHARED_MIN * len(about))


def _prose_beside(tree: Any, dialogues: set[Any]) -> int:  # noqa: ANN401
    """Count the words of prose of a page that are in none of its dialogues, appeals left out."""
    outer = (one for one in dialogues if dialogues.isdisjoint(one.iterancestors()))
    return _prose_in(tree) - sum(map(_prose_in, outer))


def _prose_in(element: Any) -> int:  # noqa: ANN401
    return prose_words(tidy(text) for text in element.itertext() if text.count(" ") >= _LAYOUT_WORDS)


def _names(element: Any) -> set[str]:  # noqa: ANN401
    """The words in the names of a container that may be a dialogue or comments, but those of a state."""
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not _LIKE_ONE.search(said):
        return set()
    named = ([part.lower() for part in _NAME.findall(token[:200])] for token in said.split()[:50])
    return {part for parts in named if parts and parts[0] not in _STATES for part in parts}


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _LAYOUT_WORDS and is_closed(text.strip())


def _unfold(table: Any) -> None:  # noqa: ANN401
    for part in table.iter(*_TABLE_PARTS):
        part.tag = "div"


def _part(block: Any) -> None:  # noqa: ANN401
    """Make paragraphs of what empty lines part in a block: of the text between two breaks, or two blocks."""
    children = list(block)
    parts = [_paragraph(block, block.text)]
    block.text = None
    for place, child in enumerate(children):
        before = children[place - 1] if place else None
        after = children[place + 1] if place + 1 < len(children) else None
        if child.tag in _HOLDING:
            parts += [child, _paragraph(block, child.tail)]
            child.tail = None
        elif child.tag == "br" and _is_bare_break(before):
            parts.append(_paragraph(block, child.tail))
        elif not (_is_bare_break(child) and after is not None and after.tag == "br"):
            parts[-1].append(child)
    block[:] = [part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip()]


def _level(tree: Any) -> None:  # noqa: ANN401
    """Make paragraphs of all texts in blocks of their own: an extractor that sees some sees nothing else."""
    for block in list(tree.iter("div")):
        if all(part.tag not in _HOLDING for part in block) and _is_prose(block.text_content()):
            block.tag = "p"


def _paragraph(block: Any, text: str | None) -> Any:  # noqa: ANN401
    paragraph = block.makeelement("p")
    paragraph.text = text
    return paragraph


def _is_bare_break(element: Any) -> bool:  # noqa: ANN401
    return element is not None and element.tag == "br" and not (element.tail or "").strip()


def article_in(tree: Any) -> Any:  # noqa: ANN401 - lxml has no types
    """The part of the page that holds its article and no other: by the elements made for it, else all."""
    articles = list(tree.iter("article"))
    holding = next((article for article in articles if article.find(".//h1") is not None), None)
    if holding is not None:
        return holding
    if len(articles) == 1:
        return articles[0]
    return next(tree.iter("main"), tree)


def flatten(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Return the visible text of a page, a line for each block, as in a copy of it; this spoils `tree`."""
    for unseen in tree.xpath(_UNSEEN):
        if unseen.getparent() is not None:
            unseen.drop_tree()
    for element in tree.iter(*_BLOCKS):
        text, tail = element.text, element.tail
        element.text = _BREAK + text.translate(_REFUSED) if text else _BREAK
        element.tail = _BREAK + tail.translate(_REFUSED) if tail else _BREAK
    return lines_of(tree)


def lines_of(flat: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Return the lines of a part of a flattened page."""
    text = clean("".join(flat.itertext()).translate(_LINE_ENDS))
    return [tidy(part) for part in text.split("\n") if part and not part.isspace()]
