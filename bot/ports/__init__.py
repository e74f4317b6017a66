"""What the passes and the chat ask of the edges: interfaces, and the records that cross them.

Nothing here decides or does; the store, the network and Telegram implement it, the tests fake it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bot.errors import Cause
from bot.model import (
    EVERY_DAY,
    Article,
    Kind,
    Message,
    Mode,
    Pictures,
    Quiet,
    Signature,
    SlotKind,
    Story,
    Subscriber,
    Summary,
    Topic,
)
from bot.ports.conversation import Hear as Hear
from bot.ports.conversation import Heard as Heard
from bot.ports.conversation import Inbox as Inbox
from bot.ports.conversation import Incoming as Incoming
from bot.ports.conversation import Reaction as Reaction
from bot.ports.conversation import Response as Response
from bot.ports.counting import Bearers as Bearers
from bot.ports.counting import Counted as Counted
from bot.ports.counting import Tallies as Tallies
from bot.ports.counting import Tally as Tally
from bot.ports.counting import Term as Term
from bot.ports.editions import Coverage as Coverage
from bot.ports.editions import Pending as Pending
from bot.ports.editions import Report as Report
from bot.ports.editions import Taste as Taste
from bot.ports.editions import Waiting as Waiting
from bot.ports.editions import Why as Why
from bot.ports.events import Event as Event
from bot.ports.events import Events as Events
from bot.ports.events import What as What
from bot.ports.feedback import Feedback as Feedback
from bot.ports.feedback import Outcome as Outcome
from bot.ports.feedback import Settled as Settled
from bot.ports.index import SCHEME as SCHEME
from bot.ports.index import Indexed as Indexed
from bot.ports.ingestion import Checked as Checked
from bot.ports.ingestion import Intake as Intake
from bot.ports.ingestion import Job as Job
from bot.ports.ingestion import Look as Look
from bot.ports.ingestion import Reader as Reader
from bot.ports.ingestion import SourceState as SourceState
from bot.ports.ingestion import Watched as Watched
from bot.ports.messages import Channel as Channel
from bot.ports.messages import Outbox as Outbox
from bot.ports.messages import Queued as Queued
from bot.ports.places import ChatAdministrators as ChatAdministrators
from bot.ports.places import NewsChannel as NewsChannel
from bot.ports.places import Setups as Setups
from bot.ports.questions import Questions as Questions
from bot.ports.stories import Assignment as Assignment
from bot.ports.stories import SoFar as SoFar
from bot.ports.stories import Stories as Stories
from bot.ports.stories import Untold as Untold


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article with what the topics room says of it, ready to be stored once its story is known."""

    article: Article
    content_hash: str
    indexed: Indexed
    signature: Signature
    title_words: tuple[str, ...] = ()
    """As they are written, but for case."""
    story_id: int | None = None
    """The story that it joins, or none: it opens its own."""
    leads: bool = False
    """It brings news to its story: the story is told by it, and told anew if it has been told before."""
    takes_over: bool = False
    """It brings no news, but leads its story from now on."""
    seen: int | None = None
    """The last assignment that was heeded as its story was chosen; none: whatever was placed."""
    quiet: bool = False
    revises: int | None = None
    """The article of which this is a new version."""
    lines: frozenset[str] = frozenset()
    """The folded lines of a text dump, to learn what its source repeats."""
    described: str = ""
    """The key of what its publisher says of it, for the same."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an article lies in the database; `known`: it was there before, `revised`: with another text."""

    article_id: int
    story_id: int
    known: bool
    revised: bool = False


@dataclass(frozen=True, slots=True)
class Unsummarised:
    """An article that waits for its summary, claimed by this process; `tries` counts this one too."""

    article_id: int
    article: Article
    tries: int


@dataclass(frozen=True, slots=True)
class Follower:
    """A subscription seen from its topic: who, which topic, follow or mute, and how it is served."""

    chat_id: int
    topic: Topic
    mode: Mode
    zone: str
    instant: bool
    """Each story at once."""
    slotted: bool = False
    """Some editions are wanted."""
    quiet: Quiet | None = None
    alerts_max: int | None = None
    kinds: frozenset[Kind] | None = None
    """Of articles, that are wanted; none: as the operator has it."""
    alerts: tuple[date | None, int] = (None, 0)
    """How many stories at once it had on its last local date with any."""
    pictures: Pictures = Pictures.NONE
    burst: tuple[datetime | None, int] = (None, 0)
    """Since when stories at once have followed each other within minutes, and how many."""
    language: str = "fr"
    channel: bool = False
    """Its messages are read by all and answered by nobody."""
    thread: int | None = None
    """Of a forum, where the stories of this topic go."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What becomes of one untold story: who hears of it now, who in the next edition."""

    story_id: int
    now: tuple[Queued, ...] = ()
    next_edition: tuple[int, ...] = ()
    version: int = 1
    held: tuple[tuple[int, datetime], ...] = ()
    """Who waits although they asked for it at once: chat, and until when at most."""
    days: tuple[tuple[date, tuple[int, ...]], ...] = ()
    """Whose alerts of which local date it counts as."""
    burst_since: datetime | None = None
    """What was told at once since then, is of one burst with it."""
    why: Mapping[int, Why] = field(default_factory=dict)
    """What led to it, for each of its readers."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One subscriber's wish: an edition at `minute` of the local day, on these weekdays, since it was made.

    `made` is the local date of its last edition.
    """

    chat_id: int
    zone: str
    minute: int
    since: datetime
    kind: SlotKind = SlotKind.EDITION
    days: int = EVERY_DAY
    made: date | None = None
    says_nothing_new: bool = False
    quiet: Quiet | None = None
    language: str = "fr"
    channel: bool = False
    threaded: bool = False
    """Something is followed in a thread of this forum."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A slot that was looked at: the date of its last edition, and when the next is due; without one it goes.

    `daily_order` is its order among those that are due at the same moment.
    """

    slot: Slot
    made: date | None
    next_at: datetime | None
    daily_order: int


