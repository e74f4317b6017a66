"""While pushes are paused stories are told, and wait; no edition is made that would be stale as it leaves."""

import pytest

from bot.app.clock import clock
from bot.app.core import core
from bot.app.desk import Desk
from bot.app.monitoring import Monitor
from bot.app.passes import passes
from bot.model import Topic
from bot.settings.loading import load
from bot.telegram.contact import Contacts
from tests.databases import furnished
from tests.store.shelf import article, new, shelve

ADMIN, ANNE = 7009, 7001
SPORT = Topic("theme:sport", "Sport")


class Nobody:
    """Sends nothing (`sending.Sender`)."""

    async def send(self):
        return 0


class Well:
    """Sees nothing amiss (`app.alarm.Alarm`)."""

    async def ask(self):
        return None


@pytest.fixture
async def built(tmp_path):
    settings = load({"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "HOME": str(tmp_path)})
    async with core(settings) as made:
        await made.readership.join(ANNE, "Europe/Paris", clock())
        await made.readership.set_topic(ANNE, SPORT, None)
        yield made


async def test_what_is_to_be_told_is_told_later_and_editions_wait(built):
    (fill,) = [one for one in passes(built, Nobody(), None) if one.name == "fill"]
    await built.readership.set_slot(ANNE, 0, wanted=True, now=clock())
    await shelve(built.archive, new(article(moment=clock())), clock())
    slots = await built.tellings.slots_due(clock(), 9)
    assert len(slots) == 1
    await built.switches.pause(ADMIN, clock())
    await fill.work()
    assert await built.tellings.untold(9) == []
    assert await built.tellings.slots_due(clock(), 9) == slots
    await built.switches.resume(ADMIN, clock())
    await fill.work()
    assert await built.tellings.slots_due(clock(), 9) == []


async def test_the_pages_and_health_say_that_pushes_are_paused(built):
    monitor = Monitor(built, Contacts(clock), Well(), lambda: True)
    assert isinstance(monitor.desk, Desk)
    assert (await monitor.desk.overview()).troubles == ()
    await built.switches.pause(ADMIN, clock())
    ((told, remedy),) = (await monitor.desk.overview()).troubles
    assert told.startswith("Les envois à tous les lecteurs sont suspendus depuis le")
    assert "/reprendre" in remedy
