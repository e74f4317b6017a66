"""A model's directory on paper: its files say what they should, and no library has to read them."""

import json
import struct
from pathlib import Path

from bot.summaries.models.choosers import CARD, COMPUTED, HEAD, PARTS, TOKENIZER, WEIGHTS
from bot.summaries.models.directory import MANIFEST, fingerprint

BARTHEZ = {
    "model_type": "mbart",
    "vocab_size": 50_002,
    "d_model": 768,
    "encoder_layers": 6,
    "decoder_layers": 6,
    "max_position_embeddings": 1024,
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 2,
}
T5 = {"model_type": "t5", "vocab_size": 32_128, "d_model": 512, "num_layers": 6, "n_positions": 512}


def safetensors(numbers: bytes = b"\0" * 8) -> bytes:
    """A file of one tensor."""
    entry = {"dtype": "F32", "shape": [len(numbers) // 4], "data_offsets": [0, len(numbers)]}
    header = json.dumps({"weight": entry}).encode()
    return struct.pack("<Q", len(header)) + header + numbers


def on_paper(folder: Path, config: object = BARTHEZ, **files: object) -> Path:
    """Write the directory; `files` are more of them by name without `.json`, or None for one to leave out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "sentencepiece.bpe.model").write_bytes(b"pieces")
    (folder / "model.safetensors").write_bytes(safetensors())
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return folder


def converted(folder: Path, **changed: object) -> Path:
    """Write the directory of a conversion; `changed` are keys of its manifest."""
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"whole numbers")
    (folder / "sentencepiece.bpe.model").write_bytes(b"pieces")
    manifest = {
        "format": 1,
        "name": "barthez",
        "precision": "int8",
        "weights": fingerprint([folder / "model.bin"]),
        "source": "",
        "settings": {"config.json": BARTHEZ},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest | changed))
    return folder


CAMEMBERT = {"model_type": "camembert", "vocab_size": 32_005, "num_hidden_layers": 12, "hidden_size": 768}


def taught(folder: Path, **changed: object) -> Path:
    """Write the folder of a chooser; `changed` are keys of its card."""
    (folder / "ctranslate2").mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(CAMEMBERT))
    for name in (HEAD, TOKENIZER, COMPUTED):
        (folder / name).write_bytes(b"whole numbers")
    (folder / WEIGHTS).write_bytes(safetensors())
    card = {
        "format": 1, "name": "plume", "begin": 5, "end": 6, "unknown": 3, "reads": 384, "share": 0.5,
        "labels_sha256": "c0ffee", "articles": 640, "sentences": 9000,
        "parts": {name: fingerprint([folder / name]) for name in PARTS},
    }  # fmt: skip
    (folder / CARD).write_text(json.dumps(card | changed))
    return folder
