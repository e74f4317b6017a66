"""Edge, one job: say what lies in a model's directory, or why it cannot be used. Nothing heavy is loaded.

Two kinds of directories: a model as published (config.json, weights, a sentencepiece file), and one made by
`laconique model convert` (CTranslate2's files, and our manifest with what was published). The second may lie
inside the first, in `ctranslate2/`, and is then preferred.
"""

import hashlib
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.errors import ModelFailed
from bot.summaries.models.generation import Generation, generation
from bot.summaries.models.layouts import Told
from bot.wording import _

MANIFEST = "laconique.json"
MANIFEST_FORMAT = 1
CONVERTED = "ctranslate2"
"""Where in a published model's directory its conversion lies."""
FAMILIES = ("bart", "mbart", "mt5", "t5")
TOKENIZERS = ("sentencepiece.bpe.model", "spiece.model", "tokenizer.model")
SETTINGS = ("config.json", "generation_config.json", "tokenizer_config.json")

_READ_TOKENS = 512
"""What summary models were trained to read at once, and what two cores can afford."""
_SAMPLES, _SAMPLE_BYTES = 64, 16_384
_HEADER_MOST = 100_000_000  # as safetensors itself has it


class EngineName(StrEnum):
    """Who computes."""

    CTRANSLATE2 = "ctranslate2"
    TORCH = "torch"


@dataclass(frozen=True, slots=True)
class ModelDir:
    """What a directory holds.

    `path` is where the engine finds its files; `name` is how the operator calls the model. `told` is what the
    configuration says of the token ids. `reads` is the number of tokens read at once, marks included.
    `fingerprint` changes with whatever changes the summaries; `size` is the weights' in bytes.
    """

    path: Path
    name: str
    engine: EngineName
    told: Told
    layers: tuple[int, int]
    """Encoder, decoder."""
    width: int
    reads: int
    generation: Generation
    tokenizer: Path
    weights: tuple[Path, ...]
    precision: str
    size: int
    fingerprint: str

    @property
    def pickled(self) -> bool:
        """Whether the weights come as pickles: only tensors are taken out of them."""
        return self.engine is EngineName.TORCH and self.weights[0].suffix == ".bin"


def read(path: Path) -> ModelDir:
    """Look into the directory.

    Raises: ModelFailed with a French word for the operator: nothing there, files missing, broken or cut off,
        a family we do not know, a conversion of other weights.
    """
    inside = path / CONVERTED
    if (path / MANIFEST).is_file():
        return _converted(path)
    if (inside / MANIFEST).is_file():
        return _converted(inside, published=path)
    return published(path)


def published(path: Path) -> ModelDir:
    """Look at a model as it was published. Raises: ModelFailed; see `read`."""
    if not path.is_dir():
        raise ModelFailed(
            f"{path} is not a directory", _("Ce dossier n'existe pas : {path}").format(path=path)
        )
    if not (path / "config.json").is_file():
        raise ModelFailed(
            f"there is no model in {path}: no config.json",
            _("Aucun modèle ici : {path} n'a pas de config.json.").format(path=path),
        )
    settings = {name: settings_in(path / name) for name in SETTINGS if (path / name).is_file()}
    weights = _weights(path)
    for file in weights:
        whole(file)
    return _described(path, path.name, EngineName.TORCH, settings, _tokenizer(path), weights, "int8 dynamic")


def family_of(config: Mapping[str, Any], path: Path) -> str:
    """The family that a configuration names. Raises: ModelFailed if it is none that we know."""
    family = config.get("model_type")
    if family not in FAMILIES:
        raise ModelFailed(
            f"{path}: a model of family {family!r}; known: {', '.join(FAMILIES)}",
            _(
                "Famille de modèle inconnue : {family}. Sont lus : BARThez, mBARThez, mBART, T5 et mT5."
            ).format(family=family),
        )
    return str(family)


