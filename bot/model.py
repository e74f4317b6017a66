"""The nouns of Laconique, one word per thing: frozen data that every room shares.

Times are aware and in UTC; a reader's zone is applied only where a slot is computed or a date is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """What a source is made of."""

    FOLDER = "folder"
    FEED = "feed"
    SITEMAP = "sitemap"
    """A news sitemap, or a plain one."""
    PAGE = "page"
    """A page that lists articles: for sites that offer nothing better."""
    HAND = "hand"
    """Files and links that an operator gives: `laconique ingest`."""


class Role(StrEnum):
    """What a process of `laconique run` does; any number of each may run on one database."""

    CHAT = "chat"
    INGEST = "ingest"
    SUMMARISE = "summarise"
    DELIVER = "deliver"


SECTION = " – "
"""Between a publisher's name and the section that a source of it is: «Le Monde – Sport»."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from; `address` is a URL or the path of a folder."""

    name: str
    kind: SourceKind
    address: str
    language: str = "fr"
    section: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a source announces: not yet an article.

    `key` is what makes it the same entry at the next look (a feed's id, a file's path and content);
    `address` is where to read it; `text` is the HTML that the feed itself carries, often empty; `image` is
    the address of its picture.
    """

    key: str
    address: str
    title: str = ""
    published: datetime | None = None
    text: str = ""
    image: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """Something fetched and not yet read: the bytes of a file, a page, or a pasted text.

    `title`, `published` and `description` (text or HTML) are what the entry announced, if it did;
    `media_type` is bare ("text/html", "text/plain"), and `charset` what the transport said of the bytes, if
    anything.
    """

    address: str
    body: bytes
    media_type: str
    charset: str | None = None
    title: str = ""
    published: datetime | None = None
    description: str = ""
    announced: bool = False
    """All that a feed says of an article whose page can't be read."""


class DateOrigin(StrEnum):
    """Who says that this is the date."""

    STATED = "stated"
    """The page, the feed or the text gives it in full."""
    INFERRED = "inferred"
    """Part of it (mostly the year) is deduced from cues: shown to readers as deduced."""
    UNKNOWN = "unknown"
    """Nothing says it: the moment of reading stands in for it."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When an article was published, and how surely we know.

    `moment` is in UTC. `confidence` runs from 0 to 1. `candidates` are the days that fit, best first,
    when the date is inferred. `day_only` says that the hour is not known.
    """

    moment: datetime
    origin: DateOrigin = DateOrigin.STATED
    confidence: float = 1.0
    candidates: tuple[date, ...] = ()
    day_only: bool = False


class Form(StrEnum):
    """How a text is built: only prose can be summarised as prose."""

    PROSE = "prose"
    LIVE = "live"
    """A live blog: many short posts, each with its hour."""
    PHOTOS = "photos"
    """Many pictures and few words."""
    TABLE = "table"
    """Results, scores, rankings."""
    ANNOUNCED = "announced"
    """Only what its feed says of it: its page could not be read."""


class Kind(StrEnum):
    """What a text is to a reader: a report, or what else a publisher sends among its news."""

    NEWS = "news"
    """Reports, and whatever explains, tells or asks people about what happens."""
    OPINION = "opinion"
    """What somebody thinks: editorials, columns, articles from outside."""
    LIVE = "live"
    """A page that is added to as things happen."""
    BROADCAST = "broadcast"
    """Podcasts, programmes and special editions, to listen to or to watch again."""
    GALLERY = "gallery"
    """Pictures or a video to look at."""
    REVIEW = "review"
    """What a book, a film, a show is and is worth."""
    PRACTICAL = "practical"
    """How to do, choose or understand something on any day: recipes, guides, the day's weather."""
    PROGRAMME = "programme"
    """When and on which channel something is shown."""
    RESULTS = "results"
    """Races, lotteries, rankings: numbers without a story."""
    QUIZ = "quiz"
    """The reader is to answer, play, vote or write."""
    PROMOTION = "promotion"
    """It sells something: an offer, a partner's text, the publisher's own affairs."""
    HOROSCOPE = "horoscope"


