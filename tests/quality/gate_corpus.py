"""What the faithfulness gate lets through.

Real outputs of models, labelled by readers, and invented sentences.

python -m tests.quality.gate_corpus     prints both; the real ones are read from LACONIQUE_CORPUS
"""

import json
import lzma
import os
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from bot.model import Article, Dating
from bot.summaries.faithful import check
from tests.quality.extracts_corpus import articles

INVENTED = Path(__file__).parent / "gate" / "refused.toml"
NEVER = Dating(datetime(1970, 1, 1, tzinfo=UTC))
OUTPUTS = "model-outputs.jsonl.xz"
_HELD = 2
"""Of five parts by article; they were read once, when the rules stood: 84 of 84 false sentences refused, and
63 of
85 right ones (74 %)."""


@dataclass(frozen=True, slots=True)
class Output:
    """One sentence that a model wrote of an article, and what a reader said of it: ok, wrong or unsure."""

    sentence: str
    article: Article
    label: str
    held: bool

    @property
    def refused(self) -> bool:
        """Whether the gate refuses it."""
        return not check([self.sentence], self.article).kept


def outputs(folder: Path) -> Iterator[Output]:
    """The labelled outputs in a folder of corpora. Raises: FileNotFoundError."""
    with lzma.open(folder / OUTPUTS, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            article = _article(row["title"], row["text"])
            held = crc32(row["id"].encode()) % 5 < _HELD
            for told in row["sentences"]:
                yield Output(told["text"], article, told["label"], held)


def invented() -> Iterator[tuple[str, str, Article]]:
    """The kind, the sentence and the article of each invented example."""
    shared = {told.id: told.article for told in articles()}
    for told in tomllib.loads(INVENTED.read_text(encoding="utf-8"))["article"]:
        article = _article(told["title"], told["text"]) if "text" in told else shared[told["id"]]
        for kind, sentence in told["refused"]:
            yield kind, sentence, article


def _article(title: str, text: str) -> Article:
    return Article(title, tuple(filter(None, text.strip().split("\n"))), NEVER, source="corpus")


def main() -> None:
    """Print the share refused of each label, and the time of a sentence."""
    folder = os.environ.get("LACONIQUE_CORPUS", "")
    every = list(outputs(Path(folder))) if folder else []
    began = time.process_time()
    refused = Counter((each.held, each.label) for each in every if each.refused)
    took_ms = 1000 * (time.process_time() - began) / max(len(every), 1)
    for (held, label), count in sorted(Counter((each.held, each.label) for each in every).items()):
        part = "held" if held else "dev"
        print(f"real outputs, {part}, {label}: {refused[held, label]} of {count} refused")
    print(f"{took_ms:.2f} ms a sentence, its article read anew each time")
    missed = [(kind, sentence) for kind, sentence, article in invented() if check([sentence], article).kept]
    print(f"invented, wrong: {len(list(invented())) - len(missed)} of {len(list(invented()))} refused")
    for kind, sentence in missed:
        print(f"    {kind}: {sentence}")


if __name__ == "__main__":
    main()
