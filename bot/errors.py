"""What can go wrong, and what each asks of whoever catches it.

    LaconiqueError
    ├── OperatorError          stop: only an operator meets it, to whom it says what to do
    │   ├── SettingsError      the configuration must be mended
    │   ├── BadCorpus          another file must be given to learn from or to measure on
    │   ├── KeepingError       a copy of the database was not made or not put back; nothing changed
    │   └── StoryError         what is asked of a story can't be done; nothing changed
    ├── DatabaseError          stop: the database can't be opened or used
    ├── SourceError            record it on the source, go on with the others
    │   ├── Unfetchable        try again later, with back-off
    │   │   └── Postponed      nothing was asked: ask when `retry_after_s` have passed, count no failure
    │   ├── Gone               the publisher took it away for good; stop asking
    │   ├── Disallowed         the publisher asks robots to stay away; do not retry
    │   ├── Forbidden          an address we never open; do not retry
    │   ├── TooLarge           do not retry as it is
    │   ├── NotAFeed           the operator must mend the address
    │   └── NotAList           the operator gave a file that is no OPML
    ├── ArticleError           keep the entry with the reason, go on with the others
    │   ├── Missing            there is no such file here; a process of another machine may have it
    │   ├── Unreadable         no text can be read from these bytes
    │   └── NotAnArticle       read, and there is no article in it
    │       ├── ContentsPage   it leads to articles: a home page, a section
    │       └── ErrorPage      the site says that the page is not there
    ├── SummaryError           fall back on the extract
    │   ├── TooShort           there is nothing to shorten: show the text itself
    │   └── ModelFailed        the model is broken or absent
    │       └── Unfaithful     it works, and wrote nothing that may be shown
    ├── WorkerError            count a try; the same work may succeed later
    │   ├── DeadlineExceeded
    │   └── WorkerCrashed
    ├── BadUpdate              pass it over: what Telegram sent can't be read
    ├── StaleButton            tell the reader that the button is no longer valid
    ├── PlaceError             tell who wants to change a group or a channel why that can't be
    │   ├── PlaceUnknown       we are not there
    │   ├── PlaceUnsure        Telegram does not say now who runs it
    │   ├── NoChannel          it is no channel
    │   ├── NoPosting          we may not post there
    │   └── NotTheirs          they may not post there
    └── DeliveryError          try again at the next pass
        ├── SubscriberGone     pause the subscriber, keep what it chose
        ├── ChatMoved          move the subscriber to `new_chat`, then send again
        ├── Throttled          wait `retry_after_s`, then send again
        ├── Rejected           park the message with the reason
        │   └── NotAllowed     hold the chat with the reason, and try again later
        │       └── ThreadGone let what goes to this thread of the chat go to General
        ├── Unreachable        nothing was sent: try again later
        └── Unanswered         sent or not, nobody knows: once more when Telegram answers again

`str(error)` is English, for the log; `chat/failures` has one sentence for whoever asked, in their language.
"""

from enum import StrEnum

from bot.wording import ENGLISH, Remark, speaking


class Cause(StrEnum):
    """Why something can't be read: what one deed of the operator's mends has one cause."""

    NETWORK = "network"
    """No name server answers, or no way leads out of this machine."""
    UNRESOLVED = "unresolved"
    """There is no such host."""
    UNCONNECTED = "unconnected"
    CERTIFICATE = "certificate"
    SILENT = "silent"
    """Connected, and no answer in time."""
    REFUSED = "refused"
    """The site does not want us: 401, 403, 429."""
    MISSING = "missing"
    SERVER = "server"
    """The site itself is in trouble: 5xx."""
    ROBOTS = "robots"
    FORBIDDEN = "forbidden"
    TOO_LARGE = "too large"
    NOT_A_FEED = "not a feed"
    UNREADABLE = "unreadable"
    NO_ARTICLE = "no article"
    WORKER = "worker"
    OTHER = "other"


class LaconiqueError(Exception):
    """The root: whatever Laconique raises on purpose."""

    cause = Cause.OTHER


class OperatorError(LaconiqueError):
    """What an operator has to mend, one remark a line; those that only developers meet are plain English."""

    def __init__(self, *remarks: Remark | str) -> None:
        super().__init__(*remarks)

    @property
    def told(self) -> str:
        """The remarks in the language that is spoken."""
        return "\n".join(map(str, self.args))

    def __str__(self) -> str:
        with speaking(ENGLISH):
            return self.told


class SettingsError(OperatorError):
    """A key or a value of the configuration is wrong: the message names it, its file and what is allowed."""


class StoryError(OperatorError):
    """What an operator asks of a story can't be done: the message says why."""


class BadCorpus(OperatorError):
    """A corpus cannot be read, or a line of it is not what it should be: the message names file and line."""


class DatabaseError(LaconiqueError):
    """The database cannot be opened, migrated or written."""


class LaterSchema(OperatorError, DatabaseError):
    """A later version has used this database."""


