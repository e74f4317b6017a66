"""Servers that lie, drip, flood and loop: each is a recorded error, and the next one is served as ever."""

import asyncio
import gzip
import zlib

import brotli
import pytest
import pytest_asyncio
import zstandard

from bot.errors import SourceError, TooLarge, Unfetchable
from bot.sources.fetch import Fetcher
from tests.sources.newsstand import LOOPBACK, fetching
from tests.sources.wire import Say, Wire, open_wire, saying

pytestmark = pytest.mark.asyncio(loop_scope="module")
DEADLINE_S = 1.0
OK = b"HTTP/1.1 200 OK\r\n"
WHOLE = OK + b"Content-Length: 7\r\n\r\nBonjour"


def packed(by: bytes, body: bytes) -> bytes:
    return OK + b"Content-Encoding: " + by + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def endless(piece: bytes, start: bytes = OK + b"Transfer-Encoding: chunked\r\n\r\n"):
    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()

    return say


def bomb(by: str) -> bytes:
    """A hundred megabytes in few."""
    zeros = bytes(1_000_000)
    if by == "gzip":
        packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        return b"".join(packer.compress(zeros) for _ in range(100)) + packer.flush()
    if by == "br":
        return brotli.compress(bytes(100_000_000), quality=1)
    return zstandard.compress(bytes(100_000_000))


HOSTILE = {
    "nothing at all": saying(),
    "not a word of HTTP": saying(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "HTTP/0.9, a body without a head": saying(b"<rss></rss>"),
    "a status that is none": saying(b"HTTP/1.1 bonjour\r\n\r\n"),
    "a status beyond all": saying(b"HTTP/1.1 99999 OK\r\n\r\n"),
    "headers byte by byte": saying(*[bytes([byte]) for byte in OK + b"X: " + b"x" * 500], pause_s=0.01),
    "a body byte by byte": saying(OK + b"Content-Length: 500\r\n\r\n", *[b"."] * 500, pause_s=0.01),
    "silence after the head": saying(OK + b"Content-Length: 500\r\n\r\n", b"", pause_s=2),
    "a length that promises more": saying(OK + b"Content-Length: 500\r\n\r\nBonjour"),
    "two lengths": saying(OK + b"Content-Length: 7\r\nContent-Length: 9\r\n\r\nBonjour"),
    "a length below nothing": saying(OK + b"Content-Length: -7\r\n\r\nBonjour"),
    "a length that is no number": saying(OK + b"Content-Length: sept\r\n\r\nBonjour"),
    "chunks cut off": saying(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nBonjo"),
    "a chunk without a size": saying(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nBonjour\r\n"),
    "a chunk of an endless size": saying(
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * 5000 + b"\r\nBonjour\r\n"
    ),
    "a hundred thousand headers": saying(
        OK, b"X-Phare: 1\r\n" * 100_000, b"Content-Length: 7\r\n\r\nBonjour"
    ),
    "a header without end": endless(b"x" * 65_536, OK + b"X-Phare: "),
    "continue, continue": endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 100, b""),
    "a redirect without a head's end": saying(b"HTTP/1.1 302 Found\r\nLocation: /page\r\n"),
    "a redirect to itself": saying(b"HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n"),
    "gzip that is none": saying(packed(b"gzip", b"Bonjour")),
    "gzip cut off": saying(packed(b"gzip", gzip.compress(b"Bonjour" * 1000)[:-20])),
    "gzip with a wrong sum": saying(packed(b"gzip", gzip.compress(b"Bonjour")[:-8] + bytes(8))),
    "deflate that is none": saying(packed(b"deflate", b"Bonjour")),
    "brotli that is none": saying(packed(b"br", b"Bonjour")),
    "brotli cut off": saying(packed(b"br", brotli.compress(bytes(range(256)) * 9)[:-20])),
    "zstd that is none": saying(packed(b"zstd", b"Bonjour")),
    "zstd cut off": saying(packed(b"zstd", zstandard.compress(b"Bonjour" * 1000)[:-5])),
    "packed ten times": saying(packed(b"gzip" + b", gzip" * 9, gzip.compress(b"Bonjour"))),
}
TOO_LARGE = {
    "an endless body": endless(b"x" * 65_536, OK + b"\r\n"),
    "endless chunks": endless(b"1000\r\n" + b"x" * 4096 + b"\r\n"),
    "a length beyond the cap": endless(b"x" * 65_536, OK + b"Content-Length: 99999999\r\n\r\n"),
    "a gzip bomb": saying(packed(b"gzip", bomb("gzip"))),
    "a brotli bomb": saying(packed(b"br", bomb("br"))),
    "a zstd bomb": saying(packed(b"zstd", bomb("zstd"))),
    "a bomb in a bomb": saying(packed(b"gzip, gzip", gzip.compress(gzip.compress(bytes(10_000_000))))),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_server_is_an_answer_that_failed(brief, honest, name):
    await fails(brief, honest, HOSTILE[name], Unfetchable)


@pytest.mark.parametrize("name", TOO_LARGE)
async def test_a_flood_stops_at_the_cap(brief, honest, name):
    await fails(brief, honest, TOO_LARGE[name], TooLarge)


async def test_a_body_in_single_bytes_without_end_stops_at_the_deadline_or_the_cap(brief, honest):
    await fails(brief, honest, endless(b"1\r\n.\r\n" * 10_000), SourceError)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def brief():
    """A fetcher that has little time; the same for all, as in life."""
    async with fetching(LOOPBACK, timeout_s=DEADLINE_S) as fetcher:
        yield fetcher


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def honest():
    async with open_wire(saying(WHOLE)) as wire:
        yield wire


async def fails(fetcher: Fetcher, honest: Wire, say: Say, error: type[SourceError]) -> None:
    """It fails as told, within the deadline and a little, and the same fetcher goes on."""
    async with open_wire(say) as hostile:
        async with asyncio.timeout(60):  # far more than it takes: this machine may be busy
            with pytest.raises(error):
                await fetcher.get(hostile.url)
        assert hostile.asked  # it is the answer that failed, not the way there
    assert (await fetcher.get(honest.url)).body == b"Bonjour"


async def test_a_length_that_promises_less_is_believed(brief):
    """HTTP cannot tell; what follows is not taken for the answer to the next request."""
    async with open_wire(saying(WHOLE + b" et la suite")) as wire:
        assert [(await brief.get(wire.url)).body for _ in range(2)] == [b"Bonjour"] * 2
