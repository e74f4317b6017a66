"""An HTML page, or the fragment of one that a feed carries -> the article in it."""

import re
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from bot.articles.datelines import stamps
from bot.articles.decode import clean
from bot.articles.draft import Draft
from bot.articles.dumps import WORDS_MIN, select
from bot.articles.facts import Facts, facts_of
from bot.articles.forms import form_of, table_of
from bot.articles.lines import LETTERS_MAX, LINES_MAX, is_closed, is_noise, score, teasers, tidy, word_count
from bot.articles.titles import clean_title
from bot.errors import TooLarge
from bot.french.fold import fold_line
from bot.model import Form
from bot.sources.xml import overloaded

_TAG = re.compile(
    r"<!doctype html|<(?:html|head|body|meta|article|section|main|div|p|br|h[1-6]|ul|li|span|a|b|i|strong|em)"
    r"(?: [^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_TAG_WITHIN = 8192
_WHOLE = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "template", "noscript"})
_UNSEEN = "//script|//style|//noscript|//template|//svg|//select|//iframe|//title|//comment()"
_BLOCKS = resources.files("bot.articles").joinpath("block_elements.txt").read_text().split()
"""The elements of HTML that begin and end a line of their own."""
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|article|section|table|blockquote)\b", re.IGNORECASE)
_BREAK = "\u2028"
"""Marks the edge of a block: Unicode's line separator, which `clean` makes a line feed."""
_REFUSED = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], None
)
"""What lxml reads from a numeric entity, and refuses to take back."""
_TAGS_MAX = 15_000
"""A news page has some 2,000; each costs memory, and the extractor's time grows faster than their number."""
_LINE = re.compile(r"<(?:p|br|li|h[1-6]|td)\b", re.IGNORECASE)
_LONG_PAGE = 500_000
"""Letters, scripts and markup included: only beyond is it worth looking for what has been blown up."""
_LONG_VALUE = re.compile(r"""=\s{0,9}(?:"[^"<>]{20000,}"|'[^'<>]{20000,}')""")
"""A picture or a program inside an attribute: the extractor searches all of it for names."""
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2029"), " ")
_OWN = "[not(ancestor::a or ancestor::nav or ancestor::aside or ancestor::footer)]"
_PICTURES = f"//figure[.//img]{_OWN}"
_SLIDES = (
    "(//li[.//img][not(.//a)] | //*[contains(@class, 'slide') or contains(@class, 'diapo')"
    f" or contains(@class, 'galler')]//img){_OWN}"
)
_SILENT_WORDS = 40
"""Pictures in lists and slides are the site's, mostly; where there is hardly a word, they are the page."""
_PROSE_SHARE_MIN = 0.4
"""Least share of words in prose: below, what was extracted is a list of headlines."""
_LONG_LINE = 7
"""Blanks in a line that may be prose."""
_SHORT_SHARE = 0.7
"""An extract with less of the prose than this share of the best run of lines has missed too much of it."""


def is_page(media_type: str, text: str) -> bool:
    """Say whether `text` is HTML: it is called so, or has tags and was called something else."""
    return "html" in media_type.lower() or bool(_TAG.search(text[:_TAG_WITHIN]))


def read_page(html: str, address: str, now: datetime, boilerplate: Collection[str] = frozenset()) -> Draft:
    """Find the article in a page with trafilatura; in a fragment, or when it finds too little, by the lines.

    No article found gives a draft without paragraphs.

    Args:
        html: the page, or a fragment of one.
        address: where it was; a web address gives the site's name and the base of relative links.
        now: no date found is later than the day after it.
        boilerplate: lines known to be none of the article's, folded by `fold_line`.

    Raises:
        TooLarge: more tags, more lines, or more in one tag, than any article has.
    """
    if html.count("<") > _TAGS_MAX or overloaded(html.encode("utf-8", "replace")):
        raise TooLarge(f"{address}: more than {_TAGS_MAX} tags, or too many attributes in one")
    if len(_LINE.findall(html)) > LINES_MAX:
        raise TooLarge(f"{address}: more than {LINES_MAX} lines")
    if len(html) > _LONG_PAGE:
        html = _LONG_VALUE.sub('=""', html)
    whole = bool(_WHOLE.search(html[:_TAG_WITHIN]))
    tree = parse(html if whole else _wrapped(html))
    if tree is None:
        return Draft()
    if len(html) > _LONG_PAGE and _letters(tree) > LETTERS_MAX:
        raise TooLarge(f"{address}: more than {LETTERS_MAX} letters")
    facts = facts_of(tree, address)
    body = _extract(tree) if whole else []
    stated = facts.stated or (_searched_day(tree, now) if whole else "")
    pictures = len(tree.xpath(_PICTURES))
    lines = flatten(tree)  # the last, for it spoils the tree
    draft = _chosen(body, lines, now, boilerplate)
    title = _title(facts, draft, address)
    if _told_at_most(lines) < _SILENT_WORDS:
        pictures = max(pictures, len(tree.xpath(_SLIDES)))
    form = form_of(facts.kinds, body or lines, draft.paragraphs, pictures, lines=lines, title=title)
    return replace(
        draft,
        title=title,
        paragraphs=_without_title(_shown(draft, form, facts, lines), facts),
        url=facts.url,
        stated=stated,
        author=facts.author,
        section=facts.section,
        image=facts.image,
        paywalled=facts.paywalled,
        descriptions=facts.descriptions,
        form=form,
    )


