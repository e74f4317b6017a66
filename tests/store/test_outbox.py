"""What is to be told to whom, and the messages on their way: each once, in order, none lost."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.errors import DatabaseError
from bot.model import Button, Message, Mode, OutboxState
from bot.ports import Due, Follower, Queued, Slot, Telling
from bot.store.archive import ArchiveStore
from bot.store.outbox import PostStore
from bot.store.readership import ReadershipStore
from bot.store.tables import outbox, tellings
from bot.topics.stems import stems
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
def post(database) -> PostStore:
    return PostStore(database, "one")


@pytest.fixture
def other(database) -> PostStore:
    """Another process with the same database."""
    return PostStore(database, "two")


def after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


async def queue(post: PostStore, now: datetime, *messages: tuple[int, str]) -> None:
    """Queue texts to chats, as parts of editions."""
    for number, (chat_id, html) in enumerate(messages):
        await post.edition(Due(chat_id, TODAY, number), [], [text(html)], now)


async def claimed(post: PostStore, now: datetime, limit: int = 10) -> list[str]:
    return [outgoing.message.html for outgoing in await post.claim(limit, now, LEASE_S)]


async def in_outbox(database) -> list[tuple[str, str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(select(outbox).order_by(outbox.c.id))
        return [(row.html, row.state, row.reason) for row in rows]


# Stories that nobody has been told of


async def test_an_untold_story_comes_with_the_search_words_of_its_lead(archive, post, now):
    stored = await shelve(archive, new(article("Le phare", "Il éclaire."), ARDENIA), now)
    (untold,) = await post.untold(10)
    assert (untold.story.id, untold.story.topics) == (stored.story_id, (ARDENIA.key,))
    assert untold.stems == frozenset(stems("Le phare\nIl éclaire."))


@pytest.mark.parametrize(
    ("quiet", "summarised", "number"),
    [
        pytest.param(False, True, 1, id="new and summarised: told"),
        pytest.param(True, True, 0, id="it was there before us: never told"),
        pytest.param(False, False, 0, id="not summarised yet: not yet"),
    ],
)
async def test_which_stories_are_to_be_told(archive, post, now, quiet, summarised, number):
    given = new(article(), quiet=quiet)
    await (shelve(archive, given, now) if summarised else archive.add(given, now, None))
    assert len(await post.untold(10)) == number


async def test_a_story_waits_for_its_lead_and_is_told_without_it_once_that_is_given_up(archive, post, now):
    lead = await archive.add(new(article("Le premier")), now, None)
    await shelve(archive, new(article("Le second"), story_id=lead.story_id), now)
    assert await post.untold(10) == []
    await archive.summary_failed(lead.article_id, "the model is broken", now)
    assert titles([untold.story for untold in await post.untold(10)]) == ["Le second"]


async def test_a_story_that_was_told_is_not_told_again_when_an_article_joins_it(archive, post, now):
    stored = await shelve(archive, new(article("Le premier")), now)
    await post.tell(Telling(stored.story_id), now)
    await shelve(archive, new(article("Le second"), story_id=stored.story_id), now)
    assert await post.untold(10) == []


async def test_the_oldest_untold_stories_come_first_so_many_at_a_time(archive, post, now):
    for title in ("un", "deux", "trois"):
        await shelve(archive, new(article(title)), now)
    assert titles([untold.story for untold in await post.untold(2)]) == ["un", "deux"]


# Who follows


async def test_followers_of_a_story_are_those_of_its_topics_and_all_those_of_plain_words(
    readership, post, now
):
    await readership.join(ANNE, PARIS, now)
    await readership.set_topic(ANNE, ARDENIA, Mode.FOLLOW)
    await readership.set_topic(ANNE, SPORT, Mode.FOLLOW)
    await readership.join(BRUNO, "Asia/Tokyo", now)
    await readership.set_instant(BRUNO, instant=False)
    await readership.set_topic(BRUNO, LIGHTHOUSE, Mode.MUTE)
    assert await post.followers([ARDENIA.key]) == [
        Follower(ANNE, ARDENIA, Mode.FOLLOW, instant=True, zone=PARIS),
        Follower(BRUNO, LIGHTHOUSE, Mode.MUTE, instant=False, zone="Asia/Tokyo"),
    ]
    assert [follower.chat_id for follower in await post.followers([])] == [BRUNO]


# Telling


async def test_telling_queues_what_goes_now_and_remembers_the_rest(archive, post, now):
    stored = await shelve(archive, new(article("Le phare")), now)
    telling = Telling(stored.story_id, (Queued("story:1:7001", ANNE, text("Le phare")),), (BRUNO,))
    await post.tell(telling, now)
    assert await claimed(post, now) == ["Le phare"]
    assert titles(await post.waiting(BRUNO)) == ["Le phare"]
    assert (await post.waiting(ANNE), await post.untold(10)) == ([], [])


async def test_the_same_message_is_never_queued_twice(archive, post, other, database, now):
    stored = await shelve(archive, new(article()), now)
    telling = Telling(stored.story_id, (Queued("story:1:7001", ANNE, text("une fois")),), (BRUNO,))
    await asyncio.gather(post.tell(telling, now), other.tell(telling, now))
    (outgoing,) = await post.claim(10, now, LEASE_S)
    await post.sent(outgoing, now)
    await post.tell(telling, now)
    assert await in_outbox(database) == [("une fois", OutboxState.SENT, "")]
    assert len(await post.waiting(BRUNO)) == 1


async def test_a_telling_that_fails_half_way_leaves_everything_to_be_told(archive, post, database, now):
    stored = await shelve(archive, new(article()), now)
    broken = Queued("story:1:7002", BRUNO, Message(None))
    telling = Telling(stored.story_id, (Queued("story:1:7001", ANNE, text()), broken))
    with pytest.raises(DatabaseError):
        await post.tell(telling, now)
    assert len(await post.untold(10)) == 1
    assert await in_outbox(database) == []
    async with database.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(tellings))).scalar() == 0


async def test_a_message_arrives_with_its_buttons(post, now):
    message = Message(
        "<b>Le phare</b> &amp; la côte", ((Button("Lire", url="https://a.example"),), (Button("Non", "x:1"),))
    )
    await post.edition(Due(ANNE, TODAY, 480), [], [message], now)
    (outgoing,) = await post.claim(10, now, LEASE_S)
    assert (outgoing.chat_id, outgoing.message, outgoing.tries) == (ANNE, message, 1)


# Editions


async def test_slots_come_with_their_readers_zone(readership, post, now):
    await readership.join(BRUNO, "Asia/Tokyo", now)
    for minute in (1140, 480):
        await readership.set_slot(BRUNO, minute, wanted=True, now=now)
    assert await post.slots() == [Slot(BRUNO, "Asia/Tokyo", 480, now), Slot(BRUNO, "Asia/Tokyo", 1140, now)]


async def test_what_waits_for_an_edition_comes_newest_first(archive, post, now):
    for hour, title in enumerate(("un", "deux", "trois")):
        stored = await shelve(archive, new(article(title, moment=MORNING + timedelta(hours=hour))), now)
        await post.tell(Telling(stored.story_id, next_edition=(ANNE,)), now)
    assert titles(await post.waiting(ANNE)) == ["trois", "deux", "un"]


async def test_an_edition_uses_up_its_stories_and_leaves_the_others_waiting(archive, post, now):
    for title in ("un", "deux"):
        stored = await shelve(archive, new(article(title)), now)
        await post.tell(Telling(stored.story_id, next_edition=(ANNE, BRUNO)), now)
    await post.edition(Due(ANNE, TODAY, 480), [2], [text("Édition")], now)
    assert titles(await post.waiting(ANNE)) == ["un"]
    assert titles(await post.waiting(BRUNO)) == ["deux", "un"]


async def test_an_edition_happens_once_for_a_chat_a_local_date_and_a_minute(post, other, database, now):
    due = Due(ANNE, TODAY, 480)
    await asyncio.gather(
        post.edition(due, [], [text("Première partie"), text("Seconde")], now),
        other.edition(due, [], [text("Première partie"), text("Seconde")], now),
    )
    await post.edition(due, [], [text("Tout autre chose")], after(now, 60))
    assert [html for html, _, _ in await in_outbox(database)] == ["Première partie", "Seconde"]


async def test_the_process_that_comes_late_for_an_edition_uses_no_story_up(archive, post, other, now):
    await post.edition(Due(ANNE, TODAY, 480), [], [], now)
    stored = await shelve(archive, new(article("un")), now)
    await post.tell(Telling(stored.story_id, next_edition=(ANNE,)), now)
    await other.edition(Due(ANNE, TODAY, 480), [stored.story_id], [text()], now)
    assert titles(await post.waiting(ANNE)) == ["un"]


async def test_editions_made_are_known_from_a_date_on(post, now):
    yesterday = TODAY - timedelta(days=1)
    for due in (Due(ANNE, yesterday, 480), Due(ANNE, TODAY, 480), Due(BRUNO, TODAY, 750)):
        await post.edition(due, [], [], now)
    assert await post.editions_made(TODAY) == {(ANNE, TODAY, 480), (BRUNO, TODAY, 750)}


# Claiming: each chat in its order


async def test_a_chats_second_message_waits_until_the_first_has_ended(post, now):
    await queue(post, now, (ANNE, "un"), (ANNE, "deux"), (BRUNO, "eins"))
    first, _ = await post.claim(10, now, LEASE_S)
    assert await claimed(post, now) == []
    await post.sent(first, now)
    assert await claimed(post, now) == ["deux"]


async def test_order_is_kept_across_a_retry(post, now):
    await queue(post, now, (ANNE, "un"), (ANNE, "deux"))
    (first,) = await post.claim(10, now, LEASE_S)
    await post.again(first, after(now, 30), "the network failed")
    assert await claimed(post, after(now, 29)) == []
    assert await claimed(post, after(now, 30)) == ["un"]


async def test_a_message_that_is_set_aside_lets_the_next_one_go(post, now):
    await queue(post, now, (ANNE, "un"), (ANNE, "deux"))
    (first,) = await post.claim(10, now, LEASE_S)
    await post.set_aside(first, OutboxState.PARKED, "our text is bad")
    assert await claimed(post, now) == ["deux"]


async def test_one_chats_trouble_holds_no_other_up(post, now):
    await queue(post, now, (ANNE, "un"), (BRUNO, "eins"), (BRUNO, "zwei"))
    anne, bruno = await post.claim(10, now, LEASE_S)
    await post.again(anne, after(now, 43_838), "throttled")
    await post.sent(bruno, now)
    assert await claimed(post, now) == ["zwei"]


async def test_claims_are_exclusive(post, other, now):
    await queue(post, now, *((chat, str(chat)) for chat in range(1, 8)))
    both = await asyncio.gather(claimed(post, now, 4), claimed(other, now, 4))
    assert sorted(both[0] + both[1]) == [str(chat) for chat in range(1, 8)]


async def test_no_more_are_claimed_than_asked_for_the_longest_due_first(post, now):
    await queue(post, after(now, 1), (BRUNO, "später"))
    await queue(post, now, (ANNE, "avant"))
    assert await claimed(post, after(now, 1), limit=1) == ["avant"]


async def test_nothing_is_claimed_before_it_is_due(post, now):
    await queue(post, after(now, 10), (ANNE, "bientôt"))
    assert await claimed(post, now) == []


# How it ends


@pytest.mark.parametrize(
    "state",
    [OutboxState.PARKED, OutboxState.FAILED, OutboxState.AMBIGUOUS],
)
async def test_what_is_set_aside_keeps_its_reason_and_is_not_tried_again(post, database, now, state):
    await queue(post, now, (ANNE, "un"))
    (outgoing,) = await post.claim(10, now, LEASE_S)
    await post.set_aside(outgoing, state, "the reason")
    assert await in_outbox(database) == [("un", state, "the reason")]
    assert await claimed(post, after(now, 1e6)) == []


async def test_what_was_not_sent_is_claimed_again_at_its_time_and_its_tries_counted(post, database, now):
    await queue(post, now, (ANNE, "un"))
    (outgoing,) = await post.claim(10, now, LEASE_S)
    await post.again(outgoing, after(now, 5), "no connection")
    assert await in_outbox(database) == [("un", OutboxState.DUE, "no connection")]
    (again,) = await post.claim(10, after(now, 5), LEASE_S)
    assert (again.id, again.tries) == (outgoing.id, 2)


async def test_what_was_sent_is_sent(post, database, now):
    await queue(post, now, (ANNE, "un"))
    (outgoing,) = await post.claim(10, now, LEASE_S)
    await post.again(outgoing, now, "no connection")
    (outgoing,) = await post.claim(10, now, LEASE_S)
    await post.sent(outgoing, now)
    assert await in_outbox(database) == [("un", OutboxState.SENT, "")]
    assert await claimed(post, after(now, 1e6)) == []


# A sender that died


@pytest.mark.parametrize(
    ("resend", "state", "claimed_again"),
    [
        pytest.param(True, OutboxState.DUE, ["un"], id="resend: it may be shown twice"),
        pytest.param(False, OutboxState.AMBIGUOUS, ["deux"], id="hold: it is kept, and the next one goes"),
    ],
)
async def test_what_a_dead_sender_left(post, other, database, now, resend, state, claimed_again):
    await queue(post, now, (ANNE, "un"), (ANNE, "deux"))
    await post.claim(10, now, LEASE_S)
    late = after(now, LEASE_S)
    assert await other.recover(after(now, LEASE_S - 1), resend=resend) == 0
    assert await other.recover(late, resend=resend) == 1
    assert (await in_outbox(database))[0] == ("un", state, "its sender died while sending")
    assert await other.recover(late, resend=resend) == 0
    assert await claimed(other, late) == claimed_again


async def test_a_sender_that_was_believed_dead_cannot_take_its_message_back(post, other, database, now):
    await queue(post, now, (ANNE, "un"))
    (outgoing,) = await post.claim(10, now, LEASE_S)
    late = after(now, LEASE_S)
    await other.recover(late, resend=True)
    assert await claimed(other, late) == ["un"]
    await post.again(outgoing, late, "slow network")
    await post.set_aside(outgoing, OutboxState.PARKED, "slow network")
    assert await in_outbox(database) == [("un", OutboxState.SENDING, "its sender died while sending")]


async def test_what_a_sender_believed_dead_did_send_is_sent(post, other, now):
    await queue(post, now, (ANNE, "un"))
    (outgoing,) = await post.claim(10, now, LEASE_S)
    late = after(now, LEASE_S)
    await other.recover(late, resend=True)
    await post.sent(outgoing, late)
    assert await claimed(other, late) == []
