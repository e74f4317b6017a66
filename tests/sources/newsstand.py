"""A real HTTP server on loopback that misbehaves in every way asked of it, and remembers who came."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sources.fetch import Fetcher
from bot.sources.guard import PORTS, Resolve
from tests.sandbox.serving import listening
from tests.sources.packing import PACKERS

LOOPBACK = "127.0.0.1"
FEED = b"""<rss version="2.0"><channel>
<item><title>Le port rouvre</title><link>port</link></item></channel></rss>"""


class Newsstand:
    """`seen` holds the path of every request but those for robots.txt; `headers` those of the last one."""

    def __init__(self) -> None:
        self.url = ""
        self.seen: list[str] = []
        self.headers: dict[str, str] = {}

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    async def answer(self, request: Request) -> Response:
        if request.url.path == "/robots.txt":
            return Response(status_code=404)
        self.seen.append(request.url.path)
        self.headers = dict(request.headers)
        told = getattr(self, f"_{request.path_params['page']}")
        return await told(request)

    async def _page(self, request: Request) -> Response:
        """What the address asks for: `?type=`, `?status=`, and any other as a header."""
        asked = dict(request.query_params)
        status, body = int(asked.pop("status", 200)), asked.pop("body", "Bonjour").encode()
        content_type = asked.pop("type", "")
        headers = asked | ({"content-type": content_type} if content_type else {})
        return Response(body, status, headers)

    async def _feed(self, request: Request) -> Response:
        validators = {"etag": '"v1"', "last-modified": "Sun, 22 Nov 2026 12:00:00 GMT"}
        known = request.headers.get("if-none-match") == '"v1"'
        return Response(status_code=304) if known else Response(FEED, headers=validators)

    async def _hop(self, request: Request) -> Response:
        """Leads on as often as it is told to."""
        left = int(request.query_params["left"])
        status = int(request.query_params.get("status", 307))
        return RedirectResponse(f"/hop?left={left - 1}&status={status}" if left else "/page", status)

    async def _away(self, request: Request) -> Response:
        return Response(
            status_code=int(request.query_params.get("status", 302)),
            headers={"location": request.query_params["to"]},
        )

    async def _drip(self, _request: Request) -> Response:
        """A byte now and then, for longer than anyone waits."""

        async def body() -> AsyncIterator[bytes]:
            for _ in range(100):
                yield b"."
                await asyncio.sleep(0.01)

        return StreamingResponse(body())

    async def _packed(self, request: Request) -> Response:
        """As many bytes as asked for, packed in the way asked for; or something that says it is."""
        size, by = int(request.query_params["size"]), request.query_params.get("by", "gzip")
        body = PACKERS[by](b"." * size) if size else b"this is not compressed"
        return Response(body, headers={"content-encoding": by})

    async def _late(self, request: Request) -> Response:
        await asyncio.sleep(float(request.query_params.get("after", 6)))
        return Response(b"enfin")

    async def _flood(self, _request: Request) -> Response:
        """Two megabytes, as fast as it goes."""

        async def body() -> AsyncIterator[bytes]:
            for _ in range(200):
                yield b"." * 10_000
                await asyncio.sleep(0)

        return StreamingResponse(body())


@asynccontextmanager
async def open_newsstand() -> AsyncIterator[Newsstand]:
    newsstand = Newsstand()
    async with listening(Starlette(routes=[Route("/{page}", newsstand.answer)])) as url:
        newsstand.url = url
        yield newsstand


async def look_up_here(host: str) -> list[str]:
    """Names of this machine; no other is asked for, so that no test reaches beyond it."""
    if host in {"localhost", "ici.example.org"}:
        return [LOOPBACK]
    if host == "melange.example.org":
        return ["93.184.215.14", LOOPBACK]
    raise OSError(f"{host} is not known here")


@asynccontextmanager
async def fetching(
    *private_hosts: str,
    timeout_s: float = 10,
    max_bytes: int = 50_000,
    host_gap_s: float = 0,
    ports: Collection[int] = PORTS,
    resolve: Resolve = look_up_here,
) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(
        contact="https://laconique.example.org",
        timeout_s=timeout_s,
        max_bytes=max_bytes,
        private_hosts=private_hosts,
        host_gap_s=host_gap_s,
        ports=ports,
        resolve=resolve,
    )
    try:
        yield fetcher
    finally:
        await fetcher.close()
