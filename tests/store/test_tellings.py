"""What is to be told to whom, at once or in an edition: each story once."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.errors import DatabaseError
from bot.model import Button, Message, Mode, OutboxState, SlotKind
from bot.ports import Due, Follower, Kept, Queued, Slot, Telling, Why
from bot.store import schema
from bot.store.archive import ArchiveStore
from bot.store.coverage import CoverageStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.tellings import TellingStore
from bot.topics.index_tokens import tokens
from tests.store.shelf import ARDENIA, LIGHTHOUSE, MORNING, SPORT, article, new, shelve, text, titles

ANNE, BRUNO = 7001, 7002
PARIS = "Europe/Paris"
LEASE_S = 60
TODAY = date(2026, 11, 23)


@pytest.fixture
def archive(database) -> ArchiveStore:
    return ArchiveStore(database)


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
async def readers(readership, now) -> None:
    """Anne and Bruno are subscribers."""
    for chat_id in (ANNE, BRUNO):
        await readership.join(chat_id, PARIS, now)


def after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


async def waiting(tellings: TellingStore, chat_id: int) -> list[str]:
    """The titles of all that waits for a chat's next edition."""
    since = MORNING - timedelta(days=1)
    found = (await tellings.pending(chat_id, since, since)).waiting
    return titles(await CoverageStore(tellings._db).stories([one.story_id for one in found]))


