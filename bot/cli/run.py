"""run: the bot, until it is told to stop."""

import asyncio
import ctypes
import os
import signal
import threading
from contextlib import suppress

from rich.markup import escape

from bot.cli.output import out
from bot.model import SourceKind
from bot.settings import ALL_ROLES, Settings
from bot.wording import _

_M_ARENA_MAX = -8
"""https://man7.org/linux/man-pages/man3/mallopt.3.html"""
_ORDERLY_S = 4.0
"""Whatever hangs has no longer: what it was at is in the database, as after a kill."""


async def serve(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM, and a few seconds more at most."""
    from bot.app import service

    _keep_memory_together()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def end() -> None:
        if not stop.is_set():
            last = threading.Timer(_ORDERLY_S, os._exit, [0])
            last.daemon = True
            last.start()
        stop.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, end)
    await service.run(settings, stop, lambda address: _greet(settings, address))


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
        return
    out.print(_("Laconique est prêt, en bac à sable. Ouvrez [bold]{address}[/bold]").format(address=address))
    folders = [source.address for source in settings.sources if source.kind is SourceKind.FOLDER]
    for folder in folders:
        out.print(_("Déposez un article (.txt, .html) dans : {folder}").format(folder=escape(folder)))
    out.print(_("Pour arrêter : Ctrl+C"))
