"""Edge, one job: a published model -> an installed one: fetched, converted, and with where it came from.

What is fetched lies in MODELS/.incoming until its conversion stands; of a repository only settings,
vocabulary, weights, card and licence are taken, never code.
"""

import fcntl
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.errors import ModelFailed
from bot.lab.convert import convert
from bot.lab.model_hub import Hub, Listed, Published
from bot.summaries.models.directory import SETTINGS, TOKENIZERS, family_of, settings_in
from bot.summaries.models.installed import CARD, Installed, Origin, write
from bot.wording import _

_INCOMING = ".incoming"
_LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE")
_INDEXES = ("model.safetensors.index.json", "pytorch_model.bin.index.json")
_SAFE = re.compile(r"model[\w.-]*\.safetensors", re.ASCII)
_PICKLED = re.compile(r"pytorch_model[\w.-]*\.bin", re.ASCII)
_CONVERTED = 0.5
"""Of the weights' size: what the conversion needs at most beside them."""


@contextmanager
def alone(models: Path) -> Iterator[None]:
    """One process at a time fetches into this folder; another waits here.

    Raises: ModelFailed, also for whatever the disk refuses inside the block.
    """
    try:
        models.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (models / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as err:
        raise ModelFailed(
            f"{models}: {err}",
            _("Rien ne peut être écrit dans {path} : {reason}.").format(path=models, reason=err.strerror),
        ) from err


def card(hub: Hub, published: Published, models: Path) -> str:
    """What its makers say of a model; empty if they say nothing. Raises: ModelFailed."""
    folder = _incoming(published, models)
    for file in _named(published.files, [CARD]):
        hub.fetch(published, file, folder)
        return (folder / CARD).read_text(encoding="utf-8", errors="replace")
    return ""


def install(hub: Hub, published: Published, models: Path, now: datetime) -> Installed:
    """Fetch what was published, convert it, and put it in the place of what is there of the same name.

    Raises: ModelFailed if it does not arrive, is of no family that we know, or cannot be converted.
    """
    folder = _incoming(published, models)
    files = _needed(published.files)
    _find_room(files, folder)
    checksums: dict[str, str] = {}
    for file in files:
        checksums[file.name] = hub.fetch(published, file, folder)
        if file.name == "config.json":
            family_of(settings_in(folder / file.name), folder)  # before its weights are fetched
    made = folder.parent / "made"
    shutil.rmtree(made, ignore_errors=True)
    convert(folder, made)
    for name in {CARD, *_LICENCES} & checksums.keys():
        shutil.copyfile(folder / name, made / name)
    asked = published.asked
    origin = Origin(
        asked.repository, asked.revision, published.commit, published.licence, f"{now:%Y-%m-%d}", checksums
    )
    write(origin, made)
    target = models / asked.folder
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)
    shutil.rmtree(models / _INCOMING / asked.folder)
    return Installed(target, origin)


def _incoming(published: Published, models: Path) -> Path:
    """Where the files of this commit arrive; those of another one are of no use any more."""
    name = published.asked.folder
    place = models / _INCOMING / name / published.commit
    for other in place.parent.glob("*"):
        if other != place:
            shutil.rmtree(other)
    folder = place / name  # a conversion is called as the folder that it was made of
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _needed(files: tuple[Listed, ...]) -> list[Listed]:
    """Settings, card, licence, vocabulary, and the weights once: safetensors, or else torch's own.

    Raises: ModelFailed where there are no weights or no vocabulary that we read.
    """
    safe = [one for one in files if _SAFE.fullmatch(one.name)]
    weights = safe or [one for one in files if _PICKLED.fullmatch(one.name)]
    vocabulary = _named(files, TOKENIZERS)
    if not weights or not vocabulary:
        missing = ", ".join(TOKENIZERS) if weights else "model.safetensors, pytorch_model.bin"
        raise ModelFailed(
            f"the repository has none of {missing}",
            _("Ce dépôt n'a pas de quoi servir : il y manque {missing}.").format(missing=missing),
        )
    index = _named(files, _INDEXES[:1] if safe else _INDEXES[1:])
    return [*_named(files, [*SETTINGS, CARD, *_LICENCES]), *vocabulary, *index, *weights]


def _named(files: Iterable[Listed], names: Iterable[str]) -> list[Listed]:
    listed = {one.name: one for one in files}
    return [listed[name] for name in names if name in listed]


def _find_room(files: Iterable[Listed], folder: Path) -> None:
    here = sum(part.stat().st_size for part in folder.iterdir())
    needed = sum(file.size for file in files) * (1 + _CONVERTED) - here
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise ModelFailed(
            f"{needed / 1e6:.0f} MB are needed, {free / 1e6:.0f} MB are free in {folder}",
            _("Il faut {needed:.0f} Mo sur le disque, et il en reste {free:.0f}.").format(
                needed=needed / 1e6, free=free / 1e6
            ),
        )
