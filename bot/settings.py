"""TOML files + environment -> one frozen `Settings`, checked whole before anything starts."""

import os
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
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
    ValidationError,
    model_validator,
)

from bot.errors import SettingsError
from bot.model import Role, Source, SourceKind

_Shape = TypeVar("_Shape", bound=BaseModel)

ALL_ROLES = frozenset(Role)

ENVIRONMENT = {
    "home": "LACONIQUE_HOME",
    "config": "LACONIQUE_CONFIG",
    "database_url": "LACONIQUE_DATABASE_URL",
    "model_dir": "LACONIQUE_MODEL_DIR",
    "public_url": "LACONIQUE_PUBLIC_URL",
    "telegram_url": "LACONIQUE_TELEGRAM_URL",
    "host": "LACONIQUE_HOST",
    "port": "LACONIQUE_PORT",
    "token": "TELEGRAM_TOKEN",
    "roles": "LACONIQUE_ROLE",
}
"""Field of `Settings` -> the variable that sets it."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:  # OSError: "Europe" is a directory of zones
        msg = "an IANA time zone such as Europe/Paris is expected"
        raise ValueError(msg) from err
    return name


def _roles(given: object) -> object:
    if not isinstance(given, str):
        return given
    names = {name.strip() for name in given.split(",")}
    if names - {"all", *Role}:
        msg = f"all is expected, or some of {', '.join(Role)}, with commas between"
        raise ValueError(msg)
    return ALL_ROLES if "all" in names else frozenset(Role(name) for name in names)


def _minute(clock: object) -> int:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", str(clock))
    if match is None:
        msg = "a time of day such as 08:00 is expected"
        raise ValueError(msg)
    return int(match[1]) * 60 + int(match[2])


_FREE_PER_S, _PAID_PER_S = (
    30,
    1000,
)  # https://core.telegram.org/bots/faq#how-can-i-message-all-of-my-bot-39s-subscribers-at-once
_IN_FLIGHT_MAX = 32  # python-telegram-bot is fastest with 16 to 32


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Ingest(_Part):
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


class Work(_Part):
    """The worker processes."""

    processes: PositiveInt = 1
    deadline_s: PositiveFloat = 30
    model_deadline_s: PositiveFloat = 120
    memory_mb: int = Field(default=1024, ge=128)
    model_memory_mb: int = Field(default=4096, ge=128)
    idle_s: PositiveFloat = 60


class Summarising(_Part):
    """Which summariser, and how many articles at a time."""

    method: Literal["auto", "extract", "model"] = "auto"
    batch: int = Field(default=8, ge=1, le=64)
    allow_pickle: bool = False


class Delivery(_Part):
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
            msg = f"messages_per_s above {_FREE_PER_S} costs Telegram Stars: set paid_broadcast = true, too"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _lease_outlives_a_send(self) -> "Delivery":
        if self.lease_s <= self.send_timeout_s + self.tick_s:
            msg = "lease_s must be longer than send_timeout_s + tick_s: a slow send is not a dead one"
            raise ValueError(msg)
        return self


class Readers(_Part):
    """What a new subscriber gets."""

    zone: Annotated[str, AfterValidator(_zone)] = "Europe/Paris"
    slots: tuple[Annotated[int, BeforeValidator(_minute)], ...] = (480, 750, 1140)
    alerts_a_day: PositiveInt = 30
    suites_a_day: int = Field(default=3, ge=0)
    edition_stories: PositiveInt = 10
    page_stories: PositiveInt = 5


def _forever(days: object) -> object:
    return None if days == "forever" else days


_Days = Annotated[PositiveFloat | None, BeforeValidator(_forever)]
_Week = Annotated[Annotated[float, Field(ge=7)] | None, BeforeValidator(_forever)]
_Month = Annotated[Annotated[float, Field(ge=30)] | None, BeforeValidator(_forever)]


class Retention(_Part):
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


class _SourceEntry(_Part):
    name: str = Field(min_length=1, max_length=200)
    kind: Literal["feed", "folder", "page", "sitemap"]
    address: str = Field(min_length=1)
    language: str = Field(default="fr", pattern="^[a-z]{2}$")
    section: str = ""

    @model_validator(mode="after")
    def _address_suits_kind(self) -> "_SourceEntry":
        remote = self.address.startswith(("http://", "https://"))
        if remote == (self.kind == "folder"):
            msg = "a folder has a path as its address; a feed, page or sitemap an http or https address"
            raise ValueError(msg)
        return self


class _SourceFile(_Part):
    sources: tuple[_SourceEntry, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> "_SourceFile":
        names = [source.name for source in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"each source needs a name of its own; given twice: {', '.join(twice)}"
            raise ValueError(msg)
        return self


class Settings(_Part):
    """Everything that can be set. Times in seconds, sizes in bytes unless the name says otherwise."""

    home: Path
    config: Path
    database_url: str
    model_dir: Path | None = None
    public_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    telegram_url: str = Field(default="", pattern=r"^(https?://\S+[^/\s])?$")
    """A Bot API server of one's own, https://core.telegram.org/bots/api#using-a-local-bot-api-server."""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65_535)
    token: SecretStr = SecretStr("")
    roles: Annotated[frozenset[Role], BeforeValidator(_roles)] = ALL_ROLES
    ingest: Ingest = Ingest()
    workers: Work = Work()
    summary: Summarising = Summarising()
    delivery: Delivery = Delivery()
    readers: Readers = Readers()
    retention: Retention = Retention()
    sources: tuple[Source, ...] = ()
    topics: Mapping[str, Any] = Field(default_factory=dict, repr=False)
    """The content of topics.toml, as TOML gives it: the topics room checks it."""

    @property
    def sandbox(self) -> bool:
        """No token: the local Bot API and its chat page stand in for Telegram, in one process that does all."""
        return not self.token.get_secret_value() and self.roles == ALL_ROLES

    @property
    def role(self) -> str:
        """What this process does, in a word for logs and pages."""
        return "all" if self.roles == ALL_ROLES else ",".join(role for role in Role if role in self.roles)