@dataclass(frozen=True, slots=True)
class Due:
    """An edition to compose: it happens once for (chat, local date, minute, kind).

    Of what was held back there may be several a day: their `minute` is the millisecond since which it is.
    """

    chat_id: int
    local_date: date
    minute: int
    kind: SlotKind = SlotKind.EDITION


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in the archive.

    An article fits when it is tagged with `topic` or holds all `words` and `phrases` (both given: either
    suffices), was published in the span, to the second, by the source, and holds none of `without`. It is
    about what is looked for when it is tagged with it, or holds them in its title or lead.
    """

    topic: str = ""
    """A topic's key."""
    words: tuple[str, ...] = ()
    """Each the tokens that it may stand as, a bar between them."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Each some words in a row."""
    without: tuple[tuple[str, ...], ...] = ()
    """Words in a row, too."""
    since: datetime | None = None
    until: datetime | None = None
    """Published before this."""
    source: str = ""
    """The name of a source, or of a publisher: «Le Monde» has «Le Monde – Sport»."""
    kinds: frozenset[Kind] | None = None
    """Of the texts that lead the stories; none: all."""


EVERYTHING = Search()


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of stories: those that are about what was asked, and those that merely cite it."""

    about: tuple[Story, ...] = ()
    cited: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True)
class Failing:
    """A source whose last look failed."""

    name: str
    reason: str
    cause: Cause
    dead: bool = False
    """For so long that it needs somebody."""


@dataclass(frozen=True, slots=True)
class Supply:
    """How many sources are looked at, how many have been by now, and which of them fail."""

    watched: int = 0
    looked_at: int = 0
    failing: tuple[Failing, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """What an operator sees at a glance."""

    articles: int
    subscribers: int
    entries_waiting: int
    entries_failed: int
    summaries_waiting: int
    sources_unseen: int
    """Listed, and never looked at with success."""
    outbox: dict[str, int] = field(default_factory=dict)
    """State -> number of messages."""
    supply: Supply = Supply()


class Archive(Protocol):
    """The articles, summaries and stories of the database."""

    async def previous(self, job: Job) -> tuple[int, Signature] | None:
        """The article made earlier of the same file, and its signature."""

    async def so_far(self, new: NewArticle, now: datetime) -> SoFar | None:
        """The story that `new` will belong to, by `new.story_id` or because it is known, as it is now."""

    async def copied(self, new: NewArticle) -> int | None:
        """The story of the article, of whichever source, that says exactly this."""

    async def add(self, new: NewArticle, now: datetime, job: Job | None) -> Stored | None:
        """Store an article with its topics and search words, and end its entry, in one transaction.

        One with the same address, or that `new.revises`, becomes a new version; the old text is kept. The
        same words of one source are the same article. Nothing is done, and None returned, when an article was
        assigned that `new.seen` had not heeded.
        """

    async def claim_unsummarised(self, limit: int, now: datetime, lease_s: float) -> Sequence[Unsummarised]:
        """Claim articles that wait for a summary: those without any first, then the longest due."""

    async def give_back(self, waiting: Sequence[Unsummarised], now: datetime) -> None:
        """Summarise them as soon as may be: they were claimed, and nothing came of it."""

    async def summary_of(self, content_hash: str, version: str) -> Summary | None:
        """The summary of the article with this content, if exactly this method made it."""

    async def add_summary(
        self, article_id: int, summary: Summary, now: datetime, took_s: float = 0.0
    ) -> None:
        """Store a summary, which took so long to make; the one that is there is replaced."""

    async def summary_failed(self, article_id: int, reason: str, now: datetime) -> None:
        """Give up summarising: the reason goes to the operator's events."""

    async def stories(self, search: Search = EVERYTHING, *, limit: int, offset: int = 0) -> Sequence[Story]:
        """Summarised stories with an article that fits: what is about it, then what cites it.

        Each in the order of the newest such article.
        """

    async def answer(self, search: Search, *, limit: int, offset: int = 0) -> Answer:
        """The same, in its two parts."""

    async def frequent_words(self, limit: int) -> Sequence[tuple[str, int]]:
        """The words of titles, as they are written, and how many titles hold each; most frequent first."""

    async def sources(self) -> Sequence[str]:
        """The names of all sources."""

    async def story(self, story_id: int) -> Story | None:
        """One story."""


