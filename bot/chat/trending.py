"""The reader asks what rises."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.chat import menus, texts
from bot.chat.reply import Reply, say
from bot.editions import rising
from bot.editions.rising import Rising, Window
from bot.errors import WorkerError
from bot.model import Message, Topic
from bot.ports import Tallies, Tally, Term
from bot.topics.catalogue import Catalogue
from bot.topics.query import parse, shortened
from bot.topics.topic_labels import label
from bot.trends import growth
from bot.trends.chart import Chart
from bot.trends.growth import Trend
from bot.trends.shown import shown
from bot.wording import spoken

_WINDOWS_DAYS = (1, 7)
_SHOWN = 4
_FRESH = timedelta(minutes=5)
"""For so long all readers get the same answer: it is counted and drawn once."""

log = structlog.get_logger()


class Trending:
    """Tells what rises. `draw` makes the picture, in a worker process; `zone` is the one of its date."""

    def __init__(
        self, tallies: Tallies, catalogue: Catalogue, draw: Callable[[Chart], Awaitable[bytes]], zone: str
    ) -> None:
        self._tallies = tallies
        self._catalogue = catalogue
        self._draw = draw
        self._zone = zone
        self._one_at_a_time = asyncio.Lock()
        self._made: dict[str, tuple[datetime, Reply]] = {}
        """By language."""

    async def trends(self, _chat_id: int, _argument: str, now: datetime) -> Reply:
        """`/tendances`."""
        async with self._one_at_a_time:
            made, answer = self._made.get(spoken(), (None, Reply()))
            if made is not None and timedelta() <= now - made < _FRESH:
                return answer
            answer = await self._answer(now)
            if any(
                message.buttons for message in answer.messages
            ):  # what there was too little for may be there soon
                self._made[spoken()] = (now, answer)
            return answer

    async def _answer(self, now: datetime) -> Reply:
        tallies = [await self._tallies.tally(days, now, growth.least(days)) for days in _WINDOWS_DAYS]
        day, week = tallies
        if not (week.articles or week.usual_articles):
            return say(texts.NOTHING_LATELY)
        if not growth.enough(day):
            return say(texts.TOO_YOUNG.format(days=day.usual_days, least=growth.DAYS_MIN))
        named = [await self._named(tally, now) for tally in tallies]
        found = [
            Window(tally, tuple(one for one, _ in some)) for tally, some in zip(tallies, named, strict=True)
        ]
        words = rising.words(found)
        looks = {topic: menus.look(one.label, shortened(topic.key)) for some in named for one, topic in some}
        if not looks:
            return Reply((Message(words),))
        picture = await self._picture(rising.chart(found, now, self._zone))
        return Reply((Message(words, menus.pairs(list(looks.values())), picture),))

    async def _named(self, tally: Tally, now: datetime) -> list[tuple[Rising, Topic]]:
        """The trends of a window with their names, and the topic that shows the articles of each."""
        named = []
        for trend in await shown(self._tallies, tally, now, _SHOWN, self._known):
            topic = self._topic(trend)
            if topic is not None:
                label = self._label(trend.term)
                others = tuple(map(self._label, trend.others))
                named.append(
                    (Rising(label[:1].upper() + label[1:], trend.articles, trend.usual, others), topic)
                )
        return named

    def _known(self, key: str) -> bool:
        """Not a topic that has left the configuration."""
        return ":" not in key or key in self._catalogue.topics

    def _topic(self, trend: Trend) -> Topic | None:
        own = self._catalogue.topics.get(trend.term.key)
        return own or parse(trend.term.written, self._catalogue).topic

    def _label(self, term: Term) -> str:
        own = self._catalogue.topics.get(term.key)
        return label(own) if own else term.written

    async def _picture(self, chart: Chart) -> bytes:
        """The picture; none when it can't be drawn, and the words say it all."""
        try:
            return await self._draw(chart)
        except WorkerError as err:
            log.warning("trends not drawn", reason=str(err))
            return b""
