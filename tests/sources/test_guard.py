"""Where we never go: private networks, other schemes, other ports, by whatever name they are called."""

import pytest

from bot.errors import Forbidden, SourceError, Unfetchable

pytestmark = pytest.mark.asyncio(loop_scope="module")
REFUSED = (Forbidden, Unfetchable)
LOOPBACK_NAMES = {
    "127.0.0.1": "as it is",
    "localhost": "by name",
    "127.0.0.2": "another of the same net",
    "127.1": "short",
    "127.0.1": "less short",
    "2130706433": "one number",
    "0x7f000001": "one hexadecimal number",
    "0x7f.0.0.1": "partly hexadecimal",
    "0.0.0.0": "any address of this machine",
    "0": "the same, short",
    "[::1]": "IPv6",
    "[::]": "any, IPv6",
    "[0:0:0:0:0:0:0:1]": "IPv6 in full",
    "[::ffff:127.0.0.1]": "IPv4 within IPv6",
    "[::ffff:7f00:1]": "the same in hexadecimal",
    "[64:ff9b::7f00:1]": "IPv4 behind a translator",
    "127。0。0。1": "with other full stops",
    "user:word@127.0.0.1": "behind a name and a password",
}


@pytest.mark.parametrize("host", [pytest.param(host, id=why) for host, why in LOOPBACK_NAMES.items()])
@pytest.mark.parametrize("own_port", [True, False], ids=["at its port", "at the usual port"])
async def test_this_machine_is_not_reached(newsstand, guarded, host, own_port):
    port = f":{newsstand.port}" if own_port else ""
    with pytest.raises(Forbidden):  # not Unfetchable: that would tell which ports are open
        await guarded.get(f"http://{host}{port}/page")
    assert newsstand.seen == []


@pytest.mark.parametrize("host", ["0177.0.0.1", "①②⑦.0.0.1", "127.0.0.1.", "127.0.0.256"])
async def test_what_only_looks_like_an_address_is_none(newsstand, guarded, host):
    with pytest.raises(REFUSED):
        await guarded.get(f"http://{host}:{newsstand.port}/page")
    assert newsstand.seen == []


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
