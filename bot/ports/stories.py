"""What the passes ask of the database about stories, and the records that cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Signature


@dataclass(frozen=True, slots=True)
class Placed:
    """An article and the story that it was placed into.

    `moment` is when it was published, if that is stated, else when it came; `apart_from` is the story that an
    operator has split this one from.
    """

    article_id: int
    story_id: int
    moment: datetime
    stored_at: datetime
    signature: Signature
    apart_from: int | None = None


class Stories(Protocol):
    """Which article belongs to which story."""

    async def placed(self, after: int, since: datetime) -> tuple[int, Sequence[Placed]]:
        """What was placed after that number, or placed anew, of what was stored `since`; oldest first.

        Numbers follow the order in which articles were placed, by whichever process, without a gap. Returns the
        number up to which this tells all, and some of the articles; none when there are no more.
        """
