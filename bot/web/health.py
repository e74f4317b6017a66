"""`/health`: whether all is well, and why not; `/ready`: whether to send requests here; `/alive`.

`/health` says `ok`, `degraded` with the reasons, or `database`, with 503, when that does not answer. The
reasons and the numbers are for this machine and for who has the token; others learn the status. What is
degraded still answers: whoever restarts it mends nothing.

Whoever asks every few seconds whether a process is well asks `/alive`: to count a large database takes long.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import DatabaseError
from bot.ports import Health
from bot.version import __version__
from bot.web.door import admits

Ask = Callable[[], Awaitable[object]]
"""Asks the database for something small. Raises: DatabaseError."""
Reasons = Callable[[], Awaitable[Sequence[str]]]
"""Tells what is not well, and asks nothing large for it. Raises: DatabaseError."""
State = Callable[[], Awaitable[Health]]
"""Counts it all. Raises: DatabaseError."""


def health(reasons: Reasons, state: State, role: str, token: str) -> Route:
    """The route for an operator; `role` is what this process does."""
    about = {"version": __version__, "role": role}

    async def health(request: Request) -> Response:
        within = admits(request, token)
        try:
            why = await reasons()
            told: dict[str, object] = {"status": "degraded" if why else "ok"}
            more = about | {"reasons": why} | _numbers(await state()) if within else {}
        except DatabaseError as err:
            more = about | {"reasons": [str(err)]} if within else {}
            return JSONResponse({"status": "database"} | more, status_code=503)
        return JSONResponse(told | more)

    return Route("/health", health)


def alive(ask: Ask) -> Route:
    """The route for containers: a process that does not answer, or not with 200, is to be restarted."""

    async def alive(_request: Request) -> Response:
        return Response(status_code=200 if await _answers(ask) else 503)

    return Route("/alive", alive)


def ready(ask: Ask, at_work: Callable[[], bool]) -> Route:
    """The route for load balancers: not yet ready while it starts, no more as it stops."""

    async def ready(_request: Request) -> Response:
        return Response(status_code=200 if at_work() and await _answers(ask) else 503)

    return Route("/ready", ready)


async def _answers(ask: Ask) -> bool:
    try:
        await ask()
    except DatabaseError:
        return False
    return True


def _numbers(state: Health) -> dict[str, object]:
    """Counts only: what stands in reasons of sources is for the terminal."""
    numbers = asdict(state)
    del numbers["supply"]
    return numbers | {"sources": state.supply.watched, "failing_sources": len(state.supply.failing)}
