"""Tiny models with random weights, in the layouts of the large ones, in directories as they are published."""

import fcntl
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.summaries.examples import BRIDGE

_SIDES = {f"{side}_{part}": n for side in ("encoder", "decoder")
          for part, n in {"layers": 2, "attention_heads": 2, "ffn_dim": 32}.items()}  # fmt: skip
_BART = {"d_model": 32, "max_position_embeddings": 128, "scale_embedding": True, **_SIDES}
_T5 = {"d_model": 32, "d_kv": 16, "d_ff": 64, "num_layers": 2, "num_heads": 2, "decoder_start_token_id": 0}


@dataclass(frozen=True)
class Shape:
    """How a family is published: classes of transformers, and the special pieces of its vocabulary."""

    network: str
    settings: Mapping[str, Any]
    tokenizer: str
    file: str
    pieces: Mapping[str, Any]
    more: int
    """Tokens of the model beyond the pieces."""


_DIRECT = {"bos_id": 0, "pad_id": 1, "eos_id": 2, "unk_id": 3, "user_defined_symbols": ["<mask>"]}
_MBART = {"unk_id": 0, "bos_id": 1, "eos_id": 2, "pad_id": -1}
_SPIECE = {"pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
SHAPES = {
    "barthez": Shape(
        "MBart",
        _BART | {"decoder_start_token_id": 2},
        "BarthezTokenizer",
        "sentencepiece.bpe.model",
        _DIRECT,
        0,
    ),
    "mbart": Shape("MBart", _BART, "MBartTokenizer", "sentencepiece.bpe.model", _MBART, 1 + 25 + 1),
    "mbart50": Shape(
        "MBart",
        _BART | {"decoder_start_token_id": 2},
        "MBart50Tokenizer",
        "sentencepiece.bpe.model",
        _MBART,
        1 + 52 + 1,
    ),
    "t5": Shape("T5", _T5, "T5Tokenizer", "spiece.model", _SPIECE, 128),
    "mt5": Shape(
        "MT5", _T5 | {"feed_forward_proj": "gated-gelu"}, "T5Tokenizer", "spiece.model", _SPIECE, 12
    ),
}


PRESS = (*BRIDGE, *(f"Le pont n° {n} rouvrira dès l’été, à 20 h !" for n in range(99)))


def train(press: Iterable[str] = PRESS, vocab_size: int = 150, **special: Any) -> bytes:
    """Train a vocabulary on the invented press; `special` are the ids of its marks."""
    import sentencepiece

    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(press),
        model_writer=made,
        vocab_size=vocab_size,
        hard_vocab_limit=False,
        minloglevel=2,
        **special,
    )
    return made.getvalue()


def pieces_in(vocabulary: bytes) -> int:
    """How many pieces a vocabulary has."""
    import sentencepiece

    return int(sentencepiece.SentencePieceProcessor(model_proto=vocabulary).get_piece_size())


def once(folder: Path, make: Callable[[Path], object]) -> Path:
    """A folder that `make` makes, unless another test process has."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            aside = folder.with_name(f"{folder.name}.aside")
            make(aside)
            aside.rename(folder)
    return folder


def publish(folder: Path, name: str, **settings: Any) -> Path:
    """Make the directory of a tiny model of this shape, as its makers would publish it."""
    import torch
    import transformers
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    shape = SHAPES[name]
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = train(**shape.pieces)
    (folder / shape.file).write_bytes(vocabulary)
    torch.manual_seed(7)
    config = getattr(transformers, f"{shape.network}Config")(
        vocab_size=pieces_in(vocabulary) + shape.more, **{**shape.settings, **settings}
    )
    network = getattr(transformers, f"{shape.network}ForConditionalGeneration")(config)
    with torch.no_grad():  # far apart, so that rounding does not change what is best
        for weight in network.parameters():
            weight.mul_(3)
    network.save_pretrained(folder)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": shape.tokenizer}))
    return folder
