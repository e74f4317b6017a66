"""The moment of publication in a page's markup: what its head prints for machines too, and a last guess."""

from copy import copy
from datetime import datetime, timedelta
from typing import Any

from bot.articles.datelines import UPDATED, cue_of
from bot.articles.facts import iso
from bot.articles.tree import article_in

_LONG_PARAGRAPH_WORDS, _PARAGRAPHS_MAX = 12, 3
"""The moment stands at the head: before, or right after, the standfirst."""
_MODIFIED = ("modif", "updat", "maj")
_MISLEADING = (
    "//script | //style | //aside | //nav | //a"
    " | //meta[contains(@property, 'modified') or contains(@property, 'updated')]"
    " | //meta[contains(@name, 'modified') or contains(@name, 'updated')]"
)


def printed_moment(tree: Any) -> str:  # noqa: ANN401 - lxml has no types
    """Return the first moment that the head of the article gives in its markup, in ISO 8601; or nothing.

    One that is said to be of a change does not count, nor what stands before the heading of a page that does
    not mark its article: there sites print today.
    """
    part, paragraphs = article_in(tree), 0
    begun = part is not tree or tree.find(".//h1") is None
    for element in part.iter("h1", "time", "abbr", "p"):
        begun = begun or element.tag == "h1"
        if not begun:
            continue
        told = iso(element.get("datetime") or (element.get("title") or "" if element.tag == "abbr" else ""))
        if told and not _is_of_change(element):
            return told
        paragraphs += element.tag == "p" and len(element.text_content().split()) >= _LONG_PARAGRAPH_WORDS
        if paragraphs >= _PARAGRAPHS_MAX:
            break
    return ""


def _is_of_change(element: Any) -> bool:  # noqa: ANN401
    named = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    if any(name in named for name in _MODIFIED):
        return True
    parent = element.getparent()
    before = element.getprevious()
    said = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    return cue_of(f"{said} {element.text_content()}"[:100]) == UPDATED


def guessed_day(tree: Any, now: datetime) -> str:  # noqa: ANN401 - lxml has no types
    """Search a page without metadata for its day of publication, in ISO 8601; footers are gone from it."""
    from htmldate import find_date

    latest = (now + timedelta(days=1)).strftime("%Y-%m-%d")  # its own default would ask the machine's clock
    page = copy(tree)
    # Their metadata are known by now, and what else they hold would be searched ten times over.
    for misleading in page.xpath(_MISLEADING):
        if misleading.getparent() is not None:
            misleading.drop_tree()
    try:
        return find_date(page, original_date=True, extensive_search=False, max_date=latest) or ""
    except Exception:  # noqa: BLE001 - whatever a hostile page breaks in there, datelines can still be read
        return ""