class Readership(Protocol):
    """The subscribers of the database."""

    def in_thread(self, thread: int | None) -> "Readership":
        """The same, where the topics are those that go to this thread of a forum; none: to General.

        What is muted is so in the whole chat.
        """

    async def subscriber(self, chat_id: int) -> Subscriber | None:
        """Who this chat is."""

    async def language(self, chat_id: int) -> str | None:
        """In which language this chat is spoken to; none while it is not known."""

    async def join(self, chat_id: int, zone: str, now: datetime, language: str = "fr") -> Subscriber:
        """Take a chat in, or back from a pause, with what it chose before."""

    async def pause(
        self, chat_id: int, reason: str, gone_at: datetime | None = None, until: datetime | None = None
    ) -> None:
        """No more pushes: what it chose is kept, what waits in its outbox is ended with the reason.

        `gone_at` when it was the chat that left us: after some months it is forgotten. `until` when the pause
        ends by itself.
        """

    async def plan_pause(self, chat_id: int, begins: datetime | None, ends: datetime | None) -> None:
        """Who is served now will not be from then until then; without moments, what was planned is not."""

    async def back(self, chat_id: int, now: datetime) -> None:
        """A chat that left us is back: it is served as before, if it wanted to be before it left.

        One on hold is tried at once.
        """

    async def set_topic(self, chat_id: int, topic: Topic, mode: Mode | None) -> None:
        """Follow or mute a topic, or forget it."""

    async def set_instant(self, chat_id: int, *, instant: bool) -> None:
        """Each story at once, or only in editions."""

    async def set_slot(
        self, chat_id: int, minute: int, *, wanted: bool, now: datetime, days: int = EVERY_DAY
    ) -> None:
        """Add, change or remove an edition at a minute of the local day."""

    async def choose(self, subscriber: Subscriber, now: datetime) -> None:
        """Keep what is chosen, but for topics, editions and whether stories come at once."""

    async def chosen(self, chat_id: int) -> Sequence[tuple[Topic, Mode]]:
        """The topics of a chat with their labels, in the order of the labels."""

    async def leave_thread(
        self, chat_id: int, thread: int, told: Callable[[Sequence[str]], Queued], now: datetime
    ) -> None:
        """What goes to a thread goes to General from now on.

        If anything was followed there, General is told; `told` is given the labels.
        """

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """The chat has another id now."""

    async def forget(self, chat_id: int) -> None:
        """Erase all we know of this chat."""

    async def kept(self, chat_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """All that is kept of this chat: the name of a table, its rows as JSON takes them; empty for none."""


class Tellings(Protocol):
    """Which story is told to whom."""

    def in_thread(self, thread: int | None) -> "Tellings":
        """The same, where what waits is what the topics of this thread led to; none: of General."""

    async def threads(self, chat_id: int) -> Sequence[int]:
        """The threads of a chat to which something goes that is followed there."""

    async def untold(self, limit: int) -> Sequence[Untold]:
        """Summarised stories of which the newest version has not been matched with the subscribers."""

    async def followers(self, index_terms: Collection[str]) -> Sequence[Follower]:
        """The subscriptions of active subscribers whose topic has one of these index_terms.

        They may match a story.
        """

    async def tell(self, telling: Telling, now: datetime) -> None:
        """Queue what goes now, remember the rest for editions, mark the story told: all or nothing."""

    async def slots_due(self, now: datetime, limit: int) -> Sequence[Slot]:
        """The slots of active subscribers to look at now, all those of a chat together, in a fair order."""

    async def keep(self, kept: Sequence[Kept]) -> None:
        """What became of slots that were looked at."""

    async def pending(self, chat_id: int, fresh_since: datetime, liked_since: datetime) -> Pending:
        """What waits for the chat's next edition and came since then, and what it is weighed by."""

    async def had(self, chat_id: int, story_ids: Collection[int]) -> Mapping[int, int]:
        """Of these stories those that the reader has had, with the version; 0: it waits."""

    async def open(self, chat_id: int, story_id: int) -> None:
        """The reader asked for more of this story."""

    async def shown(self, chat_id: int, versions: Mapping[int, int], now: datetime) -> None:
        """The reader has had these versions of these stories: they wait no more."""

    async def week(self, chat_id: int, since: datetime, limit: int) -> Sequence[Story]:
        """The stories told since then, those of the most articles first; in a forum those of the thread."""

    async def edition(
        self,
        due: Due,
        messages: Sequence[Message],
        now: datetime,
        kept: Sequence[Kept] = (),
        shown: Mapping[int, int] | None = None,
        in_threads: Mapping[int, Sequence[Message]] | None = None,
    ) -> None:
        """Mark the edition made, keep the slots, queue its messages, all or nothing.

        The stories shown, in these versions, wait no more; the others do. Some messages may go to threads.
        """
