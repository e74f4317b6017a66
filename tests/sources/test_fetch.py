"""One HTTP request, politely: against a real server on loopback, which the operator trusts."""

from urllib.parse import urlencode

import pytest

from bot.errors import Forbidden, TooLarge, Unfetchable
from bot.version import __version__
from tests.sources.newsstand import FEED, LOOPBACK, fetching

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


async def test_a_redirect_carries_the_validators_on(newsstand, fetcher):
    fetched = await fetcher.get(f"{newsstand.url}/away?to=/feed", etag='"v1"')
    assert (fetched.unchanged, newsstand.seen) == (True, ["/away", "/feed"])


async def test_redirects_without_end_are_given_up(newsstand, fetcher):
    with pytest.raises(Unfetchable, match="more than 5 redirects"):
        await fetcher.get(f"{newsstand.url}/hop?left=99")
    assert len(newsstand.seen) == 6


@pytest.mark.parametrize(
    "to", ["http://[oops/", "http://", "https://:99999/", "//", "http://phare.invalid:port/", "\u00e9://x"]
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


@pytest.mark.parametrize(("size", "fits"), [(50_000, True), (50_001, False)])
async def test_the_cap_counts_the_bytes_that_come_out(newsstand, fetcher, size, fits):
    if fits:
        assert len((await fetcher.get(f"{newsstand.url}/packed?size={size}")).body) == size
    else:
        with pytest.raises(TooLarge):
            await fetcher.get(f"{newsstand.url}/packed?size={size}")


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
