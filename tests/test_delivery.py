"""From stories to readers: each story once, to its followers, and what becomes of what cannot arrive."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.delivery import Courier
from bot.errors import (
    ChatMoved,
    DeliveryError,
    Rejected,
    SubscriberGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import Mode, OutboxState, Topic
from bot.settings import Delivery, Readers
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.outbox import PostStore
from bot.store.readership import ReadershipStore
from bot.store.tables import outbox
from tests.fakes import FakeChannel, FakeClock
from tests.store.shelf import ARDENIA, CULTURE, LIGHTHOUSE, SPORT, article, new, shelve

ANNE, BRUNO, GROUP, SUPERGROUP = 7001, 7002, -55, -100055
PARIS = "Europe/Paris"


async def at_once(_seconds: float) -> None:
    """Sleeps for no time."""


class House:
    """A courier with a real database, a channel that answers what a test wants, and its readers."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.clock = FakeClock(now)
        self.channel = FakeChannel()
        self.archive = ArchiveStore(database)
        self.readership = ReadershipStore(database)
        self.events = EventStore(database)

    def courier(
        self,
        pace: Delivery | None = None,
        *,
        channel: FakeChannel | None = None,
        owner: str = "one",
        sleep: Callable[[float], Awaitable[None]] = at_once,
    ) -> Courier:
        return Courier(
            post=PostStore(self.database, owner),
            readership=self.readership,
            channel=channel or self.channel,
            events=self.events,
            pace=pace or Delivery(),
            readers=Readers(),
            clock=self.clock,
            sleep=sleep,
        )

    async def reader(self, chat_id: int = ANNE, *follows, mutes=(), instant: bool = True) -> None:
        await self.readership.join(chat_id, PARIS, self.clock())
        for topic in follows:
            await self.readership.set_topic(chat_id, topic, Mode.FOLLOW)
        for topic in mutes:
            await self.readership.set_topic(chat_id, topic, Mode.MUTE)
        if not instant:
            await self.readership.set_instant(chat_id, instant=False)

    async def story(self, title: str = "Le phare", *topics) -> None:
        await shelve(self.archive, new(article(title), *topics), self.clock())

    async def deliver(self, courier: Courier | None = None, passes: int = 1) -> None:
        """The passes as the clock wakes them."""
        chosen = courier or self.courier()
        for _ in range(passes):
            await chosen.tell(self.clock())
            await chosen.edit(self.clock())
            await chosen.send()

    async def outbox(self) -> list[tuple[int, str, str]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(outbox).order_by(outbox.c.id))
            return [(row.chat_id, row.state, row.reason) for row in rows]

    async def due_in_s(self) -> float | None:
        """How long the first message of the outbox has to wait still."""
        async with self.database.read() as connection:
            due_at = (
                (await connection.execute(select(outbox.c.due_at).order_by(outbox.c.id))).scalars().first()
            )
        return due_at and (due_at - self.clock()).total_seconds()


@pytest.fixture
def house(database, now) -> House:
    return House(database, now)


def headlines(texts: Sequence[str]) -> list[str]:
    """The bold lines of all these messages."""
    return [line for text in texts for line in re.findall("<b>(.*?)</b>", text)]


# Who hears of a story


@pytest.mark.parametrize(
    ("follows", "mutes", "hears"),
    [
        pytest.param([ARDENIA], [], True, id="follows one of its topics"),
        pytest.param([ARDENIA, SPORT], [], True, id="follows two of its topics: once"),
        pytest.param([CULTURE], [], False, id="follows something else"),
        pytest.param([], [], False, id="follows nothing"),
        pytest.param([ARDENIA], [SPORT], False, id="a mute wins over a follow"),
        pytest.param([ARDENIA], [CULTURE], True, id="mutes something else"),
        pytest.param([LIGHTHOUSE], [], True, id="follows a word that stands in it"),
        pytest.param([ARDENIA], [LIGHTHOUSE], False, id="mutes a word that stands in it"),
    ],
)
async def test_who_hears_of_a_story_about_sport_in_ardenia_with_a_lighthouse(house, follows, mutes, hears):
    await house.reader(ANNE, *follows, mutes=mutes)
    await house.story("Le phare d’Ardénie", ARDENIA, SPORT)
    await house.deliver(passes=2)
    assert len(house.channel.read_by(ANNE)) == int(hears)


