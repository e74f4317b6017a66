"""An HTML page, or the fragment of one that a feed carries -> the article in it."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.articles.draft import Draft
from bot.articles.dumps import WORDS_MIN
from bot.articles.extraction import choose, cut_again, extract, told_at_most
from bot.articles.facts import Facts, facts_of
from bot.articles.forms import form_of, table_of
from bot.articles.lines import LETTERS_MAX, LINES_MAX, prose_words
from bot.articles.markup_dates import guessed_day, printed_moment
from bot.articles.refused_pages import is_root, refuse_contents, refuse_error, teased_in
from bot.articles.titles import clean_title
from bot.articles.tree import article_in, flatten, lines_of, parse, prepare
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
_BLOCK = re.compile(r"<(?:p|div|br|li|h[1-6]|article|section|table|blockquote)\b", re.IGNORECASE)
_TAGS_MAX = 15_000
"""A news page has some 2,000; each costs memory, and the extractor's time grows faster than their number."""
_LINE = re.compile(r"<(?:p|br|li|h[1-6]|td)\b", re.IGNORECASE)
_LONG_PAGE = 500_000
"""Letters, scripts and markup included: only beyond is it worth looking for what has been blown up."""
_LONG_VALUE = re.compile(r"""=\s{0,9}(?:"[^"<>]{20000,}"|'[^'<>]{20000,}')""")
"""A picture or a program inside an attribute: the extractor searches all of it for names."""
_FRAME = "[not(ancestor::a or ancestor::nav or ancestor::aside or ancestor::footer)]"
_PICTURES = f".//figure[.//img]{_FRAME}"
_SLIDES = (
    "(.//li[.//img][not(.//a)] | .//*[contains(@class, 'slide') or contains(@class, 'diapo')"
    f" or contains(@class, 'galler')]//img){_FRAME}"
)
_SILENT_WORDS = 40
"""Pictures in lists and slides are the site's, mostly; where there is hardly a word, they are the page."""
_WALLED_WORDS, _WALL_SHARE = 80, 2
"""A paragraph as short, under a dialogue that is longer by as much, is what a wall lets see of an article."""


def is_page(media_type: str, text: str) -> bool:
    """Say whether `text` is HTML: it is called so, or has tags and was called something else."""
    return "html" in media_type.lower() or bool(_TAG.search(text[:_TAG_WITHIN]))


