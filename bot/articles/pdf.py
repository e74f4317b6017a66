"""A PDF -> its text: lines joined to paragraphs again, without running headers and footers.

With pypdf, which needs nothing else and was seven times as fast here as pdfminer.six, for the same lines.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain
from statistics import median
from typing import Any

from bot.articles.lines import LETTERS_MAX, is_closed, tidy
from bot.errors import TooLarge, Unreadable
from bot.french.fold import fold_line
from bot.french.words import FUNCTION_WORDS, words
from bot.model import Raw

_PAGES_MAX = 100
_EDGE = 2
"""Lines at the top of a page, and at its foot, that may be a running header or footer."""
_FULL = 0.8
"""A line shorter than this share of a usual one was not broken for want of room."""
_TITLE_WITHIN = 600
"""Letters of the text in which the title of the metadata must stand to be believed."""
_HYPHENS = ("-", "\u2010")


def open_pdf(raw: Raw) -> Raw:
    """Return the text of a PDF, a paragraph a line.

    The title in its metadata is mostly the name of a file: it is taken only if the text begins with it.

    Raises:
        Unreadable: broken, encrypted, or pictures of text.
        TooLarge: a book.
    """
    pages, told = _pages(raw)
    bodies = [tidied for page in pages if (tidied := [line for part in page if (line := tidy(part))])]
    lines = list(chain.from_iterable(_without_running(bodies)))
    if not lines:
        raise Unreadable(f"{raw.address}: PDF without text: pictures of pages, maybe")
    title = " ".join(told.split())
    known = (
        title
        if len(title.split()) > 1 and fold_line(title) in fold_line(" ".join(lines)[:_TITLE_WITHIN])
        else ""
    )
    text = "\n\n".join(_joined(lines)).encode("utf-8", "replace")
    return replace(raw, body=text, media_type="text/plain", charset="utf-8", title=raw.title or known)


def _pages(raw: Raw) -> tuple[list[list[str]], str]:
    """Return the lines of each page, and the title that the file claims."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every slip of every file
    try:
        reader = PdfReader(BytesIO(raw.body))
        _refuse(raw.address, reader)
        pages, letters = [], 0
        for page in reader.pages:
            pages.append(page.extract_text().split("\n"))
            letters += sum(map(len, pages[-1]))
            if letters > LETTERS_MAX:
                break
        title = str((reader.metadata and reader.metadata.title) or "")
    except (Unreadable, TooLarge, MemoryError):
        raise
    except Exception as err:  # a broken file breaks it in ways that it does not name
        raise Unreadable(f"{raw.address}: broken PDF ({type(err).__name__})") from err
    if letters > LETTERS_MAX:
        raise TooLarge(f"{raw.address}: PDF of more than {LETTERS_MAX} letters")
    return pages, title


def _refuse(address: str, reader: Any) -> None:  # noqa: ANN401 - pypdf is imported where it is used
    if reader.is_encrypted:
        raise Unreadable(f"{address}: encrypted PDF")
    if len(reader.pages) > _PAGES_MAX:
        raise TooLarge(f"{address}: PDF of {len(reader.pages)} pages, at most {_PAGES_MAX} are read")


def _without_running(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Yield the lines of each page without those that stand at the edge of most pages, but for figures."""
    seen = Counter(same for page in pages for same in {_running(page[place]) for place in _edges(page)})
    for page in pages:
        edges = _edges(page)
        yield [
            line
            for place, line in enumerate(page)
            if not (place in edges and len(pages) > 1 and 2 * seen[_running(line)] > len(pages))
            and not (place in edges and line.isdecimal())
        ]


def _edges(page: Sequence[str]) -> set[int]:
    """Return where the running lines may stand; pypdf gives a footer before the text as often as after it."""
    return {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}


def _running(line: str) -> str:
    shown = "".join("0" if sign.isdecimal() else sign for sign in fold_line(line))
    while "00" in shown:
        shown = shown.replace("00", "0")
    return shown


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """Join the lines of each paragraph: it ends with a sentence on a short line; a heading stands alone."""
    width = median(sorted(map(len, lines))[len(lines) // 2 :])
    paragraph = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        paragraph += line
        fits = len(line) + len(_first(after)) < width
        full = len(line) >= _FULL * width and not (is_closed(line) and fits)
        goes_on = full or after[:1].islower() or _is_open(line)
        if after and goes_on:
            paragraph = paragraph[:-1] if _is_hyphenated(paragraph) else f"{paragraph} "
            continue
        yield paragraph
        paragraph = ""


def _first(line: str) -> str:
    return line.split(maxsplit=1)[0] if line else ""


def _is_open(line: str) -> bool:
    """Say whether a line ends as no sentence and no heading does."""
    return line.endswith((",", ":")) or not FUNCTION_WORDS.isdisjoint(words(line)[-1:])


def _is_hyphenated(line: str) -> bool:
    return line.endswith(_HYPHENS) and line[-2:-1].islower()