def _wrapped(fragment: str) -> str:
    """Make a fragment a page; where no block parts its lines, they are the paragraphs."""
    lined = fragment if _BLOCK.search(fragment) else fragment.replace("\n", "<br>")
    return f"<html><body>{lined}</body></html>"


def parse(html: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the tree of a page, or nothing when it is none."""
    from trafilatura import load_html

    return load_html(html)


def _letters(tree: Any) -> int:  # noqa: ANN401 - lxml has no types
    """Count the letters of a page but for those of scripts and styles."""
    return sum(
        len(element.tail or "") + (0 if element.tag in _SILENT else len(element.text or ""))
        for element in tree.iter()
    )


def flatten(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Return the visible text of a page, a line for each block, as in a copy of it; this spoils `tree`."""
    for unseen in tree.xpath(_UNSEEN):
        if unseen.getparent() is not None:
            unseen.drop_tree()
    for element in tree.iter(*_BLOCKS):
        text, tail = element.text, element.tail
        element.text = _BREAK + text.translate(_REFUSED) if text else _BREAK
        element.tail = _BREAK + tail.translate(_REFUSED) if tail else _BREAK
    text = clean("".join(tree.itertext()).translate(_LINE_ENDS))
    return [tidy(part) for part in text.split("\n") if part and not part.isspace()]


def _extract(tree: Any) -> list[str]:  # noqa: ANN401 - lxml has no types
    """Return the lines that trafilatura calls the article's; it works on a copy of the tree."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Extractor

    # `fast` leaves out the comparison with readability, which never won; metadata are ours.
    options = Extractor(output_format="python", fast=True, comments=False, tables=False)
    # No "balanced": that weighs the extract against the whole page and tries again, as `_chosen` does; 1/7
    # faster.
    options.focus = "first"
    try:
        found = bare_extraction(tree, options=options)
    except Exception:  # noqa: BLE001 - whatever a hostile page breaks in there, the lines can still be read
        return []
    return [line for part in clean((found and found.text) or "").split("\n") if (line := tidy(part))]


def _searched_day(tree: Any, now: datetime) -> str:  # noqa: ANN401 - lxml has no types
    """Search a page without metadata for its day of publication, in ISO 8601."""
    from htmldate import find_date

    latest = (now + timedelta(days=1)).strftime("%Y-%m-%d")  # its own default would ask the machine's clock
    page = copy(tree)
    # Their metadata are known by now, and what else they hold would be searched ten times over.
    for unseen in page.xpath("//script|//style"):
        unseen.drop_tree()
    try:
        return find_date(page, original_date=True, extensive_search=True, max_date=latest) or ""
    except Exception:  # noqa: BLE001 - as above: the datelines can still be read
        return ""


def _chosen(body: Sequence[str], lines: Sequence[str], now: datetime, boilerplate: Collection[str]) -> Draft:
    """Take the extractor's lines, or the best run of all lines when the extractor missed much of it.

    The best run and not justext: on pages whose markup misled the extractor it was better, .99 against .975.
    """
    paragraphs = _paragraphs(body, now, boilerplate)
    prose = _prose_words(paragraphs)
    enough = prose >= max(WORDS_MIN, _PROSE_SHARE_MIN * sum(map(word_count, paragraphs)))
    # Counting words is cheap and finding the best run is not: most pages are settled by the count.
    if enough and prose >= _SHORT_SHARE * _told_at_most(lines):
        return Draft(paragraphs=paragraphs, lines=tuple(lines))
    run = select(lines, boilerplate)
    if enough and prose >= _SHORT_SHARE * _prose_words(run.paragraphs):
        return Draft(paragraphs=paragraphs, lines=tuple(lines))
    return run


def _paragraphs(body: Iterable[str], now: datetime, boilerplate: Collection[str]) -> tuple[str, ...]:
    """Clean what the extractor found: no datelines, no appeals, no repeats."""
    lines = list(body)
    others = teasers(lines)
    kept: dict[str, str] = {}
    for line in (line for place, line in enumerate(lines) if place not in others):
        folded = fold_line(line)
        if folded not in kept and folded not in boilerplate and not is_noise(line) and not stamps(line, now):
            kept[folded] = line
    return tuple(kept.values())


def _told_at_most(lines: Iterable[str]) -> int:
    """Count the blanks in the lines that may be prose: about as many as words."""
    return sum(count for line in lines if (count := line.count(" ")) >= _LONG_LINE and is_closed(line))


def _prose_words(paragraphs: Iterable[str]) -> int:
    return sum(word_count(line) for line in paragraphs if score(line) > 0)


def _title(facts: Facts, draft: Draft, address: str) -> str:
    """Return the title that the page claims, else the one among its lines, without the site's name."""
    claimed = (clean_title(title, address, facts.site, facts.headings) for title in facts.headlines)
    return next(filter(None, claimed), "") or clean_title(draft.title, address, facts.site)


def _without_title(paragraphs: tuple[str, ...], facts: Facts) -> tuple[str, ...]:
    """Leave out the headline where the extractor took it for the first paragraph."""
    titles = {fold_line(title) for title in (*facts.headings, *facts.headlines)}
    return paragraphs[1:] if paragraphs and fold_line(paragraphs[0]) in titles else paragraphs


def _shown(draft: Draft, form: Form, facts: Facts, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs; of a page that is no prose and has none, what else tells what is on it."""
    if draft.paragraphs or form is Form.PROSE:
        return draft.paragraphs
    table = table_of(lines) if form is Form.TABLE else ()
    return table or facts.descriptions[:1]
