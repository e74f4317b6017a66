"""Subscribers: what they choose is kept until they say otherwise, and forgotten when they ask."""

import asyncio
import json
from datetime import date, timedelta

import pytest
from sqlalchemy import Column, Table, func, insert, select, update

from bot.model import ASKED_FOR, Mode, OutboxState, Subscriber, Topic
from bot.ports import Due, Event, Queued, Telling, What
from bot.store import schema
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.outbox import OutboxStore
from bot.store.questions import QuestionStore
from bot.store.readership import ReadershipStore
from bot.store.tellings import TellingStore
from tests.store.shelf import ARDENIA, CULTURE, LIGHTHOUSE, SPORT, article, new, shelve, text

ANNE, BRUNO, GROUP, SUPERGROUP = 7001, 7002, -55, -100055
ECONOMY = Topic("theme:economie", "Économie")
PARIS = "Europe/Paris"
LEASE_S = 60
SECRET = "mots:zyxvanie_kerlutonne"
"""What one reader asked, and nobody else."""


@pytest.fixture
def readership(database) -> ReadershipStore:
    return ReadershipStore(database)


@pytest.fixture
def tellings(database) -> TellingStore:
    return TellingStore(database)


@pytest.fixture
def outbox(database) -> OutboxStore:
    return OutboxStore(database, "one")


@pytest.fixture
async def story(database, now) -> int:
    return (await shelve(ArchiveStore(database), new(article()), now)).story_id


async def rows_of(database: Database, chat_id: int) -> dict[str, int]:
    """How many rows of each table speak of a chat."""
    async with database.read() as connection:
        counts = {}
        for table in schema.metadata.sorted_tables:
            if "chat_id" in table.c and table is not schema.updates:  # what it has said since is heeded still
                count = select(func.count()).select_from(table).where(table.c.chat_id == chat_id)
                counts[table.name] = (await connection.execute(count)).scalar_one()
        return counts


