"""Everything that can be set: one frozen `Settings`, in parts.

`loading` makes it of files and environment.
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PositiveFloat,
    PositiveInt,
    SecretStr,
    WithJsonSchema,
    model_validator,
)

from bot.model import Kind, Role, Source, Subscriber
from bot.wording import Remark

ALL_ROLES = frozenset(Role)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:  # OSError: "Europe" is a directory of zones
        raise ValueError(Remark("il faut un fuseau horaire de l'IANA, comme Europe/Paris")) from err
    return name


def _roles(given: object) -> object:
    if not isinstance(given, str):
        return given
    names = {name.strip() for name in given.split(",")}
    if names - {"all", *Role}:
        told = Remark("il faut all, ou de ceux-ci, avec des virgules : {roles}", roles=", ".join(Role))
        raise ValueError(told)
    return ALL_ROLES if "all" in names else frozenset(Role(name) for name in names)


def _minute(clock: object) -> int:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", str(clock))
    if match is None:
        raise ValueError(Remark("il faut une heure entre guillemets, comme 08:00"))
    return int(match[1]) * 60 + int(match[2])


def _ids(given: object) -> object:
    if not isinstance(given, str):
        return given
    numbers = [number.strip() for number in given.split(",")]
    if not all(number.isascii() and number.isdecimal() for number in numbers):
        told = Remark("il faut des numéros d'utilisateurs de Telegram, avec des virgules, comme 7001,7002")
        raise ValueError(told)
    return frozenset(map(int, numbers))


_User = Annotated[int, Field(gt=0, lt=2**52)]  # https://core.telegram.org/bots/api#user
_Minute = Annotated[
    int, BeforeValidator(_minute), WithJsonSchema({"type": "string", "description": "a time such as 08:00"})
]
_FREE_PER_S, _PAID_PER_S = (
    30,
    1000,
)  # https://core.telegram.org/bots/faq#how-can-i-message-all-of-my-bot-39s-subscribers-at-once
_IN_FLIGHT_MAX = 64  # more is no faster, and a process that is killed leaves so many in doubt


class Part(BaseModel):
    """What all parts of the settings are: frozen, and strict about what they do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Ingest(Part):
    """How sources are looked at; the comments of config/bot.toml say what each key does."""

    folder_check_s: PositiveFloat = 2
    feed_check_s: PositiveFloat = 900
    feed_check_min_s: PositiveFloat = 300
    feed_check_max_s: PositiveFloat = 86_400
    first_look_entries: PositiveInt = 5
    fetch_timeout_s: PositiveFloat = 20
    fetch_max_bytes: PositiveInt = 8_000_000
    parallel: PositiveInt = 4
    host_gap_s: float = Field(default=1.0, ge=0)
    dead_after_days: PositiveFloat = 7
    moved_after_days: PositiveFloat = 7
    contact: str = "https://example.org/laconique"
    private_hosts: frozenset[str] = frozenset()
    story_window_days: int = Field(default=7, ge=1, le=60)
    news_days: PositiveFloat = 3
    undated_is_news: bool = False


class Work(Part):
    """The worker processes."""

    processes: PositiveInt = 1
    deadline_s: PositiveFloat = 30
    model_deadline_s: PositiveFloat = 120
    memory_mb: int = Field(default=1024, ge=128)
    model_memory_mb: int = Field(default=4096, ge=128)
    idle_s: PositiveFloat = 60


class Summarising(Part):
    """Which summariser, and how many articles at a time."""

    method: Literal["auto", "extract", "model"] = "auto"
    batch: int = Field(default=8, ge=1, le=64)
    pasted_to_server: bool = False
    chooser: str = ""


class Delivery(Part):
    """How messages leave."""

    tick_s: PositiveFloat = 1
    lease_s: PositiveFloat = 60
    send_timeout_s: PositiveFloat = 15
    on_ambiguous: Literal["resend", "hold"] = "resend"
    max_tries: PositiveInt = 20
    messages_per_s: float = Field(default=30, gt=0, le=_PAID_PER_S)
    paid_broadcast: bool = False
    push_life_h: PositiveFloat = 6

    @property
    def in_flight(self) -> int:
        """How many messages may be on their way at a time."""
        return min(_IN_FLIGHT_MAX, max(1, round(self.messages_per_s)))

    @model_validator(mode="after")
    def _fast_is_paid_for(self) -> "Delivery":
        if self.messages_per_s > _FREE_PER_S and not self.paid_broadcast:
            told = Remark(
                "messages_per_s au-delà de {free} coûte des étoiles de Telegram : "
                "mettez aussi paid_broadcast = true",
                free=_FREE_PER_S,
            )
            raise ValueError(told)
        return self

    @model_validator(mode="after")
    def _lease_outlives_a_send(self) -> "Delivery":
        if self.lease_s <= self.send_timeout_s + self.tick_s:
            told = Remark(
                "lease_s doit dépasser send_timeout_s + tick_s : un envoi lent n'est pas un envoi perdu"
            )
            raise ValueError(told)
        return self


_MORNING = 8 * 60


class Readers(Part):
    """What a new subscriber gets."""

    zone: Annotated[str, AfterValidator(_zone)] = "Europe/Paris"
    slots: tuple[_Minute, ...] = (480, 750, 1140)
    alerts_a_day: PositiveInt = 12
    kinds: frozenset[Kind] = frozenset((Kind.NEWS, Kind.LIVE, Kind.OPINION, Kind.REVIEW))
    suites_a_day: int = Field(default=3, ge=0)
    edition_stories: PositiveInt = 10
    page_stories: PositiveInt = 5

    @property
    def morning(self) -> int:
        """The first hour offered for editions, as a minute of the local day."""
        return min(self.slots, default=_MORNING)

    def wanted_by(self, subscriber: Subscriber | None) -> frozenset[Kind]:
        """The kinds of texts to tell a reader: those that were chosen, or what the operator thinks well."""
        chosen = subscriber.kinds if subscriber else None
        return self.kinds if chosen is None else chosen


