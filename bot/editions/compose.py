"""Which subscriber hears of which story, and why. A mute wins over a follow."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.editions import slots
from bot.model import Kind, Message, Mode, Story, Topic, TopicKind
from bot.ports import Follower, Queued, Telling, Untold, Why
from bot.topics.abroad import INTERNATIONAL
from bot.topics.index_tokens import indexed, tokens
from bot.topics.query import base_of, terms_of
from bot.topics.search_terms import in_a_row
from bot.topics.source_names import keys_of

_LATER = 0.5
"""A story's second topic is worth two thirds of its first, its third half."""
_IN_TITLE, _IN_LEAD = 1.0, 0.5
"""Words of the title are what the story is about; the lead names much by the way."""
AT_ONCE = 0.6
"""A story that is less of what is followed disturbs nobody: it waits for an edition, or for the morning."""

_BURST = timedelta(minutes=15)
_BURST_MAX = 3
"""So many stories come one by one within these minutes; what follows comes together at their end."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for each reader who has not chosen otherwise."""

    push_life: timedelta
    """So long a story may be told by itself."""
    alerts_max: int
    """Stories at once in a local day."""
    morning: int
    """Minute of the next local day at which the rest comes."""
    kinds: frozenset[Kind] = frozenset(Kind)
    """What the articles are that are told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story as a subscription looks at it.

    `lead` are the keys of its lead article's source, `sources` those of all its articles; `row` are the
    tokens of the lead article, as `search_terms.in_a_row` gives them.
    """

    topics: frozenset[str]
    lead: frozenset[str]
    sources: frozenset[str]
    row: str

    @classmethod
    def of(cls, story: Story, tokens: Sequence[str]) -> "Candidate":
        """The story, with the tokens of its lead article in their order."""
        lead = keys_of(story.lead.source)
        sources = lead.union(*(keys_of(article.source) for article in story.others))
        return cls(frozenset(story.topics), lead, sources, in_a_row(tokens))


def index_terms(untold: Untold) -> frozenset[str]:
    """What a topic must have as its index_term for the story to be of it, perhaps."""
    candidate = Candidate.of(untold.story, ())
    return candidate.topics | candidate.sources | indexed(untold.tokens)


def matches(topic: Topic, candidate: Candidate, mode: Mode = Mode.FOLLOW) -> bool:
    """Whether a story is of `topic`: tagged with it, telling of its words, or from its source.

    Whoever follows words hears of what holds them in its title or lead; whoever mutes them, of nothing that
    holds them anywhere. Whoever follows a source hears of each story that it tells too; whoever mutes it
    loses what it would tell them.
    """
    base, terms = base_of(topic.key), terms_of(topic.key)
    named = candidate.topics | (candidate.lead if mode is Mode.MUTE else candidate.sources)
    about = terms.held_by(candidate.row, head=mode is Mode.FOLLOW)
    return (base in named if base else bool(terms)) and about


def reasons(untold: Untold, followers: Sequence[Follower], rules: Rules) -> list[Follower]:
    """For each subscriber who should hear of the story, the subscription that says why.

    It is a «Suite» for those who have had what it follows; for who joined in the middle of the story, or had
    no room for it yet, its newest state is the news.
    """
    candidate = Candidate.of(untold.story, untold.tokens)
    by_chat: dict[int, list[Follower]] = defaultdict(list)
    for follower in followers:
        wanted = rules.kinds if follower.kinds is None else follower.kinds
        if untold.story.lead.kind in wanted and matches(follower.topic, candidate, follower.mode):
            by_chat[follower.chat_id].append(follower)
    story = untold.story
    titled = _titled(story)
    return [
        # What goes to a thread does not go to General, however much more the story is of another topic.
        max(matching, key=lambda one: (one.thread is not None, salience(one.topic, story, titled)))
        for chat_id, matching in by_chat.items()
        if all(subscription.mode is Mode.FOLLOW for subscription in matching)
    ]


