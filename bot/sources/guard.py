"""Edge: which addresses are opened. Only http and https, only listed ports, only public networks.

A name is looked up once, all of its addresses are looked at, and the connection goes to one of these very
addresses: a name that changes its answer in between changes nothing. It sits below the client, so that each
redirect passes here too.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address

import httpx

from bot.errors import Cause, Forbidden, Unfetchable

PORTS = frozenset({80, 443})
"""The ports that are opened on public hosts."""

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""The IP addresses of a host name. Raises: OSError."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_PORT_MAX = 65_535
_TRIES = 3  # a host with IPv6 and IPv4 often answers on one of them only
_HEXADECIMAL = frozenset("0123456789abcdef")
_NAT64 = IPv6Network("64:ff9b::/96")
_UNICAST = IPv6Network("2000::/3")
"""All that is handed out of IPv6: what else IANA gave a special purpose lies outside."""
_SPECIAL = tuple(
    map(
        IPv4Network,
        """
        0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
        192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15
        198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
        """.split(),
    )
)
"""https://www.iana.org/assignments/iana-ipv4-special-registry, whole, and multicast.

Of our own, since `is_global` differs from one interpreter to the next. Nobody publishes there, not even where
they are reached from everywhere.
"""
_SPECIAL_6 = tuple(map(IPv6Network, "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split()))
"""https://www.iana.org/assignments/iana-ipv6-special-registry, within what is handed out."""


async def look_up(host: str) -> list[str]:
    """Ask the system for the addresses of a name. Raises: OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address) for *_, (address, *_) in found))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, by whatever detour it is written."""
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _SPECIAL)
    if ip in _NAT64:  # how a host without IPv4 reaches it
        return is_public(str(IPv4Address(ip.packed[-4:])))
    return ip in _UNICAST and not any(ip in network for network in _SPECIAL_6)


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
            raise _unresolved(url, err) from err
        if not found:
            raise _unresolved(url)
        return found


def _unresolved(url: httpx.URL, err: Exception | None = None) -> Unfetchable:
    """Why a name led nowhere: no name server answered, or those that did know no such host."""
    said = getattr(err, "strerror", None)
    if isinstance(err, OSError) and err.errno == socket.EAI_AGAIN:
        return Unfetchable(str(url), f"no name server answers: {said}", cause=Cause.NETWORK)
    told = f"there is no host {url.host}" + (f": {said}" if said else "")
    return Unfetchable(str(url), told, cause=Cause.UNRESOLVED)


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
