"""What only a database in a file meets: no room left, and another program that holds it locked."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import event

from bot.errors import DatabaseError
from tests.delivery.house import ANNE
from tests.store.shelf import ARDENIA


def file_of(house):
    return house.database._engine.url.database


async def test_a_disk_that_is_full_and_has_room_again(three):
    """A real one: SQLite may not take another page."""
    await three.courier().tell(three.clock())
    pages = {"most": 0}

    @event.listens_for(three.database._engine.sync_engine, "begin")
    def _limit(connection):
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages['most'] or 2**30}")

    async with three.database.read() as connection:
        pages["most"] = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
    with pytest.raises(DatabaseError, match="full"):
        await three.story("Le phare de la côte " * 5000, ARDENIA)
    pages["most"] = 0
    await three.story("La digue", ARDENIA)
    for _ in range(9):
        await three.deliver()
        three.clock.forward(1)
    assert {"Le phare", "La digue"} <= {
        text.split("</b>")[0].removeprefix("<b>") for text in three.channel.read_by(ANNE)
    }


async def test_a_database_that_another_holds_locked_is_waited_for(three):
    other = sqlite3.connect(file_of(three), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    delivering = asyncio.create_task(three.deliver(passes=2))
    await asyncio.sleep(0.2)
    assert three.channel.arrived == []
    other.execute("COMMIT")
    other.close()
    await delivering
    assert len(three.channel.arrived) == 3
