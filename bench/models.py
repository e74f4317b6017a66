"""How fast and how large the model path is, on a model of BARThez's shape with random weights.

    python bench/models.py [--articles N] [--batch N] [--keep DIR] [--shape NAME] [--only ENGINE ...]

Makes the model (6 + 6 layers, width 768, 50,002 tokens) in a temporary directory, converts it as
`laconique model convert` does, and lets each engine write about N articles in a process of its own: 512
tokens read, 60 written, 4 beams. Speed and memory do not depend on what the weights say; on a machine that
others use too, "on 1.2 cores" says how much of it was left, and processor time compares the engines fairly.
About two minutes on two free cores; what one engine took stands there before the next begins. Needs the extra
`torch`.
"""

import argparse
import json
import os
import random
import string
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

from bot.lab.convert import convert
from bot.lab.trial import peak_mb
from bot.summaries.models import tokenizer as vocabulary
from bot.summaries.models.ctranslate_engine import CTranslate2Engine
from bot.summaries.models.directory import ModelDir, published, read
from bot.summaries.models.torch_engine import TorchEngine

SHAPES = {
    "barthez": {"d_model": 768, "layers": 6, "attention_heads": 12, "ffn_dim": 3072, "vocab_size": 50_002},
    "mbarthez": {"d_model": 1024, "layers": 12, "attention_heads": 16, "ffn_dim": 4096, "vocab_size": 50_002},
    "tiny": {"d_model": 64, "layers": 2, "attention_heads": 4, "ffn_dim": 128, "vocab_size": 2_002},
}
READ, WRITTEN, BEAMS = 512, 60, 4
ENGINES = ("ctranslate2 int8", "transformers fp32", "torch int8")
TORCH_ARTICLES = 4
"""One small batch of torch takes half a minute on two cores, minutes where others use them: that is enough to
know."""
BEGINS = ("<s>", "<pad>", "</s>", "<unk>")


