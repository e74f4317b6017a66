"""Edge, one job: a hub that speaks the protocol of the Hugging Face Hub -> files of one commit on our disk.

Its own client does it (HF_ENDPOINT, HF_HUB_OFFLINE and proxies are its business). What arrived of a file is
kept when a download breaks, and the next one goes on from there. No file is taken for what it is called: each
must have the checksum that the hub lists.
"""

import errno
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ModelFailed
from bot.summaries.models.installed import Wanted
from bot.wording import _

_PART = ".part"
_COMMIT = re.compile("[0-9a-f]{40}")
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a repository: `sha256` where it is a large one (LFS), else `blob`, the SHA-1 of git."""

    name: str
    size: int
    sha256: str = ""
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What a hub says of a model at one commit."""

    asked: Wanted
    commit: str
    licence: str
    task: str
    """What its makers say it does: "summarization", "fill-mask"; empty if they say nothing."""
    address: str
    """Of its page, for people."""
    files: tuple[Listed, ...]


class Hub:
    """A hub, as one operator sees it."""

    def __init__(self, token: str = "", endpoint: str | None = None) -> None:
        """Without a `token`, the one that its client has saved, if any; without `endpoint`, HF_ENDPOINT."""
        self._token = token or None
        self._endpoint = endpoint

    def look(self, asked: Wanted) -> Published:
        """What is published there now, or at the revision that was asked for. Raises: ModelFailed."""
        with _reached(asked):
            from huggingface_hub import HfApi

            api = HfApi(endpoint=self._endpoint, token=self._token)
            told = api.model_info(asked.repository, revision=asked.revision or None, files_metadata=True)
            if not _COMMIT.fullmatch(str(told.sha)):  # a folder is called so
                raise ModelFailed(
                    f"{told.sha!r} is no commit", _("Ce dépôt ne dit pas quelle révision il publie.")
                )
            card = told.card_data.to_dict() if told.card_data else {}
            return Published(
                asked,
                commit=told.sha,
                licence=_licence(card, told.tags or []),
                task=told.pipeline_tag or "",
                address=f"{api.endpoint}/{told.id}",
                files=tuple(_listed(one) for one in told.siblings or ()),
            )

    def fetch(self, published: Published, file: Listed, into: Path) -> str:
        """Bring one file of a repository into a folder, unless it is there; returns its SHA-256.

        Raises: ModelFailed if it does not come, is not what the hub lists, or finds no room.
        """
        target = into / file.name
        part = into / f"{file.name}{_PART}"
        with _reached(published.asked):
            if not target.exists():
                self._download(published, file, part)
            sha256, is_right = _checked(part if part.exists() else target, file)
            if not is_right:
                part.unlink(missing_ok=True)
                target.unlink(missing_ok=True)
                raise ModelFailed(
                    f"{file.name} is not the file that the hub lists",
                    _("{file} n'est pas arrivé intact, et a été effacé : relancez.").format(file=file.name),
                )
            if part.exists():
                part.rename(target)
        return sha256

    def _download(self, published: Published, file: Listed, part: Path) -> None:
        """The rest of a file, behind what has arrived of it."""
        from huggingface_hub import hf_hub_url
        from huggingface_hub.file_download import http_get
        from huggingface_hub.utils import build_hf_headers

        address = hf_hub_url(
            published.asked.repository, file.name, revision=published.commit, endpoint=self._endpoint
        )
        if part.exists() and part.stat().st_size > file.size:  # of something else
            part.unlink()
        with part.open("ab") as opened:
            http_get(
                address,
                opened,
                resume_size=opened.tell(),
                headers=build_hf_headers(token=self._token),
                expected_size=file.size,
                displayed_filename=file.name,
            )


def _licence(card: dict[str, Any], tags: list[str]) -> str:
    told = card.get("license_name") or card.get("license")
    if isinstance(told, str) and told:
        return told
    return next((tag.removeprefix("license:") for tag in tags if tag.startswith("license:")), "")


def _listed(told: Any) -> Listed:  # noqa: ANN401 - a RepoSibling
    return Listed(told.rfilename, told.size or 0, told.lfs.sha256 if told.lfs else "", told.blob_id or "")


def _checked(path: Path, file: Listed) -> tuple[str, bool]:
    """The SHA-256 of a file, and whether it has the checksum that the hub lists for it."""
    sha256 = hashlib.sha256()
    blob = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            sha256.update(block)
            blob.update(block)
    found = sha256.hexdigest()
    return found, found == file.sha256 if file.sha256 else blob.hexdigest() == file.blob


@contextmanager
def _reached(asked: Wanted) -> Iterator[None]:
    """Whatever the client raises inside the block becomes a ModelFailed with one clear line."""
    try:
        yield
    except ModelFailed:
        raise
    except ImportError as err:
        command = "pip install 'laconique[torch]'"
        raise ModelFailed(
            f"not installed: {err}; {command}",
            _("Il manque une bibliothèque ({missing}) : {command}").format(missing=err.name, command=command),
        ) from err
    except Exception as err:  # its client has countless ways to say that a network fails
        reason = next(iter(str(err).splitlines()), "").strip()
        raise ModelFailed(
            f"{asked.repository}: {type(err).__name__}: {reason}",
            _sentence(err).format(name=asked.repository, reason=reason or type(err).__name__),
        ) from err


def _sentence(err: Exception) -> str:
    """What an operator can do about it, with {name} and {reason} to fill in."""
    from huggingface_hub import errors

    if isinstance(err, OSError) and err.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("Il n'y a plus de place sur le disque pour {name} ; ce qui est arrivé est gardé.")
    known = (  # the first that it is: what is gated is also not found
        (
            errors.GatedRepoError,
            _("{name} demande d'accepter ses conditions sur sa page, puis un jeton dans HF_TOKEN."),
        ),
        (errors.RevisionNotFoundError, _("{name} n'a pas de révision de ce nom.")),
        (
            errors.RepositoryNotFoundError,
            _("{name} n'existe pas, ou n'est pas public (jeton dans HF_TOKEN)."),
        ),
        (errors.OfflineModeIsEnabled, _("HF_HUB_OFFLINE interdit le réseau : {name} ne peut pas être pris.")),
    )
    otherwise = _("{name} n'est pas arrivé ({reason}). Relancez : ce qui est arrivé est gardé.")
    return next((sentence for kind, sentence in known if isinstance(err, kind)), otherwise)
