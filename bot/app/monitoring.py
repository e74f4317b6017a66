"""What this process shows to an operator and to a load balancer: /health, /ready, /alive, /metrics."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from starlette.routing import BaseRoute

from bot.app.alarm import Alarm
from bot.app.clock import clock
from bot.app.condition import Trouble, troubles
from bot.app.core import Core
from bot.app.desk import Desk
from bot.store import activity, reviews, votes
from bot.store.checks import Overdue, done, overdue
from bot.store.status import health, supply
from bot.telegram.contact import Contacts
from bot.version import __version__
from bot.web import health as pages_of_health
from bot.web import metrics
from bot.web.dashboard import Pages


class Monitor:
    """What this process sees of the whole.

    `at_work` says whether it has started, and is not told to stop.
    """

    def __init__(self, built: Core, contacts: Contacts, alarm: Alarm, at_work: Callable[[], bool]) -> None:
        self._built = built
        self._contacts = contacts
        self._alarm = alarm
        self._at_work = at_work
        self.desk = Desk(built, self._troubles)

    def routes(self, passes: metrics.Passes, token: str) -> list[BaseRoute]:
        """The pages; `passes` are those of this process, `token` opens what is not for everybody."""
        role, editable = self._built.settings.role, self._built.settings.web.editable
        return [
            pages_of_health.health(self._reasons, partial(health, self._built.database), role, token),
            pages_of_health.alive(self._alarm.ask),
            pages_of_health.ready(self._alarm.ask, self._at_work),
            metrics.route(passes, self._built.summarisers.tally, self._state, __version__, role, token),
            *Pages(self.desk, token, editable=editable).routes(),
        ]

    async def _reasons(self) -> Sequence[str]:
        """Why all is not well. Raises: DatabaseError."""
        return [trouble.told for trouble in await self._troubles()]

    async def _troubles(self) -> Sequence[Trouble]:
        """Raises: DatabaseError."""
        await self._alarm.ask()
        found, zone = await supply(self._built.database), self._built.settings.readers.zone
        late = await self._overdue()
        paused = await self._built.switches.paused_since()
        free = shutil.disk_usage(self._built.settings.home).free
        return list(troubles(found, late, self._contacts.lost, clock(), zone, paused, free))

    async def _state(self) -> metrics.State:
        now = clock()
        ages = {one.what: (one.number, (now - one.since).total_seconds()) for one in await self._overdue()}
        async with self._built.database.read() as connection:
            last = await done(connection)
        lost = self._contacts.lost
        return metrics.State(
            health=await health(self._built.database),
            waiting=ages,
            done=last,
            last_hour=await self._last_hour(now),
            votes=await votes.number(self._built.database),
            reports=(await reviews.open_reports(self._built.database, 0))[1],
            telegram_lost_s=(now - lost[0]).total_seconds() if lost else 0.0,
        )

    async def _last_hour(self, now: datetime) -> dict[str, tuple[int, float]]:
        before = now - timedelta(hours=1)
        found = await activity.by_hour(self._built.database, before)
        hours = {name: hours.get(activity.hour_of(before)) for name, hours in found.items()}
        return {name: (one.number, one.seconds) if one else (0, 0.0) for name, one in hours.items()}

    async def _overdue(self) -> Sequence[Overdue]:
        async with self._built.database.read() as connection:
            return await overdue(connection, clock())
