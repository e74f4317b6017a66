"""«Pourquoi ce message ?»: which of the reader's choices led to it, and where the article speaks of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat import menus, texts
from bot.chat.reply import Reply, plain
from bot.editions import render
from bot.editions.buttons import story_ids
from bot.editions.compose import Candidate, matches
from bot.editions.pack import pack
from bot.editions.ranking import Standing
from bot.editions.selection import Selection
from bot.errors import StaleButton
from bot.model import Button, Mode, Story, Topic, TopicKind
from bot.ports import Archive, Readership
from bot.topics.catalogue import Catalogue
from bot.topics.index_tokens import tokens
from bot.topics.occurrences import occurrences
from bot.topics.source_names import key_of, publisher
from bot.topics.topic_labels import label
from bot.wording import _, plural

_WIDE = 3000
"""UTF-16 units of one answer: with its signs escaped it is still one message."""

_REASONS_MAX = 3
"""Of one story; of the other choices that match it, only the number is told."""

_HEADLINE_MAX = 80


@dataclass(frozen=True, slots=True)
class Explanation:
    """Explains what was pushed."""

    archive: Archive
    readership: Readership
    catalogue: Catalogue
    selection: Selection

    async def explain(self, chat_id: int, coded: str, now: datetime) -> Reply:
        """«Pourquoi ce message ?», or «Pourquoi ces nouvelles ?», was touched.

        Raises: StaleButton when none of the stories is there any more.
        """
        stories = [await self.archive.story(number) for number in story_ids(coded)]
        known = [story for story in stories if story is not None]
        if not known:
            raise StaleButton(coded)
        chosen = await self.readership.chosen(chat_id)
        follows = [topic for topic, mode in chosen if mode is Mode.FOLLOW]
        led = [(story, led_by(story, follows)) for story in known]
        alone = len(led) == 1
        fronted = not follows or any(topic.kind is TopicKind.FRONT for topic in follows)
        standings = await self.selection.standings([story.id for story in known], now)
        blocks = [
            self._explained(story, topics, standings.get(story.id), titled=True, fronted=fronted)
            for story, topics in led
        ]
        *first, last = pack(blocks, _WIDE)
        rows = _ways_out(*led[0]) if alone else ()
        return Reply((*map(plain, first), plain(last, rows)))

    def _explained(
        self, story: Story, topics: Sequence[Topic], its: Standing | None, *, titled: bool, fronted: bool
    ) -> str:
        lines = [
            _("Vous suivez {topic} : {where}").format(topic=label(topic), where=self._where(story, topic))
            for topic in topics
        ]
        if not lines:
            lines = [str(texts.ON_FRONT_PAGE if fronted else texts.NO_REASON_LEFT)]
        more = len(lines) - _REASONS_MAX
        if more > 0:
            lines = [*lines[:_REASONS_MAX], _("Et d'autres de vos sujets : {more}.").format(more=more)]
        if its is not None:
            lines.append(_covered(its))
        head = [menus.short(render.headline(story), _HEADLINE_MAX)] if titled else []
        return "\n".join([*head, *(f"• {line}" for line in lines)])

    def _where(self, story: Story, topic: Topic) -> str:
        """Where the story speaks of a topic."""
        match topic.kind:
            case TopicKind.SOURCE:
                own = key_of(publisher(story.lead.source)) == key_of(publisher(topic.label))
                return str(texts.FROM_SOURCE if own else texts.SOURCE_TOO)
            case TopicKind.THEME:
                return str(texts.OF_THEME)
            case TopicKind.REGION:
                return str(texts.OF_REGION)
            case kind:
                found = occurrences(story.lead, topic.key, self.catalogue)
        if not found.number:
            return str(texts.ELSEWHERE)
        if kind is TopicKind.WORDS:
            return str(texts.WORDS_IN_TITLE if found.in_title else texts.WORDS_IN_TEXT)
        named = plural("une mention dans l'article", "{number} mentions dans l'article", found.number)
        return f"{named.format(number=found.number)}{texts.IN_TITLE_TOO if found.in_title else '.'}"


def led_by(story: Story, follows: Sequence[Topic]) -> list[Topic]:
    """Which of these topics the story is of."""
    candidate = Candidate.of(story, tokens(story.lead))
    return [topic for topic in follows if matches(topic, candidate)]


def _ways_out(story: Story, topics: Sequence[Topic]) -> tuple[tuple[Button, ...], ...]:
    """No more of what led to the story, and no more of its source."""
    name = publisher(story.lead.source)
    leave = [menus.choices(topic, Mode.FOLLOW) for topic in topics[:_REASONS_MAX]]
    return (*leave, (menus.mute_source(Topic(key_of(name), name)),))


def _covered(its: Standing) -> str:
    """How much the press makes of it, which is why it came before others."""
    if its.publishers == 1:
        return str(texts.ONE_TELLS)
    return texts.MANY_TELL.format(number=its.publishers, recent=its.recent)
