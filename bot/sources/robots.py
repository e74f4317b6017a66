"""What sites ask of robots (RFC 9309): read once a day from each, and kept to."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from bot.errors import Cause, Disallowed, Forbidden, SourceError, Unfetchable

MAX_BYTES = 500 * 1024
"""What the standard asks us to read of it; the rest is left."""

_HOLDS_S = 86_400.0
_REFUSED_S = 300.0  # when it can't be read, nothing of the site may be: ask again soon
_DELAY_MAX_S = 30.0
"""Who asks for more between two requests would rather not be read at all, and says so otherwise."""
_REMEMBERED = 1000
_NOBODY_THERE = (Cause.NETWORK, Cause.UNRESOLVED, Cause.UNCONNECTED, Cause.CERTIFICATE)
"""Then no page of the site can be read: the rules are not what it is about."""


@dataclass(slots=True)
class _Kept:
    """The rules of one site; none when they could not be read, for the reason that stands there."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    until: float = 0.0
    rules: Protego | None = None
    delay_s: float = 0.0
    reason: str = ""
    cause: Cause = Cause.ROBOTS


class Robots:
    """The rules of the sites, read by `read`.

    `read` gives the text behind an address, nothing when the site has none; a SourceError means that the site
    does not say.
    """

    def __init__(self, read: Callable[[str], Awaitable[str]], agent: str) -> None:
        self._read = read
        self._agent = agent
        self._sites: dict[str, _Kept] = {}

    async def check(self, address: str) -> float:
        """Return if a page may be fetched, with the seconds that the site asks for between two requests.

        Raises: Disallowed; Unfetchable when the rules can't be read now; Forbidden when the site is never
            opened.
        """
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        kept = self._sites.setdefault(site, _Kept())
        clock = asyncio.get_running_loop().time
        async with kept.lock:  # several pages of one site: the first one reads the rules for all
            if clock() >= kept.until:
                await self._renew(kept, site)
                kept.until = clock() + (_HOLDS_S if kept.rules else _REFUSED_S)
                self._forget()
        if kept.rules is None:
            wait_s = max(kept.until - clock(), 0.0)
            raise Unfetchable(address, kept.reason, retry_after_s=wait_s, cause=kept.cause)
        if not kept.rules.can_fetch(address, self._agent):
            msg = f"{address}: the site's robots.txt asks robots to stay away"
            raise Disallowed(msg)
        return kept.delay_s

    async def _renew(self, kept: _Kept, site: str) -> None:
        try:
            text = await self._read(f"{site}/robots.txt")
        except Forbidden:  # then the page's own address is
            raise
        except SourceError as err:
            kept.rules, kept.cause, kept.reason = None, err.cause, f"its robots.txt can't be read: {err}"
            if isinstance(err, Unfetchable) and err.cause in _NOBODY_THERE:
                kept.reason = err.reason
        else:  # half a megabyte of rules takes half a second
            kept.rules = await asyncio.to_thread(Protego.parse, text.removeprefix("\ufeff"))
            kept.delay_s = min(max(kept.rules.crawl_delay(self._agent) or 0.0, 0.0), _DELAY_MAX_S)

    def _forget(self) -> None:
        """Let go of the sites that were met first."""
        for site in list(self._sites)[: max(len(self._sites) - _REMEMBERED, 0)]:
            if not self._sites[site].lock.locked():
                del self._sites[site]
