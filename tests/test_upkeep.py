"""What is done once a day, by one process for all."""

from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from bot.app.clock import clock
from bot.app.core import core
from bot.app.upkeep import RETENTION, upkeep
from bot.settings.loading import load
from bot.store.leases import LeaseStore
from bot.store.schema import events
from tests.databases import furnished


@pytest.fixture
async def built(tmp_path):
    settings = load({"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "HOME": str(tmp_path)})
    async with core(settings) as made:
        yield made


async def old_event(built) -> None:
    async with built.database.write() as connection:
        long_ago = clock() - timedelta(days=1000)
        await connection.execute(insert(events).values(at=long_ago, name="old", reason=""))


async def left(built) -> int:
    async with built.database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(events))).scalar_one()


async def test_what_is_old_goes_once_a_day(built):
    await old_event(built)
    assert (await upkeep(built))["events"] == 1
    await old_event(built)
    assert not await upkeep(built)
    assert await left(built) == 1


async def test_nobody_does_it_while_another_process_does(built):
    await old_event(built)
    other = LeaseStore(built.database, "other")
    assert await other.take(RETENTION, clock(), 60)
    assert not await upkeep(built)
    assert await left(built) == 1
    await other.release(RETENTION)
    assert (await upkeep(built))["events"] == 1
