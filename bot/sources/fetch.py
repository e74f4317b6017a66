"""Edge: one HTTP request, politely and safely.

Every address is looked at, after each redirect too (`guard`); robots.txt is asked, and each host gets one
request at a time. Bytes, time and redirects are capped. Nothing but a `SourceError` leaves it.
"""

import asyncio
import errno
import math
import ssl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message as Headers
from functools import partial
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from bot.errors import Cause, Forbidden, Gone, Postponed, TooLarge, Unfetchable
from bot.sources.caching import fresh_s, retry_after_s
from bot.sources.guard import PORTS, Guarded, Resolve, look_up
from bot.sources.hosts import Hosts, Spacing, TooSoon
from bot.sources.robots import MAX_BYTES as ROBOTS_MAX_BYTES
from bot.sources.robots import Robots
from bot.sources.unpack import ENCODINGS, Broken, Overfull, unpack
from bot.version import __version__

_AGENT = "Laconique"
_MAX_REDIRECTS = 5
_STATUSES = (
    ((401, 402, 403, 406, 429, 451), Cause.REFUSED),
    ((404,), Cause.MISSING),
    (range(500, 600), Cause.SERVER),
)
_LASTING = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_PATIENCE_S = 5.0  # for the gap that a host asks for; more would hold up what waits for other hosts
_CONNECT_S = 5.0  # then the host's next address is tried
_BREATH = 64  # pieces of a body; a server that sends it byte by byte must not keep the loop to itself
_ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from in the end, and its bytes; none when nothing has changed."""

    address: str
    body: bytes
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False
    moved_to: str = ""
    """The address in the end, when each redirect on the way there is for good."""
    fresh_s: float | None = None
    """For how long the server says that this holds; none when it does not say."""

    @property
    def media_type(self) -> str:
        """The bare type, "text/html" when the server does not say."""
        return self._header.get_content_type() if self.content_type else "text/html"

    @property
    def charset(self) -> str | None:
        """What the server says of the bytes."""
        return self._header.get_content_charset()

    @property
    def _header(self) -> Headers:
        header = Headers()
        header["content-type"] = self.content_type
        return header


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of one request, of whatever status; `body` only when that is 200."""

    url: httpx.URL
    status: int
    phrase: str
    headers: httpx.Headers
    body: bytes = b""
    next_url: httpx.URL | None = None


