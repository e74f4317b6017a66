"""What an operator should see: what happened, of what, and why, as data; `app/event_words` has the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.errors import Cause


class About(StrEnum):
    """Of what something is told; an event that repeats the last one of the same is none."""

    SOURCE = "source"
    STORY = "story"
    CHAT = "chat"
    EVERYONE = "everyone"
    PUSHES = "pushes"
    INVITATIONS = "invitations"
    ANNOUNCEMENT = "announcement"
    MESSAGE = "message"
    TELEGRAM = "Telegram"
    UPDATES = "updates"
    PASS = "pass"  # noqa: S105 - no password
    SUMMARY = "summary"
    EDITIONS = "editions"
    CLOCK = "clock"
    BACKUP = "backup"
    ALARM = "alarm"
    CONFIGURATION = "configuration"
    EARLIER = "earlier"
    """An earlier version wrote one English sentence, and of what it told."""


class What(StrEnum):
    """What happened: the value is what the log says, and how the database calls it."""

    def __new__(cls, value: str, about: About = About.EARLIER) -> "What":
        """A member that knows of what it tells; who looks one up by its value need not."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.about = about
        return member

    about: About

    SOURCE_FAILS = "source fails", About.SOURCE
    SOURCE_DEAD = "source is dead", About.SOURCE
    SOURCE_RETIRED = "source is retired", About.SOURCE
    SOURCE_ANSWERS = "source answers again", About.SOURCE
    SOURCE_MOVED = "source has moved", About.SOURCE
    SOURCE_ADDED = "source added by the operator", About.SOURCE
    SOURCE_REMOVED = "source removed by the operator", About.SOURCE
    STORY_HIDDEN = "story hidden by the operator", About.STORY
    STORY_SHOWN = "story shown again by the operator", About.STORY
    STORY_DISMISSED = "reports of a story dismissed by the operator", About.STORY
    STORY_AGAIN = "story to be summarised again, says the operator", About.STORY
    STORY_CORRECTED = "story corrected by the operator", About.STORY
    STORY_SPLIT = "article split off a story by the operator", About.STORY
    STORY_MERGED = "stories merged by the operator", About.STORY
    STORY_JOINED = "stories joined: they tell one event", About.STORY
    STORY_REPORTED = "a reader says that a summary is wrong", About.STORY
    STORY_STUMBLED = "story could not be told", About.STORY
    CHAT_HELD = "chat on hold", About.CHAT
    CHAT_PAUSED = "Telegram asks for a pause of a chat", About.CHAT
    ALL_PAUSED = "Telegram asks for a pause of all chats", About.EVERYONE
    PUSHES_PAUSED = "pushes paused by an admin", About.PUSHES
    PUSHES_RESUMED = "pushes resumed by an admin", About.PUSHES
    INVITATIONS_MADE = "invitations made by an admin", About.INVITATIONS
    INVITATIONS_ENDED = "invitations ended by an admin", About.INVITATIONS
    ANNOUNCEMENT_SENT = "announcement sent by an admin", About.ANNOUNCEMENT
    ANNOUNCEMENT_STOPPED = "announcement stopped by an admin", About.ANNOUNCEMENT
    ANNOUNCEMENT_OVER = "announcement over", About.ANNOUNCEMENT
    MESSAGE_ASIDE = "message set aside", About.MESSAGE
    MESSAGE_GIVEN_UP = "message given up", About.MESSAGE
    TELEGRAM_LOST = "Telegram is not reached", About.TELEGRAM
    TELEGRAM_BACK = "Telegram is reached again", About.TELEGRAM
    UPDATE_PASSED_OVER = "an update is passed over", About.UPDATES
    PASS_FAILS = "a pass failed", About.PASS
    PASS_WORKS = "a pass works again", About.PASS
    SUMMARY_GIVEN_UP = "summary of an article given up", About.SUMMARY
    EDITION_STUMBLED = "edition could not be composed", About.EDITIONS
    CLOCK_BACK = "the clock was put back", About.CLOCK
    CLOCK_MENDED = "what a clock left in the future is due now", About.CLOCK
    BACKUP_FAILED = "no backup was made", About.BACKUP
    DATABASE_GONE = "the database is not the one that was opened", About.ALARM
    READERS_GONE = "the readers are gone", About.ALARM
    RELOAD_ASKED = "the configuration is to be read again, says the operator", About.CONFIGURATION
    RELOADED = "the configuration is taken over", About.CONFIGURATION
    RELOAD_REFUSED = "the configuration is not taken over", About.CONFIGURATION
    RELOAD_ANEW = "begins anew, to take the configuration over", About.CONFIGURATION
    TOLD_EARLIER = "told by an earlier version", About.EARLIER


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, to the one of this name or number, if there are several; `str` of it is its English."""

    what: What
    name: str = ""
    reason: str = ""
    """In the words of whoever gave it."""
    cause: Cause | None = None
    fields: Mapping[str, str | int] = field(default_factory=dict)
    """What else its words tell; moments as ISO 8601 writes them, `chat` as a text."""

    def __str__(self) -> str:
        told = " ".join([self.name, *(f"{key}={value}" for key, value in self.fields.items())]).strip()
        return ": ".join(part for part in (self.what.value, told, self.reason) if part)

    @property
    def about(self) -> tuple[About, str]:
        """Of what it tells."""
        return self.what.about, self.name


class Events(Protocol):
    """What an operator should see."""

    async def record(self, event: Event, now: datetime) -> None:
        """Keep it, unless it repeats the last one of the same thing."""

    async def latest(self, limit: int) -> Sequence[tuple[datetime, Event]]:
        """The newest, newest first, each with its moment."""
