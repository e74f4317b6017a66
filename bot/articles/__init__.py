"""Anything fetched -> one clean Article. `read` is the way in; the rest is its steps.

    mail, docx, pdf   what a file carries -> text or page
    decode            bytes -> text: the encoding, what is no text
    pages             an HTML page or a feed's fragment -> draft
    tree              the page without what is laid over its article; its lines
    extraction        which lines are the article: trafilatura's, else the best run
    facts             what a page says of itself: title, author, moment, paywall
    linked            the linked data in which it says so
    markup_dates      the moment that the page's markup gives at its head
    site_sections     the section of a site, as readers call it
    refused_pages     home pages, sections, errors
    bylines           who signs, by «Par» at the head
    dumps             a flattened text page or a pasted text -> draft, by scoring its lines
    wrapping          lines that were cut at a width, joined again
    link_marks        the marks of those who flattened a page, taken off
    ending            where the article ends: at readers' comments, at other articles
    lines             what one line looks like: prose, headline, noise
    forms             prose, live blog, photos or results
    description       what the publisher says of it, when that is worth showing
    titles            which title is the printed one; a title without the site's name
    datelines         the days and hours that a line names
    dates             page's word, datelines, address, cues -> when, and how surely
    language          which language
    addresses         the canonical form of an address
    identity          hash of the words
    draft             what pages and dumps hand back

Nothing here touches network, files, database or clock: `read` runs in a worker process with a deadline.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.articles.addresses import canonical_url
from bot.articles.bylines import byline
from bot.articles.dating import Clues, date_article
from bot.articles.decode import decode
from bot.articles.description import announcement_of, description_of, key_of
from bot.articles.docx import open_docx
from bot.articles.draft import Draft
from bot.articles.dumps import read_dump
from bot.articles.identity import content_hash
from bot.articles.language import language_of
from bot.articles.lines import LETTERS_MAX, LINES_MAX
from bot.articles.mail import open_mail
from bot.articles.pages import is_page, read_page
from bot.articles.pdf import open_pdf
from bot.articles.titles import clean_title
from bot.errors import NotAnArticle, TooLarge
from bot.french.fold import fold_line
from bot.model import Article, Dating, Form, Raw
from bot.sources.media import DOCX

__all__ = ["BYTES_MAX", "LINES_MAX", "canonical_url", "content_hash", "fold_line", "key_of", "read"]

BYTES_MAX = 8_000_000
"""The largest body that is read at all."""
_SITE_MAX = 80
"""Letters of the name of a site."""


def read(
    raw: Raw,
    source: str,
    now: datetime,
    zone: str = "Europe/Paris",
    boilerplate: Collection[str] = frozenset(),
) -> Article:
    """Read what was fetched as one clean article.

    Args:
        raw: the bytes; its `title`, `published` and `description`, if announced, win over what the page says.
        source: name of the source, kept on the article; a page that is a file names its own site.
        now: the moment of reading, aware, UTC.
        zone: IANA name of the zone in which the text tells its hours.
        boilerplate: lines that are none of an article's, for several documents of the source have them;
            folded by `fold_line`; and the keys of descriptions that it gives of several articles.

    Raises:
        TooLarge: more than `BYTES_MAX` bytes, `LINES_MAX` lines, `LETTERS_MAX` letters of text, or tags or
            pages beyond any article's.
        Unreadable: empty, binary, or in an unknown encoding.
        NotAnArticle: text without an article in it: too short, links, headlines.
    """
    if len(raw.body) > BYTES_MAX:
        raise TooLarge(f"{raw.address}: {len(raw.body)} bytes, at most {BYTES_MAX} are read")
    raw = _opened(raw)
    text = decode(raw)
    if is_page(raw.media_type, text):
        draft = read_page(text, raw.address, now, boilerplate)
    elif text.count("\n") < LINES_MAX and len(text) <= LETTERS_MAX:
        draft = read_dump(text, boilerplate)
    else:
        raise TooLarge(f"{raw.address}: more than {LINES_MAX} lines or {LETTERS_MAX} letters")
    if raw.announced or not draft.paragraphs:
        draft = _announced(raw, draft, boilerplate)
    title = clean_title(raw.title, raw.address) or draft.title
    language = language_of("\n".join(draft.paragraphs), draft.claimed_language)
    return Article(
        title=title,
        paragraphs=draft.paragraphs,
        dating=_dating(raw, draft, now, zone),
        source=source if _is_web(raw.address) else draft.site[:_SITE_MAX] or source,
        url=_url(draft.url or raw.address),
        language=language,
        left_out=draft.left_out,
        author=draft.author or byline(draft.lines, draft.start),
        section=draft.section,
        description=description_of(
            (raw.description, *draft.descriptions), title, draft.paragraphs, language, boilerplate
        ),
        image=draft.image,
        paywalled=draft.paywalled,
        form=draft.form,
    )


def _announced(raw: Raw, draft: Draft, boilerplate: Collection[str]) -> Draft:
    """What its feed says of an article stands in for a page that can't be read. Raises: NotAnArticle."""
    told = announcement_of(raw.description, clean_title(raw.title, raw.address), boilerplate)
    if not (told or draft.paragraphs):
        raise NotAnArticle(f"{raw.address}: no article among {len(draft.lines)} lines of text")
    return replace(draft, paragraphs=draft.paragraphs or (told,), form=Form.ANNOUNCED)


def _opened(raw: Raw) -> Raw:
    """Return what a mail, a PDF or a Word document carries; anything else as it is."""
    if raw.media_type == "message/rfc822":
        return open_mail(raw)
    if raw.media_type == DOCX:
        return open_docx(raw)
    return open_pdf(raw) if raw.media_type == "application/pdf" or raw.body.startswith(b"%PDF-") else raw


def _dating(raw: Raw, draft: Draft, now: datetime, zone: str) -> Dating:
    """When it was published: as was announced; where that is a day only, its page may tell the hour."""
    announced = raw.published if raw.published and raw.published <= now + timedelta(days=1) else None
    if announced and announced.time() != time.min:
        return Dating(announced.astimezone(UTC))
    url = draft.url or raw.address
    found = date_article(Clues(draft.lines, draft.paragraphs, url, draft.stated, draft.guessed), now, zone)
    if announced is None or found.moment.astimezone(ZoneInfo(zone)).date() == announced.date():
        return found
    return date_article(Clues((), (), stated=announced.date().isoformat()), now, zone)


def _url(address: str) -> str:
    """Return the canonical web address, or nothing for a file or a pasted text."""
    return canonical_url(address) if _is_web(address) else ""


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))
