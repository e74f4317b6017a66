"""Edge, one job: say what lies in the folder of a chooser, or why it cannot be used. Nothing heavy is loaded.

A chooser is an encoder that read what editors chose (`laconique train-chooser --encoder`): transformers'
files, `head.npz` that makes two numbers of a sentence, `chooser.json`, and mostly `ctranslate2/`, the same
encoder small and quick. Where that lies, the weights as transformers wrote them may go.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ModelFailed
from bot.summaries.models.directory import (
    CONVERTED,
    EngineName,
    fingerprint,
    settings_in,
    weights_in,
    whole,
)
from bot.summaries.models.engines import Needs
from bot.summaries.models.packing import Marks
from bot.wording import _

CARD = "chooser.json"
FORMAT = 1
HEAD = "head.npz"
TOKENIZER = "tokenizer.json"
WEIGHTS = "model.safetensors"
COMPUTED = f"{CONVERTED}/model.bin"
PARTS = (HEAD, TOKENIZER, WEIGHTS, COMPUTED)
"""The files whose fingerprints the card holds."""

NEEDS: Needs = {
    EngineName.CTRANSLATE2: ("chooser", ("ctranslate2", "tokenizers")),
    EngineName.TORCH: ("torch", ("torch", "transformers", "tokenizers")),
}
"""See `engines.NEEDS`."""
_LEAST_READ = 64
_MOST_READ = 8192


@dataclass(frozen=True, slots=True)
class ChooserDir:
    """What a folder holds. `reads` counts pieces; `share` what its liking counts beside that of columns.

    `labels` is the digest of the choices that it learnt from, `articles` how many; `fingerprint` changes with
    whatever changes its choices; `size` is that of the weights in bytes.
    """

    path: Path
    name: str
    engine: EngineName
    family: str
    layers: int
    width: int
    vocabulary: int
    marks: Marks
    unknown: int | None
    """The id of what the vocabulary does not know; None if it knows every letter."""
    reads: int
    share: float
    labels: str
    articles: int
    size: int
    fingerprint: str


def is_chooser(path: Path) -> bool:
    """Whether a folder means to be one."""
    return (path / CARD).is_file()


def read(path: Path) -> ChooserDir:
    """Look into the folder.

    Raises: ModelFailed with a French word for the operator: nothing there, files missing, cut off or changed,
        a folder of another version.
    """
    if not is_chooser(path):
        raise ModelFailed(
            f"there is no chooser in {path}: no {CARD}",
            _("Pas de choix appris ici : {path} n'a pas de {card}.").format(path=path, card=CARD),
        )
    card, config = settings_in(path / CARD), settings_in(path / "config.json")
    if card.get("format") != FORMAT:
        raise _again(f"{path}: not a chooser of this version", path)
    _are_whole(path, card)
    engine = EngineName.CTRANSLATE2 if (path / COMPUTED).is_file() else EngineName.TORCH
    weights = path / (COMPUTED if engine is EngineName.CTRANSLATE2 else WEIGHTS)
    if not weights.is_file():
        raise _again(f"{path}: no weights ({WEIGHTS}, {COMPUTED})", path)
    try:
        return _described(path, card, config, engine, weights)
    except (KeyError, TypeError, ValueError) as err:
        raise _again(f"{path / CARD}: {err!r}", path) from err


def _are_whole(path: Path, card: Mapping[str, Any]) -> None:
    """Raise ModelFailed unless each file is there that must be, and is the one that was made."""
    made = card.get("parts")
    if not isinstance(made, dict):
        raise _again(f"{path / CARD} names no files", path)
    for name in (HEAD, TOKENIZER):
        if not (path / name).is_file():
            raise _again(f"{path}: no {name}", path)
    for file in weights_in(path):
        whole(file)
    for name in PARTS:
        if (path / name).is_file() and made.get(name) != fingerprint([path / name]):
            raise _again(f"{path / name} is not the file that was made: cut off or changed", path)


def _described(
    path: Path, card: Mapping[str, Any], config: Mapping[str, Any], engine: EngineName, weights: Path
) -> ChooserDir:
    unknown = card["unknown"]
    found = ChooserDir(
        path=path,
        name=str(card["name"]),
        engine=engine,
        family=str(config["model_type"]),
        layers=int(config.get("num_hidden_layers", config.get("n_layers", 0))),
        width=int(config.get("hidden_size", config.get("dim", 0))),
        vocabulary=int(config["vocab_size"]),
        marks=Marks(int(card["begin"]), int(card["end"])),
        unknown=None if unknown is None else int(unknown),
        reads=int(card["reads"]),
        share=float(card["share"]),
        labels=str(card["labels_sha256"]),
        articles=int(card["articles"]),
        size=weights.stat().st_size,
        fingerprint=fingerprint([weights, path / HEAD, path / TOKENIZER, path / CARD]),
    )
    if not _LEAST_READ <= found.reads <= _MOST_READ or not math.isfinite(found.share):
        msg = f"reads {found.reads}, share {found.share}"
        raise ValueError(msg)
    return found


def _again(reason: str, path: Path) -> ModelFailed:
    return ModelFailed(
        reason,
        _(
            "Le choix appris dans {path} est incomplet, abîmé ou d'une autre version : "
            "refaites-le avec laconique train-chooser --encoder."
        ).format(path=path),
    )