async def test_all_the_words_of_a_topic_must_stand_in_the_story(house):
    both = Topic("mots:digu+phar", "phare et digue")
    await house.reader(ANNE, both)
    await house.story("Le phare")
    await house.story("La digue")
    await house.story("Le phare et la digue")
    await house.deliver(passes=4)
    assert headlines(house.channel.read_by(ANNE)) == ["Le phare et la digue"]


async def test_a_push_says_which_followed_topic_it_answers(house):
    await house.reader(ANNE, SPORT)
    await house.story("Le match", ARDENIA, SPORT)
    await house.deliver()
    (push,) = house.channel.read_by(ANNE)
    assert push.endswith("Sport</i>")


async def test_however_often_the_passes_run_a_story_arrives_once(house):
    await house.reader(ANNE, ARDENIA)
    await house.reader(BRUNO, ARDENIA)
    await house.story("Le phare", ARDENIA)
    await house.deliver(passes=5)
    await house.deliver(house.courier(owner="two"), passes=5)
    assert sorted(chat_id for chat_id, _ in house.channel.arrived) == [ANNE, BRUNO]


async def test_stories_arrive_in_their_order_one_each_pass(house):
    await house.reader(ANNE, ARDENIA)
    for title in ("un", "deux", "trois"):
        await house.story(title, ARDENIA)
    await house.deliver(passes=2)
    assert len(house.channel.arrived) == 2
    await house.deliver()
    assert headlines(house.channel.read_by(ANNE)) == ["un", "deux", "trois"]
    assert await house.outbox() == [(ANNE, OutboxState.SENT, "")] * 3


async def test_who_subscribes_later_is_not_told_of_what_was_told_before(house):
    await house.story("Le phare", ARDENIA)
    await house.deliver()
    await house.reader(ANNE, ARDENIA)
    await house.deliver(passes=2)
    assert house.channel.arrived == []


async def test_messages_leave_spaced_out_so_that_telegram_is_not_hurried(house):
    waits = []

    async def note(seconds: float) -> None:
        waits.append(seconds)

    for chat_id in range(1, 5):
        await house.reader(chat_id, ARDENIA)
    await house.story("Le phare", ARDENIA)
    await house.deliver(house.courier(Delivery(messages_per_s=2, tick_s=2), sleep=note))
    assert waits == [0, 0.5, 1, 1.5]


class StumblingPost(PostStore):
    """Holds something that no part of us had foreseen: about sport, and about Bruno's edition."""

    async def followers(self, topics):
        if SPORT.key in topics:
            raise RuntimeError("unforeseen")
        return await super().followers(topics)

    async def waiting(self, chat_id):
        if chat_id == BRUNO:
            raise RuntimeError("unforeseen")
        return await super().waiting(chat_id)


async def test_a_story_that_cannot_be_told_spares_the_others_and_is_shown_to_the_operator(house):
    await house.reader(ANNE, ARDENIA, SPORT)
    await house.story("Le match", SPORT)
    await house.story("Le phare", ARDENIA)
    stumbling = replace(house.courier(), post=StumblingPost(house.database, "one"))
    with capture_logs():
        await house.deliver(stumbling, passes=2)
    assert headlines(house.channel.read_by(ANNE)) == ["Le phare"]
    assert [event for _, *event in await house.events.latest(9)] == [["story 1", "RuntimeError: unforeseen"]]
    await house.deliver()
    assert headlines(house.channel.read_by(ANNE)) == ["Le phare", "Le match"]


# What can go wrong with a send

GONE, MOVED = "blocked by the user", "moved to -100055"


