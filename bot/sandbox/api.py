"""HTTP for the bot: the methods under /bot<token>/, the files under /file/bot<token>/."""

import asyncio
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.access import body_of, foreign_origin
from bot.sandbox.faults import Kind, take
from bot.sandbox.hub import Hub
from bot.sandbox.methods import METHODS, file_path
from bot.sandbox.params import DIGITS_MAX, TOKEN_SIGNS, Params, is_number, read_params
from bot.sandbox.refusals import Refusal
from bot.sandbox.updates import Delivery

UPLOAD_MAX: Final = 50 * 2**20
"""Bytes; the greatest file that a bot may send."""


class Unanswered(Response):
    """Begins an answer and never ends it: the server closes the connection, the caller learns nothing."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Promise a byte that never comes."""
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})


class Api:
    """The Bot API over one sandbox."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._delivery = Delivery(hub)

    def routes(self) -> list[BaseRoute]:
        """The bot's routes."""
        return [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download, methods=["GET"]),
        ]

    async def _call(self, request: Request) -> Response:
        try:
            self._check(request)
            params = read_params(
                request.url.query,
                request.headers.get("content-type", ""),
                await body_of(request, UPLOAD_MAX),
            )
            return await self._answer(request.path_params["method"], params)
        except Refusal as refusal:
            return JSONResponse(refusal.body, status_code=refusal.code)

    async def _answer(self, method: str, params: Params) -> Response:
        """Carry one call out, with the fault that was asked for, if any."""
        if self._hub.limits:
            self._hub.limits.check(method, params.text("chat_id"))
        fault, self._hub.faults = take(self._hub.faults, method, params.text("chat_id"))
        if fault and fault.refusal:
            raise fault.refusal
        if fault and fault.kind is Kind.HOLD:
            await asyncio.sleep(fault.seconds)
        result = await self._result(method.lower(), params)
        if fault and fault.kind is Kind.DROP:
            return Unanswered()
        return JSONResponse({"ok": True, "result": result})

    async def _result(self, method: str, params: Params) -> object:
        if method == "getupdates":
            return await self._delivery.get_updates(params)
        if method not in METHODS:
            raise Refusal(404)
        return METHODS[method](self._hub, params)

    async def _download(self, request: Request) -> Response:
        try:
            self._check(request)
        except Refusal as refusal:
            return JSONResponse(refusal.body, status_code=refusal.code)
        for file_id, file in self._hub.state.files.items():
            if file_path(file_id, file) == request.path_params["path"]:
                return Response(file.content, media_type="application/octet-stream")
        return JSONResponse(Refusal(404).body, status_code=404)

    def _check(self, request: Request) -> None:
        token = request.path_params["token"]
        bot_id, _, secret = token.partition(":")
        if not (is_number(bot_id, DIGITS_MAX) and secret and TOKEN_SIGNS.issuperset(secret)):
            raise Refusal(404)
        if token != self._hub.token:
            raise Refusal(401)
        if foreign_origin(request):
            raise Refusal(403, "the sandbox answers programs and its own page only")
