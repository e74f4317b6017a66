"""What readers think of stories, what they say is wrong with one, and what became of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.model import Complaint, Quiet, Story, Vote
from bot.ports.messages import Queued


class Outcome(StrEnum):
    """What an operator did about a report, of which its reader is still to hear."""

    CORRECTED = "corrected"
    AGAIN = "again"
    """Summarised again."""
    DISMISSED = "dismissed"
    HIDDEN = "hidden"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Settled:
    """A report that an operator has seen to; no zone for a reader who never joined."""

    id: int
    chat_id: int
    story: Story
    outcome: Outcome
    settled_at: datetime
    zone: str = ""
    quiet: Quiet | None = None
    language: str = "fr"


class Feedback(Protocol):
    """The votes and the reports of the database: one of each by reader and story."""

    async def vote(self, chat_id: int, story: Story, vote: Vote | None, now: datetime) -> bool:
        """Keep what the reader thinks of this story, or nothing any more; returns whether that is new."""

    async def voted(self, chat_id: int, story_id: int) -> Vote | None:
        """What the reader thinks of this story, if they have said so."""

    async def report(self, chat_id: int, story_id: int, complaint: Complaint, now: datetime) -> bool:
        """The reader says what is wrong with this story; returns whether that is new.

        Of a report that nobody has seen to yet, only the kind may change.
        """

    async def reported(self, chat_id: int, story_id: int) -> bool:
        """Whether the reader has said so, and no operator has seen to it yet."""

    async def withdraw(self, chat_id: int, story_id: int) -> None:
        """The reader takes it back, unless an operator has seen to it."""

    async def add_words(self, chat_id: int, story_id: int, words: str) -> bool:
        """Keep the reader's own words with the report; returns whether there is one, not seen to yet."""

    async def to_answer(self, limit: int) -> Sequence[Settled]:
        """Reports of which something became that their readers have not heard."""

    async def answer(self, answered: Sequence[tuple[Settled, Queued]], now: datetime) -> None:
        """Queue what these readers are told, and that they were told: all or nothing."""
