"""One HTTP request, politely: against a real server on loopback, which the operator trusts."""

import asyncio
from urllib.parse import urlencode, urljoin

import pytest

from bot.errors import Disallowed, Forbidden, Gone, Postponed, TooLarge, Unfetchable
from bot.version import __version__
from tests.sources.newsstand import FEED, LOOPBACK, fetching
from tests.sources.packing import PACKERS
from tests.sources.wire import open_wire, saying

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_page_comes_with_its_address_and_type(newsstand, fetcher):
    fetched = await fetcher.get(f"{newsstand.url}/page?type=text/plain;charset=iso-8859-15&etag=abc")
    assert (fetched.body, fetched.unchanged) == (b"Bonjour", False)
    assert fetched.address.startswith(f"{newsstand.url}/page?type")
    assert (fetched.media_type, fetched.charset) == ("text/plain", "iso-8859-15")
    assert (fetched.etag, fetched.last_modified) == ("abc", "")


async def test_we_say_who_we_are(newsstand, fetcher):
    await fetcher.get(f"{newsstand.url}/page")
    assert newsstand.headers["user-agent"] == f"Laconique/{__version__} (+https://laconique.example.org)"
    assert newsstand.headers["accept-language"].startswith("fr")


async def test_what_has_not_changed_is_not_sent_again(newsstand, fetcher):
    first = await fetcher.get(f"{newsstand.url}/feed")
    again = await fetcher.get(f"{newsstand.url}/feed", etag=first.etag, last_modified=first.last_modified)
    assert (first.unchanged, first.body) == (False, FEED)
    assert (again.unchanged, again.body) == (True, b"")
    assert newsstand.headers["if-none-match"] == '"v1"'
    assert newsstand.headers["if-modified-since"] == "Sun, 22 Nov 2026 12:00:00 GMT"


async def test_redirects_are_followed_to_the_address_in_the_end(newsstand, fetcher):
    fetched = await fetcher.get(f"{newsstand.url}/hop?left=4")
    assert (fetched.body, fetched.address) == (b"Bonjour", f"{newsstand.url}/page")


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        pytest.param("/page", False, id="no redirect"),
        pytest.param("/hop?left=1&status=301", True, id="for good"),
        pytest.param("/hop?left=2&status=308", True, id="for good, in steps"),
        pytest.param("/hop?left=1&status=302", False, id="for now"),
        pytest.param("/hop?left=1&status=303", False, id="see there"),
        pytest.param("/hop?left=1&status=307", False, id="for now, as it was asked"),
        pytest.param(
            "/away?to=/hop%3Fleft%3D0%26status%3D302&status=301", False, id="for good, then for now"
        ),
        pytest.param(
            "/away?to=/hop%3Fleft%3D0%26status%3D301&status=302", False, id="for now, then for good"
        ),
    ],
)
async def test_an_address_has_moved_when_each_step_is_for_good(newsstand, fetcher, path, moved):
    fetched = await fetcher.get(newsstand.url + path)
    assert fetched.address == f"{newsstand.url}/page"
    assert fetched.moved_to == (fetched.address if moved else "")


async def test_an_address_that_is_only_written_otherwise_has_not_moved(newsstand, fetcher):
    assert (await fetcher.get(newsstand.url.upper() + "/page")).moved_to == ""


async def test_what_has_not_changed_may_have_moved(newsstand, fetcher):
    fetched = await fetcher.get(f"{newsstand.url}/away?to=/feed&status=301", etag='"v1"')
    assert (fetched.unchanged, fetched.moved_to) == (True, f"{newsstand.url}/feed")


async def test_how_long_it_holds(newsstand, fetcher):
    assert (await fetcher.get(f"{newsstand.url}/page?cache-control=max-age%3D600")).fresh_s == 600
    assert (await fetcher.get(f"{newsstand.url}/page")).fresh_s is None


async def test_cookies_are_not_kept(newsstand, fetcher):
    for _ in range(2):
        await fetcher.get(f"{newsstand.url}/page?set-cookie=qui%3Dvous")
    assert "cookie" not in newsstand.headers


async def test_a_page_that_is_gone_for_good_is_told_apart(newsstand, fetcher):
    with pytest.raises(Gone, match="answered 410"):
        await fetcher.get(f"{newsstand.url}/page?status=410")


async def test_unchanged_since_nothing_is_no_answer(newsstand, fetcher):
    with pytest.raises(Unfetchable, match="answered 304"):
        await fetcher.get(f"{newsstand.url}/page?status=304&body=")


async def test_a_redirect_carries_the_validators_on(newsstand, fetcher):
    fetched = await fetcher.get(f"{newsstand.url}/away?to=/feed", etag='"v1"')
    assert (fetched.unchanged, newsstand.seen) == (True, ["/away", "/feed"])


