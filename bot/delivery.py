"""From stories to readers: what is told to whom goes into the outbox; `sending` takes it from there.

tell        stories that nobody has heard of -> messages due, stories waiting for editions
edit        slots that are due -> editions, as messages due
answer      reports that an operator has seen to -> what became of them, as messages due
"""

from collections import defaultdict
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

import structlog

from bot.editions import compose, render, slots
from bot.editions.buttons import for_all
from bot.editions.grouping import of_edition
from bot.editions.outcomes import outcome
from bot.editions.ranking import WORTH
from bot.editions.selection import Selected, Selection
from bot.errors import LaconiqueError
from bot.model import Message, Pictures, SlotKind, Topic
from bot.ports import (
    Due,
    Event,
    Events,
    Feedback,
    Follower,
    Kept,
    Outbox,
    Queued,
    Settled,
    Slot,
    Tellings,
    Untold,
    What,
)
from bot.settings import Delivery, Readers
from bot.topics.catalogue import Catalogue
from bot.wording import speaking

_BATCH = 50
_AHEAD_S = 10.0
"""Editions are composed so long before they leave."""
_AGAIN = timedelta(minutes=5)
_WEEK = timedelta(days=7)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Courier:
    """The passes that fill the outbox, and the edges they work with."""

    tellings: Tellings
    feedback: Feedback
    selection: Selection
    outbox: Outbox
    events: Events
    settings: Delivery
    readers: Readers
    catalogue: Catalogue

    async def tell(self, now: datetime) -> int:
        """Match the untold stories with the subscribers; returns how many stories were told."""
        untold = await self.tellings.untold(_BATCH)
        told = 0
        for one in untold:
            stumbled = Event(What.STORY_STUMBLED, str(one.story.id))
            told += await self._spared(stumbled, self._tell(one, now), now)
        return told

    async def edit(self, now: datetime) -> int:
        """Compose the editions that are due; returns how many.

        No more at a time than can leave soon: a hundred thousand readers of one hour have theirs one after
        the other, each with the news of its moment, and what must go at once is not behind them all.
        """
        most = max(1, round(_AHEAD_S * self.settings.messages_per_s))
        if await self.outbox.ready(most, now) >= most:
            return 0
        by_chat: dict[int, list[Slot]] = defaultdict(list)
        for slot in await self.tellings.slots_due(now, most):
            by_chat[slot.chat_id].append(slot)
        plans = [slots.plan(wanted, now) for wanted in by_chat.values()]
        await self.tellings.keep([kept for plan in plans if not plan.due for kept in plan.kept])
        done = 0
        for plan in plans:
            if not plan.due:
                continue
            if await self._spared(Event(What.EDITION_STUMBLED), self._edit(plan, now), now):
                done += 1
            else:  # the others first; what waits is kept
                again = [replace(kept, made=kept.slot.made, next_at=now + _AGAIN) for kept in plan.kept]
                await self.tellings.keep(again)
        return done

    async def answer(self, now: datetime) -> int:
        """Tell readers what became of what they reported; returns how many."""
        settled = await self.feedback.to_answer(_BATCH)
        if settled:
            await self.feedback.answer([(one, self._answer(one, now)) for one in settled], now)
        return len(settled)

    def _answer(self, settled: Settled, now: datetime) -> Queued:
        """In answer to the push of the story, if there was one; not in quiet hours."""
        story, chat_id, zone = settled.story, settled.chat_id, settled.zone or self.readers.zone
        with speaking(settled.language):
            message = outcome(story, settled.outcome, now, zone)
        return Queued(
            dedup_key=f"report:{settled.id}:{int(settled.settled_at.timestamp())}",
            chat_id=chat_id,
            message=message,
            reply_to=f"story:{story.id}:{chat_id}",
            due_at=slots.quiet_end(settled.quiet, zone, now),
        )

    async def _spared(self, stumbled: Event, work: Awaitable[None], now: datetime) -> bool:
        """Whether `work` came to its end; an unforeseen failure spares the others, and is this event."""
        try:
            await work
        except LaconiqueError:  # the database: the others would fare no better
            raise
        except Exception as err:  # whatever one story or one reader holds, the others get theirs
            log.exception(stumbled.what, name=stumbled.name)
            await self.events.record(replace(stumbled, reason=f"{type(err).__name__}: {err}"), now)
            return False
        return True

    @property
    def _rules(self) -> compose.Rules:
        return compose.Rules(
            push_life=timedelta(hours=self.settings.push_life_h),
            alerts_max=self.readers.alerts_a_day,
            kinds=self.readers.kinds,
            morning=self.readers.morning,
        )

    async def _tell(self, untold: Untold, now: datetime) -> None:
        @lru_cache
        def push(topic: Topic | None, zone: str, language: str, pictures: Pictures, suite: bool) -> Message:  # noqa: FBT001
            with speaking(language):
                told = render.push(replace(untold.story, suite=suite), topic, now, zone)
            return render.pictured(told, untold.story, pictures)

        def message(reader: Follower, suite: bool) -> Message:  # noqa: FBT001 - told by position
            topic = None if reader.channel else reader.topic  # who reads a channel follows nothing there
            return push(topic, reader.zone, reader.language, reader.pictures, suite)

        followers = await self.tellings.followers(compose.index_terms(untold))
        telling = compose.telling(untold, followers, message, now, self._rules)
        await self.tellings.tell(telling, now)
        log.info("story told", story=untold.story.id, now=len(telling.now), later=len(telling.next_edition))

    async def _edit(self, plan: slots.Plan, now: datetime) -> None:
        for due in plan.due:
            slot = next(kept.slot for kept in plan.kept if kept.slot.kind is due.kind)
            if due.kind is SlotKind.WEEK:
                await self._recall(due, slot, now, plan.kept)
                continue
            selected = await self._selected(self.selection, due, now)
            with speaking(slot.language):
                messages = self._messages(due, slot, selected, now)
                if not messages and due.kind is SlotKind.EDITION and slot.says_nothing_new:
                    messages = [render.nothing_new(due.local_date, due.minute)]
            versions, in_threads = dict(selected.versions), {}
            for thread in await self.tellings.threads(due.chat_id) if slot.threaded else ():
                selected = await self._selected(self.selection.in_thread(thread), due, now)
                with speaking(slot.language):
                    in_threads[thread] = self._messages(due, slot, selected, now)
                versions |= selected.versions
            await self.tellings.edition(due, messages, now, plan.kept, versions, in_threads)

    async def _recall(self, due: Due, slot: Slot, now: datetime, kept: Sequence[Kept]) -> None:
        """The week in brief; in a forum each thread has its own."""

        async def recap(tellings: Tellings) -> list[Message]:
            told = await tellings.week(due.chat_id, now - _WEEK, self.readers.edition_stories)
            with speaking(slot.language):
                return _shown(render.recap(told, due.local_date, now, slot.zone), slot)

        threads = await self.tellings.threads(due.chat_id) if slot.threaded else ()
        in_threads = {thread: await recap(self.tellings.in_thread(thread)) for thread in threads}
        await self.tellings.edition(due, await recap(self.tellings), now, kept, in_threads=in_threads)

    async def _selected(self, selection: Selection, due: Due, now: datetime) -> Selected:
        # What was asked for at once, and held back, is not weighed again.
        held = due.kind is SlotKind.HELD
        least = 0.0 if held else WORTH
        most = self.readers.edition_stories
        return await selection.of(due.chat_id, most, now, least=least, front_page=not held)

    def _messages(self, due: Due, slot: Slot, selected: Selected, now: datetime) -> list[Message]:
        title = None if due.kind is SlotKind.EDITION else render.held_title(due.local_date)
        sections = of_edition(selected.stories, selected.topics, self.catalogue)
        told = render.edition(
            sections, due.local_date, due.minute, now, slot.zone, more=selected.more, title=title
        )
        return _shown(told, slot)


def _shown(messages: Sequence[Message], slot: Slot) -> list[Message]:
    return [for_all(one) for one in messages] if slot.channel else [*messages]
