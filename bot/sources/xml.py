"""Bytes from outside -> text, and text -> a tree that no document type, file or network has a part in."""

import codecs
import re
from typing import Any

from bot.errors import NotAFeed

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_NAMED = re.compile(rb"""(?:\bencoding|charset)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
"""In a header, in the declaration of a document, in a `<meta>`."""
_AMPERSAND = re.compile(rb"(<!\[CDATA\[(?:[^\]]|\](?!\]>))*+)|&(?!#?\w{1,40};)")
"""One that begins no reference, in an address mostly; in CDATA it stands for itself."""
_DECLARED_WITHIN = 4096
_DECLARATION_MAX = 500
_BEYOND_ASCII = bytes(range(128, 256))
_WHOLE_PER_BROKEN = 10
_PROBE = b"<a>+ADw-\\x3c.xn--nxa"
"""Reads the same wherever markup shows as it is: not in UTF-7, punycode, EBCDIC or Python's escapes."""


def wide(body: bytes) -> str | None:
    """The encoding of two or four bytes a letter that these bytes are in, told by how they begin."""
    name = next((name for mark, name in _BOMS if body.startswith(mark)), "utf-8")
    return None if name == "utf-8" else name


def transparent(encoding: str) -> bool:
    """Whether ASCII stands for itself in this encoding, so that markup can be seen without decoding."""
    try:
        return _PROBE.decode(encoding) == _PROBE.decode("ascii")
    except (LookupError, UnicodeError, ValueError):
        return False


def declared(body: bytes, content_type: str = "") -> tuple[str, ...]:
    """The encodings that header and document name, the header's first."""
    header = _NAMED.search(content_type.encode("ascii", "ignore"))
    head = body[:_DECLARED_WITHIN].lstrip()
    tags = [tag.partition(b">")[0] for tag in head.split(b"<")[1:]]
    naming = [tag for tag in tags if tag[:4].lower() == b"meta"]
    if head.startswith(b"<?xml"):
        naming.insert(0, tags[0])
    inside = next(filter(None, map(_NAMED.search, naming)), None)
    return tuple(found[1].decode("ascii") for found in (header, inside) if found)


def without_declaration(body: bytes) -> bytes:
    """The document without its `<?xml ...?>`, which may name an encoding that it is no longer in."""
    start = body.lstrip()
    end = start.find(b">", 0, _DECLARATION_MAX)
    return start[end + 1 :] if start.startswith(b"<?xml") and start[end - 1 : end] == b"?" else body


def decode(body: bytes, content_type: str = "") -> str:
    """The bytes as text, without byte order mark; bytes that are no letters become U+FFFD.

    A byte order mark is believed first, then UTF-8 when the bytes are valid in it, then header and document;
    what is left is UTF-8 with a few broken letters, or Windows-1252.
    """
    if encoding := wide(body):
        return body.decode(encoding, "replace").removeprefix("\ufeff")
    body = body.removeprefix(codecs.BOM_UTF8)
    for encoding in ("utf-8", *filter(transparent, declared(body, content_type))):
        try:
            return body.decode(encoding)
        except UnicodeError:
            continue
    text = body.decode("utf-8", "replace")
    ascii_, broken = len(body.translate(None, _BEYOND_ASCII)), text.count("\ufffd")
    whole = len(text) - ascii_ - broken
    return text if whole >= _WHOLE_PER_BROKEN * broken else body.decode("cp1252", "replace")


def overloaded(body: bytes, most: int = 5_000) -> bool:
    """Whether a tag has so many attributes that a parser, which compares each with all before it, hangs."""
    tags = (tag for tag in body.split(b"<")[1:] if tag.count(b"=") > most)
    return any(tag.partition(b">")[0].count(b"=") > most for tag in tags)


def tree(body: bytes, address: str, content_type: str = "") -> Any:  # noqa: ANN401 - lxml has no types
    """The root element; what is broken is mended, as far as it goes.

    Entities are refused on sight, in whatever encoding: those of attributes would be replaced even though we
    ask for none. No document type is loaded, no file, no network.

    Raises: NotAFeed when there is no root element, or the document declares entities.
    """
    from lxml import etree

    text = decode(body, content_type).replace("\0", "").encode("utf-8", "replace")
    text = _AMPERSAND.sub(lambda found: found[1] or b"&amp;", without_declaration(text).strip())
    if b"<!entity" in text.lower():
        msg = f"{address}: it declares entities, which are refused"
        raise NotAFeed(msg)
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as err:
        root, problem = None, str(err)
    else:
        problem = "there is no element in it"
    if root is None:
        msg = f"{address}: can't be read as XML: {problem}"
        raise NotAFeed(msg)
    return root


def local(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The name of an element without its namespace, in lower case; nothing for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
