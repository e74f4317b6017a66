"""The slow second look: stories that turned out to tell one event are joined, by one process for all.

Where the first articles of an event have no word in common, it opens two stories or more; those that come
later are like all of them. An operator sees each join in the log and among the events, and takes it back with
`laconique stories split`.
"""

from datetime import datetime

import structlog

from bot.app.core import Core
from bot.errors import StoryError
from bot.ports import Event, What
from bot.store.story_edits import merge

SECOND_LOOK = "second look"
"""The lease, as the database calls it, and the pass."""
_HOLD_S = 60.0
_AT_ONCE = 16
"""Stories compared in one go: articles wait for it."""

log = structlog.get_logger()


async def second_look(built: Core, now: datetime) -> int:
    """Join what the last articles have shown to be one event; returns how many stories were joined."""
    if not await built.leases.take(SECOND_LOOK, now, _HOLD_S):
        return 0
    joined = 0
    for story_id, other_id in await built.pipeline.assigner.twins(now, _AT_ONCE):
        try:
            await merge(built.database, story_id, other_id, now)
        except StoryError as err:  # an operator, or retention, was faster
            log.info("two stories were not joined", story=story_id, other=other_id, reason=str(err))
            continue
        joined += 1
        log.info(What.STORY_JOINED, story=story_id, other=other_id)
        await built.events.record(Event(What.STORY_JOINED, str(story_id), fields={"other": other_id}), now)
    return joined