async def test_redirects_without_end_are_given_up(newsstand, fetcher):
    with pytest.raises(Unfetchable, match="more than 5 redirects"):
        await fetcher.get(f"{newsstand.url}/hop?left=99")
    assert len(newsstand.seen) == 6


@pytest.mark.parametrize(
    "to", ["http://[oops/", "https://:99999/", "//", "http://phare.invalid:port/", "\u00e9://x"]
)
async def test_a_redirect_to_nowhere_is_an_answer_that_failed(newsstand, fetcher, to):
    with pytest.raises((Unfetchable, Forbidden)):
        await fetcher.get(f"{newsstand.url}/away?{urlencode({'to': to})}")


@pytest.mark.parametrize(
    ("status", "headers", "retry_after_s"),
    [
        pytest.param(404, {}, None, id="not found"),
        pytest.param(500, {}, None, id="broken"),
        pytest.param(204, {"body": ""}, None, id="no content"),
        pytest.param(300, {}, None, id="several, and no word of where"),
        pytest.param(503, {"retry-after": "120"}, 120, id="come back in two minutes"),
        pytest.param(
            503,
            {"retry-after": "Sun, 22 Nov 2026 12:01:00 GMT", "date": "Sun, 22 Nov 2026 12:00:00 GMT"},
            60,
            id="come back at one past twelve: it is noon there",
        ),
        pytest.param(429, {"retry-after": "Sun, 22 Nov 2015 12:00:00 GMT"}, 0, id="come back ten years ago"),
        pytest.param(503, {"retry-after": "demain"}, None, id="come back tomorrow"),
        pytest.param(503, {"retry-after": "-5"}, None, id="come back earlier"),
        pytest.param(503, {"retry-after": "9" * 400}, float("inf"), id="never come back"),
    ],
)
async def test_an_answer_that_is_none_says_why_and_when(newsstand, fetcher, status, headers, retry_after_s):
    address = f"{newsstand.url}/page?{urlencode({'status': status} | headers)}"
    with pytest.raises(Unfetchable, match=f"answered {status}") as caught:
        await fetcher.get(address)
    assert (caught.value.address, caught.value.retry_after_s) == (address, retry_after_s)


async def test_a_body_that_is_too_large_is_not_read_to_the_end(newsstand, fetcher):
    with pytest.raises(TooLarge, match="more than 50000 bytes"):
        await fetcher.get(f"{newsstand.url}/flood")


@pytest.mark.parametrize("by", PACKERS)
@pytest.mark.parametrize(("size", "fits"), [(50_000, True), (50_001, False)])
async def test_the_cap_counts_the_bytes_that_come_out(newsstand, fetcher, by, size, fits):
    address = f"{newsstand.url}/packed?{urlencode({'size': size, 'by': by})}"
    if fits:
        assert len((await fetcher.get(address)).body) == size
    else:
        with pytest.raises(TooLarge):
            await fetcher.get(address)


async def test_we_take_what_we_can_unpack(newsstand, fetcher):
    await fetcher.get(f"{newsstand.url}/page")
    assert newsstand.headers["accept-encoding"] == "gzip, deflate, br, zstd"


async def test_a_body_that_is_not_packed_as_it_says_failed(newsstand, fetcher):
    with pytest.raises(Unfetchable):
        await fetcher.get(f"{newsstand.url}/packed?size=0")


async def test_a_body_that_drips_is_given_up_at_the_deadline(newsstand):
    async with fetching(LOOPBACK, timeout_s=0.2) as fetcher:
        with pytest.raises(Unfetchable, match=r"no answer within 0\.2 s"):
            await fetcher.get(f"{newsstand.url}/drip")


@pytest.mark.slow
async def test_a_slow_server_has_all_the_time_that_the_operator_gives_it(newsstand):
    """Not only the five seconds that httpx gives by itself."""
    async with fetching(LOOPBACK, timeout_s=20) as fetcher:
        assert (await fetcher.get(f"{newsstand.url}/late")).body == b"enfin"


async def test_a_closed_door_is_an_answer_that_failed(newsstand, unused_tcp_port):
    async with fetching(LOOPBACK) as fetcher:
        with pytest.raises(Unfetchable):
            await fetcher.get(f"http://{LOOPBACK}:{unused_tcp_port}/")


PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nBonjour"
SHUT = b"User-agent: *\nDisallow: /\n"


def answer(status: bytes, body: bytes = b"", more: bytes = b"") -> bytes:
    head = b"HTTP/1.1 %s\r\nContent-Length: %d\r\n%s\r\n" % (status, len(body), more)
    return head + body


