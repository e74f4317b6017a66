"""HTTP under python-telegram-bot, which tells by what happened on the wire whether a request was heard.

A request of which not every byte left was surely not carried out. One that left whole, and got no answer in
the words of the Bot API, may have been: a gateway's error page and half an answer follow an acceptance, too.
"""

import asyncio
import json
import ssl
from io import BytesIO
from typing import Any, cast

import aiohttp
from aiohttp import BytesIOPayload, ClientTimeout, MultipartWriter
from aiohttp.abc import AbstractStreamWriter
from telegram.error import NetworkError, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.telegram.contact import Contact

_FORM = "application/x-www-form-urlencoded"
_TIMEOUT_S, _CONNECT_S = 15.0, 5.0
_UNWELL = {
    401: "HTTP 401: the token is refused",
    409: "HTTP 409: another program asks for the updates of this token",
}
"""Answers that say that no other will come."""
_FAILED = 500
"""The status of the Bot API's own failures; what is above is said by a gateway before it."""


class Unsent(NetworkError):
    """Not every byte of the request left."""


class Unheard(NetworkError):
    """The request left, and nothing came back."""


class Odd(NetworkError):
    """The request left, and what came back does not say what became of it."""


class Failed(NetworkError):
    """The Bot API itself says that it failed."""


class Wire(BaseRequest):
    """Up to `connections` requests at a time; without `secure` plainly, past any proxy of the environment.

    `contact` is told which were answered.
    """

    def __init__(
        self, connections: int, secure: ssl.SSLContext | None = None, contact: Contact | None = None
    ) -> None:
        self._connections = connections
        self._secure = secure
        self._contact = contact
        self._session: aiohttp.ClientSession | None = None

    async def initialize(self) -> None:
        """Nothing is connected before the first request."""

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=self._secure or True)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=self._secure is not None)
        return self._session

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    @property
    def read_timeout(self) -> float | None:
        """How long a request may take as a whole, in seconds, where a call does not say."""
        return _TIMEOUT_S

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - a number, None or the default
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - part of the whole
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 - part of connecting
    ) -> tuple[int, bytes]:
        """Make one request, within `read_timeout` as a whole: its status and its body.

        Raises: Unsent, Unheard, Odd, Failed.
        """
        try:
            answer = await self._asked(url, method, request_data, read_timeout, connect_timeout)
        except NetworkError as err:
            self._note(str(err))
            raise
        self._note(_UNWELL.get(answer[0], ""))
        return answer

    def _note(self, trouble: str) -> None:
        if self._contact is None:
            return
        if trouble:
            self._contact.missed(trouble)
        else:
            self._contact.heard()

    async def _asked(
        self,
        url: str,
        method: str,
        request_data: RequestData | None,
        read_timeout: Any,  # noqa: ANN401
        connect_timeout: Any,  # noqa: ANN401
    ) -> tuple[int, bytes]:
        session = self._opened()
        total_s = _TIMEOUT_S if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        connect_s = _CONNECT_S if connect_timeout is BaseRequest.DEFAULT_NONE else connect_timeout
        body = await _body(request_data)
        try:
            async with session.request(
                method, url, data=body, timeout=ClientTimeout(total=total_s, connect=connect_s)
            ) as response:
                answer = response.status, await response.read()
        except TimeoutError:
            if body.left:
                raise Unheard(f"no answer within {total_s:g} s") from None
            raise Unsent("not sent in time") from None
        except aiohttp.ClientPayloadError:  # half an answer
            raise Odd("an answer that breaks off") if body.left else Unsent("answered too soon") from None
        except (aiohttp.ClientError, OSError) as err:
            kind = Unheard if body.left else Unsent
            raise kind(_told(err)) from None  # its own words hold the address, and so the token
        if method != "GET" and (odd := _oddity(*answer)):
            raise odd if body.left else Unsent("answered too soon")
        return answer

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer. Raises: TelegramError, without a word of the answer in the log."""
        answer = _json(payload)
        if answer is None:
            raise TelegramError("Invalid server response")
        return answer


class _Body(BytesIOPayload):
    """The body of a request, and whether all of it, with the headers before it, has left this process."""

    left = False

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        """Write it, to the last byte."""
        transport = cast("asyncio.Transport", writer.transport)
        transport.set_write_buffer_limits(0)  # so that `drain` waits for the last byte
        await super().write_with_length(writer, content_length)
        await writer.drain()
        self.left = not transport.is_closing()  # a write that fails says so in no other way


async def _body(data: RequestData | None) -> _Body:
    if data is None or not data.contains_files:
        form = data.url_encoded_parameters() if data else ""
        return _Body(BytesIO(form.encode()), content_type=_FORM)
    with MultipartWriter("form-data") as parts:
        for name, value in data.json_parameters.items():
            parts.append(value).set_content_disposition("form-data", name=name)
        for name, (file_name, content, media_type) in data.multipart_data.items():
            part = parts.append(BytesIO(cast("bytes", content)), {"Content-Type": media_type})
            part.set_content_disposition("form-data", quote_fields=False, name=name, filename=file_name)
    return _Body(BytesIO(await parts.as_bytes()), content_type=parts.content_type)


def _oddity(status: int, body: bytes) -> NetworkError | None:
    """What is wrong with an answer that is none of the Bot API, or says that the Bot API itself failed."""
    answer = _json(body)
    if answer is None or "ok" not in answer:
        return Odd(f"HTTP {status}, and no answer to the request")
    if status < _FAILED:
        return None
    told = f"{answer.get('description') or status}"
    return Failed(told) if answer.get("error_code") == _FAILED else Odd(told)


def _json(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _told(err: Exception) -> str:
    strerror = getattr(err, "strerror", None)
    return f"{type(err).__name__}: {strerror}" if strerror else type(err).__name__
