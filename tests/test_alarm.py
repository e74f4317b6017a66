"""A database that was deleted, replaced, emptied or damaged is an alarm; readers who leave are none."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from structlog.testing import capture_logs

from bot.app.alarm import KNOWN, Alarm, readers, remember
from bot.app.clock import clock
from bot.app.core import core
from bot.errors import DatabaseError
from bot.ports import Event, What
from bot.settings.loading import load
from bot.store.database import Database
from tests.databases import furnished


@pytest.fixture
def settings(tmp_path):
    return load({"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "HOME": str(tmp_path)})


@pytest.fixture
async def built(settings):
    async with core(settings) as made:
        yield made


async def joined(built, number):
    for chat_id in range(7001, 7001 + number):
        await built.readership.join(chat_id, "Europe/Paris", clock())


async def left(built, number):
    for chat_id in range(7001, 7001 + number):
        await built.readership.forget(chat_id)


@pytest.mark.parametrize(
    ("there", "leaving", "alarmed"),
    [
        pytest.param(20, 20, True, id="all are gone"),
        pytest.param(20, 18, True, id="nearly all are gone"),
        pytest.param(20, 15, False, id="many left"),
        pytest.param(2, 2, False, id="there were hardly any"),
        pytest.param(0, 0, False, id="nobody has come yet"),
    ],
)
async def test_readers_who_are_gone(built, there, leaving, alarmed):
    await joined(built, there)
    alarm = Alarm(built)
    await alarm()
    await left(built, leaving)
    with capture_logs() as logs:
        await alarm()
        await alarm()
    assert (len(logs) == 1) is bool(alarm.reason) is alarmed
    if alarmed:
        assert f"{there - leaving} abonnés, {there} le" in alarm.reason
        with pytest.raises(DatabaseError, match="abonnés"):
            await alarm.ask()


async def test_a_database_that_was_deleted_while_nobody_looked(settings):
    async with core(settings) as built:
        await joined(built, 5)
        await Alarm(built)()
    (settings.home / "laconique.db").unlink()
    async with core(settings) as built:
        alarm = Alarm(built)
        await alarm()
        assert "0 abonnés, 5 le" in alarm.reason
        [(_, event)] = await built.events.latest(1)
        assert event == Event(What.READERS_GONE, reason=alarm.reason)
        (settings.home / KNOWN).unlink()
        await alarm()
        assert not alarm.reason, "the operator says that it is well"
        await alarm.ask()


@pytest.mark.parametrize("replaced", [False, True], ids=["deleted", "replaced"])
async def test_a_database_that_goes_while_it_is_in_use(built, settings, replaced):
    alarm = Alarm(built)
    await alarm()
    assert not alarm.reason
    file = settings.home / "laconique.db"
    file.rename(settings.home / "elsewhere.db")
    if replaced:
        file.write_bytes((settings.home / "elsewhere.db").read_bytes())
    await alarm()
    assert "deleted or replaced" in alarm.reason
    (settings.home / "elsewhere.db").rename(file)
    await alarm()
    assert not alarm.reason


async def test_a_database_that_is_damaged(migrated, tmp_path):
    file = tmp_path / "damaged.db"
    file.write_bytes(migrated.read_bytes()[:4096] + b"\xff" * 400_000)
    database = Database(f"sqlite+aiosqlite:///{file}")
    with pytest.raises(DatabaseError):
        await readers(database)
    assert "malformed" in database.trouble()
    await database.close()


async def test_what_is_remembered_can_be_anything(built, settings):
    (settings.home / KNOWN).write_text('{"subscribers": "many"}', encoding="utf-8")
    alarm = Alarm(built)
    await alarm()
    assert not alarm.reason


def test_processes_of_one_home_that_begin_together_do_not_take_each_other_s_file(tmp_path, now):
    with ThreadPoolExecutor(8) as several:
        list(several.map(lambda number: remember(tmp_path, number, now), range(200)))
    assert [path.name for path in tmp_path.iterdir()] == [KNOWN]
