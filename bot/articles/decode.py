"""Bytes -> clean text: finds the encoding, refuses what is no text, removes what no reader sees."""

import codecs
import re
import unicodedata

from bot.errors import Unreadable
from bot.model import Raw

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\x7fELF", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_CONTROLS_STRAY, _CONTROLS_MAX = 4, 0.01
"""A few control bytes stray into any text; more than this share of them do not."""
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_META_WITHIN = 4096
"""Bytes; the HTML standard looks at 1024, some sites put more before."""
_WIDE = frozenset(f"utf-{bits}{order}" for bits in (16, 32) for order in ("", "-le", "-be"))
# Latin-1 and Windows-1252 are not here: they are the guess, with its sanity check, whatever the label says.
_NARROW = frozenset(
    {"cp1250", "cp1251", "cp1253", "cp1254", "iso8859-2", "iso8859-9", "iso8859-15", "mac-roman"}
)
_BROKEN_MAX = 10
"""UTF-8 is believed when it holds at least this many whole letters beyond ASCII for each broken one."""
_FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿñáíóúãõßÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ«»‹›“”„‘’‚–—…•·°€£§©®™²³½\xa0")
_FRENCH_MIN = 0.5
"""Least share of these among the letters beyond ASCII, for a text guessed to be Windows-1252."""

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, the soft hyphen, zero-width and direction marks: they hide in words and break every comparison.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]"
)


def decode(raw: Raw) -> str:
    """Turn the bytes of `raw` into text: NFC, lines ended by a line feed, nothing invisible.

    The encoding is told by a byte order mark, else by the transport, else by the page's own `<meta>`; then
    UTF-8 is tried, then Windows-1252 if the result looks like a western text. A label of one byte a letter
    is not believed of bytes that are valid UTF-8: servers put it on everything.

    Raises:
        Unreadable: the bytes are empty, white space only, binary, or in no encoding that we can tell.
    """
    if not raw.body.strip():
        raise Unreadable(f"{raw.address}: empty, there is no text in it")
    if raw.body.startswith(_MAGIC):
        raise Unreadable(f"{raw.address}: binary file, not a text")
    text = _by_mark(raw.body) or _by_label(raw.body, raw.charset, _WIDE)
    if text is None:
        _refuse_binary(raw)
        text = _one_byte_or_utf8(raw)
    if text is None:
        raise Unreadable(f"{raw.address}: text in an unknown encoding")
    text = clean(text)
    if not text.strip():
        raise Unreadable(f"{raw.address}: empty, nothing visible in it")
    return text


def _refuse_binary(raw: Raw) -> None:
    """Raise `Unreadable` when more bytes are controls than any text holds."""
    controls = len(raw.body) - len(raw.body.translate(None, _CONTROLS))
    if controls > max(_CONTROLS_STRAY, _CONTROLS_MAX * len(raw.body)):
        raise Unreadable(f"{raw.address}: binary file, not a text ({controls} control bytes)")


def _one_byte_or_utf8(raw: Raw) -> str | None:
    try:
        return raw.body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    labels = (raw.charset, _meta_charset(raw.body))
    labelled = (_by_label(raw.body, label, _NARROW) for label in labels)
    return next((text for text in labelled if text is not None), None) or _by_trial(raw.body)


def _by_mark(body: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    return None


def _by_label(body: bytes, label: str | None, known: frozenset[str]) -> str | None:
    """Decode as the label says, if it names one of the `known` codecs and the bytes agree."""
    try:
        codec = codecs.lookup(label.strip()).name if label else ""
        return body.decode(codec) if codec in known else None
    except (LookupError, ValueError):
        return None


def _meta_charset(body: bytes) -> str | None:
    found = _META_CHARSET.search(body[:_META_WITHIN])
    return found[1].decode("ascii", "replace") if found else None


def _by_trial(body: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a file cut in the middle of a letter), else Windows-1252."""
    loose = body.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if broken * _BROKEN_MAX <= len(loose) - broken - sum(map(str.isascii, loose)):
        return loose.replace("\ufffd", "")
    western = body.decode("cp1252", "replace")
    foreign = [char for char in western if not char.isascii()]
    if sum(char in _FRENCH for char in foreign) < _FRENCH_MIN * len(foreign):
        return None
    return western.replace("\ufffd", "")


def clean(text: str) -> str:
    """Return `text` in NFC, its lines ended by line feeds, without what no reader sees."""
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text)