async def in_outbox(database) -> list[tuple[str, str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(select(schema.outbox).order_by(schema.outbox.c.id))
        return [(row.html, row.state, row.reason) for row in rows]


# Stories that nobody has been told of


async def test_an_untold_story_comes_with_the_search_words_of_its_lead(archive, tellings, now):
    stored = await shelve(archive, new(article("Le phare", "Il éclaire."), ARDENIA), now)
    (untold,) = await tellings.untold(10)
    assert (untold.story.id, untold.story.topics) == (stored.story_id, (ARDENIA.key,))
    assert untold.tokens == tokens(article("Le phare", "Il éclaire."))


@pytest.mark.parametrize(
    ("quiet", "summarised", "number"),
    [
        pytest.param(False, True, 1, id="new and summarised: told"),
        pytest.param(True, True, 0, id="it was there before us: never told"),
        pytest.param(False, False, 0, id="not summarised yet: not yet"),
    ],
)
async def test_which_stories_are_to_be_told(archive, tellings, now, quiet, summarised, number):
    given = new(article(), quiet=quiet)
    await (shelve(archive, given, now) if summarised else archive.add(given, now, None))
    assert len(await tellings.untold(10)) == number


async def test_a_story_waits_for_its_lead_and_is_told_without_it_once_that_is_given_up(
    archive, tellings, now
):
    lead = await archive.add(new(article("Le premier")), now, None)
    await shelve(archive, new(article("Le second"), story_id=lead.story_id), now)
    assert await tellings.untold(10) == []
    await archive.summary_failed(lead.article_id, "the model is broken", now)
    assert titles([untold.story for untold in await tellings.untold(10)]) == ["Le second"]


async def test_a_story_that_was_told_is_not_told_again_when_an_article_joins_it(archive, tellings, now):
    stored = await shelve(archive, new(article("Le premier")), now)
    await tellings.tell(Telling(stored.story_id), now)
    await shelve(archive, new(article("Le second"), story_id=stored.story_id), now)
    assert await tellings.untold(10) == []


async def test_the_oldest_untold_stories_come_first_so_many_at_a_time(archive, tellings, now):
    for title in ("un", "deux", "trois"):
        await shelve(archive, new(article(title)), now)
    assert titles([untold.story for untold in await tellings.untold(2)]) == ["un", "deux"]


async def test_a_story_known_from_a_backlog_is_told_by_its_first_news_and_only_by_that(
    archive, tellings, now
):
    stored = await shelve(archive, new(article("Ancien"), quiet=True), now)
    await shelve(archive, new(article("Ancien aussi"), story_id=stored.story_id, quiet=True), now)
    assert await tellings.untold(10) == []
    await shelve(archive, new(article("Nouveau"), story_id=stored.story_id), now)
    (untold,) = await tellings.untold(10)
    assert (untold.story.lead.title, len(untold.story.others)) == ("Nouveau", 2)
    assert "¶nouveau" in untold.tokens
    await tellings.tell(Telling(stored.story_id), now)
    await shelve(archive, new(article("Encore"), story_id=stored.story_id), now)
    assert await tellings.untold(10) == []


# Who follows


async def test_followers_of_a_story_are_those_whose_needle_it_bears(readership, tellings, now):
    await readership.join(ANNE, PARIS, now)
    await readership.set_topic(ANNE, ARDENIA, Mode.FOLLOW)
    await readership.set_topic(ANNE, SPORT, Mode.FOLLOW)
    await readership.join(BRUNO, "Asia/Tokyo", now)
    await readership.set_instant(BRUNO, instant=False)
    await readership.set_slot(BRUNO, 480, wanted=True, now=now)
    await readership.set_topic(BRUNO, LIGHTHOUSE, Mode.MUTE)
    assert await tellings.followers([ARDENIA.key, "phare", "eclair"]) == [
        Follower(ANNE, ARDENIA, Mode.FOLLOW, PARIS, instant=True),
        Follower(BRUNO, LIGHTHOUSE, Mode.MUTE, "Asia/Tokyo", instant=False, slotted=True),
    ]
    assert [follower.chat_id for follower in await tellings.followers(["phare"])] == [BRUNO]
    assert await tellings.followers(["far", SPORT.key.upper()]) == []


# Telling


async def test_telling_queues_what_goes_now_and_remembers_the_rest(archive, tellings, outbox, readers, now):
    stored = await shelve(archive, new(article("Le phare")), now)
    push = Queued("story:1:7001", ANNE, text("Le phare"))
    await tellings.tell(Telling(stored.story_id, (push,), (BRUNO,)), now)
    assert [outgoing.message for outgoing in await outbox.claim(9, now, LEASE_S)] == [push.message]
    assert await waiting(tellings, BRUNO) == ["Le phare"]
    assert (await waiting(tellings, ANNE), await tellings.untold(10)) == ([], [])


async def test_who_hears_of_a_story_now_may_have_it_in_the_next_edition_too(archive, tellings, readers, now):
    stored = await shelve(archive, new(article("Le phare")), now)
    push = Queued("story:1:7001", ANNE, text("Le phare"))
    await tellings.tell(Telling(stored.story_id, (push,), (ANNE,)), now)
    assert await waiting(tellings, ANNE) == ["Le phare"]


async def test_the_same_message_is_never_queued_twice(archive, tellings, outbox, readers, database, now):
    stored = await shelve(archive, new(article()), now)
    telling = Telling(stored.story_id, (Queued("story:1:7001", ANNE, text("une fois")),), (BRUNO,))
    await asyncio.gather(tellings.tell(telling, now), TellingStore(database).tell(telling, now))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.sent([(outgoing, 11)], now)
    await tellings.tell(telling, now)
    assert await in_outbox(database) == [("une fois", OutboxState.SENT, "")]
    assert len(await waiting(tellings, BRUNO)) == 1


async def test_what_two_processes_tell_at_once_counts_as_one_alert(archive, tellings, readers, database, now):
    """Else half as many stories would be told at once, and the third of a few be held back."""
    stored = await shelve(archive, new(article()), now)
    push = Queued("story:1:7001", ANNE, text())
    telling = Telling(
        stored.story_id, (push,), days=((TODAY, (ANNE,)),), burst_since=now - timedelta(minutes=9)
    )
    await asyncio.gather(tellings.tell(telling, now), TellingStore(database).tell(telling, now))
    subscribers = schema.subscribers
    counted = select(subscribers.c.alerts, subscribers.c.burst).where(subscribers.c.chat_id == ANNE)
    async with database.read() as connection:
        assert (await connection.execute(counted)).one() == (1, 1)


async def test_who_left_since_the_followers_were_read_is_told_nothing(
    archive, tellings, readership, readers, database, now
):
    stored = await shelve(archive, new(article()), now)
    pushes = (Queued("story:1:7001", ANNE, text()), Queued("story:1:7002", BRUNO, text()))
    await readership.forget(ANNE)
    await readership.pause(BRUNO, "blocked")
    await tellings.tell(Telling(stored.story_id, pushes, (ANNE, BRUNO)), now)
    assert await in_outbox(database) == []
    assert (await waiting(tellings, ANNE), await waiting(tellings, BRUNO)) == ([], [])
    assert await tellings.untold(10) == [], "told, to nobody"


async def test_a_telling_that_fails_half_way_leaves_everything_to_be_told(
    archive, tellings, readers, database, now
):
    stored = await shelve(archive, new(article()), now)
    broken = Queued("story:1:7002", BRUNO, Message(None))
    telling = Telling(stored.story_id, (Queued("story:1:7001", ANNE, text()), broken))
    with pytest.raises(DatabaseError):
        await tellings.tell(telling, now)
    assert len(await tellings.untold(10)) == 1
    assert await in_outbox(database) == []
    async with database.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(schema.tellings))).scalar() == 0


