"""How fast and how large a chooser is: an encoder of CamemBERT's shape with random weights.

    python -m bench.choosers [--articles N] [--shape base|tiny] [--reads N] [--keep DIR] [--only ENGINE ...]

Makes the encoder (12 layers, width 768, 32,006 entries) in a temporary directory and writes a chooser of it,
as `laconique train-chooser --encoder` does when it has learnt; then each engine chooses from N invented
articles that fill its window, in a process of its own. Speed and memory do not depend on what the weights
say; what columns take before it reads is part of it, as in service. Needs the extra `torch`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.models import pieces
from bot.cli.model import samples
from bot.lab.trial import tasted
from bot.model import Article, Summary
from bot.summaries.models.choosers import COMPUTED, is_chooser, read

SHAPES = {
    "base": {"hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12},
    "tiny": {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2},
}
ENTRIES = 32_000
ENGINES = ("ctranslate2 int8", "torch fp32")
READS = 384


def main() -> None:
    """Make the chooser, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--shape", choices=SHAPES, default="base")
    parser.add_argument("--reads", type=int, default=READS)
    parser.add_argument("--keep", type=Path, help="make the chooser there, or use the one that is there")
    parser.add_argument("--only", choices=ENGINES, action="append", help="measure only this engine")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measured(options.child, options.articles)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary) / "random"
        if not is_chooser(folder):
            publish(folder, options.shape, options.reads)
        report(folder, options)


def report(folder: Path, options: argparse.Namespace) -> None:
    """One line an engine."""
    found = read(folder)
    print(
        f"{len(os.sched_getaffinity(0))} cores; {options.shape}, {found.size / 1e6:.0f} MB converted, ",
        end="",
    )
    print(f"{found.reads} pieces read", flush=True)
    converted, aside = folder / COMPUTED, folder / "aside.bin"
    for engine in options.only or ENGINES:
        if engine == "torch fp32":
            converted.rename(aside)
        try:
            result = child(folder, options.articles)
        finally:
            if aside.exists():
                aside.rename(converted)
        print(
            f"{engine:<18} {result['per_s']:.2f} articles/s on {result['cores']:.2f} cores, "
            f"{result['processor_s']:.2f} s of a core each, start {result['start_s']:.1f} s, "
            f"peak {result['peak_mb']:.0f} MB",
            flush=True,
        )
    print(f"load of the machine, last minute: {os.getloadavg()[0]:.1f}")


def child(folder: Path, articles: int) -> dict[str, float]:
    """Measure in a fresh process."""
    command = [sys.executable, "-m", "bench.choosers", "--child", str(folder), "--articles", str(articles)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def measured(folder: Path, articles: int) -> dict[str, float]:
    """Load a chooser and let it choose; times in seconds."""
    invented = samples()
    given = [long(invented, number) for number in range(articles)]
    began, worked = time.perf_counter(), time.process_time()
    found = tasted(read(folder), given)
    cores = (time.process_time() - worked) / (time.perf_counter() - began)
    assert all(isinstance(answer, Summary) for answer in found.answers)
    return {
        "start_s": found.start_s,
        "per_s": articles / found.seconds,
        "cores": cores,
        "processor_s": cores * found.seconds / articles,
        "peak_mb": found.peak_mb,
    }


def long(invented: list[Article], number: int) -> Article:
    """An article as long as those of the press: two of the invented ones, one behind the other."""
    one, other = (invented[at % len(invented)] for at in (number, number + 7))
    return Article(one.title, (*one.paragraphs, *other.paragraphs), one.dating, source="bench")


def publish(folder: Path, name: str, reads: int) -> None:
    """Write a chooser with random weights and a vocabulary of made-up syllables."""
    import numpy as np
    import torch
    import transformers

    from bot.lab.chooser_folder import known_in, write
    from bot.summaries.models.taste import Head

    shape = SHAPES[name]
    torch.manual_seed(1)
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary)
        (source / "sentencepiece.bpe.model").write_bytes(pieces(ENTRIES))
        (source / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "CamembertTokenizer"}))
        config = transformers.CamembertConfig(
            vocab_size=ENTRIES + 6,
            max_position_embeddings=514,
            type_vocab_size=1,
            pad_token_id=1,
            intermediate_size=4 * shape["hidden_size"],
            **shape,
        )
        transformers.CamembertModel(config).save_pretrained(source)
        chance = np.random.default_rng(1)
        head = Head(chance.normal(size=(2, shape["hidden_size"])).astype(np.float32), np.zeros(2, np.float32))
        told = {"name": name, "share": 1.0, "labels_sha256": "", "articles": 0, "sentences": 0}
        write(known_in(source, reads), head, told, folder)


if __name__ == "__main__":
    main()