def main() -> None:
    """Make the model, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--shape", choices=SHAPES, default="barthez")
    parser.add_argument("--keep", type=Path, help="make the model there, or use the one that is there")
    parser.add_argument("--only", choices=ENGINES, action="append", help="measure only this engine")
    parser.add_argument("--child", nargs=2, metavar=("ENGINE", "DIR"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        engine, folder = options.child
        print(json.dumps(measured(engine, Path(folder), options.articles, options.batch)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary) / "random"
        if not (folder / "config.json").is_file():
            publish(folder, options.shape)
        prepare(folder)
        report(folder, options)


def report(folder: Path, options: argparse.Namespace) -> None:
    """One line an engine, and how it compares with the last."""
    size = sum(file.stat().st_size for file in published(folder).weights) / 1e6
    print(f"{len(os.sched_getaffinity(0))} cores, Python {sys.version.split()[0]}; {options.shape}, ", end="")
    print(f"{size:.0f} MB published, {read(folder).size / 1e6:.0f} MB converted")
    print(f"{READ} tokens read, {WRITTEN} written, {BEAMS} beams, batches of {options.batch}", flush=True)
    paces: dict[str, float] = {}
    efforts: dict[str, float] = {}
    for engine in options.only or ENGINES:
        articles = options.articles if engine.startswith("ctranslate2") else TORCH_ARTICLES
        result = child(engine, folder, articles, min(articles, options.batch))
        paces[engine] = result["articles"] / result["seconds"] * 60
        print(
            f"{engine:<18} {paces[engine]:6.1f} articles/min on {result['cores']:.1f} cores "
            f"({paces[engine] / result['cores']:.1f} a minute of one core), "
            f"start {result['start_s']:.2f} s, peak {result['peak_mb']:.0f} MB",
            flush=True,
        )
        efforts[engine] = paces[engine] / result["cores"]
        if ENGINES[0] in paces and len(paces) > 1:
            first = ENGINES[0]
            print(
                f"{first} is {paces[first] / paces[engine]:.1f} times as fast as {engine} "
                f"({efforts[first] / efforts[engine]:.1f} times by processor time)",
                flush=True,
            )
    print(f"load of the machine, last minute: {os.getloadavg()[0]:.1f}")


def child(engine: str, folder: Path, articles: int, batch: int) -> dict[str, float]:
    """Measure one engine in a fresh process."""
    command = [sys.executable, __file__, "--child", engine, str(folder)]
    sizes = ["--articles", str(articles), "--batch", str(batch)]
    done = subprocess.run([*command, *sizes], check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def measured(engine: str, folder: Path, articles: int, batch: int) -> dict[str, float]:
    """Load an engine and let it write; times in seconds. What Python itself takes to start is left out."""
    started = time.perf_counter()
    model = read(folder) if engine.startswith("ctranslate2") else published(folder)
    laid_out = vocabulary.load(model).layout
    loaded = (
        CTranslate2Engine(model, laid_out)
        if engine.startswith("ctranslate2")
        else TorchEngine(model, laid_out, rounded="int8" in engine)
    )
    start_s = time.perf_counter() - started
    how = replace(model.generation, beams=BEAMS, most=WRITTEN, fewest=WRITTEN)
    texts = [text(model, number) for number in range(articles)]
    started, worked = time.perf_counter(), time.process_time()
    for at in range(0, articles, batch):
        written = loaded.write(texts[at : at + batch], how)
        assert all(len(best) >= WRITTEN for best, *_others in written)
    seconds = time.perf_counter() - started
    cores = (time.process_time() - worked) / seconds
    return {
        "start_s": start_s, "seconds": seconds, "cores": cores, "articles": articles, "peak_mb": peak_mb()
    }  # fmt: skip


def text(model: ModelDir, number: int) -> list[int]:
    """An article of 512 tokens that mean nothing."""
    chance = random.Random(number)
    return [0, *(chance.randrange(len(BEGINS), model.told.vocabulary - 1) for _ in range(READ - 2)), 2]


def prepare(folder: Path) -> None:
    """Convert, unless it is done."""
    if read(folder).path == folder:
        started = time.perf_counter()
        convert(folder)
        print(f"converted in {time.perf_counter() - started:.0f} s")


def publish(folder: Path, name: str) -> None:
    """Make the directory of a model with random weights and a vocabulary of made-up syllables."""
    import torch
    import transformers

    folder.mkdir(parents=True)
    shape = dict(SHAPES[name])
    parts = {part: shape.pop(part) for part in ("layers", "attention_heads", "ffn_dim")}
    sides = {f"{side}_{part}": n for side in ("encoder", "decoder") for part, n in parts.items()}
    torch.manual_seed(1)
    config = transformers.MBartConfig(
        **shape, **sides, max_position_embeddings=1024, scale_embedding=True, decoder_start_token_id=2
    )
    transformers.MBartForConditionalGeneration(config).save_pretrained(folder)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "BarthezTokenizer"}))
    (folder / "sentencepiece.bpe.model").write_bytes(pieces(shape["vocab_size"]))


def pieces(count: int) -> bytes:
    """A sentencepiece vocabulary in BARThez's layout, made up but for its letters."""
    import sentencepiece  # noqa: F401 - its module of messages stands on its own
    from sentencepiece import sentencepiece_model_pb2 as messages

    letters = string.ascii_letters + string.digits + "éèêëàâîïôûùçœÉÀÇ’'«»,.;:!?-()…°" + "▁"
    syllables = (
        "".join(parts)
        for parts in product("bcdfghjklmnpqrstvxz", "aeiou", "bcdfglmnprstv", "aeiou", "bdlmnprst")
    )
    model = messages.ModelProto()
    model.trainer_spec.model_type = messages.TrainerSpec.UNIGRAM
    model.trainer_spec.bos_id, model.trainer_spec.pad_id = 0, 1
    model.trainer_spec.eos_id, model.trainer_spec.unk_id = 2, 3
    model.trainer_spec.pad_piece = "<pad>"
    model.normalizer_spec.name = "identity"
    kinds = messages.ModelProto.SentencePiece
    for mark in BEGINS:
        model.pieces.add(piece=mark, type=kinds.UNKNOWN if mark == "<unk>" else kinds.CONTROL)
    for letter in dict.fromkeys(letters):
        model.pieces.add(piece=letter, score=-20)
    while len(model.pieces) < count - 1:
        number = len(model.pieces)
        model.pieces.add(piece=("▁" if number % 2 else "") + next(syllables), score=-number / 5_000)
    model.pieces.add(piece="<mask>", type=kinds.USER_DEFINED)
    made: bytes = model.SerializeToString()
    return made


if __name__ == "__main__":
    main()
