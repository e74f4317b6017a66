"""Where we never go: private networks, other schemes, other ports, by whatever name they are called."""

import socket
from urllib.parse import urlencode

import httpx
import pytest
import pytest_asyncio

from bot.errors import Forbidden, SourceError, Unfetchable
from bot.sources.guard import Guarded
from tests.sources.newsstand import LOOPBACK, fetching, look_up_here
from tests.sources.wire import open_wire, saying

pytestmark = pytest.mark.asyncio(loop_scope="module")
REFUSED = (Forbidden, Unfetchable)
LOOPBACK_NAMES = {
    "127.0.0.1": "as it is",
    "localhost": "by name",
    "LOCALHOST": "by name, aloud",
    "localhost.": "by name, with a full stop",
    "phare.localhost": "by a name below that",
    "phare.localhost.": "by a name below that, with a full stop",
    "ici.example.org": "by a public name that leads here",
    "melange.example.org": "by a name that leads here and elsewhere",
    "127.0.0.2": "another of the same net",
    "127.255.255.254": "the last of the same net",
    "127.1": "short",
    "127.0.1": "less short",
    "2130706433": "one number",
    "017700000001": "one octal number",
    "0x7f000001": "one hexadecimal number",
    "0X7F000001": "the same in capitals",
    "0177.0.0.1": "partly octal",
    "0x7f.0.0.1": "partly hexadecimal",
    "0x7f.1": "hexadecimal and short",
    "0177.0x1": "octal, hexadecimal and short",
    "127.0.0.1.": "with a full stop more",
    "127.0.0.01": "with a nought more",
    "0.0.0.0": "any address of this machine",
    "0": "the same, short",
    "0x0": "the same, hexadecimal",
    "[::1]": "IPv6",
    "[::]": "any, IPv6",
    "[0:0:0:0:0:0:0:1]": "IPv6 in full",
    "[::127.0.0.1]": "IPv4 as IPv6, the oldest way",
    "[::ffff:127.0.0.1]": "IPv4 within IPv6",
    "[::ffff:7f00:1]": "the same in hexadecimal",
    "[0:0:0:0:0:ffff:127.0.0.1]": "the same in full",
    "[::ffff:0:127.0.0.1]": "IPv4 translated",
    "[64:ff9b::7f00:1]": "IPv4 behind a translator",
    "[64:ff9b:1::7f00:1]": "IPv4 behind a translator of the house",
    "[2002:7f00:1::]": "IPv4 by 6to4",
    "[2001:0:7f00:1::]": "IPv4 by Teredo",
    "[fe80::1%25lo]": "link-local, with its zone",
    "[fe80::1%lo]": "link-local, with its zone, not escaped",
    "[fec0::1]": "site-local",
    "127。0。0。1": "with other full stops",
    "127．0．0．1": "with wide full stops",
    "１２７.0.0.1": "with wide digits",
    "①②⑦.0.0.1": "with digits in circles",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ": "by name, in circles",
    "127%2e0%2e0%2e1": "with escaped full stops",
    "user:word@127.0.0.1": "behind a name and a password",
    "phare.example.org@127.0.0.1": "behind what looks like a host",
    "phare.example.org%40127.0.0.1": "behind what looks like a host, escaped",
    "phare.example.org\\@127.0.0.1": "behind a backslash",
    "127.0.0.1\\@phare.example.org": "before a backslash",
    "127.0.0.1#@phare.example.org": "before a fragment",
    "127.0.0.1?@phare.example.org": "before a question",
    "\t127.0.0.1": "after a tabulator",
    "127.0.0.1 ": "before a blank",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door():
    """What must not be reached: on each loopback address that this machine has."""
    hosts = [LOOPBACK, "127.0.0.2", *(["::1"] if socket.has_ipv6 and _has_own_ipv6() else [])]
    async with open_wire(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"), *hosts) as wire:
        yield wire


def _has_own_ipv6() -> bool:
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            return False
    return True


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def any_port(door):
    """Trusts nobody, but would open the port of the door on a public host."""
    async with fetching(ports={80, 443, door.port}) as fetcher:
        yield fetcher


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def led(door):
    """Trusts one host, which leads it on."""

    async def look_up(host):
        return [LOOPBACK] if host == "phare.intranet" else await look_up_here(host)

    async with fetching("phare.intranet", ports={80, 443, door.port}, resolve=look_up) as fetcher:
        yield fetcher


async def test_the_door_can_be_reached(door):
    """By who is told to trust it: the tests below would see it."""
    door.knocks = 0
    async with fetching(LOOPBACK) as fetcher:
        assert (await fetcher.get(door.url)).body == b"secret"
    assert door.knocks == 2  # the first one for its robots.txt


@pytest.mark.parametrize("host", [pytest.param(host, id=why) for host, why in LOOPBACK_NAMES.items()])
async def test_nobody_knocks_at_this_machine(door, any_port, host):
    """Not even a connection is made: it would tell which ports are open."""
    door.knocks = 0
    with pytest.raises(REFUSED):
        await any_port.get(f"http://{host}:{door.port}/page")
    assert door.knocks == 0


@pytest.mark.parametrize("host", [pytest.param(host, id=why) for host, why in LOOPBACK_NAMES.items()])
async def test_nobody_is_led_to_this_machine(newsstand, door, led, host):
    """A trusted host that is another's tool: each redirect is looked at like the first address."""
    door.knocks = 0
    to = urlencode({"to": f"http://{host}:{door.port}/page"})
    with pytest.raises(REFUSED):
        await led.get(f"http://phare.intranet:{newsstand.port}/away?{to}")
    assert (newsstand.seen, door.knocks) == (["/away"], 0)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
async def test_this_machine_is_not_reached_at_a_usual_port_either(guarded, host):
    with pytest.raises(Forbidden):
        await guarded.get(f"http://{host}/page")


class Inner(httpx.AsyncBaseTransport):
    """Stands where connections are made: keeps what it was asked for, fails at what is shut."""

    def __init__(self, *shut: str) -> None:
        self.shut = shut
        self.asked: list[httpx.Request] = []

    async def handle_async_request(self, request):
        self.asked.append(request)
        if request.url.host in self.shut:
            raise httpx.ConnectError("shut")
        return httpx.Response(200)


PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:2800:21f:cb07::1"


async def test_a_name_is_looked_up_once_and_the_connection_goes_there():
    """Else a name could be public when it is looked at, and private when it is connected to."""
    inner, answers = Inner(), iter([[PUBLIC], [LOOPBACK]])

    async def changing(host):
        assert host == "phare.example.org"
        return next(answers)

    client = httpx.AsyncClient(transport=Guarded(inner, resolve=changing))
    await client.get("https://phare.example.org/page?a=1")
    with pytest.raises(Forbidden, match=r"127\.0\.0\.1 is not a public address"):
        await client.get("https://phare.example.org/page?a=1")
    [request] = inner.asked
    assert str(request.url) == f"https://{PUBLIC}/page?a=1"
    assert request.headers["host"] == request.extensions["sni_hostname"] == "phare.example.org"


@pytest.mark.parametrize(
    ("shut", "asked"),
    [
        pytest.param((), [PUBLIC_6], id="the first answers"),
        pytest.param((PUBLIC_6,), [PUBLIC_6, PUBLIC], id="the second answers"),
        pytest.param((PUBLIC_6, PUBLIC), [PUBLIC_6, PUBLIC], id="none answers"),
    ],
)
async def test_the_addresses_of_a_name_are_tried_in_turn(shut, asked):
    async def both(_host):
        return [PUBLIC_6, PUBLIC]

    inner = Inner(*shut)
    client = httpx.AsyncClient(transport=Guarded(inner, resolve=both))
    if len(shut) == len(asked):
        with pytest.raises(httpx.ConnectError):
            await client.get("https://phare.example.org/")
    else:
        assert (await client.get("https://phare.example.org/")).status_code == 200
    assert [request.url.host for request in inner.asked] == asked


@pytest.mark.parametrize(
    "host",
    ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fc00::1]"],
)
async def test_no_private_network_is_reached(guarded, host):
    with pytest.raises(Forbidden):
        await guarded.get(f"http://{host}/latest/meta-data/")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://127.0.0.1/page",
        "file:///etc/hostname",
        "file://127.0.0.1/etc/hostname",
        "gopher://127.0.0.1/",
        "data:text/html,Bonjour",
        "javascript:alert(1)",
        "/etc/hostname",
        "127.0.0.1/page",
        "http:///page",
        "http://",
        "https://",
        "",
    ],
)
async def test_only_http_and_https_are_spoken(guarded, address):
    with pytest.raises(REFUSED):
        await guarded.get(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://[oops/",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:port/",
        "http://127.0.0.1\x00/",
        "http://127.0.0.1/\x00\n",
        "http://" + "a" * 300 + "/",
        "http://xn--\u00e9/",
        "http://\u200b/",
        "http://\ud800/",
        "http://127.0.0.1/" + "a" * 100_000,
        "http://127.0.0.1:99999999999999999999/",
    ],
)
async def test_a_broken_address_is_told_like_another(guarded, address):
    """Nothing but a SourceError comes out, whatever a reader types."""
    with pytest.raises(SourceError):
        await guarded.get(address)


