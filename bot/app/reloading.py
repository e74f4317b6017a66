"""The configuration, read again when somebody asks: by SIGHUP, or on the pages of any process.

What may change between two passes is taken over in place: who is at work ends with what it began with.
Whatever else has changed asks the process to begin anew.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from bot.app.clock import clock
from bot.app.configuration import sources
from bot.app.core import Core
from bot.app.folders import make_watched_folders
from bot.errors import SettingsError
from bot.model import Role
from bot.ports import Event, What
from bot.settings import Settings
from bot.topics.catalogue import Catalogue

RELOAD: Final = "reload"
"""The lease, as the database calls it, which nobody holds: done when somebody asked last."""
IN_PLACE: Final = frozenset({"sources", "topics", "retention", "backup"})
"""What every pass and every answer asks for as it begins."""

log = structlog.get_logger()


async def ask(built: Core) -> None:
    """Let every process of this database read its configuration again, this one too."""
    await built.events.record(Event(What.RELOAD_ASKED), clock())
    await built.leases.note(RELOAD, clock())


class Reloading:
    """Looks whether somebody asked since.

    Args:
        read: the whole configuration, checked. Raises: SettingsError.
        begin_anew: ends this process, which begins again with what its configuration says by then.
        since: when this process read its configuration.
    """

    def __init__(
        self,
        read: Callable[[], tuple[Settings, Catalogue]],
        begin_anew: Callable[[], None],
        since: datetime,
    ) -> None:
        self._read = read
        self._begin_anew = begin_anew
        self._seen = since
        self._looked = False
        self._told = False

    def tell(self) -> None:
        """Somebody asks: a signal, which can't wait for the database."""
        self._told = True

    async def look(self, built: Core) -> None:
        """Read the configuration again if somebody asked. Raises: DatabaseError; it looks again then."""
        if self._told:
            await ask(built)
            self._told = False
        asked_at = await built.leases.done_at(RELOAD)
        if asked_at is None:
            return
        if asked_at != self._seen if self._looked else asked_at > self._seen:
            await self._again(built)
        self._seen, self._looked = asked_at, True

    async def _again(self, built: Core) -> None:
        """Take over what can be; a configuration that is wrong changes nothing."""
        try:
            settings, catalogue = await asyncio.to_thread(self._read)
            others = sorted(
                name
                for name in Settings.model_fields
                if name not in IN_PLACE and getattr(settings, name) != getattr(built.settings, name)
            )
            if not others:
                make_watched_folders(settings)
        except SettingsError as err:
            log.error(What.RELOAD_REFUSED, reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
            await built.events.record(Event(What.RELOAD_REFUSED, reason=err.told), clock())
            return
        if others:
            log.info(What.RELOAD_ANEW, settings=others)
            await built.events.record(
                Event(What.RELOAD_ANEW, fields={"settings": ", ".join(others)}), clock()
            )
            self._begin_anew()
            return
        if Role.INGEST in settings.roles:
            await built.intake.list_sources(sources(settings), clock())
        built.take_over(settings, catalogue)
        numbers = {"sources": len(settings.sources), "topics": len(catalogue.topics)}
        log.info(What.RELOADED, **numbers)
        await built.events.record(Event(What.RELOADED, fields=numbers), clock())