@pytest.mark.parametrize(
    ("failure", "pace", "state", "due_in_s", "paused"),
    [
        pytest.param(
            SubscriberGone(GROUP, GONE), {}, OutboxState.FAILED, None, GONE, id="they blocked us: let them go"
        ),
        pytest.param(
            Rejected(GROUP, "can't parse"), {}, OutboxState.PARKED, None, "", id="our text is bad: kept apart"
        ),
        pytest.param(
            Throttled(GROUP, 7.5), {}, OutboxState.DUE, 7.5, "", id="too fast: wait as long as we are told"
        ),
        pytest.param(
            Throttled(GROUP, 43_838), {}, OutboxState.DUE, 43_838, "", id="even when that is twelve hours"
        ),
        pytest.param(
            Unreachable(GROUP, "no route"), {}, OutboxState.DUE, 5, "", id="no network: a little later"
        ),
        pytest.param(
            Unanswered(GROUP, "read timeout"),
            {},
            OutboxState.DUE,
            5,
            "",
            id="no answer: again, it may be shown twice",
        ),
        pytest.param(
            Unanswered(GROUP, "read timeout"),
            {"on_ambiguous": "hold"},
            OutboxState.AMBIGUOUS,
            None,
            "",
            id="no answer, and never twice: held",
        ),
        pytest.param(
            DeliveryError(GROUP, "bad gateway"),
            {},
            OutboxState.DUE,
            5,
            "",
            id="anything else: a little later",
        ),
        pytest.param(
            Unreachable(GROUP, "no route"),
            {"max_tries": 1},
            OutboxState.PARKED,
            None,
            "",
            id="the last try failed",
        ),
        pytest.param(
            Throttled(GROUP, 9),
            {"max_tries": 1},
            OutboxState.DUE,
            9,
            "",
            id="being throttled is no failed try",
        ),
    ],
)
async def test_one_message_that_cannot_arrive(house, failure, pace, state, due_in_s, paused):
    """One subscriber's trouble decides only what becomes of that subscriber."""
    await house.reader(GROUP, ARDENIA)
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    house.channel.failures[GROUP] = [failure]
    await house.deliver(house.courier(Delivery(**pace)))
    (_, now_in, reason), hers = await house.outbox()
    assert (now_in, await house.due_in_s()) == (state, due_in_s)
    assert failure.reason in reason
    assert (await house.readership.subscriber(GROUP)).paused == paused
    assert hers == (ANNE, OutboxState.SENT, "")


async def test_a_group_that_moved_gets_the_message_at_its_new_address(house):
    await house.reader(GROUP, ARDENIA)
    await house.story("Le phare", ARDENIA)
    house.channel.failures[GROUP] = [ChatMoved(GROUP, SUPERGROUP)]
    await house.deliver(passes=2)
    assert [chat_id for chat_id, _ in house.channel.arrived] == [SUPERGROUP]
    assert (await house.readership.subscriber(SUPERGROUP)).topics == {ARDENIA.key: Mode.FOLLOW}
    assert await house.readership.subscriber(GROUP) is None


async def test_who_blocked_us_gets_nothing_more_and_keeps_what_they_chose(house):
    await house.reader(ANNE, ARDENIA)
    for title in ("un", "deux"):
        await house.story(title, ARDENIA)
    house.channel.failures[ANNE] = [SubscriberGone(ANNE, GONE)]
    await house.deliver()
    await house.story("trois", ARDENIA)
    await house.deliver(passes=2)
    assert (house.channel.tried, house.channel.arrived) == ([ANNE], [])
    assert await house.outbox() == [(ANNE, OutboxState.FAILED, GONE)] * 2
    assert (await house.readership.subscriber(ANNE)).topics == {ARDENIA.key: Mode.FOLLOW}


@pytest.mark.parametrize(
    ("failures", "pace", "reason"),
    [
        pytest.param([Rejected(ANNE, "can't parse")], {}, "can't parse", id="refused"),
        pytest.param(
            [Unreachable(ANNE, "no route")] * 3,
            {"max_tries": 3},
            "given up after 3 tries: no route",
            id="given up",
        ),
    ],
)
async def test_a_parked_message_is_told_to_the_operator_and_the_next_one_goes(house, failures, pace, reason):
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = list(failures)
    for _ in range(5):
        await house.deliver(house.courier(Delivery(**pace)))
        house.clock.forward(3600)
    await house.story("deux", ARDENIA)
    await house.deliver()
    assert await house.outbox() == [(ANNE, OutboxState.PARKED, reason), (ANNE, OutboxState.SENT, "")]
    assert [(subject, told) for _, subject, told in await house.events.latest(9)] == [("message 1", reason)]


async def test_the_wait_between_two_tries_doubles_up_to_an_hour(house):
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = [Unreachable(ANNE, "no route")] * 12
    waits = []
    for _ in range(12):
        await house.deliver()
        waits.append(await house.due_in_s())
        house.clock.forward(waits[-1])
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    await house.deliver()
    assert await house.outbox() == [(ANNE, OutboxState.SENT, "")]


