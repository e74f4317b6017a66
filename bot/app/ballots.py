"""What readers like, as the operator's page shows it; the votes decide nothing by themselves."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.app.core import Core
from bot.editions import render
from bot.ports.dashboard import VotedStory, VoteRow, Votes
from bot.store import votes
from bot.store.votes import Ballot
from bot.topics.source_names import publisher
from bot.wording import _

DAYS = 30
_STORIES, _SOURCES = 20, 5


async def ballots(built: Core, now: datetime) -> Votes:
    """The votes of the last days: the stories of the most, the best and the worst sources, the methods."""
    since, database = now - timedelta(days=DAYS), built.database
    by_publisher, methods = defaultdict[str, Ballot](Ballot), defaultdict[str, Ballot](Ballot)
    said, stories = await asyncio.gather(
        votes.by_source_and_method(database, since), _stories(built, since)
    )  # each reads all votes of those days
    for (name, method), ballot in said.items():
        by_publisher[publisher(name)] += ballot
        methods[render.method(method)] += ballot
    return Votes(
        stories=stories,
        best=_rows({name: one for name, one in by_publisher.items() if one.liking > 1 / 2}),
        worst=_rows({name: one for name, one in by_publisher.items() if one.liking < 1 / 2}, worst=True),
        methods=_rows(methods),
        days=DAYS,
    )


async def _stories(built: Core, since: datetime) -> tuple[VotedStory, ...]:
    found = dict(await votes.most_voted(built.database, since, _STORIES))
    return tuple(
        VotedStory(
            id=story.id,
            title=story.summary.headline or _("sans titre"),
            url=story.lead.url,
            source=story.lead.source,
            method=render.method(story.summary.method),
            up=found[story.id].up,
            down=found[story.id].down,
        )
        for story in await built.archive.all_of(list(found))
    )


def _rows(found: Mapping[str, Ballot], *, worst: bool = False) -> tuple[VoteRow, ...]:
    """The most liked first, or the least."""
    in_order = sorted(found.items(), key=lambda one: (one[1].liking, one[0]), reverse=not worst)
    return tuple(VoteRow(name, ballot.up, ballot.down) for name, ballot in in_order[:_SOURCES])