class Telegram(Part):
    """Who may use the bot, how much, and who looks after it."""

    admins: frozenset[_User] = frozenset()
    open: bool = True
    requests_a_minute: PositiveInt = 12
    requests_an_hour: PositiveInt = 120


def _days_or(word: str) -> BeforeValidator:
    """A number of days, or the word for none."""

    def read(days: object) -> object:
        if isinstance(days, str) and days != word:
            raise ValueError(Remark("il faut un nombre de jours, ou {word} entre guillemets", word=word))
        return None if days == word else days

    return BeforeValidator(read)


_FOREVER, _NEVER = _days_or("forever"), _days_or("never")


_Days = Annotated[PositiveFloat | None, _FOREVER]
_Week = Annotated[Annotated[float, Field(ge=7)] | None, _FOREVER]
_Month = Annotated[Annotated[float, Field(ge=30)] | None, _FOREVER]


class Retention(Part):
    """For how many days what is kept; none: "forever"."""

    stories_days: _Month = None
    versions_days: _Days = 365
    entry_texts_days: _Days = 30
    entries_days: _Month = 400
    messages_days: _Week = 30
    tellings_days: _Week = 90
    editions_days: _Week = 30
    feedback_days: _Days = 400
    events_days: _Days = 90


class Backup(Part):
    """Copies of the database that are made by themselves, in our home."""

    every_days: Annotated[PositiveFloat | None, _NEVER] = 1
    keep_days: _Days = 7


class Web(Part):
    """The one HTTP port."""

    names: tuple[str, ...] = ()
    editable: bool = False


class Settings(Part):
    """Everything that can be set. Times in seconds, sizes in bytes unless the name says otherwise."""

    home: Path
    """The database and all files of ours: `~/.local/share/laconique`, in the image `/data`."""
    config: Path
    """The folder of bot.toml, sources.toml and topics.toml: `config/` here, or what came with the package."""
    database_url: str
    """`sqlite+aiosqlite:///PATH`, `postgresql+psycopg://USER:PASSWORD@HOST/DATABASE`; or a file at home."""
    model_dir: Path | None = None
    """The folder of a summary model (docs/models.md); without one, summaries are extracts."""
    model: str = Field(default="", pattern=r"^(\w[\w.:/@-]*)?$")
    """A summary model by its name, `barthez` or `owner/name[@revision]`: fetched if it is not there."""
    model_url: str = Field(default="", pattern=r"^(https?://[^/\s]\S*)?$")
    """A server of yours that speaks OpenAI's protocol and has the model LACONIQUE_MODEL (docs/models.md)."""
    model_key: SecretStr = SecretStr("")
    """What that server wants to hear, if anything."""
    hub_token: SecretStr = SecretStr("")
    """Opens models that ask for conditions; without it, the one that the hub's own client has saved."""
    public_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """The https address at which Telegram may call us; without one, Telegram is asked for what is new."""
    telegram_url: str = Field(default="", pattern=r"^(https?://\S+[^/\s])?$")
    """A Bot API server of one's own, https://core.telegram.org/bots/api#using-a-local-bot-api-server."""
    host: str = "127.0.0.1"
    """Where the one HTTP port listens: 127.0.0.1, in the image 0.0.0.0."""
    port: int = Field(default=8080, ge=0, le=65_535)
    """The one HTTP port: health, metrics, the sandbox, Telegram's calls; 8080."""
    token: SecretStr = SecretStr("")
    """What @BotFather gave; without it, the sandbox: the same bot on a page of this machine."""
    web_token: SecretStr = SecretStr("")
    """Opens the pages to who does not sit at this machine; without it one is made and kept in our home."""
    admins: Annotated[frozenset[_User], BeforeValidator(_ids)] = frozenset()
    """The numbers of users who look after the bot, with commas between, besides `telegram.admins`."""
    roles: Annotated[frozenset[Role], BeforeValidator(_roles)] = ALL_ROLES
    """What this process does: chat, ingest, summarise, deliver, with commas; or all (docs/scaling.md)."""
    ingest: Ingest = Ingest()
    workers: Work = Work()
    summary: Summarising = Summarising()
    delivery: Delivery = Delivery()
    readers: Readers = Readers()
    telegram: Telegram = Telegram()
    retention: Retention = Retention()
    backup: Backup = Backup()
    web: Web = Web()
    sources: tuple[Source, ...] = ()
    topics: Mapping[str, Any] = Field(default_factory=dict, repr=False)
    """The content of topics.toml, as TOML gives it: the topics room checks it."""

    @property
    def model_folders(self) -> tuple[Path, ...]:
        """Where fetched models lie: ours, then those that were installed with the program."""
        return self.home / "models", Path(sys.prefix) / "share" / "laconique" / "models"

    @property
    def administrators(self) -> frozenset[int]:
        """The private chats of those who look after the bot: a user's number is also that of the chat."""
        return self.admins | self.telegram.admins

    @property
    def chooser(self) -> Path | None:
        """The folder of what chooses the sentences of extracts; relative to our home."""
        return self.home / Path(self.summary.chooser).expanduser() if self.summary.chooser else None

    @property
    def sandbox(self) -> bool:
        """No token: the local Bot API and its page stand in for Telegram, in one process that does all."""
        return not self.token.get_secret_value() and self.roles == ALL_ROLES

    @property
    def role(self) -> str:
        """What this process does, in a word for logs and pages."""
        return "all" if self.roles == ALL_ROLES else ",".join(role for role in Role if role in self.roles)
