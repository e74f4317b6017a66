"""The linked data (JSON-LD) of a page: which of its nodes tells of the article, and what a property holds."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from typing import Any

from bot.articles.decode import clean
from bot.articles.lines import beginnings

Node = Mapping[str, Any]

_STATED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')
_ARTICLES = (
    "Article", "Posting", "Report", "Review", "Gallery", "Album", "Blog", "Recipe", "Event", "Object",
)  # fmt: skip
"""How the types of linked data end that are called so for a page of their own."""
_SCRIPTS_LETTERS_MAX, _SCRIPTS_MAX, _NODES_MAX = 500_000, 20, 500
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
_TEXT_MAX = 10_000
_UNESCAPED_MAX = 2
_SAME_SHARE = 0.5
"""A node that shares as many of its headline's words with a title of the page tells of its article."""


def article_node(tree: Any, titles: Sequence[str]) -> tuple[Node, tuple[str, ...]]:  # noqa: ANN401 - lxml
    """Return the node of the page's article, and the moments that broken linked data state.

    Of several nodes it is the one whose headline the page has too: others tell of what is announced there. A
    picture or a film ("ImageObject") is the page's own only where nothing else is.

    Args:
        tree: the page.
        titles: what the page calls itself elsewhere.
    """
    nodes: list[Node] = []
    broken: list[str] = []
    for text in _scripts(tree):
        try:
            found = list(islice(_nodes(json.loads(text, strict=False)), _NODES_MAX))
        except (ValueError, RecursionError):
            broken += _STATED.findall(text)  # one with a slip in it is no JSON, and still holds the date
        else:
            nodes += [node for node in found if any(kind.endswith(_ARTICLES) for kind in types(node))]
    written = [node for node in nodes if not all(kind.endswith("Object") for kind in types(node))] or nodes
    headlines = {text_of(node.get("headline")) for node in written}
    if len(headlines) > 1 and titles:
        named = (node for node in written if _is_titled(text_of(node.get("headline")), titles))
        return next(named, {}), tuple(broken)
    return next(iter(written), {}), tuple(broken)


def types(node: Node) -> list[str]:
    """The types of a node: one, or several."""
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def one(value: object) -> Node:
    """The node that a property holds, the first of several; or an empty one."""
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, dict) else {}


def names(value: object) -> list[str]:
    """List the names that a property holds: a text, a node with a name, or several."""
    values = value if isinstance(value, list) else [value]
    said = (text_of(found.get("name") if isinstance(found, dict) else found) for found in values[:10])
    return [name for name in said if name]


def text_of(value: object) -> str:
    """The text that a property holds, on one line; nothing when it holds something else."""
    return line(value) if isinstance(value, str) else ""


def line(text: str) -> str:
    """The text on one line, entities written as signs: some sites write them twice."""
    text = text[:_TEXT_MAX]
    for _ in range(_UNESCAPED_MAX):
        text = unescape(text)
    return " ".join(clean(text).split())


def _scripts(tree: Any) -> list[str]:  # noqa: ANN401
    found = (
        element.text or "" for element in tree.iter("script") if "ld+json" in (element.get("type") or "")
    )
    kept: list[str] = []
    for text in islice(found, _SCRIPTS_MAX):
        if sum(map(len, kept)) + len(text) <= _SCRIPTS_LETTERS_MAX:
            kept.append(text)
    return kept


def _nodes(data: object) -> Iterator[Node]:
    """Yield the nodes of a script: at its top, in a list there, in a `@graph`, or the page's main entity."""
    waiting = [data]
    while waiting:
        found = waiting.pop(0)
        if isinstance(found, list):
            waiting = [*found[:_NODES_MAX], *waiting]
        elif isinstance(found, dict):
            yield found
            waiting += [found[key] for key in _NESTED if key in found]


def _is_titled(headline: str, titles: Iterable[str]) -> bool:
    said = beginnings(headline)
    return bool(said) and any(len(said & beginnings(title)) >= _SAME_SHARE * len(said) for title in titles)
