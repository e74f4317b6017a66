"""A Word document (.docx) -> its text. Reads one member of the archive, with a limit; opens nothing else.

Ours and not a library: the one at hand leaves out what was inserted while changes were tracked, and unpacks
every member, pictures too, before anyone can say stop.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Any

from bot.errors import TooLarge, Unreadable
from bot.model import Raw
from bot.sources.xml import overloaded

_DOCUMENT = "word/document.xml"
_XML_MAX = 8_000_000
"""Bytes unpacked, as much as of a page; an article has a twentieth of it."""
_PARAGRAPHS_MAX = 10_000
_TAGS_MAX = 100_000
"""Twenty times as many as an article has."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = frozenset({"title", "titre"})


def open_docx(raw: Raw) -> Raw:
    """Return the text of a Word document, a paragraph a line; its title, if one is styled so.

    Raises:
        Unreadable: broken, encrypted, no Word document, or built to harm.
        TooLarge: a book.
    """
    found = list(islice(_paragraphs(_root(raw)), _PARAGRAPHS_MAX + 1))
    if len(found) > _PARAGRAPHS_MAX:
        raise TooLarge(f"{raw.address}: Word document of more than {_PARAGRAPHS_MAX} paragraphs")
    paragraphs = [(style, line) for style, line in found if line]
    title = next((line for style, line in paragraphs[:5] if style.lower() in _TITLES), "")
    text = "\n\n".join(line for _, line in paragraphs if line != title)
    return replace(
        raw,
        body=text.encode("utf-8", "replace"),
        media_type="text/plain",
        charset="utf-8",
        title=raw.title or title,
    )


def _root(raw: Raw) -> Any:  # noqa: ANN401 - lxml has no types
    from lxml import etree

    try:
        with zipfile.ZipFile(BytesIO(raw.body)) as archive, archive.open(_DOCUMENT) as member:
            xml = member.read(_XML_MAX + 1)
    # The archive's own words on its size are not believed: what is read is counted.
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as err:
        raise Unreadable(f"{raw.address}: no Word document, or a broken one ({err})") from err
    except (RuntimeError, NotImplementedError) as err:
        raise Unreadable(f"{raw.address}: encrypted or packed in an unknown way") from err
    if len(xml) > _XML_MAX:
        raise Unreadable(f"{raw.address}: Word document of more than {_XML_MAX} bytes unpacked")
    if xml.count(b"<") > _TAGS_MAX or overloaded(xml):
        raise TooLarge(f"{raw.address}: Word document of more than {_TAGS_MAX} tags, or too many attributes")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Unreadable(f"{raw.address}: Word document with a DTD, which none has")
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as err:
        raise Unreadable(f"{raw.address}: broken Word document ({err.msg})") from err


def _paragraphs(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield the style and the text of each paragraph, those of tables too, in their order."""
    pieces: dict[Any, list[str]] = {paragraph: [] for paragraph in root.iter(f"{_WORD}p")}
    # One walk for all: a paragraph may hold others, and to walk each is to walk the inner ones many times.
    for element in root.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br", f"{_WORD}noBreakHyphen"):
        owner = next(element.iterancestors(f"{_WORD}p"), None)
        if owner is not None:
            pieces[owner].append(_letters(element))
    for paragraph, letters in pieces.items():
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
            name = style.get(f"{_WORD}val", "") if style is not None else ""
            yield name, " ".join("".join(letters).split())


def _letters(element: Any) -> str:  # noqa: ANN401
    """Return the letters of a piece of a paragraph; deleted ones are elements of another name."""
    kind = element.tag.removeprefix(_WORD)
    return (element.text or "") if kind == "t" else "-" if kind == "noBreakHyphen" else " "
