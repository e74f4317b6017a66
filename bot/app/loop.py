"""The event loop, in which a name server that hangs holds up nothing but who asks it, and no stop."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, Final

_ASKING_MAX: Final = 64
"""Names that are looked up at the same time; who comes later is refused, and tries again."""


class Loop(asyncio.SelectorEventLoop):
    """Looks names up in threads of its own, one for each name; the end of the program does not wait for them.

    In asyncio's own loop they take the few threads in which files are read and bodies unpacked.
    """

    def __init__(self, look_up: Callable[..., Any] = socket.getaddrinfo) -> None:
        super().__init__()
        self._look_up = look_up
        self._asking: dict[tuple[object, ...], asyncio.Future[Any]] = {}

    async def getaddrinfo(
        self,
        host: Any,  # noqa: ANN401 - as asyncio has it
        port: Any,  # noqa: ANN401
        *,
        family: int = 0,
        type: int = 0,  # noqa: A002
        proto: int = 0,
        flags: int = 0,
    ) -> Any:  # noqa: ANN401
        """As `socket.getaddrinfo`. Raises: OSError."""
        asked = (host, port, family, type, proto, flags)
        if asked not in self._asking:
            if len(self._asking) >= _ASKING_MAX:
                raise OSError(socket.EAI_AGAIN, "too many names are being looked up")
            self._asking[asked] = answer = self.create_future()
            answer.add_done_callback(partial(self._answered, asked))
            threading.Thread(target=self._ask, args=(asked, answer), daemon=True).start()
        return await asyncio.shield(self._asking[asked])

    def _ask(self, asked: tuple[Any, ...], answer: asyncio.Future[Any]) -> None:
        try:
            tell = partial(answer.set_result, self._look_up(*asked))
        except (OSError, UnicodeError) as err:
            tell = partial(answer.set_exception, err)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self.call_soon_threadsafe(tell)

    def _answered(self, asked: tuple[object, ...], answer: asyncio.Future[Any]) -> None:
        del self._asking[asked]
        if not answer.cancelled():
            answer.exception()  # whoever asked may have gone

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109
        """Wait for no thread: what reads a file, or writes a backup, may hang with its disk."""
        executor = getattr(self, "_default_executor", None)
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)
