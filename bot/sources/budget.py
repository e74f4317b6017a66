"""The bytes of a feed, made fit for its parser: nothing hidden by an encoding, no more than it can read.

feedparser takes some 40 µs for a tag wherever it stands, and for a few things the square of their number:
what is counted here, in the bytes, keeps it under two seconds.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from string import ascii_letters, digits

from bot.errors import NotAFeed
from bot.sources.announced_dates import moment
from bot.sources.xml import declared, decode, overloaded, transparent, wide, without_declaration

_MARKS_MAX = 30_000
"""Tags; a feed of fifty whole articles has some 5,000."""
_AMPERSANDS_PER_MARK = 8
_ALIKE_MAX = 1_000
_TAIL_MAX = 200
_CAPTION, _CAPTION_END = b"<media:description", b"</media:description>"
_ENTITY_MAX, _CODE_MAX = 100, 8

_END = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:item|entry)\s*>", re.IGNORECASE)
_START = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_DATE = re.compile(rb"<(?:pubDate|(?:dc:)?date|published|updated)>([^<]{1,64})<", re.IGNORECASE)
_PERSONS = frozenset(
    b"author creator contributor publisher managingeditor webmaster name email owner".split()
)
_ALIKE = _PERSONS.union(
    b"category subject keyword keywords link description summary content encoded subtitle tagline".split(),
    b"enclosure thumbnail credit license".split(),
)
"""An entry has a few of each; the parser compares each with all before it."""
_PERSON_MAX = 2_000
"""Bytes of a name."""
_TAG_NAME_MAX = 1_000
_NAME_BYTES = (ascii_letters + digits + "_.:-").encode()
_BETWEEN_NAMES = bytes(code if code in _NAME_BYTES else ord(" ") for code in range(256))
"""A table for `bytes.translate`: blanks for what no name of a tag holds."""
_REFERENCE = re.compile(rb"&#(?:x0*([0-9a-f]{4,8})|0*([0-9]{5,10}));", re.IGNORECASE)


def fit(body: bytes, content_type: str, address: str, entries: int) -> tuple[bytes, str]:
    """Bytes that announce at most `entries` entries, in an encoding where markup shows, and their header.

    What is too much is cut away, the oldest entries first; a feed whose newest alone is too much is refused.

    Raises: NotAFeed.
    """
    if wide(body):
        body, content_type = decode(body).encode("utf-8", "replace"), ""
        body = without_declaration(body)
    for encoding in declared(body, content_type):
        if not transparent(encoding):  # a wrong label, or one chosen to hide what the bytes say
            body, content_type = without_declaration(body), ""
    body = _REFERENCE.sub(_whole_letter, body.replace(b"\0", b""))
    return _cut(_without_captions(_without_entities(body)), address, entries), content_type


def _without_captions(body: bytes) -> bytes:
    """What a feed says of a picture goes: feedparser would take it for the summary of the entry."""
    head, *captions = body.split(_CAPTION)
    ends = (caption.partition(_CAPTION_END)[1:] for caption in captions)
    rest = (
        after if end else _CAPTION + caption for caption, (end, after) in zip(captions, ends, strict=True)
    )
    return head + b"".join(rest)


def _without_entities(body: bytes) -> bytes:
    """Only entities that stand for a few letters are left, each on a line of its own.

    feedparser would do so itself, if they all stood on lines of their own.
    """
    root = body.find(b"<")
    while root >= 0 and not body[root + 1 : root + 2].isalnum():
        root = body.find(b"<", root + 1)
    head, *declarations = body[: max(root, 0)].split(b"<!ENTITY")
    return head + b"".join(map(_plain_entity, declarations)) + body[max(root, 0) :]


def _plain_entity(after: bytes) -> bytes:
    """What stands after an `<!ENTITY`; the declaration is left out unless it is `name "letters"`."""
    declaration, _, rest = after.partition(b">")
    name, value = [*declaration.rstrip().split(maxsplit=1), b"", b""][:2]
    letters = value[1:-1]
    if not name.isalnum() or value != b'"%b"' % letters or not _is_harmless(letters):
        return rest
    return b"\n<!ENTITY%b>\n%b" % (declaration, rest)


def _is_harmless(letters: bytes) -> bool:
    """Whether an entity stands for a few letters, or for one by its code."""
    if letters.startswith(b"&#") and letters.endswith(b";"):
        code = letters[2:-1]
        return code.isalnum() and len(code) <= _CODE_MAX
    return len(letters) <= _ENTITY_MAX and set(letters).isdisjoint(b'&<"')


def _cut(body: bytes, address: str, entries: int) -> bytes:
    ends = [match.end() for match in _END.finditer(body)]
    parts = [body[start:end] for start, end in pairwise([0, *ends, len(body)])]
    kept = _affordable(parts, entries)
    if kept == len(parts):
        return body
    # The end tags behind the last entry are kept: without them it is read twice, as XML and then as tag soup.
    tail = parts.pop() if len(parts[-1]) < _TAIL_MAX else b""
    start = _START.search(parts[0])
    head, parts[0] = (parts[0][: start.start()], parts[0][start.start() :]) if start else (b"", parts[0])
    places = _newest_first(parts)
    kept = _affordable([head, *(parts[place] for place in places)], entries + 1) - 1
    if kept < 1 and body:
        msg = f"{address}: more markup in one entry than we read"
        raise NotAFeed(msg)
    return head + b"".join(parts[place] for place in sorted(places[:kept])) + tail


def _affordable(parts: Sequence[bytes], most: int) -> int:
    """How many of the parts, from the first on, the parser can read."""
    marks = 0
    for number, part in enumerate(parts):
        marks += _marks(part)
        if number >= most or marks > _MARKS_MAX or _misshapen(part):
            return number
    return len(parts)


def _newest_first(parts: Sequence[bytes]) -> list[int]:
    """The places of the entries, the newest first; those without a date as they stand, behind."""
    when = [_published(part) for part in parts]
    return sorted(range(len(parts)), key=lambda place: when[place], reverse=True)


def _published(part: bytes) -> datetime:
    told = _DATE.search(part)
    return (told and moment(told[1].decode("utf-8", "replace"))) or datetime.min.replace(tzinfo=UTC)


def _marks(part: bytes) -> int:
    return part.count(b"<") + part.count(b"&") // _AMPERSANDS_PER_MARK


def _misshapen(part: bytes) -> bool:
    """Whether it holds what no publisher writes and what takes the parser minutes."""
    low = part.lower()
    alike = low.count(b"<!--") + low.count(b"xmlns") + low.count(b"xml:base")
    person = False
    for tag in low.split(b"<")[1:]:
        inside, _, text = tag.partition(b">")
        if tag.startswith(b"![cdata["):
            text = tag
        else:
            name = _tag_name(inside)
            alike += name in _ALIKE
            person = name in _PERSONS
            if len(name) >= _TAG_NAME_MAX:
                return True
        if person and len(text) >= _PERSON_MAX:
            return True
    return alike > _ALIKE_MAX or overloaded(part, _ALIKE_MAX)


def _tag_name(inside: bytes) -> bytes:
    """The name of a tag, without its namespace; none for an end tag."""
    name = b"".join(inside.translate(_BETWEEN_NAMES).split(maxsplit=1)[:1])
    return name.rpartition(b":")[2] if inside.startswith(name) else b""


def _whole_letter(match: re.Match[bytes]) -> bytes:
    """A reference to half a letter, or to none, would break the parser."""
    code = int(match[1], 16) if match[1] else int(match[2])
    return b"&#xFFFD;" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else match[0]
