"""What an operator's pages ask: some sources with their days, today's stories of several articles."""

from dataclasses import replace
from datetime import timedelta

from bot.errors import Cause
from bot.model import Source, SourceKind
from bot.store.archive import ArchiveStore
from bot.store.intake import IntakeStore
from bot.store.overview import gathered, some_sources
from bot.store.source_states import DAYS
from tests.store.shelf import SUMMARY, article, new, shelve

HOUR = timedelta(hours=1)


def source(name):
    return Source(name, SourceKind.FEED, f"https://{name}.example/flux")


async def test_sources_that_fail_come_first_then_by_name(database, now):
    intake = IntakeStore(database)
    await intake.list_sources([source(name) for name in "dcba"], now)
    for watched in await intake.due_sources(9, now, 60):
        if watched.source.name in "cd":
            dead = watched.source.name == "d"
            await intake.look_failed(watched, "why", now, now, dead=dead, cause=Cause.SERVER)
    lines, total = await some_sources(database, 3, 0, now)
    assert ([line.source.name for line in lines], total) == (["d", "c", "a"], 4)
    assert (lines[0].cause, lines[0].reason, lines[0].dead) == (Cause.SERVER, "why", True)
    assert [line.source.name for line in (await some_sources(database, 3, 3, now))[0]] == ["b"]
    assert await some_sources(database, 3, 9, now) == ([], 4)


async def test_a_source_s_articles_are_counted_by_day(database, now):
    await IntakeStore(database).list_sources([source("a"), source("b")], now)
    archive = ArchiveStore(database)
    for days in (0, 0, 1, DAYS - 1, DAYS):
        moment = now - timedelta(days=days, minutes=len(str(days)))
        written = article(f"Il y a {days} jours, {moment}", source="a", moment=moment)
        await shelve(archive, new(replace(written, title=f"{days} {written.title} {id(written)}")), now)
    lines, _ = await some_sources(database, 9, 0, now)
    assert lines[0].days == (1, *[0] * (DAYS - 3), 1, 2)
    assert lines[1].days == (0,) * DAYS


async def test_today_s_stories_of_several_articles_those_of_most_sources_first(database, now):
    archive = ArchiveStore(database)

    async def told(*sources, at):
        first = None
        for name in sources:
            written = article(f"{at} {sources} {name}", source=name)
            first = (await shelve(archive, new(written, story_id=first), at)).story_id
        return first

    yesterday = await told("a", "b", "c", at=now - 25 * HOUR)
    alone = await told("a", at=now)
    two = await told("a", "b", at=now)
    three = await told("a", "b", "c", at=now)
    found = await gathered(database, now - 24 * HOUR, 9)
    assert [one.id for one in found] == [three, two]
    assert {yesterday, alone}.isdisjoint(one.id for one in found)
    assert [told.article.source for told in found[0].articles] == ["a", "b", "c"]
    assert found[0].lead_id == found[0].articles[0].id
    assert found[0].articles[0].signature.tokens
    assert [one.id for one in await gathered(database, now - 24 * HOUR, 1)] == [three]


async def test_an_article_without_a_title_is_called_by_the_headline_that_was_made_for_it(database, now):
    archive = ArchiveStore(database)
    first = await archive.add(new(article("", "Le phare est rallumé.", source="a")), now, None)
    await archive.add_summary(first.article_id, replace(SUMMARY, headline="Le phare rallumé"), now)
    bare = new(article("", "Rallumé, le phare.", source="b"), story_id=first.story_id)
    await archive.add(bare, now, None)
    (story,) = await gathered(database, now - 24 * HOUR, 9)
    assert [told.title for told in story.articles] == ["Le phare rallumé", ""]
