"""TOML files + environment -> one frozen `Settings`, checked whole before anything starts."""

import os
import re
import sys
import tomllib
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError, model_validator

from bot.errors import SettingsError
from bot.model import Source, SourceKind
from bot.settings import Part, Settings

_Shape = TypeVar("_Shape", bound=BaseModel)

ENVIRONMENT = {
    "home": "LACONIQUE_HOME",
    "config": "LACONIQUE_CONFIG",
    "database_url": "LACONIQUE_DATABASE_URL",
    "model_dir": "LACONIQUE_MODEL_DIR",
    "model": "LACONIQUE_MODEL",
    "hub_token": "HF_TOKEN",
    "model_url": "LACONIQUE_MODEL_URL",
    "model_key": "LACONIQUE_MODEL_KEY",
    "public_url": "LACONIQUE_PUBLIC_URL",
    "telegram_url": "LACONIQUE_TELEGRAM_URL",
    "host": "LACONIQUE_HOST",
    "port": "LACONIQUE_PORT",
    "token": "TELEGRAM_TOKEN",
    "web_token": "LACONIQUE_WEB_TOKEN",
    "admins": "LACONIQUE_ADMINS",
    "roles": "LACONIQUE_ROLE",
}
"""Field of `Settings` -> the variable that sets it."""

SECRETS = {
    "token": (
        re.compile(r"\d{1,19}:[A-Za-z0-9_-]+", re.ASCII),
        "digits, a colon, then letters, digits, _ and -, as @BotFather gave it",
    ),
    "web_token": (re.compile(r"[!-~]{8,}"), "8 letters, digits or signs of ASCII at least, without a blank"),
    "hub_token": (re.compile(r"[!-~]+"), "letters, digits or signs of ASCII, as the hub gave it"),
    "model_key": (re.compile(r"[!-~]+"), "letters, digits or signs of ASCII"),
}
"""Fields that open something -> what they look like."""
IN_FILES = (*SECRETS, "database_url")
"""Fields that may lie in a file, which the variable with _FILE at its end names."""
_TOLD_NOBODY = (
    "TELEGRAM_TOKEN",
    "LACONIQUE_WEB_TOKEN",
    "LACONIQUE_DATABASE_URL",
    "HF_TOKEN",
    "LACONIQUE_MODEL_KEY",
)
_PORT_MAX = 65_535
_SECTIONS = frozenset(
    {"ingest", "workers", "summary", "delivery", "readers", "telegram", "retention", "backup", "web"}
)


class _SourceEntry(Part):
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


