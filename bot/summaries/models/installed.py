"""Edge, one job: the models that were fetched from a hub, each in a folder of its own: MODELS/owner--name.

There lie a conversion (see `directory`), the card of its makers, and `origin.json`: where it came from.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import ModelFailed
from bot.wording import _

ORIGIN = "origin.json"
CARD = "README.md"
KNOWN: Mapping[str, str] = {
    "barthez": "moussaKam/barthez-orangesum-abstract",
    "mbarthez": "moussaKam/mbarthez",
}
"""Short names -> where their makers publish them."""

_NAME = re.compile(r"(?P<repository>\w[\w.-]*/\w[\w.-]*)(@(?P<revision>\w[\w./-]*))?", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{7,40}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A model as an operator names it; without a `revision` any will do, the newest if it must be fetched."""

    repository: str
    revision: str = ""

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return self.repository.replace("/", "--")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an installed model came from: exactly which files, under which licence."""

    repository: str
    revision: str
    """As it was asked for; empty: the newest."""
    commit: str
    licence: str
    fetched: str
    """The day, as 2026-11-30."""
    files: Mapping[str, str]
    """Name -> SHA-256 of what was fetched."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is there."""

    path: Path
    origin: Origin


def wanted(name: str) -> Wanted:
    """What a name asks for: a short one, or owner/name[@revision]. Raises: ModelFailed."""
    short, at, revision = name.partition("@")
    found = _NAME.fullmatch(f"{KNOWN.get(short, short)}{at}{revision}")
    if found is None:
        raise ModelFailed(
            f"{name!r} is no model; known: {', '.join(KNOWN)}, or owner/name[@revision]",
            _("{name} n'est pas un nom de modèle : {known}, ou auteur/nom[@révision].").format(
                name=name, known=", ".join(KNOWN)
            ),
        )
    return Wanted(found["repository"], found["revision"] or "")


def find(folders: Iterable[Path], asked: Wanted) -> Installed | None:
    """The installed model that was asked for, in the first folder that has it."""
    found = filter(None, (_at(folder / asked.folder) for folder in folders))
    return next((one for one in found if _is(one.origin, asked)), None)


def every(folders: Iterable[Path]) -> Iterator[Installed]:
    """All that are installed, folder by folder."""
    for folder in folders:
        if os.access(folder, os.R_OK | os.X_OK):  # that of a home which is somebody else's is not
            yield from filter(None, map(_at, sorted(folder.glob("*--*"))))


def write(origin: Origin, folder: Path) -> None:
    """Say in the folder of a model where it came from."""
    (folder / ORIGIN).write_text(json.dumps(asdict(origin), indent=1, ensure_ascii=False), encoding="utf-8")


def remove(folders: Iterable[Path], asked: Wanted) -> Path:
    """Take a model away; returns where it was. Raises: ModelFailed if it is not there, or not ours."""
    found = find(folders, asked)
    if found is None:
        raise ModelFailed(
            f"{asked.repository} is not installed",
            _("{name} n'est pas installé ; voyez laconique model list.").format(name=asked.repository),
        )
    try:
        shutil.rmtree(found.path)
    except OSError as err:
        raise ModelFailed(
            f"{found.path}: {err}",
            _("{path} ne peut pas être ôté : {reason}.").format(path=found.path, reason=err.strerror),
        ) from err
    return found.path


def _at(path: Path) -> Installed | None:
    try:
        return Installed(path, Origin(**json.loads((path / ORIGIN).read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):  # none, or not of this version: it is fetched again
        return None


def _is(origin: Origin, asked: Wanted) -> bool:
    if asked.revision in {"", origin.revision}:
        return True
    return bool(_COMMIT.fullmatch(asked.revision)) and origin.commit.startswith(asked.revision)
