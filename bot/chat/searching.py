"""The reader asks for a topic, for words, for a source, for some days; page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import menus, phrasing, texts
from bot.chat.interpreter import NEXT_TO_NOTHING, Interpreter, search_of
from bot.chat.reply import Reply, page, say
from bot.editions import buttons
from bot.editions.selection import Selection
from bot.french.words import words
from bot.model import FRONT_PAGE, Button, Story, TopicKind
from bot.ports import Answer, Archive, Readership, Search
from bot.settings import Readers
from bot.topics.catalogue import Catalogue
from bot.topics.query import Asked, Query
from bot.wording import _

_A_SENTENCE = 4
"""Words of which nothing is found may have been meant otherwise."""

_Rows = list[tuple[Button, ...]]


@dataclass(frozen=True, slots=True)
class Searching:
    """Tells what the archive holds of what a reader asks for."""

    archive: Archive
    readership: Readership
    interpreter: Interpreter
    catalogue: Catalogue
    selection: Selection
    settings: Readers

    async def topic(self, chat_id: int, argument: str, now: datetime, most: int | None = None) -> Reply:
        """`/topic russie mai 2021`, or a few words; as many stories as fit a page, or `most`."""
        query = await self.interpreter.understood(chat_id, argument, now)
        if wrong := phrasing.wrong(query, "topic"):
            without_days = [(_("Toutes les dates"), Asked(query.topic))] if query.topic else []
            return say(wrong, tuple(await self._looks(chat_id, without_days, now)))
        return await self._on(chat_id, query.asked, 0, now, query, most)

    async def stories(
        self, chat_id: int, typed: str, limit: int, offset: int, now: datetime
    ) -> Sequence[Story]:
        """What is found of what was typed, without a word; of nothing typed the front page, or the latest."""
        if not typed.strip():
            front = await self._found(chat_id, Asked(FRONT_PAGE), limit, offset, now)
            latest = Search(kinds=await self.interpreter.kinds(chat_id))
            return front.about or await self.archive.stories(latest, limit=limit, offset=offset)
        query = await self.interpreter.understood(chat_id, typed, now)
        if phrasing.wrong(query, "topic"):
            return ()
        found = await self._found(chat_id, _searched(query.asked), limit, offset, now)
        return (*found.about, *found.cited)

    async def topic_from(self, chat_id: int, rest: str, now: datetime) -> Reply:
        """`rest` is what was asked, "+", and where to start."""
        short, _plus, offset = rest.rpartition("+")
        return await self._on(chat_id, await self.interpreter.asked(short), buttons.number(offset), now)

    async def _on(
        self,
        chat_id: int,
        asked: Asked,
        offset: int,
        now: datetime,
        query: Query | None = None,
        most: int | None = None,
    ) -> Reply:
        """A page of the stories of what was asked; `query` is what was typed, if it was."""
        asked = _searched(asked)
        size, zone = most or self.settings.page_stories, await self.interpreter.zone(chat_id)
        found = await self._found(chat_id, asked, size + 1, offset, now)
        stories = [*found.about, *found.cited]
        if offset and not stories:
            return Reply(notice=str(texts.NO_MORE))
        others = await self._looks(chat_id, _otherwise(query), now)
        few = offset + len(stories) < NEXT_TO_NOTHING
        slips = await self.interpreter.slips(asked) if few else []
        if not stories:
            return await self._nothing(chat_id, asked, slips, others, now)
        turn = menus.pages(
            f"look:{await self.interpreter.keep(chat_id, asked.coded, now)}+",
            offset,
            size,
            more=len(stories) > size,
        )
        meant = [(_("Plutôt : {topic}").format(topic=label), slip) for label, slip in slips]
        rows = [turn, *await self._looks(chat_id, meant, now), *others, *await self._follow(chat_id, asked)]
        said, about = phrasing.title(asked), found.about[:size]
        if len(about) == len(stories[:size]):
            return page(said, about, now, zone, *rows, number=offset + 1 if offset else None)
        cited = page(
            phrasing.cited(asked),
            found.cited[: size - len(about)],
            now,
            zone,
            *rows,
            number=offset + len(about) + 1,
        )
        if not about:
            return cited
        return Reply((*page(said, about, now, zone, number=offset + 1).messages, *cited.messages))

    async def _found(self, chat_id: int, asked: Asked, limit: int, offset: int, now: datetime) -> Answer:
        """A page of what a reader wants told; of all there is where none of it is wanted."""
        kinds = await self.interpreter.kinds(chat_id)
        if asked.topic and _is_front(asked):
            wanted = await self.selection.front_stories(asked.topic, kinds, now)
            return Answer(tuple(wanted[offset : offset + limit]))
        everything = search_of(asked, await self.interpreter.zone(chat_id), self.catalogue)
        search = replace(everything, kinds=kinds)
        found = await self.archive.answer(search, limit=limit, offset=offset)
        if found != Answer() or (offset and await self.archive.stories(search, limit=1)):
            return found
        return await self.archive.answer(everything, limit=limit, offset=offset)

    async def _nothing(
        self, chat_id: int, asked: Asked, slips: Sequence[tuple[str, Asked]], others: _Rows, now: datetime
    ) -> Reply:
        """Nothing was found: what to try instead."""
        said = phrasing.spoken(asked)
        if asked.topic and asked.span:
            others = [
                *others,
                *await self._looks(chat_id, [(_("Toutes les dates"), Asked(asked.topic))], now),
            ]
        if slips:
            return say(
                texts.DID_YOU_MEAN.format(topic=said), (*await self._looks(chat_id, slips, now), *others)
            )
        if asked.topic is None and asked.span:
            return say(texts.NOTHING_THEN.format(days=phrasing.span_of(asked.span)), tuple(others))
        subscriber = await self.readership.subscriber(chat_id)
        unchosen = asked.topic and not (subscriber and asked.topic.key in subscriber.topics)
        text = texts.NOTHING_ON_FOLLOW if unchosen else texts.NOTHING_ON
        nothing = text.format(topic=said)
        nothing = f"{nothing}\n\n{texts.POSSIBLE}" if len(words(said)) >= _A_SENTENCE else nothing
        return say(nothing, (*others, *await self._follow(chat_id, asked)))

    async def _follow(self, chat_id: int, asked: Asked) -> _Rows:
        subscriber = await self.readership.subscriber(chat_id)
        chosen = subscriber.topics if subscriber else {}
        return [menus.choices(asked.topic, chosen.get(asked.topic.key))] if asked.topic else []

    async def _looks(self, chat_id: int, offered: Sequence[tuple[str, Asked]], now: datetime) -> _Rows:
        return [
            (menus.look(label, await self.interpreter.keep(chat_id, asked.coded, now)),)
            for label, asked in offered
        ]


def _is_front(asked: Asked) -> bool:
    return asked.topic is not None and asked.topic.kind is TopicKind.FRONT


def _searched(asked: Asked) -> Asked:
    """What is looked for: what was on the front page of other days is not known."""
    return Asked(None, asked.span) if _is_front(asked) and asked.span else asked


def _otherwise(query: Query | None) -> list[tuple[str, Asked]]:
    """The other thing that the same words may mean."""
    if query is None or query.otherwise is None:
        return []
    title = phrasing.spoken(query.otherwise)
    return [(_("Plutôt : {title}").format(title=title), query.otherwise)]
