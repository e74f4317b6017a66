"""What an earlier version stored, and whom it told: indexed anew, a little at a time."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import update

from bot.app.clock import clock
from bot.app.indexing import LEASE, reindex
from bot.model import Mode
from bot.ports import Search
from bot.store.archive import ArchiveStore
from bot.store.leases import LeaseStore
from bot.store.readership import ReadershipStore
from bot.store.schema import articles, subscriptions
from bot.store.tellings import TellingStore
from bot.topics.catalogue import Catalogue
from bot.topics.index_tokens import asked
from tests.editions.stories import shipped_catalogue
from tests.store.shelf import LIGHTHOUSE, article, new, shelve, titles

ANNE = 7001


@dataclass
class Built:
    """As much of the core as indexing needs."""

    archive: ArchiveStore
    readership: ReadershipStore
    leases: LeaseStore
    catalogue: Catalogue = field(default_factory=shipped_catalogue)

    async def run(self, work: Any, *given: Any) -> Any:
        return work(*given)


async def test_articles_and_followed_words_of_an_earlier_version_are_found_again(database, now):
    built = Built(ArchiveStore(database), ReadershipStore(database), LeaseStore(database, "us"))
    for title in ("Le phare", "Le phare encore"):
        await shelve(built.archive, new(article(title), found_by=("vieux",)), now)
    await built.readership.join(ANNE, "Europe/Paris", now)
    await built.readership.set_topic(ANNE, LIGHTHOUSE, Mode.FOLLOW)
    async with database.write() as connection:
        await connection.execute(update(articles).values(scheme=0))
        await connection.execute(update(subscriptions).values(index_term=""))
    assert await reindex(built) == 2
    found = await built.archive.stories(Search(words=asked("phare")), limit=9)
    assert titles(found) == ["Le phare encore", "Le phare"]
    (follower,) = await TellingStore(database).followers(["phare"])
    assert follower.chat_id == ANNE
    assert await reindex(built) == 0


async def test_one_process_indexes_for_all(database, now):
    ours = Built(ArchiveStore(database), ReadershipStore(database), LeaseStore(database, "us"))
    theirs = replace(ours, leases=LeaseStore(database, "them"))
    await shelve(ours.archive, new(article("Le phare")), now)
    async with database.write() as connection:
        await connection.execute(update(articles).values(scheme=0))
    assert await theirs.leases.take(LEASE, clock(), 60)
    assert await reindex(ours) == 0
