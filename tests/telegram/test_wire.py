"""Whether a request was heard is told by what happened on the wire."""

import asyncio
import socket
import struct
from contextlib import asynccontextmanager, suppress

import pytest
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.errors import DeliveryError, Unanswered, Unreachable
from bot.model import Message
from bot.telegram.channel import TelegramChannel
from bot.telegram.wire import Failed, Odd, Unheard, Unsent, Wire

TOKEN = "4242:a-token-that-no-log-shows"
HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
_PATIENCE_S = 1.0
"""A request leaves within it on the slowest machine."""
LARGE = b"\x89PNG" + b"\0" * 8_000_000
"""More than the buffers of both ends take while nobody reads."""


@asynccontextmanager
async def serving(answer, *, read=True):
    """A server that reads each request whole, or nothing of it, and does `answer` with the connection."""

    serving = set()

    async def serve(reader, writer):
        serving.add(asyncio.current_task())
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            if read:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split()[0])
                await reader.readexactly(length)
            await answer(writer)
        writer.close()

    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        server = await asyncio.start_server(serve, sock=listener, limit=1024)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.close()
            await asyncio.gather(*serving, return_exceptions=True)
            await asyncio.sleep(0)  # the last connection is let go


def says(status: bytes, body: bytes, *, length: int = 0):
    async def answer(writer):
        writer.write(HEAD % (status, length or len(body)) + body)
        await writer.drain()

    return answer


async def closes(_writer):
    """Without a word."""


async def resets(writer):
    hard = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, hard)


async def is_silent(_writer):
    await asyncio.sleep(0.6)


@asynccontextmanager
async def bot_at(url):
    async with Wire(2) as wire:
        yield Bot(TOKEN, base_url=f"{url}/bot", request=wire)


HEARD = [
    pytest.param(closes, Unheard, Unanswered, id="closed without a word"),
    pytest.param(resets, Unheard, Unanswered, id="reset"),
    pytest.param(is_silent, Unheard, Unanswered, id="silence"),
    pytest.param(says(b"502 Bad Gateway", b"<html>502</html>"), Odd, Unanswered, id="a gateway's page"),
    pytest.param(
        says(b"502 Bad Gateway", b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'),
        Odd,
        Unanswered,
        id="a gateway, politely",
    ),
    pytest.param(says(b"504 Gateway Timeout", b""), Odd, Unanswered, id="nothing but a status"),
    pytest.param(says(b"200 OK", b"<html>log in</html>"), Odd, Unanswered, id="HTML with 200"),
    pytest.param(says(b"403 Forbidden", b"<html>no</html>"), Odd, Unanswered, id="HTML with 403"),
    pytest.param(
        says(b"200 OK", b'{"ok":true,"resu', length=400), Odd, Unanswered, id="half a JSON, cut off"
    ),
    pytest.param(says(b"200 OK", b'{"ok":true,"resu'), Odd, Unanswered, id="half a JSON, whole"),
    pytest.param(says(b"200 OK", b"[" * 100_000), Odd, Unanswered, id="a JSON without a ground"),
    pytest.param(says(b"200 OK", b'{"ok":true}'), Exception, Unanswered, id="yes, and nothing more"),
    pytest.param(
        says(b"200 OK", b'{"ok":true,"result":7}'), Exception, Unanswered, id="yes to something else"
    ),
    pytest.param(
        says(b"500 Internal Server Error", b'{"ok":false,"error_code":500,"description":"restart"}'),
        Failed,
        DeliveryError,
        id="the Bot API says itself that it failed",
    ),
    pytest.param(
        says(b"400 Bad Request", b'{"ok":false,"error_code":400,"description":"CHAT_NOT"}'),
        BadRequest,
        DeliveryError,
        id="refused",
    ),
]


@pytest.mark.parametrize(("answer", "_raised", "becomes"), HEARD)
async def test_what_came_back_decides_when_all_of_it_had_left(answer, _raised, becomes, caplog):
    async with serving(answer) as url, bot_at(url) as bot:
        with pytest.raises(DeliveryError) as caught:
            await TelegramChannel(bot, _PATIENCE_S).send(7001, Message("Bonjour"))
    assert isinstance(caught.value, becomes)
    assert (isinstance(caught.value, Unanswered)) is issubclass(becomes, Unanswered)
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__cause__.__cause__!r}"
    assert caplog.records == [], "no word of an answer in the log"


@pytest.mark.parametrize(("answer", "raised", "_becomes"), HEARD)
async def test_the_error_says_what_happened(answer, raised, _becomes):
    async with serving(answer) as url, bot_at(url) as bot:
        with pytest.raises(raised if issubclass(raised, TelegramError) else Exception):
            await bot.send_message(7001, "Bonjour", read_timeout=_PATIENCE_S)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(closes, id="closed"),
        pytest.param(resets, id="reset"),
        pytest.param(is_silent, id="silence"),
        pytest.param(says(b"502 Bad Gateway", b"<html>502</html>"), id="answered before it had listened"),
    ],
)
async def test_of_what_had_not_left_whole_nothing_was_carried_out(answer):
    async with serving(answer, read=False) as url, bot_at(url) as bot:
        with pytest.raises(Unreachable) as caught:
            await TelegramChannel(bot, _PATIENCE_S).send(7001, Message("Bonjour", picture=LARGE))
    assert isinstance(caught.value.__cause__, Unsent)


async def test_where_nobody_listens_nothing_was_carried_out():
    async with bot_at("http://127.0.0.1:9") as bot:
        with pytest.raises(Unreachable):
            await TelegramChannel(bot, _PATIENCE_S).send(7001, Message("Bonjour"))


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        pytest.param(says(b"200 OK", b'{"ok":true,"result":true}'), None, id="well"),
        pytest.param(
            says(b"400 Bad Request", b'{"ok":false,"error_code":400,"description":"x"}'), None, id="no"
        ),
        pytest.param(is_silent, Unreachable, id="silence"),
        pytest.param(says(b"502 Bad Gateway", b"<html>502</html>"), Unreachable, id="a gateway's page"),
    ],
)
async def test_a_chat_is_reached_when_something_answers(answer, raised):
    async with serving(answer) as url, bot_at(url) as bot:
        reaching = TelegramChannel(bot, _PATIENCE_S).reach(7001)
        if raised is None:
            await reaching
        else:
            with pytest.raises(raised):
                await reaching
