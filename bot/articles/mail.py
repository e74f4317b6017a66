"""An e-mail -> the text or page in it, with its subject as title and its date as announced."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import islice

from bot.errors import Unreadable
from bot.model import Raw

_PARTS_MAX, _EDGES_MAX = 100, 2000
_HEADER_MAX = 2000
_DEPTH_MAX = 40
"""Multiparts and mails one inside another; the parser of the standard library calls itself for each."""
_BOUNDARY = re.compile(rb"^content-type:\s{0,9}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_LONG_HEADER = re.compile(rb"^content-[\w-]{1,40}:(?:[^\n]|\n[ \t]){5000}", re.IGNORECASE | re.MULTILINE)
"""The parser compares each parameter of a header with all before it."""
_FORWARDED = frozenset("re tr fw fwd réf".split())
_WORDS_MIN = 40
"""A plain part shorter than this only says where to see the other."""


def open_mail(raw: Raw) -> Raw:
    """Return what an e-mail carries, to be read as a file or a page would be.

    The plain part is taken, unless it is too short to be the message; then the HTML part. What `raw`
    announces wins over the subject and the date of the mail.

    Raises:
        Unreadable: no part of it is text, or it is built to harm.
    """
    split = len(_BOUNDARY.findall(raw.body)) > _DEPTH_MAX or raw.body.count(b"\n--") > _EDGES_MAX
    if split or _LONG_HEADER.search(raw.body):
        raise Unreadable(f"{raw.address}: e-mail of too many parts, or with a header without end")
    message = message_from_bytes(raw.body)
    parts = {part.get_content_type(): part for part in reversed(list(_texts(message)))}
    plain, page = parts.get("text/plain"), parts.get("text/html")
    body = _body(plain)
    if plain is None or (page is not None and len(body.split()) < _WORDS_MIN):
        plain, body = page, _body(page)
    if plain is None:
        raise Unreadable(f"{raw.address}: e-mail without text")
    return replace(
        raw,
        body=body,
        media_type=plain.get_content_type(),
        charset=str(plain.get_param("charset", "")) or None,
        title=raw.title or _own_subject(_header(message, "subject")),
        published=raw.published or _date(message),
    )


def _texts(message: Message) -> Iterator[Message]:
    """Yield the parts that are text and not attached files."""
    for part in islice(message.walk(), _PARTS_MAX):
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _body(part: Message | None) -> bytes:
    body = part.get_payload(decode=True) if part is not None else b""
    return body if isinstance(body, bytes) else b""


def _header(message: Message, name: str) -> str:
    """Return a header in letters; a word in an encoding that does not exist stays as it was sent."""
    told = str(message.get(name) or "")[:_HEADER_MAX]
    try:
        words = decode_header(told)
        text = "".join(
            word.decode(charset or "utf-8", "replace") if isinstance(word, bytes) else word
            for word, charset in words
        )
    except (LookupError, ValueError):
        text = told
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _date(message: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(str(message.get("date") or "")[:_HEADER_MAX])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _own_subject(subject: str) -> str:
    """Return a subject without the «Re:» and «Tr:» that mail programs put before it."""
    head, colon, rest = subject.partition(":")
    return _own_subject(rest.strip()) if colon and head.strip().lower() in _FORWARDED else subject
