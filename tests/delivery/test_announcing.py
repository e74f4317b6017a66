"""What an admin tells all readers: once to each, behind everything else, and the admin hears how it went."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.announcing import Announcer
from bot.errors import SubscriberGone, Unanswered
from bot.model import Message, OutboxState
from bot.ports import Queued
from bot.settings import Delivery
from bot.store import schema
from bot.store.announcements import AnnouncementStore
from bot.store.outbox import OutboxStore, queue
from bot.store.switches import SwitchStore
from tests.conftest import BOTH
from tests.delivery.house import PARIS, House
from tests.fakes import Killed
from tests.store.shelf import text

pytestmark = BOTH

ADMIN = 7009
READERS = range(7101, 7111)
WORDS = Message("<b>Annonce</b>\n\nNous fermons dimanche.")
SLOWLY = Delivery(messages_per_s=2)
"""Four messages of an announcement wait in the outbox at most."""


class Town:
    """A house with ten readers, and an admin who has let an announcement go to them."""

    def __init__(self, database, now):
        self.house = House(database, now)
        self.store = AnnouncementStore(database)
        self.outbox = OutboxStore(database, "one")
        self.database = database
        self.announcer = Announcer(self.store, self.outbox, database.unit, SLOWLY)

    @property
    def now(self):
        return self.house.clock()

    async def populate(self):
        for chat_id in READERS:
            await self.house.readership.join(chat_id, PARIS, self.now)

    async def announce(self):
        number = await self.store.draft(ADMIN, WORDS, self.now)
        assert await self.store.send(ADMIN, number, self.now)
        return number

    async def pass_(self, seconds=2):
        """Everybody who wakes the passes does it once, then some time goes by."""
        queued = await self.announcer.announce(self.now)
        await self.house.sender().send()
        self.house.clock.forward(seconds)
        return queued

    async def live(self, passes=8):
        return [await self.pass_() for _ in range(passes)]

    def had(self, html=WORDS.html):
        return sorted(chat_id for chat_id, message in self.house.channel.arrived if message.html == html)

    def told(self):
        """What the admin was told."""
        return [message.html for chat_id, message in self.house.channel.arrived if chat_id == ADMIN]

    async def states(self):
        async with self.database.read() as connection:
            return list(await connection.scalars(select(schema.announcements.c.state)))


@pytest.fixture
async def town(database, now):
    made = Town(database, now)
    await made.populate()
    return made


async def test_each_reader_has_it_once_little_by_little_and_the_admin_is_told(town):
    await town.announce()
    assert await town.live() == [4, 4, 2, 0, 0, 0, 0, 0]
    assert town.had() == [*READERS]
    assert [told.replace("\u00a0", " ") for told in town.told()] == [
        "Votre annonce est partie. Conversations qui l’ont reçue : 10."
    ]
    assert await town.states() == ["ended"]


async def test_an_admin_who_reads_english_is_told_in_english(town):
    await town.house.readership.join(ADMIN, PARIS, town.now, "en")
    await town.announce()
    await town.live()
    assert town.told()[-1] == "Your announcement has been sent. Chats that received it: 11."


async def test_a_draft_goes_to_nobody_and_one_that_was_sent_is_not_sent_again(town):
    draft = await town.store.draft(ADMIN, WORDS, town.now)
    assert await town.live(2) == [0, 0]
    assert await town.store.drop(ADMIN, draft)
    assert not await town.store.send(ADMIN, draft, town.now)
    number = await town.announce()
    await town.live()
    assert not await town.store.send(ADMIN, number, town.now)
    assert not await town.store.drop(ADMIN, number)
    assert not await town.store.send(ADMIN + 1, number, town.now), "nor by another admin"
    await town.live(2)
    assert town.had() == [*READERS]


async def test_what_else_is_due_goes_first(town):
    async with town.database.write() as connection:
        await queue(connection, [Queued(f"push:{n}", n, text("push")) for n in READERS], town.now)
    await town.announce()
    assert await town.announcer.announce(town.now) == 0, "there is no room beside the pushes"
    await town.live()
    assert town.had("push") == town.had() == [*READERS]
    order = [message.html for _, message in town.house.channel.arrived]
    assert order.index(WORDS.html) == len(READERS)


async def test_who_is_paused_or_comes_later_does_not_have_it(town):
    await town.house.readership.pause(READERS[0], "the reader asked for it")
    await town.announce()
    town.house.clock.forward(1)
    await town.house.readership.join(7999, PARIS, town.now)
    await town.live()
    assert town.had() == [*READERS[1:]]


async def test_who_sleeps_has_it_when_they_wake_up_and_others_do_not_wait_for_them(town):
    """It is ten in Paris; two are quiet until noon, one until eleven."""
    for chat_id, end in zip(READERS[:3], (12, 12, 11), strict=True):
        known = await town.house.readership.subscriber(chat_id)
        await town.house.readership.choose(replace(known, quiet=(0, end * 60)), town.now)
    await town.announce()
    await town.live()
    assert town.had() == [*READERS[3:]]
    assert town.told() == []
    town.house.clock.forward(3600)
    await town.live()
    assert town.had() == [*READERS[2:]]
    town.house.clock.forward(3600)
    await town.live()
    assert town.had() == [*READERS]
    assert len(town.told()) == 1


async def test_who_is_gone_and_who_did_not_answer_are_told_apart(town):
    gone, silent = READERS[0], READERS[1]
    town.house.channel.failures[gone] = [SubscriberGone(gone, "blocked")]
    town.house.channel.failures[silent] = [Unanswered(silent, "silence"), Unanswered(silent, "silence")]
    await town.announce()
    await town.live(20)
    (told,) = town.told()
    assert told.replace("\u00a0", " ").splitlines() == [
        "Votre annonce est partie. Conversations qui l’ont reçue : 8.",
        "Bloquées, parties ou refusées : 1.",
        "Reçue ou non, Telegram n’a pas répondu : 1.",
    ]


async def test_a_kill_between_queuing_and_writing_down_how_far_it_came_costs_nobody(town):
    await town.announce()

    class Dying(AnnouncementStore):
        async def spread(self, *given):
            await super().spread(*given)
            raise Killed

    dying = Announcer(Dying(town.database), town.outbox, town.database.unit, SLOWLY)
    for _ in range(2):
        with pytest.raises(Killed):
            await dying.announce(town.now)
    assert await town.outbox.ready(9, town.now) == 0
    await town.live()
    assert town.had() == [*READERS]


async def test_an_admin_stops_it_halfway(town):
    number = await town.announce()
    await town.pass_()
    await town.announcer.announce(town.now)
    assert await town.store.stop(ADMIN, number, town.now) == 4
    assert await town.store.stop(ADMIN, number, town.now) is None
    await town.live()
    assert town.had() == [*READERS[:4]]
    async with town.database.read() as connection:
        states = await connection.scalars(select(schema.outbox.c.state))
        assert OutboxState.DUE not in states.all()


async def test_one_that_its_admin_has_erased_stops(town):
    await town.announce()
    await town.pass_()
    await town.house.readership.forget(ADMIN)
    await town.live()
    assert town.had() == [*READERS[:4]]


async def test_during_a_pause_it_reaches_nobody(town):
    await town.announce()
    await SwitchStore(town.database).pause(ADMIN, town.now)
    await town.live(3)
    assert town.had() == []
    await SwitchStore(town.database).resume(ADMIN, town.now)
    await town.live()
    assert town.had() == [*READERS]


async def test_two_go_one_after_the_other(town):
    first = await town.announce()
    second = await town.announce()
    assert second != first
    await town.live(12)
    assert len(town.had()) == 2 * len(READERS)
    assert len(town.told()) == 2
