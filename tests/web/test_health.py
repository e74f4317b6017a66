"""`/health`: the state of it all in a few numbers."""

import asyncio
import threading

import httpx
import pytest
from starlette.applications import Starlette

from bot.errors import Cause, DatabaseError
from bot.ports import Failing, Health, Supply
from bot.store.database import Database
from bot.store.readership import ReadershipStore
from bot.store.status import health
from bot.version import __version__
from bot.web.health import health as route

NUMBERS = {"articles": 12, "subscribers": 3, "entries_waiting": 4, "entries_failed": 5}
NUMBERS |= {"summaries_waiting": 2, "sources_unseen": 1}


TOKEN = "an-invented-token-of-no-value"


async def ask(state, peer="127.0.0.1", reasons=()):
    """What `/health` answers when the state is this, and not well for these reasons."""

    async def why():
        await state()
        return reasons

    app = Starlette(routes=[route(why, state, "chat", TOKEN)])
    transport = httpx.ASGITransport(app, client=(peer, 40_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.get("/health")


async def test_the_numbers_are_told():
    async def state():
        return Health(**NUMBERS, outbox={"due": 2, "sent": 9})

    answer = await ask(state)
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "version": __version__,
        "role": "chat",
        "reasons": [],
        **NUMBERS,
        "outbox": {"due": 2, "sent": 9},
        "sources": 0,
        "failing_sources": 0,
    }


async def test_others_learn_whether_all_is_well_and_no_more():
    async def state():
        return Health(**NUMBERS)

    async def gone():
        raise DatabaseError("sqlite:////srv/laconique.db: disk I/O error")

    answer = await ask(state, "192.168.1.20")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    answer = await ask(gone, "192.168.1.20")
    assert (answer.status_code, answer.json()) == (503, {"status": "database"})


async def test_the_names_and_reasons_of_failing_sources_stay_inside():
    async def state():
        failing = [Failing("Le Phare", "https://u:secret@x: 500", Cause.SERVER)]
        return Health(**NUMBERS, supply=Supply(3, 3, (*failing, *failing)))

    answer = await ask(state)
    assert answer.json()["failing_sources"] == 2
    assert "secret" not in answer.text


async def test_what_is_not_well_is_said_with_its_reasons_and_still_answers():
    async def state():
        return Health(**NUMBERS)

    answer = await ask(state, reasons=["Telegram ne répond plus"])
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["reasons"]) == ("degraded", ["Telegram ne répond plus"])
    answer = await ask(state, "192.168.1.20", ["Telegram ne répond plus"])
    assert (answer.status_code, answer.json()) == (200, {"status": "degraded"})


async def test_when_the_database_does_not_answer_neither_do_we():
    async def state():
        raise DatabaseError("disk I/O error")

    answer = await ask(state)
    assert (answer.status_code, answer.json()["status"]) == (503, "database")


async def test_a_new_database_is_all_zeros_and_a_reader_counts(database, now):
    async def state():
        return await health(database)

    before = (await ask(state)).json()
    await ReadershipStore(database).join(7001, "Europe/Paris", now)
    after = (await ask(state)).json()
    assert (before["articles"], before["subscribers"], before["outbox"]) == (0, 0, {})
    assert after == before | {"subscribers": 1}


@pytest.mark.parametrize("place", ["gone/laconique.db", "folder", "no-database.txt"])
@pytest.mark.usefixtures("last_words")
async def test_a_database_that_is_gone_is_a_503(tmp_path, place):
    (tmp_path / "folder").mkdir()
    (tmp_path / "no-database.txt").write_text("Ceci n’est pas une base de données. " * 100, encoding="utf-8")
    database = Database(f"sqlite+aiosqlite:///{tmp_path / place}")

    async def state():
        return await health(database)

    answer = await ask(state)
    assert answer.status_code == 503
    await database.close()
    while any("_connection_worker" in thread.name for thread in threading.enumerate()):  # noqa: ASYNC110
        await asyncio.sleep(0.001)  # aiosqlite does not wait for one that could not connect