@pytest.mark.parametrize("port", [22, 8080, 11211])
async def test_other_ports_than_the_usual_are_not_knocked_at(guarded, port):
    with pytest.raises(Forbidden, match="only ports 80 and 443"):
        await guarded.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "to",
    [
        pytest.param("file:///etc/hostname", id="a file"),
        pytest.param("ftp://127.0.0.1/page", id="another scheme"),
        pytest.param("http://localhost:{port}/page", id="the same machine under a name that is not listed"),
        pytest.param("http://127.0.0.2:{port}/page", id="another address of the house"),
        pytest.param("http://[::ffff:127.0.0.1]:{port}/page", id="the same in disguise"),
        pytest.param("http://192.168.1.1/page", id="another net of the house"),
        pytest.param("//localhost:{port}/page", id="without a scheme"),
    ],
)
async def test_a_trusted_host_leads_to_no_other_private_one(newsstand, fetcher, to):
    with pytest.raises(Forbidden):
        await fetcher.get(f"{newsstand.url}/away?to={to.format(port=newsstand.port)}")
    assert newsstand.seen == ["/away"]


async def test_a_private_host_is_for_the_operator_alone(newsstand, fetcher):
    with pytest.raises(Forbidden):
        await fetcher.get(f"{newsstand.url}/page", public_only=True)
    assert newsstand.seen == []
