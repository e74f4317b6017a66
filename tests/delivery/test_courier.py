"""What the pass that fills the outbox takes on, before fakes of the database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.delivery import Courier
from bot.editions.selection import Selection
from bot.model import Kind, SlotKind
from bot.ports import Event, Pending, Slot, What
from bot.settings import Delivery, Readers
from tests.delivery.house import ANNE, BRUNO, CHLOE, PARIS, headlines
from tests.editions.stories import shipped_catalogue
from tests.store.shelf import ARDENIA

EIGHT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
"""Eight o'clock in Paris."""
TODAY = date(2026, 11, 23)
OF_ANNE = Slot(ANNE, PARIS, 480, EIGHT - timedelta(days=9), made=TODAY - timedelta(days=1))


class FakeOutbox:
    """Holds so many messages that may leave now."""

    def __init__(self, waiting: int = 0):
        self._waiting = waiting

    async def ready(self, limit, now):
        return min(self._waiting, limit)


class FakeTellings:
    """Has these slots due, and keeps what is decided of them; `broken` is the chat whose edition fails."""

    def __init__(self, *due: Slot, broken: int | None = None):
        self._due, self._broken = due, broken
        self.asked_for: list[int] = []
        self.kept: list[tuple[int, datetime | None]] = []
        self.editions: list[int] = []
        self.recaps_since: list[datetime] = []

    async def slots_due(self, now, limit):
        self.asked_for.append(limit)
        return self._due[:limit]

    async def keep(self, kept):
        self.kept += [(one.slot.chat_id, one.next_at) for one in kept]

    async def pending(self, chat_id, fresh_since, liked_since):
        if chat_id == self._broken:
            raise RuntimeError("unforeseen")
        return Pending()

    async def week(self, chat_id, since, limit):
        self.recaps_since.append(since)
        return []

    async def edition(self, due, messages, now, kept, shown=None, in_threads=None):
        self.editions.append(due.chat_id)


class FakeEvents:
    def __init__(self):
        self.recorded: list[Event] = []

    async def record(self, event, now):
        self.recorded.append(event)


def courier(tellings: FakeTellings, waiting: int = 0, rate: float = 30.0) -> Courier:
    return Courier(
        tellings,
        None,
        Selection(tellings, None, frozenset(Kind)),
        FakeOutbox(waiting),
        FakeEvents(),
        Delivery(messages_per_s=rate),
        Readers(),
        shipped_catalogue(),
    )


@pytest.mark.parametrize(
    ("rate", "most"),
    [
        pytest.param(30.0, 300, id="what leaves in ten seconds"),
        pytest.param(1.0, 10, id="at a slower pace less"),
        pytest.param(0.01, 1, id="at the slowest pace one after the other"),
    ],
)
async def test_no_more_editions_are_made_than_can_leave_soon(rate, most):
    tellings = FakeTellings()
    await courier(tellings, rate=rate).edit(EIGHT)
    assert tellings.asked_for == [most]


@pytest.mark.parametrize(
    ("waiting", "made"),
    [
        pytest.param(299, 1, id="the outbox has room"),
        pytest.param(300, 0, id="it is full"),
    ],
)
async def test_editions_wait_while_the_outbox_is_full(waiting, made):
    tellings = FakeTellings(OF_ANNE)
    assert await courier(tellings, waiting).edit(EIGHT) == made
    assert len(tellings.editions) == made


async def test_a_slot_without_an_edition_is_put_to_its_next_time_and_the_others_have_theirs():
    """Anne had today's in another zone already; Bruno and Chloé are behind her."""
    had = replace(OF_ANNE, made=TODAY)
    tellings = FakeTellings(had, replace(OF_ANNE, chat_id=BRUNO), replace(OF_ANNE, chat_id=CHLOE))
    assert await courier(tellings).edit(EIGHT) == 2
    assert tellings.kept == [(ANNE, EIGHT + timedelta(days=1))]
    assert tellings.editions == [BRUNO, CHLOE]


async def test_an_edition_that_stumbles_is_tried_again_in_five_minutes_and_counts_as_none():
    tellings = FakeTellings(OF_ANNE, replace(OF_ANNE, chat_id=BRUNO), broken=ANNE)
    told = courier(tellings)
    assert await told.edit(EIGHT) == 1
    assert tellings.kept == [(ANNE, EIGHT + timedelta(minutes=5))]
    assert tellings.editions == [BRUNO]
    assert told.events.recorded == [Event(What.EDITION_STUMBLED, reason="RuntimeError: unforeseen")]


async def test_the_week_in_brief_goes_seven_days_back():
    tellings = FakeTellings(replace(OF_ANNE, kind=SlotKind.WEEK))
    await courier(tellings).edit(EIGHT)
    assert tellings.recaps_since == [EIGHT - timedelta(days=7)]


async def test_a_burst_of_stories_is_three_messages_and_one_that_holds_the_rest(house):
    await house.reader(ANNE, ARDENIA)
    for place in ("Valmer", "Brisseuil", "Kervannec", "Lunoy", "Tarnos"):
        await house.story(f"{place} rouvre", ARDENIA)
    await house.deliver(passes=6)
    assert len(house.channel.arrived) == 3
    house.clock.forward(15 * 60)
    await house.deliver(passes=2)
    *_, bundle = house.channel.read_by(ANNE)
    assert headlines([bundle])[1:] == ["Tarnos rouvre", "Lunoy rouvre"]
    await house.story("Morlane rouvre", ARDENIA)
    await house.deliver(passes=2)
    assert len(house.channel.arrived) == 5, "a new burst begins with its first story"


async def test_a_second_burst_of_a_day_is_held_and_told_like_the_first(house):
    await house.reader(ANNE, ARDENIA)
    for burst in (("Valmer", "Brisseuil", "Kervannec", "Lunoy"), ("Tarnos", "Morlane", "Ondres", "Crozac")):
        for place in burst:
            await house.story(f"{place} rouvre", ARDENIA)
        await house.deliver(passes=5)
        house.clock.forward(15 * 60)
        await house.deliver(passes=2)
    assert {"Lunoy rouvre", "Crozac rouvre"} <= set(headlines(house.channel.read_by(ANNE)))


@pytest.mark.parametrize(
    ("slots", "hour"),
    [
        pytest.param(("19:00", "07:30"), time(7, 30), id="at the first hour that is offered"),
        pytest.param((), time(8), id="at eight where none is"),
    ],
)
async def test_what_is_beyond_a_days_cap_comes_in_the_morning(house, slots, hour):
    await house.reader(ANNE, ARDENIA)
    for number in range(2):
        await house.story(f"Nouvelle {number}", ARDENIA)
    told = house.courier(Readers(slots=slots, alerts_a_day=1))
    await house.deliver(courier=told, passes=3)
    assert len(house.channel.arrived) == 1
    morning = datetime.combine(TODAY + timedelta(days=1), hour, ZoneInfo(PARIS))
    for early_s, arrived in ((60, 1), (0, 2)):
        house.clock.now = morning - timedelta(seconds=early_s)
        await house.deliver(courier=told)
        assert len(house.channel.arrived) == arrived
