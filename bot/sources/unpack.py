"""The bytes as they came over the network -> the bytes of the page, never more than a limit. Pure.

httpx would decode each piece to the end before anyone can count: a few kilobytes may hold gigabytes.
"""

import zlib
from collections.abc import Callable
from typing import Any

ENCODINGS = "gzip, deflate, br, zstd"
"""For Accept-Encoding: what `unpack` reads."""

_LAYERS = 3
_WINDOW_BYTES = 2**23  # RFC 9659: no more than this over HTTP
_PIECE_BYTES = 256


class Overfull(Exception):
    """More bytes come out than the limit allows."""


class Broken(Exception):
    """The bytes are not packed as the header says, or end too soon."""


def unpack(body: bytes, encodings: str, limit: int) -> bytes:
    """Undo the Content-Encoding of a whole body; what we do not know is left as it is.

    Args:
        body: as it came.
        encodings: the header, the last one applied last.
        limit: the most that a layer may hold, in bytes; the packed one too.

    Raises: Overfull, Broken.
    """
    layers = [name for name in encodings.lower().replace(",", " ").split() if name in _READERS]
    if len(layers) > _LAYERS:
        msg = f"packed {len(layers)} times"
        raise Broken(msg)
    for name in reversed(layers):
        body = _READERS[name](_within(body, limit), limit) if body else b""
    return _within(body, limit)


def _within(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise Overfull
    return body


def _gzip(body: bytes, limit: int) -> bytes:
    """One member after the other; what follows the last is not ours to judge."""
    out = bytearray()
    while body.startswith(b"\x1f\x8b") and len(out) <= limit:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        out += _inflate(member, body, limit + 1 - len(out))
        body = member.unused_data
    if not out and body:
        msg = "no gzip header"
        raise Broken(msg)
    return bytes(out)


def _deflate(body: bytes, limit: int) -> bytes:
    """With its header, as the standard says, or without it, as some servers send it."""
    try:
        return _inflate(zlib.decompressobj(), body, limit + 1)
    except Broken:
        return _inflate(zlib.decompressobj(-zlib.MAX_WBITS), body, limit + 1)


def _inflate(stream: Any, body: bytes, most: int) -> bytes:  # noqa: ANN401 - zlib does not name its type
    try:
        out: bytes = stream.decompress(body, most)
    except zlib.error as err:
        raise Broken(str(err)) from err
    if not stream.eof and len(out) < most:
        msg = "the packed bytes end too soon"
        raise Broken(msg)
    return out


def _brotli(body: bytes, limit: int) -> bytes:
    import brotli  # type: ignore[import-untyped]

    stream, out = brotli.Decompressor(), bytearray()
    try:
        out += stream.process(body, output_buffer_limit=limit + 1)
        while len(out) <= limit and not stream.is_finished():
            more = stream.process(b"", output_buffer_limit=limit + 1 - len(out))
            if not more and stream.can_accept_more_data():
                msg = "the packed bytes end too soon"
                raise Broken(msg)
            out += more
    except brotli.error as err:
        raise Broken(str(err)) from err
    return bytes(out)


def _zstd(body: bytes, limit: int) -> bytes:
    """Piece by piece: the library knows no limit, and four bytes may stand for a block of 128 kB."""
    import zstandard

    frame, out = zstandard.ZstdDecompressor(max_window_size=_WINDOW_BYTES).decompressobj(), bytearray()
    try:
        for start in range(0, len(body), _PIECE_BYTES):
            out += frame.decompress(body[start : start + _PIECE_BYTES])
            if frame.eof or len(out) > limit:
                return bytes(out)
    except zstandard.ZstdError as err:
        raise Broken(str(err)) from err
    msg = "the packed bytes end too soon"
    raise Broken(msg)


_READERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
