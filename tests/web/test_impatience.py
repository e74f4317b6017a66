"""Who connects and asks nothing does not keep others out, nor fills the log."""

import asyncio
import resource
import subprocess
import sys
from contextlib import suppress

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web import server
from tests.running import ROOT

HERE = "127.0.0.1"
FEW = """
import asyncio, resource, sys
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from bot.logs import configure
from bot.web.server import bind, serving

async def main():
    configure()
    async def said(_request):
        return PlainTextResponse("Bonjour")
    with bind("127.0.0.1", 0) as listener:
        async with serving(Starlette(routes=[Route("/", said)]), listener):
            resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))
            print(listener.getsockname()[1], flush=True)
            await asyncio.to_thread(sys.stdin.readline)

asyncio.run(main())
"""


async def said(request):
    return PlainTextResponse(f"{len(await request.body())} bytes")


class Place:
    """A server at hand."""

    def __init__(self, port):
        self.port = port

    async def connected(self, sent=b""):
        reader, writer = await asyncio.open_connection(HERE, self.port)
        writer.write(sent)
        await writer.drain()
        return reader, writer

    async def answers(self):
        async with httpx.AsyncClient(trust_env=False) as client:
            return (await client.post(f"http://{HERE}:{self.port}", content=b"abc")).text == "3 bytes"


@pytest.fixture
async def place(monkeypatch):
    monkeypatch.setattr(server, "_ARRIVES_S", 0.3)
    app = Starlette(routes=[Route("/", said, methods=["POST"])])
    with server.bind(HERE, 0) as listener:
        async with server.serving(app, listener):
            yield Place(listener.getsockname()[1])


WHOLE = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"POST / HTTP/1.1\r\nHost: local", id="half of a head"),
        pytest.param(WHOLE[:-1], id="a body without its end"),
        pytest.param(WHOLE + b"POST / HT", id="half of a second request"),
    ],
)
async def test_what_does_not_arrive_is_not_waited_for(place, sent):
    reader, writer = await place.connected(sent)
    async with asyncio.timeout(60):
        with suppress(ConnectionResetError):
            await reader.read()
    writer.close()
    assert await place.answers()


async def test_what_takes_long_to_answer_is_waited_for(monkeypatch):
    monkeypatch.setattr(server, "_ARRIVES_S", 0.1)

    async def slow(_request):
        await asyncio.sleep(0.4)
        return PlainTextResponse("voilà")

    with server.bind(HERE, 0) as listener:
        served = server.serving(Starlette(routes=[Route("/", slow)]), listener)
        async with served, httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://{HERE}:{listener.getsockname()[1]}")).text == "voilà"


async def test_at_most_a_hundred_are_waited_for_at_a_time(place, monkeypatch):
    monkeypatch.setattr(server, "_ARRIVES_S", 60)
    idle = [await place.connected() for _ in range(130)]
    ended = [asyncio.create_task(reader.read()) for reader, _ in idle]
    async with asyncio.timeout(60):
        while sum(task.done() for task in ended) < 30:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    for task in ended[:30]:
        assert not task.done()
    for _, writer in idle:
        writer.close()
    await asyncio.gather(*ended, return_exceptions=True)
    assert await place.answers()


@pytest.mark.slow
async def test_without_descriptors_it_says_so_once_and_goes_on_later():
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 200:
        pytest.skip("too few descriptors here")
    command = [sys.executable, "-c", FEW]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:  # noqa: ASYNC220 - it is short
        place = Place(int(process.stdout.readline()))
        idle = [await place.connected() for _ in range(60)]
        await asyncio.sleep(3)
        for _, writer in idle:
            writer.close()
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            assert (await client.get(f"http://{HERE}:{place.port}")).text == "Bonjour"
        _, told = process.communicate("\n", timeout=60)
    assert "out of system resource" in told
    assert len(told) < 40_000