def fingerprint(files: Sequence[Path]) -> str:
    """Twelve hexadecimal digits from the sizes and 64 samples of each file: quick, also for gigabytes."""
    digest = hashlib.sha256()
    for file in files:
        size = file.stat().st_size
        digest.update(f"{size}\n".encode())
        with file.open("rb") as opened:
            for sample in range(_SAMPLES):
                opened.seek(max(size - _SAMPLE_BYTES, 0) * sample // (_SAMPLES - 1))
                digest.update(opened.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:12]


def _converted(path: Path, published: Path | None = None) -> ModelDir:
    """A directory that we made; with `published`, the one that it lies in."""
    manifest = settings_in(path / MANIFEST)
    weights = path / "model.bin"
    if manifest.get("format") != MANIFEST_FORMAT or not weights.is_file():
        raise _again(f"{path}: not a conversion of ours, or not of this version", path)
    if manifest.get("weights") != fingerprint([weights]):
        raise _again(f"{weights} is not the file that was made: cut off or changed", path)
    source = weights_in(published) if published is not None else []
    if source and manifest.get("source") != fingerprint(source):
        raise _again(f"{path} was made of other weights than those in {published}", path)
    settings = manifest.get("settings")
    return _described(
        path,
        str(manifest.get("name")),
        EngineName.CTRANSLATE2,
        settings if isinstance(settings, dict) else {},
        _tokenizer(path),
        (weights,),
        str(manifest.get("precision")),
    )


def _again(reason: str, path: Path) -> ModelFailed:
    return ModelFailed(
        reason,
        _(
            "La conversion dans {path} est incomplète, ou n'est pas celle de ces poids : "
            "refaites-la avec laconique model convert --force."
        ).format(path=path),
    )


def _described(
    path: Path,
    name: str,
    engine: EngineName,
    settings: Mapping[str, Mapping[str, Any]],
    tokenizer: Path,
    weights: tuple[Path, ...],
    precision: str,
) -> ModelDir:
    config, generated = settings.get("config.json", {}), settings.get("generation_config.json", {})
    family = family_of(config, path)
    ids = {
        "bos": "bos_token_id",
        "eos": "eos_token_id",
        "pad": "pad_token_id",
        "start": "decoder_start_token_id",
        "forced": "forced_bos_token_id",
    }
    said = {key: _whole(generated, name, _whole(config, name)) for key, name in ids.items()}
    t5 = family in {"t5", "mt5"}
    encoder = _whole(config, "num_layers" if t5 else "encoder_layers", 0) or 0
    decoder = _whole(config, "num_decoder_layers" if t5 else "decoder_layers", encoder) or 0
    positions = _whole(config, "n_positions" if t5 else "max_position_embeddings", _READ_TOKENS)
    return ModelDir(
        path=path,
        name=name,
        engine=engine,
        told=Told(family, _whole(config, "vocab_size", 0) or 0, **said),
        layers=(encoder, decoder),
        width=_whole(config, "d_model", 0) or 0,
        reads=min(positions or _READ_TOKENS, _READ_TOKENS),
        generation=generation(config, generated),
        tokenizer=tokenizer,
        weights=weights,
        precision=precision,
        size=sum(file.stat().st_size for file in weights),
        fingerprint=_digest(settings, fingerprint([*weights, tokenizer])),
    )


def _digest(settings: Mapping[str, Mapping[str, Any]], files: str) -> str:
    return hashlib.sha256(f"{json.dumps(settings, sort_keys=True)}{files}".encode()).hexdigest()[:12]


def _whole(said: Mapping[str, Any], name: str, otherwise: int | None = None) -> int | None:
    value = said.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def settings_in(path: Path) -> dict[str, Any]:
    """The settings that a JSON file holds. Raises: ModelFailed if it holds none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as err:
        raise ModelFailed(f"{path}: {err}", _("Fichier illisible : {path}").format(path=path)) from err
    if not isinstance(content, dict):
        raise ModelFailed(f"{path}: not an object", _("Fichier illisible : {path}").format(path=path))
    return content


def _tokenizer(path: Path) -> Path:
    found = next((path / name for name in TOKENIZERS if (path / name).is_file()), None)
    if found is None:
        raise ModelFailed(
            f"{path}: no sentencepiece file ({', '.join(TOKENIZERS)})",
            _("Il manque à {path} le vocabulaire sentencepiece ({names}).").format(
                path=path, names=", ".join(TOKENIZERS)
            ),
        )
    return found


def weights_in(path: Path) -> list[Path]:
    """The files of weights in a directory as published: safetensors, or else pickles."""
    return sorted(path.glob("*.safetensors")) or sorted(path.glob("pytorch_model*.bin"))


def _weights(path: Path) -> tuple[Path, ...]:
    if found := weights_in(path):
        return tuple(found)
    raise ModelFailed(
        f"{path}: no weights (*.safetensors, pytorch_model*.bin)",
        _("Il manque à {path} les poids (model.safetensors ou pytorch_model.bin).").format(path=path),
    )


def whole(file: Path) -> None:
    """Raise ModelFailed if a safetensors file is shorter or longer than its own header says."""
    if file.suffix != ".safetensors":
        return
    try:
        with file.open("rb") as opened:
            (length,) = struct.unpack("<Q", opened.read(8))
            header = json.loads(opened.read(min(length, _HEADER_MOST)))
        ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
        right = 8 + length + max(ends, default=0) == file.stat().st_size
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error):
        right = False
    if not right:
        raise ModelFailed(
            f"{file} is cut off, or no safetensors file",
            _("Le fichier {file} est tronqué ou abîmé : téléchargez-le de nouveau.").format(file=file),
        )
