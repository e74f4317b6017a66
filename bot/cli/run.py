"""run: the bot, until it is told to stop."""

import asyncio
import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from rich.markup import escape

from bot.cli.output import out
from bot.cli.work import loading
from bot.model import SourceKind
from bot.settings import ALL_ROLES, Settings
from bot.wording import _

_M_ARENA_MAX = -8
"""https://man7.org/linux/man-pages/man3/mallopt.3.html"""
_ORDERLY_S = 4.0
"""Whatever hangs has no longer: what it was at is in the database, as after a kill."""


async def serve(settings: Settings, environment: Mapping[str, str]) -> bool:
    """Run the bot until SIGINT or SIGTERM, and a few seconds more at most.

    Returns whether it is to begin anew, with what the configuration says by now in this `environment`.
    """
    with loading():
        from bot.app import service
        from bot.app.clock import clock
        from bot.app.configuration import checked
        from bot.app.reloading import Reloading

    _keep_memory_together()
    stop = asyncio.Event()
    ending = Ending(stop, environment, _soon)
    reloading = Reloading(partial(checked, environment), ending.begin_anew, clock())
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, ending.begin)
    # A terminal that is closed says the same, and means the end.
    loop.add_signal_handler(signal.SIGHUP, ending.begin if sys.stdout.isatty() else reloading.tell)
    await service.run(settings, stop, lambda address: _greet(settings, address), reloading)
    return ending.anew


class Ending:
    """The end of this process, and whether it begins anew; `soon` calls what ends it if nothing else does."""

    def __init__(
        self,
        stop: asyncio.Event,
        environment: Mapping[str, str],
        soon: Callable[[Callable[[], None]], None],
    ) -> None:
        self.anew = False
        self._stop = stop
        self._environment = environment
        self._soon = soon

    def begin(self) -> None:
        """Stop."""
        self.anew = False
        self._end()

    def begin_anew(self) -> None:
        """Stop, to begin again."""
        if not self._stop.is_set():
            self.anew = True
            self._end()

    def _end(self) -> None:
        if not self._stop.is_set():
            self._soon(self._leave)
        self._stop.set()

    def _leave(self) -> None:
        if self.anew:
            os.execve(sys.executable, sys.orig_argv, dict(self._environment))  # noqa: S606
        os._exit(0)


def _soon(leave: Callable[[], None]) -> None:
    last = threading.Timer(_ORDERLY_S, leave)
    last.daemon = True
    last.start()


def _keep_memory_together() -> None:
    """Let all threads share two arenas of memory.

    glibc gives nearly each thread one of its own, and what is freed in one is of no use in another: 11 MB
    more after three minutes, and more with each hour (`bench/soak.py`). The workers inherit the variable.
    """
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    with suppress(AttributeError, OSError):  # another C library
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def _greet(settings: Settings, address: str) -> None:
    """Say where to go, on standard output and before anything else happens."""
    if settings.roles != ALL_ROLES:
        told = _("Laconique, rôle {role} : {address}/health")
        out.print(told.format(role=settings.role, address=address))
        return
    if not settings.sandbox:
        where = settings.public_url or _("par interrogation régulière")
        out.print(_("Laconique est sur Telegram ({where}).").format(where=escape(where)))
        out.print(_("Pour voir comment il va : {address}/dashboard").format(address=address))
        return
    out.print(_("Laconique est prêt, en bac à sable. Ouvrez [bold]{address}[/bold]").format(address=address))
    folders = [source.address for source in settings.sources if source.kind is SourceKind.FOLDER]
    for folder in folders:
        out.print(
            _("Déposez un article (.txt, .html, .pdf, .docx, .eml) dans : {folder}").format(
                folder=escape(folder)
            )
        )
    out.print(_("Pour voir comment il va : /dashboard, à la même adresse"))
    out.print(_("Pour arrêter : Ctrl+C"))
