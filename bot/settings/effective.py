"""What each setting is, and who says so: a variable, a file of the configuration, or nobody."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bot.settings import Part, Settings
from bot.settings.loading import ENVIRONMENT, IN_FILES, SECRETS, read_toml

DEFAULT = ""
"""Nobody says so."""
_HOUR = 60


class Effective(NamedTuple):
    """A setting: its name, its value as bot.toml would have it, and where it comes from."""

    name: str
    value: str
    origin: str


def effective(settings: Settings, environment: Mapping[str, str]) -> Iterator[Effective]:
    """Every setting, those of the environment first; of a secret only whether there is one.

    Args:
        settings: what `load` made of this environment.
        environment: the variables.
    """
    for field, variable in ENVIRONMENT.items():
        origin = DEFAULT
        if environment.get(variable, "").strip():
            origin = variable
        elif field in IN_FILES and environment.get(f"{variable}_FILE"):
            origin = f"{variable}_FILE"
        yield Effective(variable, _shown(field, settings), origin)
    file = settings.config / "bot.toml"
    given = read_toml(file)
    for section, part in settings:
        if isinstance(part, Part):
            for key, value in part:
                said = given.get(section, {})
                told = _toml(said[key]) if key in said else _default(key, value)
                yield Effective(f"{section}.{key}", told, str(file) if key in said else DEFAULT)


def _shown(field: str, settings: Settings) -> str:
    if field in SECRETS:
        return "***" if getattr(settings, field).get_secret_value() else '""'
    if field == "roles":
        return _toml(settings.role)
    value = getattr(settings, field)
    if field == "database_url":
        from sqlalchemy.engine import make_url

        value = make_url(value).render_as_string(hide_password=True)
    return _toml(value)


def _default(key: str, value: Any) -> str:  # noqa: ANN401
    """A value as it is kept -> as it would be written: for ever is none, a time of day minutes."""
    if value is None:
        return _toml("forever")
    if key == "slots":
        return _toml([f"{minute // _HOUR:02d}:{minute % _HOUR:02d}" for minute in value])
    return _toml(value)


def _toml(value: Any) -> str:  # noqa: ANN401
    match value:
        case bool():
            return "true" if value else "false"
        case frozenset():
            return _toml(sorted(value))
        case list() | tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case None | "":
            return '""'
        case str() | Path():
            return json.dumps(str(value), ensure_ascii=False)
        case _:
            return str(value)
