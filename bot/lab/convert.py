"""Edge, one job: turn a model as published into one for CTranslate2: a quarter of the size, much quicker.

Needs torch and transformers, once; to use the result needs neither. The vocabulary that the conversion is
given is sentencepiece's own (see `tokens`), not that of transformers.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from bot.errors import ModelFailed
from bot.summaries.models import tokenizer as vocabulary
from bot.summaries.models.directory import (
    CONVERTED,
    MANIFEST,
    MANIFEST_FORMAT,
    SETTINGS,
    ModelDir,
    fingerprint,
    published,
    read,
)
from bot.summaries.models.engines import usable
from bot.summaries.models.tokenizer import Tokens
from bot.summaries.models.torch_engine import compare, network
from bot.wording import _

PRECISION = "int8"
_PADDED = {"normalize_before": {"mbart"}, "normalize_embedding": {"mbart", "bart"}}
"""What the converter asks of a configuration and transformers 5 may not keep: where it is true."""


def convert(
    source: Path,
    target: Path | None = None,
    *,
    replace: bool = False,
    precision: str = PRECISION,
) -> ModelDir:
    """Convert the model in `source` into `target`, by default `source`/ctranslate2.

    Whatever happens, `target` holds a whole conversion or what it held before: it is made aside and moved.

    Raises: ModelFailed if there is something in `target` and not `replace`, if the model cannot be used
        (see `directory.read`), or the libraries are missing.
    """
    model = published(source)
    target = target or source / CONVERTED
    if target.exists() and not (replace and (target / MANIFEST).is_file()):
        raise ModelFailed(
            f"{target} exists",
            _(
                "{path} existe déjà : donnez un autre dossier avec --to, "
                "ou --force s'il contient une conversion."
            ).format(path=target),
        )
    with usable(model):
        tokens = vocabulary.load(model)
        compare(model, tokens)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".laconique-") as aside:
            made = Path(aside) / "made"
            _compute(model, tokens, made, precision)
            _complete(model, made, precision)
            if target.exists():
                shutil.rmtree(target)
            made.rename(target)
    return read(target)


def _compute(model: ModelDir, tokens: Tokens, target: Path, precision: str) -> None:
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc]  # here: its module imports torch
        """The published converter, with our way to load weights and vocabulary."""

        def load_model(self, *_class: object, **_options: object) -> object:
            return _padded(network(model), model.told.family)

        def load_tokenizer(self, *_class: object, **_options: object) -> object:
            return Vocabulary(tokens.layout.vocabulary)

    Converter(str(model.path)).convert(str(target), quantization=precision)


class Vocabulary:
    """What the converter asks of a tokenizer of transformers: the tokens, and which are the marks."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self.bos_token = next(name for name in names if name in {"<s>", "<pad>"})  # T5 has no other
        self.pad_token, self.eos_token, self.unk_token = "<pad>", "</s>", "<unk>"

    def get_vocab(self) -> dict[str, int]:
        """Each token and its id."""
        return {name: at for at, name in enumerate(self._names)}

    def convert_ids_to_tokens(self, at: int) -> str:
        """The token of an id."""
        return self._names[at]


def _padded(loaded: Any, family: str) -> Any:  # noqa: ANN401 - a model of transformers
    """The model, with what the converter reads of its configuration and transformers 5 dropped or changed."""
    config = loaded.config
    for name, families in _PADDED.items():
        if not hasattr(config, name):
            setattr(config, name, family in families)
    if family in {"t5", "mt5"}:  # it says True for every T5; what it means is whether the output is scaled
        config.tie_word_embeddings = getattr(config, "scale_decoder_outputs", False)
    return loaded


def _complete(model: ModelDir, made: Path, precision: str) -> None:
    """Add what we need beside CTranslate2's files: the vocabulary, and what was published."""
    computed = made / "config.json"
    settings = json.loads(computed.read_text(encoding="utf-8"))
    # Not one token for all: what a text starts with is given with each.
    computed.write_text(json.dumps(settings | {"decoder_start_token": None}), encoding="utf-8")
    shutil.copyfile(model.tokenizer, made / model.tokenizer.name)
    read_from = [model.path / name for name in SETTINGS if (model.path / name).is_file()]
    manifest = {
        "format": MANIFEST_FORMAT,
        "name": model.name,
        "precision": precision,
        "source": fingerprint(model.weights),
        "weights": fingerprint([made / "model.bin"]),
        "settings": {file.name: json.loads(file.read_text(encoding="utf-8")) for file in read_from},
    }
    (made / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