async def test_a_message_arrives_with_its_buttons(tellings, outbox, readers, now):
    message = Message(
        "<b>Le phare</b> &amp; la côte", ((Button("Lire", url="https://a.example"),), (Button("Non", "x:1"),))
    )
    await tellings.edition(Due(ANNE, TODAY, 480), [message], now)
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    assert (outgoing.chat_id, outgoing.message, outgoing.tries) == (ANNE, message, 1)


# Editions


async def test_slots_come_with_their_readers_zone(readership, tellings, now):
    await readership.join(BRUNO, "Asia/Tokyo", now)
    for minute in (1140, 480):
        await readership.set_slot(BRUNO, minute, wanted=True, now=now)
    assert await tellings.slots_due(now, 9) == [
        Slot(BRUNO, "Asia/Tokyo", 480, now),
        Slot(BRUNO, "Asia/Tokyo", 1140, now),
    ]


async def test_slots_are_looked_at_when_they_are_due_by_their_place_and_a_chats_together(
    readership, tellings, readers, now
):
    for chat_id in (ANNE, BRUNO):
        for minute in (480, 750):
            await readership.set_slot(chat_id, minute, wanted=True, now=now)
    later, tomorrow = now + timedelta(hours=1), now + timedelta(days=1)
    places = {
        (ANNE, 480): (later, 2),
        (ANNE, 750): (later, 3),
        (BRUNO, 480): (later, 1),
        (BRUNO, 750): (tomorrow, 0),
    }
    slots = await tellings.slots_due(now, 9)
    await tellings.keep([Kept(one, TODAY, *places[one.chat_id, one.minute]) for one in slots])
    assert await tellings.slots_due(now, 9) == []
    order = [(BRUNO, 480), (ANNE, 480), (ANNE, 750)]
    due = await tellings.slots_due(later, 9)
    assert [(one.chat_id, one.minute) for one in due] == order
    assert {one.made for one in due} == {TODAY}
    assert [(one.chat_id, one.minute) for one in await tellings.slots_due(later, 1)] == order[:1]


async def test_a_slot_without_a_next_time_goes(readership, tellings, readers, now):
    await readership.set_slot(ANNE, 480, wanted=True, now=now)
    (slot,) = await tellings.slots_due(now, 9)
    await tellings.keep([Kept(slot, TODAY, None, 0)])
    assert (await readership.subscriber(ANNE)).slots == ()


