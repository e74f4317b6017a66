"""The one HTTP server, on a socket that is bound before anything else starts."""

import socket

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.errors import SettingsError
from bot.web.server import bind, serving


async def bonjour(_request):
    return PlainTextResponse("Bonjour")


APP = Starlette(routes=[Route("/", bonjour)])


async def test_it_serves_while_the_block_runs_and_no_longer():
    with bind("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with httpx.AsyncClient(trust_env=False) as client:
            async with serving(APP, listener):
                answer = await client.get(address)
            assert (answer.text, answer.headers.get("server")) == ("Bonjour", None)
            with pytest.raises(httpx.TransportError):
                await client.get(address)


async def test_it_stops_when_the_block_fails():
    with bind("127.0.0.1", 0) as listener, pytest.raises(KeyError, match="oops"):
        async with serving(APP, listener):
            raise KeyError("oops")


def test_a_taken_port_names_the_key_to_change():
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"^LACONIQUE_PORT: 127\.0\.0\.1:{port} .*another port"):
            bind("127.0.0.1", port)


def test_a_port_is_free_again_at_once():
    with bind("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            first.accept()[0].close()
    bind("127.0.0.1", port).close()


def test_a_host_that_is_not_ours_is_said():
    with pytest.raises(SettingsError, match=r"192\.0\.2\.1:0 can’t be used"):
        bind("192.0.2.1", 0)


def test_ipv6_is_understood():
    try:
        listener = bind("::1", 0)
    except (OSError, SettingsError) as err:
        pytest.skip(f"no IPv6 loopback on this machine: {err}")
    assert listener.getsockname()[0] == "::1"
    listener.close()