_SECTIONS = frozenset({"ingest", "workers", "summary", "delivery", "readers", "retention"})


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment and the files of the configuration directory.

    Raises: SettingsError, which names the key, where it stands and what is allowed.
    """
    given = {
        field: value for field, name in ENVIRONMENT.items() if (value := environment.get(name, "").strip())
    }
    if "token" not in given and (token_file := environment.get("TELEGRAM_TOKEN_FILE")):
        given["token"] = _token(Path(token_file))
    home = Path(given.get("home") or _data_home(environment)).expanduser().absolute()
    config = Path(given["config"]) if "config" in given else _default_config()
    if "config" in given and not config.is_dir():
        msg = f"LACONIQUE_CONFIG: {config} is not a directory"
        raise SettingsError(msg)
    listed = _parse(_SourceFile, _toml(config / "sources.toml"), str(config / "sources.toml")).sources
    places = given | {
        "home": home,
        "config": config,
        "database_url": database_url(given.get("database_url", ""), home),
        "sources": tuple(_source(entry, home) for entry in listed),
        "topics": _toml(config / "topics.toml"),
    }
    _refuse_contradictions(given)
    pace = _toml(config / "bot.toml")
    for key in pace.keys() - _SECTIONS:
        msg = f"{config / 'bot.toml'}: {key}: unknown section; allowed: {', '.join(sorted(_SECTIONS))}"
        raise SettingsError(msg)
    return _parse(Settings, pace | places, str(config / "bot.toml"))


def _refuse_contradictions(given: Mapping[str, str]) -> None:
    """Raises: SettingsError for a variable that the others, or the disk, make senseless."""
    model, public_url = given.get("model_dir"), given.get("public_url", "")
    if model and not Path(model).is_dir():
        msg = f"LACONIQUE_MODEL_DIR: {model} is not a directory; give the directory of a model"
        raise SettingsError(msg)
    if public_url and not given.get("token"):
        msg = "LACONIQUE_PUBLIC_URL: of use with TELEGRAM_TOKEN only; the sandbox is not for the public"
        raise SettingsError(msg)
    if public_url.startswith("http://") and "telegram_url" not in given:
        msg = "LACONIQUE_PUBLIC_URL: Telegram calls https:// only; http:// is for a server in LACONIQUE_TELEGRAM_URL"
        raise SettingsError(msg)


def _data_home(environment: Mapping[str, str]) -> Path:
    base = environment.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base) / "laconique"


def _default_config() -> Path:
    """`config/` here, or in the checkout, or where an installed package has put it."""
    checkout = Path(__file__).resolve().parent.parent / "config"
    installed = Path(sys.prefix) / "share" / "laconique" / "config"
    return next(
        (place for place in (Path("config"), checkout, installed) if (place / "topics.toml").is_file()),
        checkout,
    )


def database_url(url: str, home: Path) -> str:
    """The address of a database, as SQLAlchemy understands it; without one, the file in our home.

    Raises: SettingsError for what this version does not speak.
    """
    if not url:
        return f"sqlite+aiosqlite:///{home / 'laconique.db'}"
    url = re.sub("^postgres(ql)?://", "postgresql+psycopg://", url)
    if not url.startswith(("sqlite+aiosqlite:///", "postgresql+psycopg://")):
        msg = (
            "LACONIQUE_DATABASE_URL: allowed: sqlite+aiosqlite:///PATH "
            "and postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
        )
        raise SettingsError(msg)
    return url


def _source(entry: _SourceEntry, home: Path) -> Source:
    """A folder's address is relative to LACONIQUE_HOME."""
    kind = SourceKind(entry.kind)
    address = str(home / entry.address) if kind is SourceKind.FOLDER else entry.address
    return Source(entry.name, kind, address, entry.language, entry.section)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        msg = f"{path}: can't be read: {err}"
        raise SettingsError(msg) from err