async def test_the_week_holds_what_was_told_the_most_told_first(archive, tellings, readers, now):
    for number, title in enumerate(("un", "deux", "trois")):
        stored = await shelve(archive, new(article(title)), now)
        await tellings.tell(
            Telling(stored.story_id, next_edition=(ANNE,)), now - timedelta(days=8 * (number == 2))
        )
        if title == "un":
            await shelve(archive, new(article("un bis"), story_id=stored.story_id), now)
    week = await tellings.week(ANNE, now - timedelta(days=7), 9)
    assert titles(week) == ["un bis", "deux"] or titles(week) == ["un", "deux"]
    assert len(await tellings.week(ANNE, now - timedelta(days=7), 1)) == 1
    assert await tellings.week(BRUNO, now - timedelta(days=7), 9) == []


async def test_a_recap_leaves_what_waits(archive, tellings, readers, now):
    stored = await shelve(archive, new(article("un")), now)
    await tellings.tell(Telling(stored.story_id, next_edition=(ANNE,)), now)
    await tellings.edition(Due(ANNE, TODAY, 480, SlotKind.WEEK), [text()], now)
    assert await waiting(tellings, ANNE) == ["un"]


async def test_what_waits_for_an_edition_comes_newest_first_with_what_led_to_it(
    archive, tellings, readers, now
):
    for hour, title in enumerate(("un", "deux", "trois")):
        stored = await shelve(archive, new(article(title, moment=MORNING + timedelta(hours=hour))), now)
        why = {ANNE: Why(ARDENIA.key, 0.5)}
        at = after(now, hour * 3600)
        await tellings.tell(Telling(stored.story_id, next_edition=(ANNE,), why=why), at)
    assert await waiting(tellings, ANNE) == ["trois", "deux", "un"]
    fresh = (await tellings.pending(ANNE, after(now, 3600), now)).waiting
    assert [(one.topic, one.salience, one.suite) for one in fresh] == 2 * [(ARDENIA.key, 0.5, False)]


async def test_after_an_edition_what_it_did_not_show_waits_and_what_is_another_readers(
    archive, tellings, readers, now
):
    stored = [await shelve(archive, new(article(title)), now) for title in ("un", "deux", "trois")]
    for one in stored:
        await tellings.tell(Telling(one.story_id, next_edition=(ANNE, BRUNO)), now)
    shown = {one.story_id: 1 for one in stored[:2]}
    await tellings.edition(Due(ANNE, TODAY, 480), [text("Édition")], after(now, 1), shown=shown)
    assert await waiting(tellings, ANNE) == ["trois"]
    assert await waiting(tellings, BRUNO) == ["trois", "deux", "un"]


async def test_an_edition_happens_once_for_a_chat_a_local_date_and_a_minute(tellings, readers, database, now):
    due = Due(ANNE, TODAY, 480)
    parts = [text("Première partie"), text("Seconde")]
    other = TellingStore(database)
    await asyncio.gather(tellings.edition(due, parts, now), other.edition(due, parts, now))
    await tellings.edition(due, [text("Tout autre chose")], after(now, 60))
    assert [html for html, _, _ in await in_outbox(database)] == ["Première partie", "Seconde"]


async def test_the_process_that_comes_late_for_an_edition_uses_no_story_up(
    archive, tellings, readers, database, now
):
    await tellings.edition(Due(ANNE, TODAY, 480), [], now)
    stored = await shelve(archive, new(article("un")), now)
    await tellings.tell(Telling(stored.story_id, next_edition=(ANNE,)), now)
    await TellingStore(database).edition(Due(ANNE, TODAY, 480), [text()], now)
    assert await waiting(tellings, ANNE) == ["un"]


async def test_who_left_while_their_edition_was_composed_gets_none(
    tellings, readership, readers, database, now
):
    await readership.forget(ANNE)
    await readership.pause(BRUNO, "blocked")
    for chat_id in (ANNE, BRUNO):
        await tellings.edition(Due(chat_id, TODAY, 480), [text()], now)
    assert await in_outbox(database) == []
