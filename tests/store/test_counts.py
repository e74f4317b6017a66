"""What articles are about is counted once, on the day of publication, in the transaction that stores them."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from bot.model import DateOrigin, Dating
from bot.ports import Bearers, Counted, Tally, Term
from bot.settings import Retention
from bot.store.archive import ArchiveStore
from bot.store.counts import CountStore
from bot.store.retention import prune
from bot.store.schema import article_terms, term_days
from tests.store.shelf import article, new
from tests.trends.tallies import CountedInMemory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SEISM = Term("seism", "séisme")


@pytest.fixture
def counts(database):
    return CountStore(database)


@pytest.fixture
def publish(database, now):
    """Store an article of these terms, that long ago, of a source of its own; returns its place."""
    archive, numbers = ArchiveStore(database), iter(range(1000))

    async def publish(*terms, ago, origin=DateOrigin.STATED, at=now, url="", source="", story_id=None):
        source = source or f"Source {next(numbers)}"
        told = article(f"Récit n° {next(numbers)}", moment=at - ago, url=url, source=source)
        told = replace(told, dating=Dating(at - ago, origin))
        return await archive.add(new(told, story_id=story_id, counted_for=terms), at, None)

    return publish


async def test_an_empty_archive_counts_nothing(counts, now):
    assert await counts.tally(1, now, 1) == Tally(1, 0, 0, 0)
    assert await counts.bearers(["seism"], 1, now) == {}
    assert await counts.bearers([], 1, now) == {}


async def test_a_window_is_counted_to_the_minute_and_the_days_before_it_whole(counts, publish, now):
    await publish(SEISM, ago=HOUR)
    await publish(SEISM, ago=DAY - timedelta(minutes=1))
    await publish(ago=2 * HOUR)
    await publish(SEISM, ago=DAY + timedelta(minutes=1))  # of a day that is partly in the window: in neither
    for days, articles in ((2, 3), (5, 1)):
        for _ in range(articles):
            await publish(SEISM, ago=days * DAY)
    await publish(SEISM, ago=29 * DAY)
    await publish(SEISM, ago=30 * DAY)  # too long ago
    assert await counts.tally(1, now, 2) == Tally(1, 3, 3, 5, (Counted("seism", 2, 5, 3 * 3 + 1 + 1),))


async def test_a_week_is_counted_alike(counts, publish, now):
    for days in (0, 1, 6, 8, 9):
        await publish(SEISM, ago=days * DAY)
    assert await counts.tally(7, now, 1) == Tally(7, 3, 2, 2, (Counted("seism", 3, 2, 2),))


async def test_what_stands_in_too_few_articles_is_left_out(counts, publish, now):
    await publish(SEISM, Term("port", "port"), ago=HOUR)
    await publish(SEISM, ago=HOUR)
    assert [one.key for one in (await counts.tally(1, now, 2)).terms] == ["seism"]


async def test_the_counts_are_those_of_the_definition(counts, publish, now):
    chance, counted, placed = Random(3), [], {}
    last = []
    for _ in range(60):
        terms = tuple(Term(key, key) for key in "abcd" if chance.random() < 0.4)
        ago = timedelta(hours=chance.uniform(0, 24 * 36))
        source = chance.choice(["Le Phare", "La Gazette"])
        stored = await publish(*terms, ago=ago, source=source, story_id=chance.choice([None, *last]))
        last = [stored.story_id]
        counted.append((stored.article_id, now - ago, terms))
        placed[stored.article_id] = stored.story_id, source
    defined = CountedInMemory(counted, placed)
    for days in (1, 7):
        assert await counts.tally(days, now, 1) == await defined.tally(days, now, 1)
        keys = ["a", "b", "z"]
        assert await counts.bearers(keys, days, now) == await defined.bearers(keys, days, now)
        assert await counts.beside("a", days, now) == await defined.beside("a", days, now)


async def test_an_article_of_tomorrow_is_counted_tomorrow(counts, publish, now):
    await publish(SEISM, ago=-DAY / 2)
    assert (await counts.tally(1, now, 1)).articles == 0
    assert (await counts.tally(1, now + DAY, 1)).articles == 1


async def test_a_date_that_nobody_knows_is_not_counted(counts, publish, now):
    await publish(SEISM, ago=HOUR, origin=DateOrigin.UNKNOWN)
    await publish(SEISM, ago=HOUR, origin=DateOrigin.INFERRED)
    assert (await counts.tally(1, now, 1)).articles == 1


async def test_a_new_version_is_counted_once_for_what_it_said_first(counts, publish, now):
    for terms in ((SEISM,), (SEISM, Term("port", "port"))):
        await publish(*terms, ago=HOUR, url="https://phare.example/port")
    assert await counts.tally(1, now, 1) == Tally(1, 1, 0, 0, (Counted("seism", 1),))


async def test_a_story_that_one_source_tells_again_counts_once_for_it(counts, publish, now):
    first = await publish(SEISM, ago=HOUR, source="Le Phare")
    for source in ("Le Phare", "Le Phare", "La Gazette"):
        await publish(SEISM, ago=HOUR, source=source, story_id=first.story_id)
    assert await counts.tally(1, now, 1) == Tally(1, 4, 0, 0, (Counted("seism", 2),))


async def test_who_bears_a_term_and_how_it_is_written(counts, publish, now):
    stored = [await publish(Term("kerlan", name), ago=HOUR) for name in ("Kerlanic", "Kerlanic", "KERLANIC")]
    await publish(Term("kerlan", "kerlanic"), ago=2 * DAY)
    await publish(SEISM, ago=HOUR)
    assert await counts.bearers(["kerlan", "autre"], 1, now) == {
        "kerlan": Bearers({one.article_id: one.story_id for one in stored}, {"Kerlanic": 2, "KERLANIC": 1}, 3)
    }


async def test_what_is_too_old_to_be_compared_goes(database, counts, publish, now):
    async def kept():
        async with database.read() as connection:
            days = select(func.count()).select_from(term_days)
            terms = select(func.count()).select_from(article_terms)
            return [(await connection.execute(query)).scalar_one() for query in (days, terms)]

    async def pruned(later):
        told = Counter()
        async for table, rows in prune(database, Retention(), now + later):
            told[table] += rows
        return {table: rows for table, rows in told.items() if table in ("article_terms", "term_days")}

    await publish(SEISM, ago=HOUR)
    await publish(SEISM, ago=100 * DAY)  # of an archive that is read today: not even counted
    assert await kept() == [2, 2]
    assert await pruned(7 * DAY) == {}
    assert await pruned(10 * DAY) == {"article_terms": 2}
    assert await pruned(40 * DAY) == {"term_days": 2}
    assert await kept() == [0, 0]