def salience(topic: Topic, story: Story, titled: str) -> float:
    """How much a story is of a topic that matches it, from 0 to 1: its first topic, its second and so on.

    `titled` are the tokens of its lead's title in a row. What a source tells, and a country that the article
    is found to be about, France's or another's, is always enough to be told at once.
    """
    base = base_of(topic.key)
    if topic.kind is TopicKind.WORDS:
        return _IN_TITLE if terms_of(topic.key).held_by(titled) else _IN_LEAD
    of_it = 1 / (1 + _LATER * story.topics.index(base)) if base in story.topics else 0.0
    by_the_way = topic.kind is TopicKind.THEME and base != INTERNATIONAL
    return of_it if by_the_way else max(of_it, AT_ONCE)


def _titled(story: Story) -> str:
    return in_a_row(tokens(replace(story.lead, paragraphs=())))


def telling(
    untold: Untold,
    followers: Sequence[Follower],
    render: Callable[[Follower, bool], Message],
    now: datetime,
    rules: Rules,
) -> Telling:
    """Who hears of the story now, and who in the next edition; whoever asked for both has both.

    Quiet hours, the cap of alerts, a burst, and to be of the topic by the way only, hold back until an
    edition of its own, if none comes sooner.
    `render` makes the message as this follower wants it: it names the followed topic, shows dates in a time
    zone, speaks a language, maybe shows a picture, and says whether it is a «Suite».
    """
    why = reasons(untold, followers, rules)
    titled = _titled(untold.story)
    led = {
        reason.chat_id: Why(reason.topic.key, salience(reason.topic, untold.story, titled)) for reason in why
    }
    held = {
        reason.chat_id: until
        for reason in why
        if (until := _held_until(reason, led[reason.chat_id].salience, now, rules))
    }
    alerted = [reason for reason in why if reason.instant and reason.chat_id not in held]
    days: dict[date, list[int]] = defaultdict(list)
    for reason in alerted:
        days[_today(reason, now)].append(reason.chat_id)
    story_id = untold.story.id
    had = {chat_id for chat_id, version in untold.had.items() if version >= 1}
    return Telling(
        story_id=story_id,
        now=tuple(
            Queued(
                _key(story_id, reason.chat_id, untold.version),
                reason.chat_id,
                render(reason, reason.chat_id in had),
                reply_to=_key(story_id, reason.chat_id) if reason.chat_id in had else "",
                expires_at=_expires(reason, now, rules),
                story_id=None if reason.slotted else story_id,
                thread=reason.thread,
            )
            for reason in alerted
        ),
        next_edition=tuple(reason.chat_id for reason in why if reason.slotted or not reason.instant),
        held=tuple(held.items()),
        version=untold.version,
        days=tuple((day, tuple(chat_ids)) for day, chat_ids in days.items()),
        burst_since=now - _BURST,
        why=led,
    )


def _key(story_id: int, chat_id: int, version: int = 1) -> str:
    """What keeps a version of a story from being queued twice for one reader."""
    return f"story:{story_id}:{chat_id}" + (f":{version}" if version > 1 else "")


def _held_until(reason: Follower, salient: float, now: datetime, rules: Rules) -> datetime | None:
    """When the story comes at last to who asked for it at once; None: at once."""
    if not reason.instant:
        return None
    quiet_until = slots.quiet_end(reason.quiet, reason.zone, now)
    if quiet_until is not None:
        return quiet_until
    most = rules.alerts_max if reason.alerts_max is None else reason.alerts_max
    day, had = reason.alerts
    if (day == _today(reason, now) and had >= most) or salient < AT_ONCE:
        return slots.morning(rules.morning, reason.zone, now)
    began, together = reason.burst
    if began is not None and now - began < _BURST and together >= _BURST_MAX:
        return began + _BURST
    return None


def _expires(reason: Follower, now: datetime, rules: Rules) -> datetime:
    """When it is too old, or would disturb quiet hours."""
    quiet_from = slots.quiet_start(reason.quiet, reason.zone, now)
    return min(now + rules.push_life, quiet_from or datetime.max.replace(tzinfo=UTC))


def _today(reason: Follower, now: datetime) -> date:
    return now.astimezone(ZoneInfo(reason.zone)).date()
