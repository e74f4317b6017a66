"""Edge: which addresses are opened. Only http and https, only listed ports, only public networks.

A name is looked up once, all of its addresses are looked at, and the connection goes to one of these very
addresses: a name that changes its answer in between changes nothing. It sits below the client, so that each
redirect passes here too.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from bot.errors import Forbidden, Unfetchable

PORTS = frozenset({80, 443})
"""The ports that are opened on public hosts."""

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The IP addresses of a host name. Raises: OSError."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_PORT_MAX = 65_535
_TRIES = 3  # a host with IPv6 and IPv4 often answers on one of them only
_HEXADECIMAL = frozenset("0123456789abcdef")
_UNICAST = IPv6Network(
    "2000::/3"
)  # all that is handed out; what embeds IPv4 by old customs lies mostly outside
_NAT64 = IPv6Network("64:ff9b::/96")


async def look_up(host: str) -> list[str]:
    """Ask the system for the addresses of a name. Raises: OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address) for *_, (address, *_) in found))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, by whatever detour it is written."""
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip in _NAT64:  # how a host without IPv4 reaches it
        return is_public(str(IPv4Address(ip.packed[-4:])))
    return ip in _UNICAST and ip.is_global and not _is_tunnel(ip)


def _is_tunnel(ip: IPv6Address) -> bool:
    """6to4 and Teredo carry an IPv4 address, which may be anybody's; nobody publishes there any more."""
    return ip.sixtofour is not None or ip.teredo is not None


def literal(host: str) -> str | None:
    """The IP address that a host is by itself, in any form that the system takes: short, octal, a number."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return None
    return str(found[0][4][0])


class Guarded(httpx.AsyncBaseTransport):
    """Lets a request through to `inner` under the IP address that was looked at."""

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        *,
        private_hosts: Collection[str] = (),
        ports: Collection[int] = PORTS,
        resolve: Resolve = look_up,
    ) -> None:
        self._inner = inner
        self._private_hosts = frozenset(private_hosts)
        self._ports = frozenset(ports)
        self._resolve = resolve

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises: Forbidden, Unfetchable, and what `inner` raises."""
        failure: Exception = OSError("no address")
        for address in await self._addresses(request.url):
            try:
                return await self._inner.handle_async_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as err:
                failure = err
        raise failure

    async def aclose(self) -> None:
        """Give the connections back."""
        await self._inner.aclose()

    async def _addresses(self, url: httpx.URL) -> Sequence[str]:
        """The addresses that may be connected to, at least one."""
        if url.scheme not in _DEFAULT_PORT or not url.host or (url.port or 0) > _PORT_MAX:
            msg = f"{url}: only http and https addresses are opened"
            raise Forbidden(msg)
        trusted = url.host in self._private_hosts
        if not trusted and (url.port or _DEFAULT_PORT[url.scheme]) not in self._ports:
            msg = f"{url}: only ports {' and '.join(map(str, sorted(self._ports)))} are opened"
            raise Forbidden(msg)
        found = await self._found(url, trusted=trusted)
        for address in () if trusted else found:
            if not is_public(address):
                msg = f"{url}: {address} is not a public address"
                raise Forbidden(msg)
        return found[:_TRIES]

    async def _found(self, url: httpx.URL, *, trusted: bool) -> Sequence[str]:
        host = url.raw_host.decode("ascii")
        if (own := literal(host)) is not None:
            return [own]
        if not trusted and _is_no_name(host):
            msg = f"{url}: {host} is no public host"
            raise Forbidden(msg)
        try:
            found = await self._resolve(host)
        except (OSError, UnicodeError) as err:
            raise Unfetchable(str(url), getattr(err, "strerror", None) or "no such host") from err
        if not found:
            raise Unfetchable(str(url), "no such host")
        return found


def _is_no_name(host: str) -> bool:
    """A number that is no address, or this machine: nobody needs to be asked."""
    last = host.rstrip(".").rpartition(".")[2]
    number = last.isdecimal() or (last.startswith("0x") and _HEXADECIMAL.issuperset(last.removeprefix("0x")))
    return last == "localhost" or number


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to an IP address; its header and the TLS handshake name the host, as before."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions=request.extensions | {"sni_hostname": request.url.raw_host.decode("ascii")},
    )
