"""A sandbox at hand or behind a real server, inside the test's own loop, with the real client beside it."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import person
from bot.sandbox.sandbox import Sandbox
from bot.telegram.wire import Wire

TOKEN = "4242:sandbox-token"
ANNE, BRUNO, CHLOE = 7001, 7002, 7003


def png(width: int, height: int, size: int = 0) -> bytes:
    """A PNG as far as the sandbox reads it, of so many bytes at least."""
    return (b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)).ljust(size, b"\0")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_760_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Served:
    sandbox: Sandbox
    url: str
    http: httpx.AsyncClient
    bot: Bot

    async def call(self, method: str, **values: object) -> dict:
        """One raw call of the Bot API, as JSON; the whole answer."""
        answer = await self.http.post(f"/bot{TOKEN}/{method}", json=values)
        body = answer.json()
        assert answer.status_code == (200 if body["ok"] else body["error_code"])
        return body

    async def page(self, path: str, **values: object) -> httpx.Response:
        """One deed of a person, as the page does it."""
        return await self.http.post(f"/sandbox/{path}", json=values)

    async def polling(self) -> None:
        """Return when a getUpdates waits."""
        while not self.sandbox.arrival._waiters:  # noqa: ASYNC110 - asyncio tells of no one who waits
            await asyncio.sleep(0.001)

    def start(self, user: int = ANNE) -> None:
        """The person writes first, and the bot has read it."""
        person.say(self.sandbox, user, "/start")
        self.sandbox.commit({"event": "confirmed", "before": self.sandbox.state.last_update + 1})


@asynccontextmanager
async def at_hand(journal: Path | None = None, clock: Clock | None = None) -> AsyncIterator[Served]:
    """A sandbox without a network: for what does not depend on one."""
    sandbox = Sandbox(TOKEN, journal, clock or Clock())
    transport = httpx.ASGITransport(Starlette(routes=sandbox.routes()))
    url = "http://127.0.0.1"
    async with httpx.AsyncClient(base_url=url, transport=transport) as http, ptb(url, transport) as bot:
        yield Served(sandbox, url, http, bot)


@asynccontextmanager
async def serving(journal: Path | None = None, clock: Clock | None = None) -> AsyncIterator[Served]:
    """A sandbox behind a real server on a free port."""
    sandbox = Sandbox(TOKEN, journal, clock or Clock())
    async with listening(Starlette(routes=sandbox.routes())) as url:
        try:
            async with (
                httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as http,
                ptb(url) as bot,
            ):
                yield Served(sandbox, url, http, bot)
        finally:
            sandbox.close()


@asynccontextmanager
async def listening(app: Starlette, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Uvicorn on a free port, without the tenth of a second that its main loop sleeps."""
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    with socket.socket() as listener:
        listener.bind((host, 0))
        await server.startup([listener])
        try:
            yield f"http://{host}:{listener.getsockname()[1]}"
        finally:
            await server.shutdown([listener])


@asynccontextmanager
async def ptb(url: str, transport: httpx.AsyncBaseTransport | None = None) -> AsyncIterator[Bot]:
    """The real client, told only where the server is (loading certificates would take most of the time)."""
    in_memory = {"trust_env": False, "verify": False, "transport": transport}
    requests = [HTTPXRequest(httpx_kwargs=in_memory) if transport else Wire(32) for _ in range(2)]
    async with Bot(
        TOKEN,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    ) as bot:
        yield bot


async def asked_inline(served):
    """Somebody has asked inline, and waits."""
    with served.sandbox.listening() as events:
        while not served.sandbox.inline:
            await events.get()


async def answer_inline(served):
    """One result for the query that waits."""
    content = {"message_text": "Une nouvelle"}
    article = {"type": "article", "id": "1", "title": "Une", "description": "de La Gazette"}
    results = [article | {"input_message_content": content}]
    (query,) = served.sandbox.inline
    answered = await served.call("answerInlineQuery", inline_query_id=query, results=results, next_offset="1")
    assert answered["ok"]