@dataclass(frozen=True, slots=True)
class Article:
    """One cleaned text. `title` is its own, or empty: a made headline belongs to the summary.

    `left_out` holds the lines of the raw text that are not the article, in their order, for the operator.
    `description` is what the publisher itself says of it in a few sentences (its standfirst, a feed's
    description), plain text. `image` is the address of its picture. `paywalled` says that the publisher calls
    it not free: what was read may be its beginning only.
    """

    title: str
    paragraphs: tuple[str, ...]
    dating: Dating
    source: str
    url: str = ""
    language: str = "fr"
    left_out: tuple[str, ...] = ()
    author: str = ""
    section: str = ""
    description: str = ""
    image: str = ""
    paywalled: bool = False
    form: Form = Form.PROSE
    kind: Kind = Kind.NEWS

    @property
    def is_prose(self) -> bool:
        """Whether it can be summarised as prose."""
        return self.form in {Form.PROSE, Form.ANNOUNCED}

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells the event of one article, by which it is compared with others.

    `tokens` are stems, concepts, keys of countries, exact figures and days of the week, each after its marks
    as one hexadecimal digit ("5nant": the name Nantes, in the title). `sketch` holds numbers of 32 bits that
    agree with those of another text about as often as the texts have their words in common; empty for a short
    text.
    """

    tokens: tuple[str, ...]
    sketch: tuple[int, ...] = ()


class Method(StrEnum):
    """How a summary was made; readers are told."""

    EXTRACT = "extract"
    MODEL = "model"
    DESCRIPTION = "description"
    """The publisher's own words about the article."""
    CORRECTED = "corrected"
    """Written by the operator, after readers found a mistake."""


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """Who, where, when, and the figures: each a few words of the article, the most telling first."""

    who: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a summariser made of one article.

    `sentences` tell it in about 40 words, `long` in about 90 (empty where there is no more to tell).
    `headline_made` marks a headline that is not the article's own. `version` names the exact method, so that
    a summary can be recognised as made by an older one. `note` says, for the operator, why it is not what was
    asked for: the model failed, a sentence was dropped by the faithfulness check.
    """

    headline: str
    sentences: tuple[str, ...]
    method: Method
    version: str
    headline_made: bool = False
    note: str = ""
    long: tuple[str, ...] = ()
    points: KeyPoints = KeyPoints()


UNTITLED = "Sans titre"
"""The headline of what has neither a title nor a sentence; readers are told so in their language."""


class Vote(StrEnum):
    """What a reader thinks of a story."""

    UP = "up"
    DOWN = "down"


class Complaint(StrEnum):
    """What a reader says is wrong with a story."""

    FACT = "fact"
    """A fact is wrong."""
    GROUPED = "grouped"
    """Its articles tell of several events."""
    MISSED = "missed"
    """The summary leaves out what matters."""
    NO_NEWS = "no_news"
    """It is no news."""
    OTHER = "other"


class TopicKind(StrEnum):
    """The layers of topics."""

    FRONT = "une"
    """What the press as a whole makes the most of."""
    COUNTRY = "pays"
    REGION = "region"
    """Of France."""
    THEME = "theme"
    WORDS = "mots"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something one can follow. `key` is unique ("pays:ru", "mots:retraite", "source:Le Monde").

    `label` is French.

    `index_term` is what a story must bear to be of it, when that is not the key itself: the index token of
    one of the words.
    """

    key: str
    label: str
    index_term: str = field(default="", compare=False)

    @property
    def kind(self) -> TopicKind:
        """The layer that the key names."""
        return TopicKind(self.key.partition(":")[0])


FRONT_PAGE = Topic(f"{TopicKind.FRONT}:jour", "À la une")
"""No article is tagged with it: what is of it is decided when it is told, by what the press has told so far.
Who follows nothing gets it."""


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of one or more sources on one event, under the lead article's summary.

    `others` are the further articles of the story, newest first; `topics` are keys, most salient first.
    """

    id: int
    lead: Article
    summary: Summary
    others: tuple[Article, ...] = ()
    topics: tuple[str, ...] = ()
    told_by: int = 0
    """The lead article's place in the database."""
    suite: bool = False
    """The reader has had it before: what is told now is what has changed."""


class Mode(StrEnum):
    """What a subscription does with its topic."""

    FOLLOW = "follow"
    MUTE = "mute"


