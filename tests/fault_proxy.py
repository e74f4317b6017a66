"""A proxy on loopback that fails on the wire, between the bot and a Bot API server.

What goes wrong with a call is asked of `chooses`, by the name of its method, when the first line of the
request has arrived. Whether the server has carried the call out is part of each trouble, as it is on a real
network; what became of it, the server's own records tell.
"""

import asyncio
import json
import socket
import struct
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

_NO_LINGER = struct.pack("ii", 1, 0)
_DRIPS = 20


class Trouble(StrEnum):
    """What goes wrong; those before HEARD never reach the server."""

    DEAF = "taken, and never read"
    RESET_BEFORE = "reset before the request was read"
    RESET_DURING = "reset in the middle of the request"
    RESET_UNHEARD = "read whole, and reset"
    SILENT_UNHEARD = "read whole, and never answered"
    GATEWAY_UNHEARD = "a gateway's 502, nobody behind it"
    # Carried out by the server
    RESET_AFTER = "carried out, and reset"
    SILENT_AFTER = "carried out, and never answered"
    BAD_GATEWAY = "carried out, and a page with 502"
    GATEWAY_TIMEOUT = "carried out, and 504 without a word"
    POLITE_GATEWAY = "carried out, and 502 in JSON"
    HTML = "carried out, and a page with 200"
    HALF = "carried out, and half of the answer"
    SLOW = "carried out, and answered byte by byte"


UNHEARD = frozenset(list(Trouble)[: list(Trouble).index(Trouble.RESET_AFTER)])
"""Troubles of which the server learns nothing."""

Chooses = Callable[[str], Trouble | None]
"""What goes wrong with the next call of this method; None when all is well."""

_PAGES = {
    Trouble.GATEWAY_UNHEARD: (b"502 Bad Gateway", b"<html><h1>502 Bad Gateway</h1></html>"),
    Trouble.BAD_GATEWAY: (b"502 Bad Gateway", b"<html><h1>502 Bad Gateway</h1></html>"),
    Trouble.GATEWAY_TIMEOUT: (b"504 Gateway Timeout", b""),
    Trouble.POLITE_GATEWAY: (
        b"502 Bad Gateway",
        json.dumps({"ok": False, "error_code": 502, "description": "Bad Gateway"}).encode(),
    ),
    Trouble.HTML: (b"200 OK", b"<html><h1>Please log in</h1></html>"),
}


def nothing(_method: str) -> None:
    """All is well."""


@dataclass
class FaultProxy:
    """Stands before a server.

    Args:
        behind: the server's address.
        chooses: what goes wrong with each call; may be replaced at any time.
        slow_s: how long a slow answer takes as a whole, in seconds.
    """

    behind: str
    chooses: Chooses = nothing
    slow_s: float = 1.0
    met: Counter[Trouble] = field(default_factory=Counter)
    """How many calls met which trouble."""
    refuses: bool = False
    """New connections are reset at once: as good as nobody there."""
    url: str = ""
    _talking: set["asyncio.Task[None]"] = field(default_factory=set)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["FaultProxy"]:
        """Be there, at `url`, while the block runs."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            for task in self._talking:
                task.cancel()
            await asyncio.gather(*self._talking, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: a request after the other, until one meets a trouble that ends it."""
        task = asyncio.current_task()
        assert task is not None
        self._talking.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                if self.refuses:
                    _reset(writer)
                    return
                while await self._serve(reader, writer):
                    pass
        except asyncio.CancelledError:  # the end of the proxy: asyncio would log it as a server's failure
            pass
        finally:
            self._talking.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; returns whether the connection may bear another."""
        first = await reader.readuntil(b"\r\n")
        method = urlsplit(first.split()[1].decode()).path.rpartition("/")[2]
        trouble = self.chooses(method)
        if trouble is not None:
            self.met[trouble] += 1
        match trouble:
            case Trouble.DEAF:
                await asyncio.Event().wait()
            case Trouble.RESET_BEFORE:
                _reset(writer)
                return False
        head = await reader.readuntil(b"\r\n\r\n")
        length = _length(head)
        if trouble is Trouble.RESET_DURING:
            await reader.readexactly(length // 2)
            _reset(writer)
            return False
        request = first + head + await reader.readexactly(length)
        answer = b"" if trouble in UNHEARD else await self._carried_out(request)
        return await self._answered(writer, trouble, answer)

    async def _answered(self, writer: asyncio.StreamWriter, trouble: Trouble | None, answer: bytes) -> bool:
        match trouble:
            case Trouble.RESET_UNHEARD | Trouble.RESET_AFTER:
                _reset(writer)
                return False
            case Trouble.SILENT_UNHEARD | Trouble.SILENT_AFTER:
                await asyncio.Event().wait()
            case Trouble.HALF:
                writer.write(answer[: len(answer) - _length(answer) // 2])
            case Trouble.SLOW:
                await _drip(writer, answer, self.slow_s)
            case None:
                writer.write(answer)
            case _:
                writer.write(_page(*_PAGES[trouble]))
        await writer.drain()
        return trouble is None

    async def _carried_out(self, request: bytes) -> bytes:
        """What the server answers."""
        at = urlsplit(self.behind)
        reader, writer = await asyncio.open_connection(at.hostname, at.port)
        try:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            return head + await reader.readexactly(_length(head))
        finally:
            writer.close()


def storm(chance: Callable[[], float], shares: Mapping[Trouble, float]) -> Chooses:
    """Each trouble meets this share of all calls, by chance."""

    def chooses(_method: str) -> Trouble | None:
        drawn = chance()
        for trouble, share in shares.items():
            drawn -= share
            if drawn < 0:
                return trouble
        return None

    return chooses


def _reset(writer: asyncio.StreamWriter) -> None:
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    writer.transport.abort()


async def _drip(writer: asyncio.StreamWriter, answer: bytes, within_s: float) -> None:
    size = -(-len(answer) // _DRIPS)
    for start in range(0, len(answer), size):
        writer.write(answer[start : start + size])
        await writer.drain()
        await asyncio.sleep(within_s / _DRIPS)


def _length(head: bytes) -> int:
    """The Content-Length that a head tells; 0 when it tells none."""
    for line in head.split(b"\r\n\r\n")[0].split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


def _page(status: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (status, len(body), body)
