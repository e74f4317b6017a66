"""The bytes of a feed, made fit for its parser: nothing hidden by an encoding, no more than it can read.

feedparser takes some 40 µs for a tag wherever it stands, and for a few things the square of their number:
what is counted here, in the bytes, keeps it under two seconds.
"""

import re
from itertools import pairwise

from bot.errors import NotAFeed
from bot.sources.xml import declared, decode, transparent, wide

_MARKS_MAX = 30_000
"""Tags; a feed of fifty whole articles has some 5,000."""
_AMPERSANDS_PER_MARK = 8
_ALIKE_MAX = 1_000
_TAIL_MAX = 200

_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_ALIKE = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:category|subject|keywords?|author|creator|contributor|publisher|name|email|link"
    rb"|description|summary|content|encoded|subtitle|tagline|enclosure|thumbnail|credit|license)\b"
    rb"|<!--|\bxmlns\b|\bxml:base\b",
    re.IGNORECASE,
)
"""An entry has a few of each; the parser compares each with all before it."""
_LONG_TAG = re.compile(rb"<[^<>]{3000,}")
_LONG = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:author|creator|contributor|publisher|managingeditor|webmaster|name|email|owner)\b"
    rb"[^<>]{0,500}>(?:<!\[CDATA\[)?[^<]{2000}"
    rb"|<[^\s<>/!?]{1000}",
    re.IGNORECASE,
)
_DECLARATION = re.compile(rb"\A\s*<\?xml\b[^>]{0,500}\?>")
_ROOT = re.compile(rb"<\w")
_ENTITY = re.compile(rb"<!ENTITY[^>]{0,10000}>")
_PLAIN_ENTITY = re.compile(rb"""<!ENTITY\s+\w+\s+"(?:&#\w{1,8};|[^&"<]{0,100})"\s*>""")
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-f]{4,8})|0*([0-9]{5,10}));", re.IGNORECASE)


def fit(body: bytes, content_type: str, address: str, entries: int) -> tuple[bytes, str]:
    """Bytes that announce at most `entries` entries, in an encoding where markup shows, and their header.

    What is too much is cut away behind an entry; a feed whose first entry alone is too much is refused.

    Raises: NotAFeed.
    """
    if wide(body):
        body, content_type = decode(body).encode("utf-8", "replace"), ""
        body = _DECLARATION.sub(b"", body)
    for encoding in declared(body, content_type):
        if not transparent(encoding):  # a wrong label, or one chosen to hide what the bytes say
            body, content_type = _DECLARATION.sub(b"", body), ""
    body = _REFERENCE.sub(_whole_letter, body.replace(b"\0", b""))
    return _cut(_without_entities(body), address, entries), content_type


def _without_entities(body: bytes) -> bytes:
    """Only entities that stand for a few letters are left, each on a line of its own.

    feedparser would do so itself, if they all stood on lines of their own.
    """
    root = _ROOT.search(body)
    start = root.start() if root else 0
    return _ENTITY.sub(_plain_entity, body[:start]) + body[start:]


def _plain_entity(match: re.Match[bytes]) -> bytes:
    return b"\n" + match[0] + b"\n" if _PLAIN_ENTITY.fullmatch(match[0]) else b""


def _cut(body: bytes, address: str, entries: int) -> bytes:
    ends = [match.end() for match in _END.finditer(body)]
    marks = kept = 0
    for number, (start, end) in enumerate(pairwise([0, *ends, len(body)])):
        part = body[start:end]
        marks += _marks(part)
        if number >= entries or marks > _MARKS_MAX or _misshapen(part):
            break
        kept = end
    if not kept and body:
        msg = f"{address}: more markup in one entry than we read"
        raise NotAFeed(msg)
    # The end tags behind the last entry are kept: without them it is read twice, as XML and then as tag soup.
    tail = body[ends[-1] :] if kept < len(body) else b""
    return body[:kept] + (tail if len(tail) < _TAIL_MAX else b"")


def _marks(part: bytes) -> int:
    return part.count(b"<") + part.count(b"&") // _AMPERSANDS_PER_MARK


def _misshapen(part: bytes) -> bool:
    """Whether it holds what no publisher writes and what takes the parser minutes."""
    return (
        len(_ALIKE.findall(part)) > _ALIKE_MAX
        or any(tag.count(b"=") > _ALIKE_MAX for tag in _LONG_TAG.findall(part))
        or _LONG.search(part) is not None
    )


def _whole_letter(match: re.Match[bytes]) -> bytes:
    """A reference to half a letter, or to none, would break the parser."""
    code = int(match[1], 16) if match[1] else int(match[2])
    return b"&#xFFFD;" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else match[0]