DAY_MINUTES = 24 * 60
EVERY_DAY = 0b111_1111
"""A set of weekdays: bit 0 is Monday."""

Quiet = tuple[int, int]
"""Quiet hours: from this minute of the local day to that one, maybe across midnight; the same twice means
none."""


class SlotKind(StrEnum):
    """What a slot gives."""

    EDITION = "edition"
    WEEK = "week"
    """The week in brief."""
    HELD = "held"
    """Once: what quiet hours or the cap of alerts have held back."""


class Pictures(StrEnum):
    """How large publishers' pictures stand beside a story."""

    NONE = ""
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One chat. `paused` holds the reason why it gets no pushes, or is empty.

    `slots` are minutes of the local day at which an edition is due; `instant` asks for each story at once.
    """

    chat_id: int
    zone: str
    instant: bool = True
    slots: tuple[int, ...] = ()
    paused: str = ""
    topics: Mapping[str, Mode] = field(default_factory=dict)
    """Topic key -> follow or mute."""
    days: Mapping[int, int] = field(default_factory=dict)
    """Of each slot: minute -> weekdays."""
    week: int | None = None
    """When the recap of the week is due: minutes since the Monday before, at midnight."""
    quiet: Quiet | None = None
    alerts_max: int | None = None
    """Stories at once in a local day; none: as many as the operator thinks well."""
    kinds: frozenset[Kind] | None = None
    """What besides topics decides what is told; none: as the operator thinks well."""
    says_nothing_new: bool = False
    """An edition without a story is one line; else it is silence."""
    language: str = "fr"
    """In which we speak to it; the news are French."""
    pictures: Pictures = Pictures.NONE
    elsewhere: bool = False
    """Something is followed in another thread of this forum."""
    channel: bool = False
    pause_from: datetime | None = None
    """When a pause begins that was asked for beforehand."""
    pause_until: datetime | None = None
    """When the pause ends by itself, if it does."""


class Shared(StrEnum):
    """What Telegram lets a reader of a private chat share with us, when they touch a button for it."""

    NOTHING = ""
    PLACE = "place"
    """Where they are."""
    CHANNEL = "channel"
    """One of the channels that they run."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: it sends `data` back to us, or opens `url`; it stands under its message.

    One that lets something be `shared` stands below the line on which one writes, as all of its message do.
    """

    label: str
    data: str = ""
    url: str = ""
    shared: Shared = Shared.NOTHING


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Preview:
    """What Telegram shows of a page, its picture above all: large above the message, or small below."""

    url: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One rendered piece: Telegram HTML that fits one Telegram message, and its rows of buttons.

    A `picture` (PNG) or an `attachment` goes above the text, which then has at most 1024 characters. Only
    answers bear one.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    picture: bytes = field(default=b"", repr=False)
    attachment: Attachment | None = None
    preview: Preview | None = None


ASKED_FOR = "the reader asked for it"
"""Why a subscriber is paused who wants to be."""
ON_HOLD = "on hold: "
"""How the reason of a message begins whose chat does not let us write now; it is tried again by itself."""


class OutboxState(StrEnum):
    """The life of a message in the outbox."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    AMBIGUOUS = "ambiguous"
    """Sent as often as it may be, and no answer came: its stories wait for an edition."""
    PARKED = "parked"
    """Telegram refuses this very message: kept with the reason, not tried again by itself."""
    EXPIRED = "expired"
    """Too old to be told by itself: kept with what became of it."""
    FAILED = "failed"
    """The chat cannot be served any more: kept with the reason."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One row of the outbox, claimed by us: `message` goes to `chat_id`.

    `tries` counts this attempt too; `doubts` are the earlier ones that may have arrived. `reply_to` is the
    message of the chat, by Telegram's number, that this one answers; `replaces` the one that it redraws: its
    words and buttons, or without words only the buttons. A push tells `story_id`. An answer is kept only
    until it has arrived. In a forum it goes to a `thread`, or else to General.
    """

    id: int
    chat_id: int
    message: Message
    tries: int
    doubts: int = 0
    reply_to: int | None = None
    replaces: int | None = None
    story_id: int | None = None
    is_answer: bool = False
    thread: int | None = None
