"""`/health`: the state of it all in a few numbers; 503 when the database does not answer."""

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


def _numbers(state: Health) -> dict[str, object]:
    """Counts only: the port may be open to more people than the operator."""
    return asdict(state) | {"failing_sources": len(state.failing_sources)}