def read_page(html: str, address: str, now: datetime, boilerplate: Collection[str] = frozenset()) -> Draft:
    """Find the article in a page with trafilatura; in a fragment, or when it finds nothing, by the lines.

    No article found gives a draft without paragraphs.

    Args:
        html: the page, or a fragment of one.
        address: where it was; a web address gives the site's name and the base of relative links.
        now: no date found is later than the day after it.
        boilerplate: lines known to be none of the article's, folded by `fold_line`.

    Raises:
        TooLarge: more tags, more lines, or more in one tag, than any article has.
        ContentsPage: a home page, a section.
        ErrorPage: what the site shows in place of a page.
    """
    whole = bool(_WHOLE.search(html[:_TAG_WITHIN]))
    tree = _tree(html, address, whole=whole)
    if tree is None:
        return Draft()
    page = _seen(tree, address, now, whole=whole)
    facts = page.facts
    refuse_error(facts, page.lines, address)
    about = " ".join((*facts.headings, *facts.headlines, *facts.descriptions))
    draft = choose(cut_again(page.body, page.lines), page.lines, about, now, boilerplate, page.teased)
    refuse_contents(facts, page.teased, draft.paragraphs, address, root=page.root)
    draft = _with_standfirst(draft, facts.standfirst)
    title = _title(facts, draft, address)
    form = form_of(page.body or page.own, draft.paragraphs, page.pictures, lines=page.own, title=title)
    shown = _shown(draft, form, facts, page.own)
    paragraphs = _without_titles(shown, (title, *facts.headings, *facts.headlines))
    return replace(
        draft,
        title=title,
        paragraphs=paragraphs,
        url=facts.url,
        site=facts.site,
        stated=page.stated,
        guessed=page.guessed,
        author=facts.author,
        section=facts.section,
        image=facts.image,
        paywalled=facts.paywalled or _is_walled(paragraphs, page.dialogue_words),
        descriptions=facts.descriptions,
        form=form,
        claimed_language=facts.language,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What is seen in the tree of a page, before reading it line by line spoils it.

    `body` holds the extractor's lines, `lines` all, `own` those of the part that holds the article. `teased`
    are folded paragraphs that announce other pages.
    """

    facts: Facts
    body: Sequence[str]
    lines: Sequence[str]
    own: Sequence[str]
    teased: frozenset[str]
    root: bool
    pictures: int
    dialogue_words: int
    stated: str
    guessed: str


def _tree(html: str, address: str, *, whole: bool) -> Any:  # noqa: ANN401 - lxml has no types
    """Parse a page, or the fragment of one; nothing when it is none. Raises: TooLarge."""
    if html.count("<") > _TAGS_MAX or overloaded(html.encode("utf-8", "replace")):
        raise TooLarge(f"{address}: more than {_TAGS_MAX} tags, or too many attributes in one")
    if len(_LINE.findall(html)) > LINES_MAX:
        raise TooLarge(f"{address}: more than {LINES_MAX} lines")
    if len(html) > _LONG_PAGE:
        html = _LONG_VALUE.sub('=""', html)
    tree = parse(html if whole else _wrapped(html))
    if tree is not None and len(html) > _LONG_PAGE and _letters(tree) > LETTERS_MAX:
        raise TooLarge(f"{address}: more than {LETTERS_MAX} letters")
    return tree


def _seen(tree: Any, address: str, now: datetime, *, whole: bool) -> _Page:  # noqa: ANN401 - lxml has no types
    dialogue_words = prepare(tree)
    facts = facts_of(tree, address)
    stated = facts.stated or (printed_moment(tree) if whole else "")
    part = article_in(tree)
    pictures, slides = len(part.xpath(_PICTURES)), len(part.xpath(_SLIDES))
    body = extract(tree) if whole else []
    teased, root = frozenset(teased_in(tree)), whole and is_root(tree, address)
    guessed = guessed_day(tree, now) if whole and not stated else ""
    lines = flatten(tree)
    silent = told_at_most(lines) < _SILENT_WORDS
    return _Page(
        facts,
        body,
        lines,
        lines if part is tree else lines_of(part),
        teased,
        root,
        max(pictures, slides) if silent else pictures,
        dialogue_words,
        stated,
        guessed,
    )


def _wrapped(fragment: str) -> str:
    """Make a fragment a page; where no block parts its lines, they are the paragraphs."""
    lined = fragment if _BLOCK.search(fragment) else fragment.replace("\n", "<br>")
    return f"<html><body>{lined}</body></html>"


def _letters(tree: Any) -> int:  # noqa: ANN401 - lxml has no types
    """Count the letters of a page but for those of scripts and styles."""
    return sum(
        len(element.tail or "") + (0 if element.tag in _SILENT else len(element.text or ""))
        for element in tree.iter()
    )


def _title(facts: Facts, draft: Draft, address: str) -> str:
    """Return the title that the page claims, else the one among its lines, without the site's name."""
    claimed = (clean_title(title, address, facts.site, facts.headings) for title in facts.headlines)
    return next(filter(None, claimed), "") or clean_title(draft.title, address, facts.site)


def _is_walled(paragraphs: Sequence[str], dialogue_words: int) -> bool:
    told = prose_words(paragraphs)
    return len(paragraphs) == 1 and told < min(_WALLED_WORDS, dialogue_words / _WALL_SHARE)


def _with_standfirst(draft: Draft, standfirst: str) -> Draft:
    """Put the standfirst before the text where it is printed there, and the extractor left it out."""
    if not draft.paragraphs or not prose_words([standfirst]) or standfirst not in draft.lines[: draft.start]:
        return draft
    return replace(draft, paragraphs=(standfirst, *draft.paragraphs))


def _without_titles(paragraphs: Iterable[str], titles: Iterable[str]) -> tuple[str, ...]:
    """Leave out the headline where the extractor took it for a paragraph."""
    folded = set(map(fold_line, titles))
    return tuple(line for line in paragraphs if fold_line(line) not in folded)


def _shown(draft: Draft, form: Form, facts: Facts, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs; of an article of which no text was found, what else tells what is in it."""
    if draft.paragraphs:
        return draft.paragraphs
    table = table_of(lines) if form is Form.TABLE else ()
    told = form is not Form.PROSE or (facts.is_article and prose_words(facts.descriptions[:1]) >= WORDS_MIN)
    return table or (facts.descriptions[:1] if told else ())
