"""What an operator puts right in stories.

Split where two events were taken for one, merge where one was for two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoryError
from bot.model import Complaint
from bot.ports import Outcome
from bot.store.article_rows import CALLED
from bot.store.database import Database
from bot.store.portable import alone, rename
from bot.store.reviews import settle
from bot.store.schema import articles, feedback, outbox, stories, summaries, tellings, votes
from bot.store.stories import next_assignment
from bot.wording import Remark


@dataclass(frozen=True, slots=True)
class Listed:
    """A story as an operator sees it: its number, and number, source and title of its articles, oldest first.

    Where an article has no title it is the headline of its summary, or nothing while it has none.
    """

    id: int
    articles: tuple[tuple[int, str, str], ...]


async def recent(database: Database, limit: int) -> Sequence[Listed]:
    """The stories that had an article last, the newest first."""
    newest = select(articles.c.story_id).order_by(articles.c.id.desc()).limit(limit * 20)
    async with database.read() as connection:
        ids = list(dict.fromkeys((await connection.execute(newest)).scalars()))[:limit]
        columns = (articles.c.id, articles.c.story_id, articles.c.source, CALLED.label("name"))
        query = select(*columns).outerjoin(summaries).where(articles.c.story_id.in_(ids))
        rows = (await connection.execute(query.order_by(articles.c.id))).all()
    told = {id_: tuple((r.id, r.source, r.name) for r in rows if r.story_id == id_) for id_ in ids}
    return [Listed(id_, told[id_]) for id_ in ids]


async def split(database: Database, story_id: int, article_ids: Sequence[int], now: datetime) -> int:
    """Let these articles of a story be a story of their own, which is told as one; returns its number.

    Raises: StoryError.
    """
    async with database.write() as connection:
        await alone(connection, f"story {story_id}")
        inside = await _articles(connection, story_id)
        strange = sorted(set(article_ids) - set(inside))
        if strange:
            told = Remark(
                "l'histoire {story} n'a pas d'article {strange} ; elle a : {inside}",
                story=story_id,
                strange=", ".join(map(str, strange)),
                inside=_listed(inside),
            )
            raise StoryError(told)
        staying = [one for one in inside if one not in article_ids]
        if not staying or not article_ids:
            told = Remark(
                "histoire {story} : il faut qu'un article au moins parte, et qu'un reste ; elle a : {inside}",
                story=story_id,
                inside=_listed(inside),
            )
            raise StoryError(told)
        going = [one for one in inside if one in article_ids]
        own = stories.c.id == story_id
        before = (await connection.execute(select(stories).where(own))).one()
        row = {"lead_id": going[0], "created_at": now, "quiet": before.quiet, "apart_from": story_id}
        row["told_at"] = now if before.quiet else None
        made = await connection.execute(insert(stories).values(row).returning(stories.c.id))
        new_id = int(made.scalar_one())
        await _assign(connection, going, new_id)
        if before.lead_id in going:
            await connection.execute(update(stories).where(own).values(lead_id=staying[0]))
        await settle(connection, story_id, Outcome.SPLIT, now, kinds=[Complaint.GROUPED])
    return new_id


async def merge(database: Database, story_id: int, other_id: int, now: datetime) -> None:
    """Let all articles of the other story belong to this one, whose readers had both.

    Raises: StoryError.
    """
    if story_id == other_id:
        raise StoryError(Remark("l'histoire {story} ne se joint pas à elle-même", story=story_id))
    async with database.write() as connection:
        await alone(connection, f"story {story_id}", f"story {other_id}")
        await _articles(connection, story_id)
        await _assign(connection, await _articles(connection, other_id), story_id)
        await _had_both(connection, story_id, other_id)
        for table in (tellings, feedback, votes):
            await connection.execute(rename(table, "story_id", other_id, story_id))
            await connection.execute(delete(table).where(table.c.story_id == other_id))
        joining = update(outbox).where(outbox.c.story_id == other_id)
        await connection.execute(joining.values(story_id=story_id))
        lead = select(stories.c.lead_id).where(stories.c.id == story_id).scalar_subquery()
        # The empty one stays until it is old: SQLite would give its number to another, and old buttons bear
        # it.
        empty = {"quiet": True, "told_at": now, "lead_id": lead, "apart_from": None}
        await connection.execute(update(stories).where(stories.c.id == other_id).values(empty))
        again = or_(stories.c.id == story_id, stories.c.apart_from == other_id)
        together = update(stories).where(again, stories.c.apart_from.in_([story_id, other_id]))
        await connection.execute(together.values(apart_from=None))


async def _had_both(connection: AsyncConnection, story_id: int, other_id: int) -> None:
    """Who has had the other story has had this one as it is now, even where it waits for them still."""
    version = select(stories.c.version).where(stories.c.id == story_id).scalar_subquery()
    other = tellings.alias()
    had = select(other.c.chat_id).where(other.c.story_id == other_id, other.c.version >= 1)
    waits = (tellings.c.story_id == story_id, tellings.c.version == 0, tellings.c.chat_id.in_(had))
    await connection.execute(update(tellings).where(*waits).values(waiting=False, version=version))
    theirs = (tellings.c.story_id == other_id, tellings.c.version >= 1)
    await connection.execute(update(tellings).where(*theirs).values(version=version))


async def _articles(connection: AsyncConnection, story_id: int) -> list[int]:
    """The articles of a story, oldest first. Raises: StoryError when there is no such story."""
    query = select(articles.c.id).where(articles.c.story_id == story_id).order_by(articles.c.id)
    found = list((await connection.execute(query)).scalars())
    if not found:
        told = Remark("il n'y a pas d'histoire {story} ; laconique stories dit les dernières", story=story_id)
        raise StoryError(told)
    return found


async def _assign(connection: AsyncConnection, article_ids: Sequence[int], story_id: int) -> None:
    """Each placement has its number: every process learns of it before it places the next article."""
    for article_id in article_ids:
        values = {"story_id": story_id, "assigned": await next_assignment(connection, None)}
        await connection.execute(update(articles).where(articles.c.id == article_id).values(values))


def _listed(article_ids: Sequence[int]) -> str:
    return ", ".join(map(str, article_ids))
