"""Who may ask what at the one HTTP port."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from bot.web.door import COOKIE, Guarded, Named
from bot.web.server import bind, serving

TOKEN = "an-invented-token-of-no-value"
HERE, ELSEWHERE = "127.0.0.1", "192.168.1.20"


async def said(_request):
    return PlainTextResponse("Bonjour")


def house() -> Starlette:
    """A page for everybody, and one behind the door."""
    inside = Mount("/", routes=[Route("/{rest:path}", said)], middleware=[Middleware(Guarded, token=TOKEN)])
    names = ["bot.example.org", "Laconique.Intranet.Example."]
    return Starlette(routes=[Route("/alive", said), inside], middleware=[Middleware(Named, names=names)])


async def ask(path, peer=HERE, **headers):
    transport = httpx.ASGITransport(house(), client=(peer, 40_000))
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        return await client.get(path, headers=told)


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        pytest.param("127.0.0.1:8080", True, id="this machine"),
        pytest.param("localhost", True, id="by name"),
        pytest.param("[::1]:8080", True, id="by IPv6"),
        pytest.param("192.168.1.7:8080", True, id="its address in the house"),
        pytest.param("[fe80::1%25eth0]", True, id="an address with its zone"),
        pytest.param("chat-1:8080", True, id="what a container is called"),
        pytest.param("bot.example.org", True, id="the public name"),
        pytest.param("LACONIQUE.intranet.example.:8080", True, id="another of ours, in any case"),
        pytest.param("evil.example", False, id="a name that leads here: DNS rebinding"),
        pytest.param("127.0.0.1.evil.example", False, id="one that begins like ours"),
        pytest.param("bot.example.org.evil.example", False, id="one that begins like the public one"),
        pytest.param("bot.example.org@evil.example", False, id="one behind ours"),
        pytest.param("[", False, id="no name at all"),
    ],
)
@pytest.mark.parametrize("path", ["/alive", "/metrics", "/nowhere"])
async def test_each_path_answers_under_our_names_only(host, ours, path):
    assert ((await ask(path, host=host)).status_code != 421) is ours


@pytest.mark.parametrize(
    ("peer", "headers", "code"),
    [
        pytest.param(HERE, {}, 200, id="from this machine"),
        pytest.param("::1", {"host": "localhost:8080"}, 200, id="from this machine, by IPv6"),
        pytest.param(ELSEWHERE, {}, 401, id="from elsewhere, whatever it asks for"),
        pytest.param(HERE, {"host": "192.168.1.7"}, 401, id="from a proxy that names another"),
        pytest.param(HERE, {"x_forwarded_for": "127.0.0.1"}, 401, id="from a proxy that says for whom"),
        pytest.param(HERE, {"forwarded": "for=127.0.0.1"}, 401, id="from a proxy that says it as it should"),
        pytest.param(ELSEWHERE, {"authorization": f"Bearer {TOKEN}"}, 200, id="with the token"),
        pytest.param(ELSEWHERE, {"authorization": "Bearer another"}, 401, id="with another token"),
        pytest.param(ELSEWHERE, {"authorization": "Bearer é"}, 401, id="with a token that can't be one"),
        pytest.param(ELSEWHERE, {"cookie": f"{COOKIE}={TOKEN}"}, 200, id="with the cookie"),
        pytest.param(ELSEWHERE, {"cookie": f"{COOKIE}="}, 401, id="with an empty cookie"),
    ],
)
async def test_what_is_guarded_is_for_this_machine_and_for_who_has_the_token(peer, headers, code):
    encoded = {name: value.encode() for name, value in headers.items()}
    assert (await ask("/metrics", peer, **encoded)).status_code == code
    assert (await ask("/alive", peer, **encoded)).status_code == 200


async def test_the_link_with_the_token_leads_to_the_page_without_it():
    answer = await ask(f"/?token={TOKEN}", ELSEWHERE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    kept = answer.headers["set-cookie"].lower()
    assert kept.startswith(f"{COOKIE}={TOKEN}")
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert (await ask("/?token=another", ELSEWHERE)).status_code == 401


@pytest.mark.parametrize("path", ["//evil.example", "/%5Cevil.example"])
async def test_the_link_leads_nowhere_else(path):
    location = (await ask(f"{path}?token={TOKEN}", ELSEWHERE)).headers["location"]
    assert httpx.URL("http://127.0.0.1:8080/").join(location).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("head", "code"),
    [
        pytest.param("POST /alive HTTP/1.1\r\nHost: evil.example", 421, id="under a name that is not ours"),
        pytest.param("POST /metrics HTTP/1.1\r\nHost: 192.168.1.7", 401, id="without the token"),
        pytest.param("POST /alive HTTP/1.1\r\nHost: localhost", 405, id="where nothing is taken"),
    ],
)
async def test_a_body_of_who_is_refused_is_not_read(head, code):
    """It would keep a process busy for as long as its sender likes."""
    with bind(HERE, 0) as listener:
        async with serving(house(), listener):
            reader, writer = await asyncio.open_connection(HERE, listener.getsockname()[1])
            writer.write(f"{head}\r\nContent-Length: 200000000\r\n\r\n".encode())
            assert f" {code} ".encode() in await reader.readline()
            async with asyncio.timeout(60):
                assert b"connection: close" in await reader.read()  # to its end: the server hangs up
            writer.close()