class _SourceFile(Part):
    sources: tuple[_SourceEntry, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> "_SourceFile":
        names = [source.name for source in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"each source needs a name of its own; given twice: {', '.join(twice)}"
            raise ValueError(msg)
        return self


def taken(environment: MutableMapping[str, str], **more: str) -> Settings:
    """The settings; `more` are variables that an option stands for.

    The secrets go out of `environment`, which worker processes inherit: they read what strangers wrote.

    Raises: SettingsError.
    """
    settings = load({**environment, **more})
    for name in _TOLD_NOBODY:
        environment.pop(name, None)
    return settings


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment and the files of the configuration directory.

    Raises: SettingsError, which names the key, where it stands and what is allowed.
    """
    given = {
        field: value for field, name in ENVIRONMENT.items() if (value := environment.get(name, "").strip())
    }
    for field in IN_FILES:
        variable = f"{ENVIRONMENT[field]}_FILE"
        if field not in given and (path := environment.get(variable)):
            given[field] = _secret(Path(path), variable)
    home = Path(given.get("home") or _data_home(environment)).expanduser().absolute()
    config = Path(given["config"]) if "config" in given else _default_config()
    if "config" in given and not config.is_dir():
        msg = f"LACONIQUE_CONFIG: {config} is not a directory"
        raise SettingsError(msg)
    listed = _parse(_SourceFile, read_toml(config / "sources.toml"), str(config / "sources.toml")).sources
    places = given | {
        "home": home,
        "config": config,
        "database_url": database_url(given.get("database_url", ""), home),
        "sources": tuple(_source(entry, home) for entry in listed),
        "topics": read_toml(config / "topics.toml"),
    }
    _refuse_contradictions(given)
    file = read_toml(config / "bot.toml")
    for key in file.keys() - _SECTIONS:
        msg = f"{config / 'bot.toml'}: {key}: unknown section; allowed: {', '.join(sorted(_SECTIONS))}"
        raise SettingsError(msg)
    return _parse(Settings, file | places, str(config / "bot.toml"))


def _refuse_contradictions(given: Mapping[str, str]) -> None:
    """Raises: SettingsError for a variable that the others, or the disk, make senseless."""
    model, public_url = given.get("model_dir"), given.get("public_url", "")
    for field, (expected, told) in SECRETS.items():
        if field in given and not expected.fullmatch(given[field]):
            msg = f"{ENVIRONMENT[field]}: expected: {told}"  # without what was given: it may be nearly right
            raise SettingsError(msg)
    if model and not Path(model).is_dir():
        msg = f"LACONIQUE_MODEL_DIR: {model} is not a directory; give the directory of a model"
        raise SettingsError(msg)
    if model and "model" in given:
        msg = "LACONIQUE_MODEL: LACONIQUE_MODEL_DIR names a model, too; give one of them"
        raise SettingsError(msg)
    if "model_url" in given and "model" not in given:
        msg = "LACONIQUE_MODEL_URL: needs LACONIQUE_MODEL: how that server calls the model"
        raise SettingsError(msg)
    if public_url and not given.get("token"):
        msg = "LACONIQUE_PUBLIC_URL: of use with TELEGRAM_TOKEN only; the sandbox is not for the public"
        raise SettingsError(msg)
    if public_url.startswith("http://") and "telegram_url" not in given:
        msg = (
            "LACONIQUE_PUBLIC_URL: Telegram calls https:// only; http:// is for a server in "
            "LACONIQUE_TELEGRAM_URL"
        )
        raise SettingsError(msg)


def _data_home(environment: Mapping[str, str]) -> Path:
    base = environment.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(base) / "laconique"


def _default_config() -> Path:
    """`config/` here, or in the checkout, or where an installed package has put it."""
    checkout = Path(__file__).resolve().parents[2] / "config"
    installed = Path(sys.prefix) / "share" / "laconique" / "config"
    return next(
        (place for place in (Path("config"), checkout, installed) if _is_ours(place / "topics.toml")),
        checkout,
    )


def _is_ours(file: Path) -> bool:
    """Whether it is there for us: we may have been started in a folder that we may not enter."""
    return os.access(file, os.R_OK)


def database_url(url: str, home: Path) -> str:
    """The address of a database, as SQLAlchemy understands it; without one, the file in our home.

    Raises: SettingsError for what this version does not speak.
    """
    if not url:
        return f"sqlite+aiosqlite:///{home / 'laconique.db'}"
    url = re.sub("^postgres(ql)?://", "postgresql+psycopg://", url)
    if not _is_of_a_database(url):  # which is not shown: a password may stand in it
        msg = (
            "LACONIQUE_DATABASE_URL: allowed: sqlite+aiosqlite:///PATH "
            "and postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
        )
        raise SettingsError(msg)
    return url


def _is_of_a_database(url: str) -> bool:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        at = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        return False
    if not url.isprintable() or not 0 <= (at.port or 0) <= _PORT_MAX:
        return False
    in_a_file = at.database not in {None, "", ":memory:"} and not at.host
    return at.drivername == "postgresql+psycopg" or (at.drivername == "sqlite+aiosqlite" and in_a_file)


def _source(entry: _SourceEntry, home: Path) -> Source:
    """A folder's address is relative to LACONIQUE_HOME."""
    kind = SourceKind(entry.kind)
    address = str(home / entry.address) if kind is SourceKind.FOLDER else entry.address
    return Source(entry.name, kind, address, entry.language, entry.section)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors put a byte order mark before it
    except UnicodeDecodeError as err:
        msg = f"{path}: not UTF-8 (byte {err.start}); save it as UTF-8"
        raise SettingsError(msg) from err
    except OSError as err:
        msg = f"{path}: can't be read: {err}"
        raise SettingsError(msg) from err


def _secret(path: Path, variable: str) -> str:
    """What a file holds; an empty token would start the sandbox in silence."""
    try:
        held = _read(path).strip()
    except SettingsError as err:
        msg = f"{variable}: {err}"
        raise SettingsError(msg) from err
    if not held:
        msg = f"{variable}: {path}: the file is empty; a value is expected in it"
        raise SettingsError(msg)
    return held


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content; a file that is not there sets nothing. Raises: SettingsError."""
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
