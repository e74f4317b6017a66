"""What this process shows to an operator and to a load balancer: /health, /alive, /metrics."""

from starlette.routing import BaseRoute

from bot.app.alarm import Alarm
from bot.app.clock import clock
from bot.app.core import Core
from bot.store.checks import done, overdue
from bot.store.status import health
from bot.version import __version__
from bot.web import health as health_page
from bot.web import metrics


def pages(built: Core, passes: metrics.Passes, token: str, alarm: Alarm) -> list[BaseRoute]:
    """The routes; `passes` are those of this process, `token` opens what is not for everybody."""
    role = built.settings.role

    async def state() -> metrics.State:
        now = clock()
        async with built.database.read() as connection:
            waiting = {one.what: one for one in await overdue(connection, now)}
            last = await done(connection)
        ages = {what: (one.number, (now - one.since).total_seconds()) for what, one in waiting.items()}
        return metrics.State(await health(built.database), ages, last)

    return [
        health_page.route(lambda: health(built.database), alarm.ask, role, token),
        health_page.alive(alarm.ask),
        metrics.route(passes, state, __version__, role, token),
    ]