async def states(database: Database) -> list[tuple[int, str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(select(schema.outbox).order_by(schema.outbox.c.id))
        return [(row.chat_id, row.state, row.reason) for row in rows]


async def queue(tellings: TellingStore, story: int, now, *chats: int) -> None:
    messages = tuple(Queued(f"{story}:{chat}", chat, text()) for chat in chats)
    await tellings.tell(Telling(story, messages), now)


async def fill(readership: ReadershipStore, tellings: TellingStore, chat_id: int, story: int, now) -> None:
    """A chat that has a row in every table: choices, hours, an edition, a message, its opinion, a pause."""
    await readership.join(chat_id, PARIS, now)
    await readership.set_topic(chat_id, ARDENIA, Mode.FOLLOW)
    await readership.set_slot(chat_id, 480, wanted=True, now=now)
    async with readership._db.write() as connection:  # told once, it may be told anew
        await connection.execute(update(schema.stories).values(told_at=None))
    await queue(tellings, story, now, chat_id)
    await tellings.edition(Due(chat_id, now.date(), 480), [text("Votre édition")], now)
    await fill_the_others(readership._db, chat_id, story, now)


async def fill_the_others(database: Database, chat_id: int, story: int, now) -> None:
    """A row of this chat in each table that has none, whatever the table is for."""
    empty = [name for name, rows in (await rows_of(database, chat_id)).items() if not rows]
    async with database.write() as connection:
        for table in (schema.metadata.tables[name] for name in empty):
            known = {"chat_id": chat_id, "story_id": story}
            row = {column.name: anything(column, now) for column in needed(table)} | known
            await connection.execute(
                insert(table).values({name: row[name] for name in row if name in table.c})
            )


def needed(table: Table) -> list[Column]:
    """The columns that a row cannot do without."""
    given = (column for column in table.c if not (column.nullable or column.server_default))
    return [column for column in given if column is not table.autoincrement_column]


def anything(column: Column, now) -> object:
    """A value of this column's type."""
    kinds = {bool: True, int: 1, str: "x", float: 1.0, dict: {}, bytes: b"x", date: now.date()}
    return now if isinstance(column.type, schema.Utc) else kinds[column.type.python_type]


async def test_nobody_is_known_before_they_come(readership):
    assert await readership.subscriber(ANNE) is None


async def test_who_joins_gets_stories_at_once_and_has_chosen_nothing_yet(readership, now):
    joined = await readership.join(ANNE, PARIS, now)
    assert joined == Subscriber(ANNE, PARIS, instant=True)
    assert await readership.subscriber(ANNE) == joined


async def test_who_joins_again_stays_as_they_were(readership, now):
    await readership.join(ANNE, PARIS, now)
    await readership.set_topic(ANNE, ARDENIA, Mode.FOLLOW)
    assert await readership.join(ANNE, "America/Montreal", now) == Subscriber(
        ANNE, PARIS, topics={ARDENIA.key: Mode.FOLLOW}
    )


@pytest.mark.parametrize(
    ("steps", "chosen"),
    [
        pytest.param([(SPORT, Mode.FOLLOW)], {SPORT.key: Mode.FOLLOW}, id="follow"),
        pytest.param([(SPORT, Mode.MUTE)], {SPORT.key: Mode.MUTE}, id="mute"),
        pytest.param(
            [(SPORT, Mode.FOLLOW), (SPORT, Mode.MUTE)], {SPORT.key: Mode.MUTE}, id="change one's mind"
        ),
        pytest.param([(SPORT, Mode.FOLLOW), (SPORT, Mode.FOLLOW)], {SPORT.key: Mode.FOLLOW}, id="twice"),
        pytest.param([(SPORT, Mode.FOLLOW), (SPORT, None)], {}, id="no more"),
        pytest.param([(SPORT, None)], {}, id="no more of what was never followed"),
    ],
)
async def test_topics_are_followed_muted_or_neither(readership, now, steps, chosen):
    await readership.join(ANNE, PARIS, now)
    for topic, mode in steps:
        await readership.set_topic(ANNE, topic, mode)
    assert (await readership.subscriber(ANNE)).topics == chosen


async def test_chosen_topics_come_in_the_alphabetical_order_of_their_labels(readership, now):
    await readership.join(ANNE, PARIS, now)
    for topic in (LIGHTHOUSE, SPORT, ECONOMY, ARDENIA):
        await readership.set_topic(ANNE, topic, Mode.FOLLOW)
    await readership.set_topic(ANNE, CULTURE, Mode.MUTE)
    assert await readership.chosen(ANNE) == [
        (ARDENIA, Mode.FOLLOW),
        (CULTURE, Mode.MUTE),
        (ECONOMY, Mode.FOLLOW),
        (LIGHTHOUSE, Mode.FOLLOW),
        (SPORT, Mode.FOLLOW),
    ]


async def test_hours_are_kept_once_each_in_the_order_of_the_day(readership, now):
    await readership.join(ANNE, PARIS, now)
    for minute in (1140, 480, 480, 750):
        await readership.set_slot(ANNE, minute, wanted=True, now=now)
    await readership.set_slot(ANNE, 750, wanted=False, now=now)
    assert (await readership.subscriber(ANNE)).slots == (480, 1140)


async def test_stories_at_once_can_be_switched_off_and_on(readership, now):
    await readership.join(ANNE, PARIS, now)
    await readership.set_instant(ANNE, instant=False)
    assert not (await readership.subscriber(ANNE)).instant
    await readership.set_instant(ANNE, instant=True)
    assert (await readership.subscriber(ANNE)).instant


async def test_one_readers_choice_is_no_others(readership, now):
    await readership.join(ANNE, PARIS, now)
    bruno = await readership.join(BRUNO, PARIS, now)
    await readership.set_topic(ANNE, SPORT, Mode.FOLLOW)
    await readership.set_slot(ANNE, 480, wanted=True, now=now)
    await readership.set_instant(ANNE, instant=False)
    await readership.pause(ANNE, "blocked")
    assert await readership.subscriber(BRUNO) == bruno


# A pause


async def test_a_pause_keeps_what_was_chosen_and_ends_what_was_due(
    readership, tellings, outbox, database, story, now
):
    await fill(readership, tellings, ANNE, story, now)
    await readership.join(BRUNO, PARIS, now)
    await tellings.edition(Due(BRUNO, now.date(), 480), [text()], now)
    await readership.pause(ANNE, "blocked by the user")
    paused = await readership.subscriber(ANNE)
    assert (paused.paused, paused.slots, paused.topics) == (
        "blocked by the user",
        (480,),
        {ARDENIA.key: Mode.FOLLOW},
    )
    ended = (ANNE, OutboxState.FAILED, "blocked by the user")
    assert await states(database) == [ended, ended, (BRUNO, OutboxState.DUE, "")]
    assert [outgoing.chat_id for outgoing in await outbox.claim(10, now, LEASE_S)] == [BRUNO]


async def test_who_is_paused_is_told_nothing(readership, tellings, outbox, story, now):
    await fill(readership, tellings, ANNE, story, now)
    await readership.pause(ANNE, "blocked")
    assert (await tellings.followers([ARDENIA.key]), await tellings.slots_due(now, 9)) == ([], [])


async def test_what_waited_for_an_edition_is_dropped_by_a_pause(readership, tellings, outbox, story, now):
    await readership.join(ANNE, PARIS, now)
    await tellings.tell(Telling(story, next_edition=(ANNE,)), now)
    await readership.pause(ANNE, "blocked")
    await readership.join(ANNE, PARIS, now)
    assert (await tellings.pending(ANNE, now, now)).waiting == ()


async def test_a_message_on_its_way_during_a_pause_is_not_sent_again(
    readership, tellings, outbox, database, story, now
):
    await readership.join(ANNE, PARIS, now)
    await queue(tellings, story, now, ANNE)
    (outgoing,) = await outbox.claim(1, now, LEASE_S)
    await readership.pause(ANNE, "the reader asked for it")
    await outbox.again(outgoing, now, "the network failed")
    assert await outbox.recover(now + timedelta(seconds=LEASE_S), resend=True) == 0
    assert await states(database) == [(ANNE, OutboxState.FAILED, "the reader asked for it")]


async def test_a_message_that_arrived_during_a_pause_counts_as_sent(
    readership, tellings, outbox, database, story, now
):
    await readership.join(ANNE, PARIS, now)
    await queue(tellings, story, now, ANNE)
    (outgoing,) = await outbox.claim(1, now, LEASE_S)
    await readership.pause(ANNE, "the reader asked for it")
    await outbox.sent([(outgoing, 11)], now)
    assert await states(database) == [(ANNE, OutboxState.SENT, "")]


async def test_who_comes_back_finds_their_choices_and_no_old_messages(
    readership, tellings, outbox, story, now
):
    await fill(readership, tellings, ANNE, story, now)
    before = await readership.subscriber(ANNE)
    await readership.pause(ANNE, "blocked")
    assert await readership.join(ANNE, PARIS, now) == before
    assert [follower.chat_id for follower in await tellings.followers([ARDENIA.key])] == [ANNE]
    assert await outbox.claim(10, now, LEASE_S) == []


# A group moves


async def test_a_group_that_moved_keeps_everything_under_its_new_number(
    readership, tellings, outbox, database, story, now
):
    await fill(readership, tellings, GROUP, story, now)
    before = await rows_of(database, GROUP)
    assert 0 not in before.values(), "a row in every table"
    await readership.move(GROUP, SUPERGROUP)
    assert await rows_of(database, SUPERGROUP) == before
    assert set((await rows_of(database, GROUP)).values()) == {0}


async def test_what_moves_to_a_chat_that_joined_already_is_put_together_with_its_own(
    readership, tellings, outbox, database, story, now
):
    for chat_id in (GROUP, SUPERGROUP):
        await fill(readership, tellings, chat_id, story, now)
    await readership.set_topic(GROUP, SPORT, Mode.FOLLOW)
    await readership.set_topic(SUPERGROUP, ARDENIA, Mode.MUTE)
    await readership.move(GROUP, SUPERGROUP)
    assert (await readership.subscriber(SUPERGROUP)).topics == {
        ARDENIA.key: Mode.MUTE,
        SPORT.key: Mode.FOLLOW,
    }
    assert set((await rows_of(database, GROUP)).values()) == {0}


async def test_a_move_told_twice_happens_once(readership, tellings, outbox, database, story, now):
    await fill(readership, tellings, GROUP, story, now)
    await readership.move(GROUP, SUPERGROUP)
    before = await rows_of(database, SUPERGROUP)
    await readership.move(GROUP, SUPERGROUP)
    assert await rows_of(database, SUPERGROUP) == before


@pytest.mark.parametrize(
    ("wanted_a_pause", "resumed"),
    [
        pytest.param(False, True, id="who was served before: as before"),
        pytest.param(True, False, id="who had unsubscribed first: still nothing"),
    ],
)
async def test_who_left_us_and_is_back(readership, now, wanted_a_pause, resumed):
    await readership.join(ANNE, PARIS, now)
    if wanted_a_pause:
        await readership.pause(ANNE, ASKED_FOR)
    await readership.pause(ANNE, "blocked", gone_at=now)
    await readership.back(ANNE, now)
    assert (await readership.subscriber(ANNE)).paused == ("" if resumed else ASKED_FOR)
    assert await readership.forget_gone(now + timedelta(days=1)) == 0


async def test_who_paused_and_never_left_stays_paused(readership, now):
    await readership.join(ANNE, PARIS, now)
    await readership.pause(ANNE, ASKED_FOR)
    await readership.back(ANNE, now)
    await readership.back(BRUNO, now)
    assert (await readership.subscriber(ANNE)).paused == ASKED_FOR
    assert await readership.subscriber(BRUNO) is None


# The end


async def test_a_reader_who_is_forgotten_leaves_no_row_anywhere(
    readership, tellings, outbox, database, story, now
):
    for chat_id in (ANNE, BRUNO):
        await fill(readership, tellings, chat_id, story, now)
    bruno = await rows_of(database, BRUNO)
    assert 0 not in bruno.values(), "a row in every table"
    await readership.forget(ANNE)
    assert set((await rows_of(database, ANNE)).values()) == {0}
    assert await rows_of(database, BRUNO) == bruno
    assert await readership.subscriber(ANNE) is None


@pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
async def test_nor_a_byte_in_the_file_or_beside_it(readership, database, now, tmp_path):
    """What is deleted is overwritten; what had been written beside the file is brought into it."""

    def found() -> list[str]:
        files = tmp_path.glob("laconique.db*")
        return sorted(path.name for path in files if b"zyxvanie" in path.read_bytes())

    for number in range(50):  # more than one page of them
        await readership.join(ANNE + number, PARIS, now)
        await readership.set_topic(ANNE + number, Topic(f"{SECRET}_{number}", "zyxvanie"), Mode.FOLLOW)
        await QuestionStore(database).keep(ANNE + number, f"short {number}", f"{SECRET}_{number}", now)
    assert found()
    for number in range(50):
        await readership.forget(ANNE + number)
    assert found() == []


@pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
async def test_nor_when_it_is_a_part_of_a_greater_transaction(readership, database, now, tmp_path):
    await readership.join(ANNE, PARIS, now)
    await readership.set_topic(ANNE, Topic(SECRET, "zyxvanie"), Mode.FOLLOW)
    async with database.unit():
        await readership.forget(ANNE)
    files = tmp_path.glob("laconique.db*")
    assert [path.name for path in files if b"zyxvanie" in path.read_bytes()] == []


async def test_an_event_that_names_a_forgotten_reader_goes_too(readership, database, now):
    events = EventStore(database)
    others = [
        Event(What.CHAT_PAUSED, f"{ANNE}1"),
        Event(What.PUSHES_PAUSED, fields={"chat": f"{ANNE}1"}),
        Event(What.STORY_REPORTED, f"{ANNE}"),
    ]
    hers = [
        Event(What.CHAT_PAUSED, f"{ANNE}"),
        Event(What.CHAT_HELD, f"{ANNE}", "not enough rights"),
        Event(What.PUSHES_PAUSED, fields={"chat": f"{ANNE}"}),
        Event(What.PASS_FAILS, "send", f"chat {ANNE}: throttled"),
        Event(What.TOLD_EARLIER, f"chat {ANNE}", "on hold: not enough rights"),
    ]
    for event in (*others, *hers):
        await events.record(event, now)
    assert [row["what"] for row in (await readership.kept(ANNE))["events"]] == [
        event.what for event in hers[:3]
    ]
    await readership.forget(ANNE)
    assert [event for _, event in await events.latest(10)] == others[::-1]


async def test_what_else_knows_of_a_reader_is_told_to_forget_them(readership):
    told = []
    readership.after_forgetting = told.append
    await readership.forget(ANNE)
    assert told == [ANNE]


async def test_forgetting_a_stranger_is_no_trouble(readership):
    await readership.forget(ANNE)


async def test_what_is_kept_of_a_reader_is_told_as_json_takes_it_and_nothing_once_forgotten(readership, now):
    await readership.join(ANNE, PARIS, now)
    await readership.join(BRUNO, PARIS, now)
    await readership.set_topic(ANNE, SPORT, Mode.FOLLOW)
    await readership.set_slot(ANNE, 480, wanted=True, now=now)
    kept = await readership.kept(ANNE)
    assert {name: len(rows) for name, rows in kept.items()} == {
        "subscribers": 1,
        "subscriptions": 1,
        "slots": 1,
    }
    assert json.loads(json.dumps(kept))["subscriptions"][0]["topic"] == SPORT.key
    await readership.forget(ANNE)
    assert (await readership.kept(ANNE), len(await readership.kept(BRUNO))) == ({}, 1)


async def test_who_is_asked_for_again_in_one_unit_is_read_once_until_it_writes(database, readership, now):
    async with database.unit():
        assert await readership.subscriber(ANNE) is None
        await asyncio.create_task(readership.join(ANNE, PARIS, now))  # somebody else's transaction
        assert await readership.subscriber(ANNE) is None
        await readership.join(BRUNO, PARIS, now)
        assert await readership.subscriber(ANNE) is not None
