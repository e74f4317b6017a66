"""HTTP for the person: the chat page, what happens in it, and the faults that an operator asks for."""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox.access import body_of, foreign_origin
from bot.sandbox.chats import Json
from bot.sandbox.deeds import DEEDS
from bot.sandbox.hub import Hub
from bot.sandbox.params import read_json
from bot.sandbox.person import Impossible
from bot.sandbox.refusals import Refusal
from bot.sandbox.snapshot import snapshot
from bot.sandbox.state import Event

WEB: Final = Path(__file__).parent / "web"
SCRIPT: Final = "text/javascript"
SCRIPTS: Final = tuple(
    f"{name}.js" for name in ("chat", "deeds", "dialogs", "known", "log", "offers", "side", "view")
)
FILES: Final = {"chat.css": "text/css", **dict.fromkeys(SCRIPTS, SCRIPT)}
SHOWN: Final = ("message", "deleted", "blocked", "typing", "answered", "offered")
"""What goes to the page as it is; whatever else changed, the page is told the whole state again."""
WHOLE: Final = ("person", "language", "commands", "group", "role", "thread", "migrated", "forgotten")
RETRY: Final = "retry: 1000\n"
"""Milliseconds before a page that lost the stream asks again."""
ACTION_MAX: Final = 7 * 2**20
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Page:
    """The person's side of one sandbox."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def routes(self) -> list[BaseRoute]:
        """The page's routes."""
        return [
            Route("/", self._index),
            Route("/sandbox/state", self._state),
            Route("/sandbox/events", self._events),
            Route("/sandbox/faults", self._faults, methods=["GET", "DELETE"]),
            Route("/sandbox/files/{file_id}", self._file),
            *(Route(f"/sandbox/{name}", self._deed(deed), methods=["POST"]) for name, deed in DEEDS.items()),
            Route("/sandbox/{asset}", self._asset),
        ]

    async def _index(self, _request: Request) -> Response:
        return FileResponse(WEB / "index.html", headers=HEADERS)

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["asset"]
        if name not in FILES:
            return _refused(404, "not found")
        return FileResponse(WEB / name, media_type=FILES[name], headers=HEADERS)

    async def _state(self, request: Request) -> Response:
        if foreign_origin(request):
            return _refused(403, "the sandbox answers its own page only")
        return JSONResponse(snapshot(self._hub))

    async def _events(self, request: Request) -> Response:
        if foreign_origin(request):
            return _refused(403, "the sandbox answers its own page only")
        headers = HEADERS | {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers=headers)

    async def _stream(self) -> AsyncIterator[str]:
        """The whole state, then what changes."""
        with self._hub.listening() as queue:
            yield RETRY + _sse({"event": "state", **snapshot(self._hub)})
            while not self._hub.closed and (event := await queue.get()):
                if event["event"] in SHOWN:
                    yield _sse(event)
                elif event["event"] in WHOLE:
                    yield _sse({"event": "state", **snapshot(self._hub)})

    async def _file(self, request: Request) -> Response:
        file = self._hub.state.files.get(request.path_params["file_id"])
        if file is None:
            return _refused(404, "not found")
        shown = file.media_type in ("image/png", "image/jpeg")
        kind = file.media_type if shown else "application/octet-stream"
        headers = HEADERS | {"Content-Disposition": "inline" if shown else "attachment"}
        return Response(file.content, media_type=kind, headers=headers)

    async def _faults(self, request: Request) -> Response:
        if foreign_origin(request):
            return _refused(403, "the sandbox answers its own page only")
        if request.method == "DELETE":
            self._hub.faults = []
        return JSONResponse([{"kind": fault.kind, "times": fault.times} for fault in self._hub.faults])

    def _deed(self, deed: Callable[[Hub, Json], object]) -> Callable[[Request], Any]:
        """An endpoint that reads a JSON object, does `deed` with it, and answers what it returns."""

        async def endpoint(request: Request) -> Response:
            if foreign_origin(request):
                return _refused(403, "the sandbox answers its own page only")
            if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                return _refused(415, "the body must be application/json")
            try:
                asked = read_json(await body_of(request, ACTION_MAX))
                return JSONResponse(deed(self._hub, asked) or {})
            except Refusal as refusal:
                return _refused(refusal.code, "too large")
            except Impossible as err:
                return _refused(409, str(err))
            except (ValueError, KeyError, TypeError, AttributeError) as err:
                return _refused(400, f"{type(err).__name__}: {err}")

        return endpoint


def _sse(event: Event) -> str:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n"


def _refused(code: int, why: str) -> Response:
    return JSONResponse({"error": why}, status_code=code)