class KeepingError(OperatorError):
    """A transfer, a backup or a restore can't be done: the message says why, and what to do first."""


class SourceError(LaconiqueError):
    """A source, or one address of it, could not be read."""


class Unfetchable(SourceError):
    """The network, the host or its answer failed; a later try may succeed."""

    def __init__(
        self,
        address: str,
        reason: str,
        *,
        retry_after_s: float | None = None,
        cause: Cause = Cause.OTHER,
    ) -> None:
        super().__init__(f"{address}: {reason}")
        self.address = address
        self.reason = reason
        self.retry_after_s = retry_after_s
        self.cause = cause


class Postponed(Unfetchable):
    """The host was asked a moment ago, and wants more time between two requests."""


class Gone(SourceError):
    """There was something at this address, and its publisher says that it will not come back."""

    cause = Cause.MISSING


class Disallowed(SourceError):
    """The publisher's robots.txt asks robots not to read this address."""

    cause = Cause.ROBOTS


class Forbidden(SourceError):
    """The address leads where we never go: another scheme, a private network."""

    cause = Cause.FORBIDDEN


class TooLarge(SourceError):
    """More bytes than we read."""

    cause = Cause.TOO_LARGE


class NotAFeed(SourceError):
    """The address answers, and what it answers is no feed."""

    cause = Cause.NOT_A_FEED


class NotAList(SourceError):
    """The file is no list of sources (OPML)."""


class ArticleError(LaconiqueError):
    """What was fetched cannot become an article."""


class Missing(ArticleError):
    """There is nothing at this path."""

    cause = Cause.MISSING


class Unreadable(ArticleError):
    """These bytes are not text that we know how to read."""

    cause = Cause.UNREADABLE


class NotAnArticle(ArticleError):
    """A text, but no article in it: too short, a list of links, a page of headlines."""

    cause = Cause.NO_ARTICLE


class ContentsPage(NotAnArticle):
    """A page that announces several articles and is none itself: a home page, a section."""


class ErrorPage(NotAnArticle):
    """What a site answers in place of a page that is not there, or that it does not show us."""

    cause = Cause.MISSING


class SummaryError(LaconiqueError):
    """No summary came of this article."""


class TooShort(SummaryError):
    """There is nothing to shorten."""


class ModelFailed(SummaryError):
    """The model can't be loaded, crashed, or wrote nothing to send; `remedy` tells its operator in French."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = remedy


class Unfaithful(ModelFailed):
    """Nothing of what the model wrote is what the article says."""


class WorkerError(LaconiqueError):
    """A worker process did not bring its work to an end."""

    cause = Cause.WORKER


class DeadlineExceeded(WorkerError):
    """It took too long, and was stopped."""


class WorkerCrashed(WorkerError):
    """It died: out of memory, or a bug in a native library."""


class StaleButton(LaconiqueError):
    """What a button carries can't be read, or is of something that is gone."""


class PlaceError(LaconiqueError):
    """A group or a channel can't be changed by who wants to."""


class PlaceUnknown(PlaceError):
    """There is none of this name, or we are not in it."""


class PlaceUnsure(PlaceError):
    """Telegram does not say now who runs it."""


class NoChannel(PlaceError):
    """It is a group, or a person."""


class NoPosting(PlaceError):
    """We are in the channel, and may not post there."""


class NotTheirs(PlaceError):
    """Who asks is no administrator of the channel who may post there."""


class BadUpdate(LaconiqueError):
    """An update of Telegram's that can't be read."""


class DeliveryError(LaconiqueError):
    """A message was not delivered to `chat`."""

    def __init__(self, chat: int, reason: str) -> None:
        super().__init__(f"chat {chat}: {reason}")
        self.chat = chat
        self.reason = reason


class SubscriberGone(DeliveryError):
    """The reader blocked us, left, or deleted the account."""


class ChatMoved(DeliveryError):
    """The group became a supergroup with another id."""

    def __init__(self, chat: int, new_chat: int) -> None:
        super().__init__(chat, f"moved to {new_chat}")
        self.new_chat = new_chat


class Throttled(DeliveryError):
    """Too fast: Telegram says how long to wait."""

    def __init__(self, chat: int, retry_after_s: float) -> None:
        super().__init__(chat, f"throttled for {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class NotYet(Throttled):
    """By our own pace it is too soon for this chat: Telegram was not asked."""


class Rejected(DeliveryError):
    """Telegram refuses this very message."""


class NotAllowed(Rejected):
    """We may not write in this chat now: our rights may come back."""


class ThreadGone(NotAllowed):
    """We may not write in this thread of a forum: it was deleted, or closed. Without a thread: in General."""


class Unreachable(DeliveryError):
    """Not all of the request left: the message was surely not sent."""


class Unanswered(DeliveryError):
    """The request left, and no answer to it came back: silence, an error of a gateway, half a JSON."""