@pytest.mark.parametrize(
    ("robots", "error"),
    [
        pytest.param(answer(b"200 OK", SHUT), Disallowed, id="stay away"),
        pytest.param(answer(b"200 OK", b"User-agent: *\nDisallow: /autre\n"), None, id="from elsewhere"),
        pytest.param(answer(b"200 OK", "\ufeff# Tromsø\n".encode("latin-1", "replace") + SHUT), Disallowed,
                     id="in another charset"),
        pytest.param(answer(b"200 OK", b"#" * 600_000 + b"\n" + SHUT), None, id="after more than is read"),
        pytest.param(answer(b"200 OK", SHUT + b"#" * 600_000), Disallowed, id="before more than is read"),
        pytest.param(answer(b"200 OK", PACKERS["gzip"](SHUT), b"Content-Encoding: gzip\r\n"), Disallowed,
                     id="packed"),
        pytest.param(answer(b"404 Not Found"), None, id="no rules"),
        pytest.param(answer(b"403 Forbidden"), None, id="not for us to read"),
        pytest.param(answer(b"410 Gone"), None, id="no rules any more"),
        pytest.param(answer(b"429 Too Many Requests"), Unfetchable, id="too often"),
        pytest.param(answer(b"500 Oops"), Unfetchable, id="broken"),
        pytest.param(answer(b"302 Found", b"", b"Location: /robots.txt\r\n"), Unfetchable, id="in circles"),
        pytest.param(b"Bonjour", Unfetchable, id="nonsense"),
    ],
)  # fmt: skip
async def test_robots_are_asked_to_stay_away_even_by_the_house(fetcher, robots, error):
    async with open_wire(saying(PAGE), robots=robots) as wire:
        for _ in range(2):
            if error is None:
                assert (await fetcher.get(wire.url)).body == b"Bonjour"
            else:
                with pytest.raises(error):
                    await fetcher.get(wire.url)
    assert len(wire.asked) == (0 if error else 2)


@pytest.mark.parametrize(("path", "error"), [("/", None), ("/abonnes/1", Disallowed)])
async def test_whether_a_page_may_be_asked_for_is_known_without_asking_for_it(fetcher, path, error):
    rules = answer(b"200 OK", b"User-agent: *\nDisallow: /abonnes\n")
    async with open_wire(saying(PAGE), robots=rules) as wire:
        address = urljoin(wire.url, path)
        if error is None:
            await fetcher.allow(address)
        else:
            with pytest.raises(error):
                await fetcher.allow(address)
    assert wire.asked == []


async def test_what_is_never_opened_is_known_beforehand_too(fetcher):
    for address in ("http://10.0.0.1/", "file:///etc/passwd"):
        with pytest.raises(Forbidden):
            await fetcher.allow(address)


async def test_a_redirect_is_asked_for_too(newsstand, fetcher):
    async with open_wire(saying(PAGE), robots=answer(b"200 OK", SHUT)) as wire:
        with pytest.raises(Disallowed):
            await fetcher.get(f"{newsstand.url}/away?to={wire.url}")
    assert (newsstand.seen, wire.asked) == (["/away"], [])


async def test_a_host_gets_one_request_at_a_time(fetcher):
    there = most = 0

    async def say(writer):
        nonlocal there, most
        there += 1
        most = max(most, there)
        await asyncio.sleep(0.01)
        writer.write(PAGE)
        there -= 1

    async with open_wire(say) as wire:
        await asyncio.gather(*[fetcher.get(wire.url) for _ in range(5)])
    assert (len(wire.asked), most) == (5, 1)


async def test_a_host_that_asks_for_a_long_gap_is_left_alone_for_as_long():
    """A redirect is followed to its end all the same, however long the host asks for in between."""
    slow = answer(b"200 OK", b"User-agent: *\nCrawl-delay: 20")
    short = answer(b"200 OK", b"User-agent: *\nCrawl-delay: 0.1")
    async with fetching(LOOPBACK) as fetcher, open_wire(saying(PAGE), robots=slow) as wire:
        await fetcher.get(wire.url)
        with pytest.raises(Postponed, match="may be asked in") as caught:
            await fetcher.get(wire.url)
        assert 19 < caught.value.retry_after_s <= 20
        assert len(wire.asked) == 1
    moved = answer(b"302 Found", b"", b"Location: /page\r\n")
    async with fetching(LOOPBACK) as fetcher, open_wire(saying(moved), robots=short) as wire:
        with pytest.raises(Unfetchable, match="redirects"):
            await fetcher.get(wire.url)
        assert len(wire.asked) == 6


async def test_who_waits_for_its_turn_has_all_its_time_yet(newsstand):
    async with fetching(LOOPBACK, timeout_s=0.4, host_gap_s=0.3) as fetcher:
        bodies = await asyncio.gather(*[fetcher.get(f"{newsstand.url}/page") for _ in range(4)])
    assert len(bodies) == 4
