"""What was done, hour by hour, and how many subscribers there were."""

from datetime import timedelta

from bot.model import Method
from bot.ports import Due
from bot.store.activity import (
    ARTICLES,
    SENT,
    SUMMARIES,
    THROTTLED,
    Hour,
    by_hour,
    hour_of,
    note,
    note_subscribers,
    subscribers_by_day,
)
from bot.store.archive import ArchiveStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.send_limits import SendLimitStore
from bot.store.tellings import TellingStore
from tests.store.shelf import SUMMARY, article, new, text

ANNE, BRUNO = 7001, 7002
HOUR = timedelta(hours=1)


async def test_what_is_done_is_counted_in_its_hour(database, now):
    archive = ArchiveStore(database)
    stored = await archive.add(new(article()), now, None)
    await archive.add(new(article()), now, None)  # the same again
    await archive.add_summary(stored.article_id, SUMMARY, now + HOUR, 2.5)
    await SendLimitStore(database).pause(ANNE, now + HOUR, now)
    await ReadershipStore(database).join(ANNE, "Europe/Paris", now)
    await TellingStore(database).edition(Due(ANNE, now.date(), 480), [text(), text()], now)
    outbox = OutboxStore(database, "one")
    for outgoing in await outbox.claim(1, now, 60):
        await outbox.sent([(outgoing, 11)], now)
    at = hour_of(now)
    assert await by_hour(database, now) == {
        ARTICLES: {at: Hour(1)},
        SUMMARIES + Method.EXTRACT: {at + 1: Hour(1, 2.5)},
        THROTTLED: {at: Hour(1)},
        SENT: {at: Hour(1)},
    }


async def test_numbers_and_seconds_of_an_hour_add_up(database, now):
    for _ in range(2):
        async with database.write() as connection:
            await note(connection, SENT, now, 3, 0.5)
    assert await by_hour(database, now) == {SENT: {hour_of(now): Hour(6, 1.0)}}
    assert await by_hour(database, now + HOUR) == {}


async def test_of_the_subscribers_each_day_s_last_number_is_known(database, now):
    readership = ReadershipStore(database)
    await readership.join(ANNE, "Europe/Paris", now)
    await note_subscribers(database, now)
    await readership.join(BRUNO, "Europe/Paris", now)
    await note_subscribers(database, now + HOUR)
    await readership.pause(ANNE, "blocked")
    await note_subscribers(database, now + HOUR)
    await note_subscribers(database, now + timedelta(days=1))
    assert await subscribers_by_day(database, now) == {hour_of(now) + 1: 1, hour_of(now) + 24: 1}
