"""What readers type and what buttons carry -> what is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors import StaleButton
from bot.french.gazetteer import is_known as is_known_place
from bot.french.names import is_first_name
from bot.french.stems import stem
from bot.french.words import words
from bot.model import Kind, Topic, TopicKind
from bot.ports import Archive, Questions, Readership, Search
from bot.settings import Readers
from bot.stories.rarity import UNKNOWN, rarity
from bot.topics.catalogue import Catalogue
from bot.topics.guesses import Vocabulary, guesses
from bot.topics.index_tokens import name
from bot.topics.query import Asked, Query, asked_of, base_of, parse, shortened, source_name, spelt, terms_of
from bot.topics.source_names import called, key_of, meant
from bot.topics.topic_labels import label

NEXT_TO_NOTHING = 2
"""Fewer stories than that may be a slip's."""

_FREQUENT = 20_000
"""Words of titles that a slip is compared with."""

_COMPARED = 6
"""Words of one question that are looked up alone."""

_RARE = 8.5
"""Nats: what fewer than one article in 5,000 holds may be a slip that hit another word («rusie», «rus»)."""

_FAR = 5.0
"""Nats: 150 times as frequent."""


def is_known(word: str) -> bool:
    """Whether a folded word is one of the press at large, or a name, whatever the archive holds."""
    return rarity(stem(word)) < _RARE or is_first_name(word) or is_known_place(word)


def is_likelier(word: str, typed: str) -> bool:
    """Whether a word is so much more frequent than one that the press hardly knows: «beurre» is no slip."""
    rare = rarity(stem(typed))
    return rare == UNKNOWN or rare - rarity(stem(word)) >= _FAR


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Understands what readers type, and what buttons carry.

    A question too long for a button is kept under a name.
    """

    questions: Questions
    archive: Archive
    readership: Readership
    catalogue: Catalogue
    settings: Readers

    async def understood(self, chat_id: int, typed: str, now: datetime) -> Query:
        """What a reader means, with the days of their own zone; a source, when they say that it is one."""
        sources = await self.sources()
        source = meant(typed)
        known = source and (sources.get(source) or next(iter(guesses(source, Vocabulary(sources, {}))), None))
        if known:
            return Query(typed, Asked(Topic(key_of(known), known)))
        today = now.astimezone(ZoneInfo(await self.zone(chat_id))).date()
        return parse(typed, self.catalogue, today, sources)

    async def is_told_of(self, asked: Asked) -> bool:
        """Whether the archive tells more of it than a slip of the hand finds."""
        search = search_of(asked, self.settings.zone, self.catalogue)
        return len(await self.archive.stories(search, limit=NEXT_TO_NOTHING)) >= NEXT_TO_NOTHING

    async def slips(self, asked: Asked) -> list[tuple[str, Asked]]:
        """«Vouliez-vous dire»: what may be meant by words that find next to nothing, the likeliest first.

        A word of which the archive tells elsewhere is no slip.
        """
        if asked.topic is None or asked.topic.kind is not TopicKind.WORDS:
            return []
        wanted, without = spelt(asked.topic.key)
        frequent = [word for word, _count in await self.archive.frequent_words(_FREQUENT)]
        sources = await self.sources()
        vocabulary = Vocabulary.of(self.catalogue, sources, frequent, is_known, is_likelier)
        strange = [word for word in words(" ".join(wanted))[:_COMPARED] if not vocabulary.has(word)]
        met = {word for word in strange if await self.is_told_of(parse(word, self.catalogue).asked)}
        known = replace(vocabulary, known=lambda word: word in met or is_known(word))
        near = guesses(" ".join(wanted), known)
        excluded = "".join(f' -"{text}"' for text in without)
        meant = [parse(guess + excluded, self.catalogue, sources=sources).topic for guess in near]
        topics = {topic.key: topic for topic in meant if topic}  # two spellings may mean the same
        return [(label(topic), replace(asked, topic=topic)) for topic in topics.values()]

    async def sources(self) -> Mapping[str, str]:
        """What readers call the sources, and their names."""
        return called(await self.archive.sources())

    async def zone(self, chat_id: int) -> str:
        """A reader's time zone, or what newcomers get."""
        subscriber = await self.readership.subscriber(chat_id)
        return subscriber.zone if subscriber else self.settings.zone

    async def kinds(self, chat_id: int) -> frozenset[Kind]:
        """The kinds of texts that a reader wants told."""
        return self.settings.wanted_by(await self.readership.subscriber(chat_id))

    async def keep(self, chat_id: int, coded: str, now: datetime) -> str:
        """What a button is to carry for what this chat asks, or for this topic's key."""
        short = shortened(coded)
        if short != coded:
            await self.questions.keep(chat_id, short, coded, now)
        return short

    async def asked(self, short: str) -> Asked:
        """What a button carries. Raises: StaleButton when it is nothing, or forgotten."""
        coded = await self.questions.question(short) or short
        try:
            return asked_of(coded, self.catalogue)
        except ValueError as err:  # a topic that is none, or is no more
            raise StaleButton(coded) from err

    async def topic(self, short: str) -> Topic:
        """The topic that a button carries. Raises: StaleButton when there is none."""
        topic = (await self.asked(short)).topic
        if topic is None:
            raise StaleButton(short)
        return topic


def search_of(asked: Asked, zone: str, catalogue: Catalogue) -> Search:
    """What the archive is asked: articles tagged with a topic or naming it, with all words, or a source's."""
    since, until = asked.span.moments(zone) if asked.span else (None, None)
    key = asked.topic.key if asked.topic else ""
    base, terms = base_of(key), terms_of(key)
    source = source_name(key)
    named = catalogue.topics.get(base)
    wanted = (name(named.label),) if named else terms.wanted
    return Search(
        topic="" if source else base,
        words=tuple(run[0] for run in wanted if len(run) == 1),
        phrases=tuple(run for run in wanted if len(run) > 1),
        without=terms.without,
        since=since,
        until=until,
        source=source,
    )
