"""A server that says whatever bytes a test tells it to, and counts who knocks."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.sources.newsstand import LOOPBACK

Say = Callable[[asyncio.StreamWriter], Awaitable[None]]

NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Wire:
    """`knocks` counts the connections; `asked` holds the first line of each request, robots.txt left out."""

    say: Say
    robots: bytes = NO_ROBOTS
    port: int = 0
    knocks: int = 0
    asked: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/page"

    visits: set[asyncio.Task[None] | None] = field(default_factory=set)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.knocks += 1
        visit = asyncio.current_task()
        self.visits.add(visit)
        try:
            await self._answer(reader, writer)
            writer.close()
            await writer.wait_closed()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:  # at the end of a test, also in the middle of a word
            writer.transport.abort()
            self.visits.discard(visit)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"GET /robots.txt"):
            writer.write(self.robots)
        else:
            self.asked.append(head.partition(b"\r\n")[0])
            await self.say(writer)
        await writer.drain()


@asynccontextmanager
async def open_wire(say: Say, *hosts: str, robots: bytes = NO_ROBOTS) -> AsyncIterator[Wire]:
    """Listen on a free port of `hosts`, by default the usual loopback address."""
    wire = Wire(say, robots)
    servers: list[asyncio.Server] = []
    try:
        for host in hosts or (LOOPBACK,):
            servers.append(await asyncio.start_server(wire.meet, host, wire.port))
            wire.port = servers[0].sockets[0].getsockname()[1]
        yield wire
    finally:
        for server in servers:
            server.close()
        await asyncio.sleep(0)  # who has just knocked is met, and can be sent away
        visits = [visit for visit in wire.visits if visit is not None]
        for visit in visits:
            visit.cancel()
        await asyncio.gather(*visits, return_exceptions=True)
        await asyncio.sleep(0)
        for server in servers:
            await server.wait_closed()


def saying(*pieces: bytes, pause_s: float = 0.0) -> Say:
    """Say these pieces, one after the other."""

    async def say(writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return say
