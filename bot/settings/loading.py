"""TOML files + environment -> one frozen `Settings`, checked whole before anything starts."""

import os
import re
import sys
import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError, model_validator

from bot.errors import SettingsError
from bot.model import Source, SourceKind
from bot.settings import Part, Settings
from bot.wording import Remark
from bot.wording.system import reason
from bot.wording.values import UNKNOWN_KEY, expected

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
        Remark("des chiffres, un deux-points, puis lettres, chiffres, _ et -, tel que @BotFather l'a donné"),
    ),
    "web_token": (
        re.compile(r"[!-~]{8,}"),
        Remark("8 lettres, chiffres ou signes ASCII au moins, sans espace"),
    ),
    "hub_token": (
        re.compile(r"[!-~]+"),
        Remark("des lettres, chiffres ou signes ASCII, tel que le serveur de modèles l'a donné"),
    ),
    "model_key": (re.compile(r"[!-~]+"), Remark("des lettres, chiffres ou signes ASCII")),
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
_LINE_SHOWN = 60
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
            told = Remark(
                "l'adresse d'un dossier est un chemin ; celle de feed, page ou sitemap commence par http"
            )
            raise ValueError(told)
        return self


class _SourceFile(Part):
    sources: tuple[_SourceEntry, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> "_SourceFile":
        names = [source.name for source in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            listed = ", ".join(twice)
            raise ValueError(
                Remark("il faut à chaque source un nom à elle ; deux fois : {names}", names=listed)
            )
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
        raise SettingsError(Remark("LACONIQUE_CONFIG : {path} n'est pas un dossier", path=config))
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
    if unknown := sorted(file.keys() - _SECTIONS):
        raise SettingsError(
            Remark(
                "{path} : {key} : section inconnue ; il y a : {allowed}",
                path=config / "bot.toml",
                key=", ".join(unknown),
                allowed=", ".join(sorted(_SECTIONS)),
            )
        )
    return _parse(Settings, file | places, str(config / "bot.toml"))


def _refuse_contradictions(given: Mapping[str, str]) -> None:
    """Raises: SettingsError for a variable that the others, or the disk, make senseless."""
    model, public_url = given.get("model_dir"), given.get("public_url", "")
    for field, (form, told) in SECRETS.items():
        if field in given and not form.fullmatch(given[field]):  # not shown: it may be nearly right
            raise SettingsError(Remark("{name} : il faut {form}", name=ENVIRONMENT[field], form=told))
    if model and not Path(model).is_dir():
        raise SettingsError(
            Remark("LACONIQUE_MODEL_DIR : {path} n'est pas un dossier ; donnez celui d'un modèle", path=model)
        )
    if model and "model" in given:
        raise SettingsError(
            Remark("LACONIQUE_MODEL : LACONIQUE_MODEL_DIR nomme aussi un modèle ; gardez l'un des deux")
        )
    if "model_url" in given and "model" not in given:
        raise SettingsError(
            Remark("LACONIQUE_MODEL_URL : il faut LACONIQUE_MODEL, le nom du modèle chez ce serveur")
        )
    if public_url and not given.get("token"):
        raise SettingsError(
            Remark(
                "LACONIQUE_PUBLIC_URL : ne sert qu'avec TELEGRAM_TOKEN ; le bac à sable n'est pas au public"
            )
        )
    if public_url.startswith("http://") and "telegram_url" not in given:
        raise SettingsError(
            Remark(
                "LACONIQUE_PUBLIC_URL : Telegram n'appelle qu'en https ; "
                "http est pour un serveur de LACONIQUE_TELEGRAM_URL"
            )
        )


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


def database_url(url: str, home: Path, asked_as: str = "LACONIQUE_DATABASE_URL") -> str:
    """The address of a database, as SQLAlchemy understands it; without one, the file in our home.

    Raises: SettingsError for what this version does not speak; it names where that stands, `asked_as`.
    """
    if not url:
        return f"sqlite+aiosqlite:///{home / 'laconique.db'}"
    url = re.sub("^postgres(ql)?://", "postgresql+psycopg://", url)
    if not _is_of_a_database(url):  # which is not shown: a password may stand in it
        raise SettingsError(
            Remark(
                "{name} : il faut sqlite+aiosqlite:///CHEMIN "
                "ou postgresql+psycopg://COMPTE:MOT-DE-PASSE@HOTE/BASE",
                name=asked_as,
            )
        )
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
        told = Remark("{path} : pas en UTF-8 (octet {at}) ; enregistrez-le en UTF-8", path=path, at=err.start)
        raise SettingsError(told) from err
    except OSError as err:
        told = Remark("{path} : ne peut être lu ({why})", path=path, why=reason(err))
        raise SettingsError(told) from err


def _secret(path: Path, variable: str) -> str:
    """What a file holds; an empty token would start the sandbox in silence."""
    try:
        held = _read(path).strip()
    except SettingsError as err:
        raise SettingsError(Remark("{name} : {why}", name=variable, why=err.args[0])) from err
    if not held:
        raise SettingsError(
            Remark("{name} : {path} : ce fichier est vide ; il y faut une valeur", name=variable, path=path)
        )
    return held


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content; a file that is not there sets nothing. Raises: SettingsError."""
    if not path.exists():
        return {}
    text = _read(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise SettingsError(_at_fault(path, text.splitlines(), str(err))) from err


def _at_fault(path: Path, lines: Sequence[str], said: str) -> Remark:
    """The line of a TOML file that can't be read; without a number, it ends too soon."""
    found = re.search(r"line (\d+)", said)
    number = int(found[1]) if found else len(lines)
    return Remark(
        "{path} : ligne {number} : TOML fautif : {line} ({why})",
        path=path,
        number=number,
        line=lines[number - 1].strip()[:_LINE_SHOWN],
        why=said.partition(" (at ")[0],
    )


def _parse(shape: type[_Shape], data: Mapping[str, Any], where: str) -> _Shape:
    try:
        return shape.model_validate(data)
    except ValidationError as err:
        raise SettingsError(*(_remark(shape, problem, where, data) for problem in err.errors())) from err


def _remark(shape: type[BaseModel], problem: Any, where: str, data: Mapping[str, Any]) -> Remark:  # noqa: ANN401
    """Where it stands, the key, what is wrong, what is allowed."""
    place, given = problem["loc"], problem["input"]
    wrong: object = expected(problem)
    if problem["type"] == "extra_forbidden":
        wrong = UNKNOWN_KEY.remark(allowed=", ".join(_siblings(shape, place)))
    elif problem["type"] != "missing" and not isinstance(given, Mapping | list):
        wrong = Remark("{wrong} (donné : {given})", wrong=wrong, given=repr(given))
    if place and place[0] in ENVIRONMENT:
        where, place = ENVIRONMENT[place[0]], ()
    if not place:
        return Remark("{where} : {wrong}", where=where, wrong=wrong)
    return Remark("{where} : {key} : {wrong}", where=where, key=_called(place, data), wrong=wrong)


def _called(place: tuple[Any, ...], data: Mapping[str, Any]) -> str:
    """The key as TOML has it; one of a source with its name, for nobody counts them."""
    key = ".".join(map(str, place))
    match place:
        case ("sources", int(at), *_) if isinstance(data["sources"][at], Mapping):
            return f"{key} ({data['sources'][at].get('name', '?')})"
    return key


def _siblings(shape: Any, place: tuple[Any, ...]) -> list[str]:  # noqa: ANN401
    """The keys that are allowed beside the last one of `place`."""
    if len(place) == 1:
        return sorted(shape.model_fields)
    if isinstance(place[0], str):
        annotation = shape.model_fields[place[0]].annotation
        shape = next(iter(getattr(annotation, "__args__", ())), annotation)
    return _siblings(shape, place[1:])