class Fetcher:
    """Fetches public addresses, and the private hosts that the operator listed.

    Args:
        contact: where a publisher finds out who we are.
        timeout_s: for an answer, redirects included; the time that we wait for our turn is not counted.
        max_bytes: of a body, unpacked.
        private_hosts: opened although they are private, at any port; nothing public leads there.
        host_gap_s: between two requests to one host.
        spacing: at hosts that other processes ask, too; none where there are no others.
        ports: that are opened on public hosts.
        resolve: finds the addresses of a name.
    """

    def __init__(
        self,
        *,
        contact: str,
        timeout_s: float,
        max_bytes: int,
        private_hosts: Collection[str],
        host_gap_s: float = 1.0,
        spacing: Spacing | None = None,
        ports: Collection[int] = PORTS,
        resolve: Resolve = look_up,
    ) -> None:
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._private_hosts = frozenset(private_hosts)
        self._hosts = Hosts(host_gap_s, spacing)
        self._robots = Robots(self._robots_txt, _AGENT)
        self._contact = contact
        self._guard = partial(Guarded, private_hosts=private_hosts, ports=ports, resolve=resolve)
        self._made: httpx.AsyncClient | None = None

    @property
    def _client(self) -> httpx.AsyncClient:
        """Made for the first request: to load the certificates takes a thirtieth of a second."""
        if self._made is not None:
            return self._made
        # A connection for each request: one that is kept is known by its IP address, which many sites share.
        limits = httpx.Limits(max_keepalive_connections=0)
        self._made = httpx.AsyncClient(
            transport=self._guard(httpx.AsyncHTTPTransport(limits=limits, trust_env=False)),
            timeout=httpx.Timeout(self._timeout_s, connect=min(_CONNECT_S, self._timeout_s)),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            headers={
                "user-agent": f"{_AGENT}/{__version__} (+{self._contact})",
                "accept": _ACCEPT,
                "accept-language": "fr, *;q=0.5",
                "accept-encoding": ENCODINGS,
            },
            # No proxy from the environment: the guard must see the address that is really connected to.
            trust_env=False,
        )
        return self._made

    async def close(self) -> None:
        """Give the connections back."""
        if self._made is not None:
            await self._made.aclose()

    async def get(
        self,
        address: str,
        *,
        etag: str = "",
        last_modified: str = "",
        public_only: bool = False,
        patient: bool = False,
    ) -> Fetched:
        """Fetch `address`, or learn that it has not changed since the given validators.

        Args:
            address: what to fetch.
            etag: what the last answer was marked with.
            last_modified: the same, by its date.
            public_only: not the operator's private hosts either, for addresses that others chose.
            patient: wait as long as the host asks for since the last request, instead of Postponed.

        Raises: Postponed, Unfetchable, Forbidden, Disallowed, Gone, TooLarge.
        """
        known = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {name: value for name, value in known.items() if value}
        with self._telling(address):
            answer, moved_to = await self._follow(address, headers, public_only=public_only, patient=patient)
        said = answer.headers
        unchanged = answer.status == HTTPStatus.NOT_MODIFIED and bool(headers)
        if not unchanged:
            _refuse(address, answer)
        return Fetched(
            str(answer.url),
            answer.body,
            "" if unchanged else said.get("content-type", ""),
            said.get("etag", ""),
            said.get("last-modified", ""),
            unchanged=unchanged,
            moved_to=moved_to,
            fresh_s=fresh_s(said, datetime.now(UTC)),
        )

    async def allow(self, address: str) -> None:
        """Return if `address` may be asked for, by the rules of its site and ours; it is not asked for.

        Raises: Unfetchable, Forbidden, Disallowed, TooLarge.
        """
        with self._telling(address):
            await self._robots.check(address)

    async def _robots_txt(self, address: str) -> str:
        """The rules of a site; none when it says that it has none (RFC 9309, 2.3.1)."""
        with self._telling(address):
            answer, _ = await self._follow(address, {}, public_only=False, patient=True, page=False)
        if 400 <= answer.status < 500 and answer.status != HTTPStatus.TOO_MANY_REQUESTS:
            return ""
        _refuse(address, answer)
        return answer.body.decode("utf-8", "replace")

    @contextmanager
    def _telling(self, address: str) -> Iterator[None]:
        """Tell what goes wrong below in our own words."""
        try:
            yield
        except TooSoon as err:
            raise Postponed(address, f"its site may be asked {err}", retry_after_s=err.wait_s) from err
        except TimeoutError as err:
            told = f"no answer within {self._timeout_s:g} s"
            raise Unfetchable(address, told, cause=Cause.SILENT) from err
        except Overfull as err:
            msg = f"{address}: more than {self._max_bytes} bytes"
            raise TooLarge(msg) from err
        except (httpx.HTTPError, httpx.InvalidURL, Broken, UnicodeError) as err:
            raise Unfetchable(address, str(err) or type(err).__name__, cause=_cause(err)) from err

    async def _follow(
        self, address: str, headers: dict[str, str], *, public_only: bool, patient: bool, page: bool = True
    ) -> tuple[_Answer, str]:
        """The answer at the end of the redirects, and where the address has moved to for good, if it has."""
        url, left_s, for_good = httpx.URL(address), self._timeout_s, True
        clock = asyncio.get_running_loop().time
        private = not public_only and url.host in self._private_hosts
        for hops in range(_MAX_REDIRECTS + 1):
            if url.host in self._private_hosts and not private:
                msg = f"{url}: a private host, which nothing public leads to"
                raise Forbidden(msg)
            asked_s = await self._robots.check(str(url)) if page and url.host else 0.0
            # Half of a way is not gone again and again.
            patience_s = math.inf if hops or patient else _PATIENCE_S
            async with self._hosts.turn(url.host, gap=page, asked_s=asked_s, patience_s=patience_s):
                start = clock()
                async with asyncio.timeout(left_s):
                    answer = await self._ask(url, headers, page=page)
                left_s -= clock() - start
            if answer.next_url is None:
                return answer, str(url) if hops and for_good else ""
            for_good &= answer.status in _LASTING
            url = answer.next_url
        raise Unfetchable(address, f"more than {_MAX_REDIRECTS} redirects")

    async def _ask(self, url: httpx.URL, headers: dict[str, str], *, page: bool) -> _Answer:
        async with self._client.stream("GET", url, headers=headers) as response:
            body = b""
            if response.status_code == HTTPStatus.OK:
                body = await (self._page(response) if page else _beginning(response))
            return _Answer(
                response.url,
                response.status_code,
                response.reason_phrase,
                response.headers,
                body,
                response.next_request.url if response.next_request else None,
            )

    async def _page(self, response: httpx.Response) -> bytes:
        packed = await _received(response, self._max_bytes)
        encodings = response.headers.get("content-encoding", "")
        if not encodings:
            return unpack(packed, "", self._max_bytes)
        # A few kilobytes may unpack for as long as the loop can wait: there is no telling beforehand.
        return await asyncio.to_thread(unpack, packed, encodings, self._max_bytes)


async def _beginning(response: httpx.Response) -> bytes:
    """As much of a robots.txt as is to be read."""
    packed = await _received(response, ROBOTS_MAX_BYTES)
    encodings = response.headers.get("content-encoding", "")
    return unpack(packed, encodings, ROBOTS_MAX_BYTES) if encodings else packed[:ROBOTS_MAX_BYTES]


async def _received(response: httpx.Response, most: int) -> bytes:
    """The body as it comes, up to the piece that is more than `most` bytes in all."""
    body, pieces = bytearray(), 0
    async for piece in response.aiter_raw():
        body += piece
        pieces += 1
        if len(body) > most:
            break
        if pieces % _BREATH == 0:
            await asyncio.sleep(0)
    return bytes(body)


def _refuse(address: str, answer: _Answer) -> None:
    """Raise unless a page was sent. Raises: Gone, Unfetchable."""
    if answer.status == HTTPStatus.OK:
        return
    reason = f"answered {answer.status} {answer.phrase}".rstrip()
    if answer.status == HTTPStatus.GONE:
        msg = f"{address}: {reason}"
        raise Gone(msg)
    wait_s = retry_after_s(answer.headers, datetime.now(UTC))
    cause = next((cause for statuses, cause in _STATUSES if answer.status in statuses), Cause.OTHER)
    raise Unfetchable(address, reason, retry_after_s=wait_s, cause=cause)


def _cause(err: BaseException) -> Cause:
    """Why no answer came; the libraries say it of what they raised it from."""
    deeper: BaseException | None = err
    while deeper is not None:
        if isinstance(deeper, ssl.SSLError):
            return Cause.CERTIFICATE
        if isinstance(deeper, OSError) and deeper.errno == errno.ENETUNREACH:
            return Cause.NETWORK
        deeper = deeper.__cause__ or deeper.__context__
    if isinstance(err, httpx.ConnectError | httpx.ConnectTimeout):
        return Cause.UNCONNECTED
    return Cause.SILENT if isinstance(err, httpx.TimeoutException) else Cause.OTHER