async def test_a_throttled_chat_is_left_in_peace_until_its_time(house):
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = [Throttled(ANNE, 43_838)]
    await house.deliver()
    house.clock.forward(43_837)
    await house.deliver(passes=2)
    assert house.channel.tried == [ANNE]
    house.clock.forward(1)
    await house.deliver(passes=2)
    assert len(house.channel.arrived) == 1


# A sender that dies


class Killed(BaseException):
    """The process is gone: nothing after this line runs."""


class DyingChannel(FakeChannel):
    """Hands the message over, and the process dies before it can write that down."""

    async def send(self, chat_id, message):
        await super().send(chat_id, message)
        raise Killed


@pytest.mark.parametrize(
    ("on_ambiguous", "arrivals", "state"),
    [
        pytest.param("resend", 2, OutboxState.SENT, id="resend: at most once more than it should be"),
        pytest.param("hold", 1, OutboxState.AMBIGUOUS, id="hold: kept for the operator, never twice"),
    ],
)
async def test_a_message_whose_sender_died(house, on_ambiguous, arrivals, state):
    pace = Delivery(on_ambiguous=on_ambiguous)
    dying = DyingChannel()
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    with pytest.raises(Killed):
        await house.deliver(house.courier(pace, channel=dying))
    survivor = house.courier(pace, owner="two")
    await house.deliver(survivor, passes=2)
    assert house.channel.arrived == [], "the lease protects a sender that is only slow"
    house.clock.forward(pace.lease_s)
    await house.deliver(survivor, passes=2)
    assert len(dying.arrived) + len(house.channel.arrived) == arrivals
    assert [kept for _, kept, _ in await house.outbox()] == [state]


# Editions

SEVEN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Seven o'clock in Paris, an hour before Anne's edition."""


@pytest.fixture
async def morning(database) -> House:
    """Anne wants her stories at eight and at noon, not one by one."""
    house = House(database, SEVEN)
    await house.reader(ANNE, ARDENIA, instant=False)
    for minute in (480, 720):
        await house.readership.set_slot(ANNE, minute, wanted=True, now=SEVEN - timedelta(days=1))
    await house.courier().edit(SEVEN)
    return house


async def test_who_wants_no_story_at_once_waits_for_the_edition(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.story("La digue", ARDENIA)
    await morning.deliver(passes=2)
    assert morning.channel.arrived == []
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    title, *stories = headlines(morning.channel.read_by(ANNE))
    assert "lundi 23 novembre" in title
    assert stories == ["La digue", "Le phare"]


async def test_an_edition_comes_once_whoever_makes_it(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    morning.clock.forward(60)
    await morning.story("La digue", ARDENIA)
    await morning.deliver(morning.courier(owner="two"), passes=2)
    assert len(morning.channel.arrived) == 1


async def test_a_story_stands_in_one_edition_only(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    morning.clock.forward(4 * 3600)
    await morning.deliver(passes=2)
    assert len(morning.channel.arrived) == 1


async def test_an_edition_without_a_story_is_no_message(morning):
    morning.clock.forward(3600)
    assert await morning.courier().edit(morning.clock()) == 1
    assert await morning.outbox() == []
    assert await morning.courier().edit(morning.clock()) == 0


async def test_an_edition_holds_so_many_stories_and_the_next_one_the_rest(morning):
    for number in range(Readers().edition_stories + 2):
        await morning.story(f"Nouvelle {number}", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    morning.clock.forward(4 * 3600)
    await morning.deliver(passes=2)
    sizes = [len(headlines([text])) - 1 for text in morning.channel.read_by(ANNE)]
    assert sizes == [10, 2]


async def test_an_edition_that_cannot_be_made_spares_the_others(morning):
    await morning.reader(BRUNO, ARDENIA, instant=False)
    await morning.readership.set_slot(BRUNO, 480, wanted=True, now=SEVEN)
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    stumbling = replace(morning.courier(), post=StumblingPost(morning.database, "one"))
    with capture_logs():
        await morning.deliver(stumbling)
    assert [chat_id for chat_id, _ in morning.channel.arrived] == [ANNE]
    await morning.deliver()
    assert [chat_id for chat_id, _ in morning.channel.arrived] == [ANNE, BRUNO]


async def test_a_telling_and_an_edition_need_no_reader(house):
    await house.story("Le phare", ARDENIA)
    assert await house.courier().tell(house.clock()) == 1
    assert await house.courier().edit(house.clock()) == 0
    assert await house.courier().send() == 0
