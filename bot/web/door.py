"""Who may ask what at the one HTTP port.

Each request must name this machine as its own web pages would: else a page of another site, whose name leads
here (DNS rebinding), could read what is meant for whoever sits at this machine. What tells more than whether
all is well is for this machine, and for who knows the token.
"""

import hmac
from collections.abc import Collection
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE: Final = "laconique"
_PASSED_ON: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""What a proxy of this machine adds when it speaks for somebody else."""
_KEPT_S: Final = 30 * 86_400
_TOLD_MAX: Final = 20

log = structlog.get_logger()


class Named:
    """Lets a request through to `app` when it asks for this machine; a refused one ends its connection.

    A site of another's can't have an IP address as its name, nor one without a dot; `names` are ours besides.
    """

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app = app
        self._names = frozenset(name.lower().rstrip(".") for name in names)
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def closing(message: Message) -> None:
            """Whoever is refused before its body was read shall not send it all the same."""
            if message["type"] == "http.response.start" and message["status"] >= 400:
                MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        if scope["type"] != "http" or self._is_ours(asked := _host(HTTPConnection(scope))):
            await self._app(scope, receive, closing)
            return
        if asked not in self._told and len(self._told) < _TOLD_MAX:
            self._told.add(asked)
            log.warning("asked under a name that is not ours", host=asked[:100], mend="bot.toml: web.names")
        refused = PlainTextResponse("Not a name of this machine.\n", status_code=421)
        await refused(scope, receive, closing)

    def _is_ours(self, name: str) -> bool:
        return "." not in name.rstrip(".") or name.rstrip(".") in self._names or _is_address(name)


class Guarded:
    """Lets a request through to `app` from this machine, or with the token.

    Whoever opens a page with `?token=` gets a cookie, and is led on without it.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        request = Request(scope, receive)
        if _is(request.query_params.get("token", ""), self._token):
            answer: ASGIApp = _remembering(request.url.path, self._token)
        elif admits(request, self._token):
            answer = self._app
        else:
            answer = _closed()
        await answer(scope, receive, send)


def admits(request: HTTPConnection, token: str) -> bool:
    """Whether it comes from this machine, or shows the token: as a bearer, or in our cookie."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
    return _is_near(request) or _is(bearer, token) or _is(request.cookies.get(COOKIE, ""), token)


def _closed() -> Response:
    told = "For this machine, or with the token: Authorization: Bearer …, or ?token=….\n"
    return PlainTextResponse(told, status_code=401, headers={"www-authenticate": "Bearer"})


def _remembering(path: str, token: str) -> Response:
    """Out of the address, where a history or a referrer would keep it."""
    answer = RedirectResponse("/" + path.lstrip("/"), status_code=303)
    answer.set_cookie(COOKIE, token, max_age=_KEPT_S, httponly=True, samesite="strict")
    return answer


def _is(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(), token.encode())


def _is_near(request: HTTPConnection) -> bool:
    """Whether a program of this machine asks for itself."""
    peer = request.client.host if request.client else ""
    passed_on = any(name in request.headers for name in _PASSED_ON)
    return peer in LOOPBACK and _host(request) in LOOPBACK and not passed_on


def _host(request: HTTPConnection) -> str:
    """The name that was asked for, small; empty when there is none: no browser leaves it out."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return "a.broken.name"


def _is_address(name: str) -> bool:
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True
