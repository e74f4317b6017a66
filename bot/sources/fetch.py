"""Edge: one HTTP request, politely and safely.

Every address is looked at, after each redirect too, and again at the very moment of connecting: only http and
https, only ports 80 and 443, only public addresses, unless the operator listed the host. Nothing but a
`SourceError` leaves it.
"""

import asyncio
import socket
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from email.message import Message as Headers
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from ipaddress import ip_address

import httpx
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from bot.errors import Forbidden, TooLarge, Unfetchable
from bot.version import __version__

_PORTS = (None, 80, 443)
_PORT_MAX = 65_535
_MAX_REDIRECTS = 5
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


class Fetcher:
    """Fetches public addresses, and the private hosts that the operator listed."""

    def __init__(
        self, *, contact: str, timeout_s: float, max_bytes: int, private_hosts: Collection[str]
    ) -> None:
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._private_hosts = frozenset(private_hosts)
        headers = {
            "user-agent": f"Laconique/{__version__} (+{contact})",
            "accept": _ACCEPT,
            "accept-language": "fr, *;q=0.5",
        }
        # No proxy from the environment: the guard must see the address that is really connected to.
        self._guarded = httpx_ssrf_protection(
            httpx.AsyncClient(headers=headers, timeout=timeout_s, trust_env=False)
        )
        self._trusted = httpx.AsyncClient(headers=headers, timeout=timeout_s, trust_env=False)

    async def close(self) -> None:
        """Give the connections back."""
        await self._guarded.aclose()
        await self._trusted.aclose()

    async def get(self, address: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Fetch `address`, or learn that it has not changed since the given validators.

        Raises: Unfetchable, Forbidden, TooLarge.
        """
        known = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {name: value for name, value in known.items() if value}
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._follow(address, headers)
        except TimeoutError as err:
            raise Unfetchable(address, f"no answer within {self._timeout_s:g} s") from err
        except SSRFProtectionError as err:
            msg = f"{address}: {err}"
            raise Forbidden(msg) from err
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as err:
            raise Unfetchable(address, str(err) or type(err).__name__) from err

    async def _follow(self, address: str, headers: dict[str, str]) -> Fetched:
        url = httpx.URL(address)
        for _ in range(_MAX_REDIRECTS + 1):
            client = await self._client(url)
            async with client.stream("GET", url, headers=headers) as response:
                if response.next_request is None:
                    return await self._read(address, response)
                url = response.next_request.url
        raise Unfetchable(address, f"more than {_MAX_REDIRECTS} redirects")

    async def _client(self, url: httpx.URL) -> httpx.AsyncClient:
        """The client that may open this address."""
        if url.scheme not in {"http", "https"} or not url.host or (url.port or 0) > _PORT_MAX:
            msg = f"{url}: only http and https addresses are opened"
            raise Forbidden(msg)
        if url.host in self._private_hosts:
            return self._trusted
        if url.port not in _PORTS:
            msg = f"{url}: only ports 80 and 443 are opened"
            raise Forbidden(msg)
        await _refuse_private(url)
        return self._guarded

    async def _read(self, address: str, response: httpx.Response) -> Fetched:
        headers = response.headers
        validators = {"etag": headers.get("etag", ""), "last_modified": headers.get("last-modified", "")}
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return Fetched(str(response.url), b"", unchanged=True, **validators)
        if response.status_code != HTTPStatus.OK:
            reason = f"answered {response.status_code} {response.reason_phrase}".rstrip()
            raise Unfetchable(address, reason, retry_after_s=_retry_after_s(headers))
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > self._max_bytes:
                msg = f"{address}: more than {self._max_bytes} bytes"
                raise TooLarge(msg)
        return Fetched(str(response.url), bytes(body), headers.get("content-type", ""), **validators)


async def _refuse_private(url: httpx.URL) -> None:
    """Refuse a name of a private network before anyone knocks there.

    The guard connects, and then looks where it has come to: the answer would tell which ports are open.
    """
    host, port = url.raw_host.decode("ascii"), url.port or url.scheme
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as err:
        raise Unfetchable(str(url), err.strerror or "no such host") from err
    for *_, (address, *_) in found:
        if not ip_address(address).is_global:
            msg = f"{url}: {address} is not a public address"
            raise Forbidden(msg)


def _retry_after_s(headers: httpx.Headers) -> float | None:
    """The wait that the server asks for, in either of its two forms."""
    asked = headers.get("retry-after", "")
    if asked.isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
        here = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(until.tzinfo)
        return max((until - here).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None
