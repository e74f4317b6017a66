"""HTTP for the person: the chat page, what happens in it, and the faults that an operator asks for."""

import base64
import binascii
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox import person
from bot.sandbox.access import body_of, foreign_origin
from bot.sandbox.faults import read_fault
from bot.sandbox.hub import Hub
from bot.sandbox.methods import menu
from bot.sandbox.params import read_json
from bot.sandbox.refusals import Refusal
from bot.sandbox.state import Event, Json

WEB: Final = Path(__file__).parent / "web"
SCRIPT: Final = "text/javascript"
FILES: Final = {"chat.css": "text/css", "chat.js": SCRIPT, "commands.js": SCRIPT, "view.js": SCRIPT}
SHOWN: Final = ("message", "deleted", "blocked", "typing", "answered")
"""What goes to the page as it is; whatever else changed, the page is told the whole state again."""
WHOLE: Final = ("person", "commands", "moved", "forgotten")
RETRY: Final = "retry: 1000\n"
"""Milliseconds before a page that lost the stream asks again."""
HISTORY: Final = 300
"""Messages of one chat that the page is given at first."""
DOCUMENT_MAX: Final = 5 * 2**20
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
        deeds: dict[str, Callable[[Json], object]] = {
            "send": self._say,
            "press": self._press,
            "document": self._hand_over,
            "people": self._join,
            "block": self._block,
            "migrate": self._move,
            "faults": self._fault,
        }
        return [
            Route("/", self._index),
            Route("/sandbox/state", self._state),
            Route("/sandbox/events", self._events),
            Route("/sandbox/faults", self._faults, methods=["GET", "DELETE"]),
            Route("/sandbox/files/{file_id}", self._file),
            *(Route(f"/sandbox/{name}", self._deed(deed), methods=["POST"]) for name, deed in deeds.items()),
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

    def _deed(self, deed: Callable[[Json], object]) -> Callable[[Request], Any]:
        """An endpoint that reads a JSON object, does `deed` with it, and answers what it returns."""

        async def endpoint(request: Request) -> Response:
            if foreign_origin(request):
                return _refused(403, "the sandbox answers its own page only")
            if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                return _refused(415, "the body must be application/json")
            try:
                asked = read_json(await body_of(request, ACTION_MAX))
                return JSONResponse(deed(asked) or {})
            except Refusal as refusal:
                return _refused(refusal.code, "too large")
            except person.Impossible as err:
                return _refused(409, str(err))
            except (ValueError, KeyError, TypeError, AttributeError) as err:
                return _refused(400, f"{type(err).__name__}: {err}")

        return endpoint

    def _say(self, asked: Json) -> object:
        return person.say(self._hub, int(asked["user"]), str(asked["text"]))

    def _press(self, asked: Json) -> object:
        who, message = int(asked["user"]), int(asked["message_id"])
        return {"query_id": person.press(self._hub, who, message, str(asked["data"]))}

    def _hand_over(self, asked: Json) -> object:
        try:
            content = base64.b64decode(asked["content"], validate=True)
        except binascii.Error as err:
            raise ValueError("content: not base64") from err
        if len(content) > DOCUMENT_MAX:
            raise person.Impossible(f"a file has at most {DOCUMENT_MAX} bytes")
        kind = str(asked.get("media_type") or "application/octet-stream")
        return person.hand_over(self._hub, int(asked["user"]), str(asked["name"]), kind, content)

    def _join(self, asked: Json) -> object:
        return {"user": person.join(self._hub, str(asked["name"])).id}

    def _block(self, asked: Json) -> None:
        person.block(self._hub, int(asked["user"]), blocked=asked["blocked"] is True)

    def _move(self, asked: Json) -> None:
        person.move(self._hub, int(asked["user"]), int(asked["chat"]))

    def _fault(self, asked: Json) -> object:
        self._hub.faults.append(read_fault(asked))
        return {"waiting": len(self._hub.faults)}


def snapshot(hub: Hub) -> Json:
    """All that the page shows: the bot, its commands, the people, and the last messages of each chat."""
    chats: dict[int, list[Json]] = {}
    for _, message in sorted(hub.state.messages.items()):
        chats.setdefault(message["chat"]["id"], []).append(message)
    people = [
        {
            "id": who.id,
            "name": who.name,
            "chat": who.chat,
            "started": who.started,
            "blocked": who.blocked,
            "messages": chats.get(who.chat, [])[-HISTORY:],
        }
        for who in hub.state.people.values()
    ]
    return {"bot": hub.bot, "commands": menu(hub.state), "people": people}


def _sse(event: Event) -> str:
    return f"data: {json.dumps(event, ensure_ascii=False)}\n\n"


def _refused(code: int, why: str) -> Response:
    return JSONResponse({"error": why}, status_code=code)
