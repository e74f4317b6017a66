"""The one HTTP server, on a socket that is bound before anything else starts."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import SettingsError
from bot.wording import Remark
from bot.wording.system import reason

_GRACE_S = 1
_STAYS_S = 15
"""An idle connection, for whoever asks again: longer than httpx keeps its own (5 s), or both would end it
together, and what is asked at that moment is answered by nobody."""
_ARRIVES_S = 10.0
_WAITING_MAX = 100
"""Connections whose request has not arrived, and for how many seconds each."""


class _Impatient(H11Protocol):
    """Ends a connection whose request does not arrive; of those, so many may wait at a time."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody has connected, and is to ask something soon."""
        super().connection_made(transport)
        self._look_again()
        if sum(isinstance(one, _Impatient) and one.is_waiting for one in self.connections) > _WAITING_MAX:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Some of a request has come; the rest of it is to come soon."""
        super().data_received(data)
        self._look_again()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._stop_waiting()
        super().connection_lost(exc)

    @property
    def is_waiting(self) -> bool:
        """Whether a request has not arrived, or not all of it."""
        if self.conn.their_state is h11.IDLE:
            return self.cycle is None or bool(self.conn.trailing_data[0])
        return self.conn.their_state is h11.SEND_BODY and not self.cycle.response_complete

    def _look_again(self) -> None:
        if not self.is_waiting:
            self._stop_waiting()
        elif self._late is None:
            self._late = self.loop.call_later(_ARRIVES_S, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the application: the bot must stop before the server does."""
        yield


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any that is free.

    Raises: SettingsError when the port is taken or not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as err:
        listener.close()
        told = Remark(
            "LACONIQUE_PORT : {host}:{port} ne peut servir ({why}) ; choisissez un autre port",
            host=host,
            port=port,
            why=reason(err),
        )
        raise SettingsError(told) from err
    return listener


@asynccontextmanager
async def serving(app: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """Serve `app` while the block runs."""
    config = uvicorn.Config(
        app,
        http=_Impatient,
        log_config=None,
        backlog=_WAITING_MAX,  # asyncio tries as many times at once, and says each time that it can't
        access_log=False,
        lifespan="off",
        timeout_keep_alive=_STAYS_S,
        timeout_graceful_shutdown=_GRACE_S,
        server_header=False,
        proxy_headers=False,  # who asks through a proxy is not near, whatever it says of itself
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn offers no event
            await asyncio.sleep(0.01)
        yield
    finally:
        server.should_exit = True
        await task