def _token(path: Path) -> str:
    """The token that a file holds; an empty one would start the sandbox in silence."""
    try:
        token = _read(path).strip()
    except SettingsError as err:
        msg = f"TELEGRAM_TOKEN_FILE: {err}"
        raise SettingsError(msg) from err
    if not token:
        msg = f"TELEGRAM_TOKEN_FILE: {path}: the file is empty; the bot's token is expected in it"
        raise SettingsError(msg)
    return token


def _toml(path: Path) -> dict[str, Any]:
    """The file's content; a file that is not there sets nothing."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(_read(path))
    except tomllib.TOMLDecodeError as err:
        msg = f"{path}: not valid TOML: {err}"
        raise SettingsError(msg) from err


def _parse(shape: type[_Shape], data: Mapping[str, Any], where: str) -> _Shape:
    try:
        return shape.model_validate(data)
    except ValidationError as err:
        raise SettingsError("\n".join(_line(shape, problem, where) for problem in err.errors())) from err


def _line(shape: type[BaseModel], problem: Any, where: str) -> str:  # noqa: ANN401
    """One line a problem: where it stands, the key, what is wrong, what is allowed."""
    place, wrong = problem["loc"], problem["msg"].removeprefix("Value error, ")
    if place and place[0] in ENVIRONMENT:
        return f"{ENVIRONMENT[place[0]]}: {wrong} (given: {problem['input']!r})"
    key = ".".join(map(str, place)) or "file"
    if problem["type"] == "extra_forbidden":
        return f"{where}: {key}: unknown key; allowed: {', '.join(_siblings(shape, place))}"
    if problem["type"] == "missing" or not place:
        return f"{where}: {key}: {wrong}"
    return f"{where}: {key}: {wrong} (given: {problem['input']!r})"


def _siblings(shape: Any, place: tuple[Any, ...]) -> list[str]:  # noqa: ANN401
    """The keys that are allowed beside the last one of `place`."""
    if len(place) == 1:
        return sorted(shape.model_fields)
    if isinstance(place[0], str):
        annotation = shape.model_fields[place[0]].annotation
        shape = next(iter(getattr(annotation, "__args__", ())), annotation)
    return _siblings(shape, place[1:])
