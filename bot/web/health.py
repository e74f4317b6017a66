"""`/health`: the state of it all in a few numbers; `/alive`: whether the database answers.

503 when it does not. The numbers are for this machine and for who has the token; others learn the status.

Whoever asks every few seconds whether a process is well asks `/alive`: to count a large database takes long.
"""

from collections.abc import Awaitable, Callable
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


def route(state: Callable[[], Awaitable[Health]], ask: Ask, role: str, token: str) -> Route:
    """The route; `state` asks the database for all of it, `role` is what this process does."""
    about = {"version": __version__, "role": role}

    async def health(request: Request) -> Response:
        told: dict[str, object] = {"status": "ok"}
        try:
            if admits(request, token):
                told |= about | _numbers(await state())
            else:
                await ask()
        except DatabaseError as err:
            told = {"status": "database"}
            if admits(request, token):
                told |= about | {"reason": str(err)}
            return JSONResponse(told, status_code=503)
        return JSONResponse(told)

    return Route("/health", health)


def alive(ask: Ask) -> Route:
    """The route for containers and load balancers."""

    async def alive(_request: Request) -> Response:
        try:
            await ask()
        except DatabaseError:
            return Response(status_code=503)
        return Response()

    return Route("/alive", alive)


def _numbers(state: Health) -> dict[str, object]:
    """Counts only: what stands in reasons is for the terminal."""
    return asdict(state) | {"failing_sources": len(state.failing_sources)}
