"""`/health`: the state of it all in a few numbers; `/alive`: whether the database answers.

503 when it does not.

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


def route(state: Callable[[], Awaitable[Health]], role: str) -> Route:
    """The route; `state` asks the database, `role` is what this process does."""
    about = {"version": __version__, "role": role}

    async def health(_request: Request) -> Response:
        try:
            told = {"status": "ok", **about, **_numbers(await state())}
        except DatabaseError as err:
            return JSONResponse({"status": "database", **about, "reason": str(err)}, status_code=503)
        return JSONResponse(told)

    return Route("/health", health)


def alive(ask: Callable[[], Awaitable[object]]) -> Route:
    """The route for containers and load balancers; `ask` asks the database for something small."""

    async def alive(_request: Request) -> Response:
        try:
            await ask()
        except DatabaseError:
            return Response(status_code=503)
        return Response()

    return Route("/alive", alive)


def _numbers(state: Health) -> dict[str, object]:
    """Counts only: the port may be open to more people than the operator."""
    return asdict(state) | {"failing_sources": len(state.failing_sources)}
