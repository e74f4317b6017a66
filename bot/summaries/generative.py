"""Edge, one job: let a sequence-to-sequence model from a local directory write the summary.

The model runs in a worker process and is loaded there once. It never reaches the network, and never runs code
or pickles from the directory. What it writes is shown only as far as `faithful` lets it through.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from bot.errors import ModelFailed
from bot.model import Article, Method, Summary
from bot.summaries import Run
from bot.summaries.faithful import check
from bot.summaries.headline import headline
from bot.summaries.sentences import of_article, split, words
from bot.summaries.typography import french

_READ_TOKENS = 512
_WRITTEN_TOKENS = 100
_BEAMS = 4
_MOST_SENTENCES = 3
_SENTENCE_WORDS = range(4, 76)
_ENDED = re.compile(r"[.!?…][\"»”)]*$")


class Tokenizer(Protocol):
    """What is used of a tokenizer of transformers."""

    bos_token_id: int | None
    eos_token_id: int | None

    def encode(self, text: str, **options: object) -> Sequence[int]:
        """Text to token ids."""
        ...

    def decode(self, ids: Sequence[int], *, skip_special_tokens: bool) -> str:
        """Token ids to text."""
        ...


class Model(Protocol):
    """What is used of a sequence-to-sequence model of transformers."""

    config: object

    def generate(self, **options: object) -> Sequence[Sequence[int]]:
        """Token ids in, token ids out, one row a text."""
        ...


class GenerativeSummariser:
    """Summarises with the model in `model_dir`; `run` takes the work to a worker process with a deadline."""

    def __init__(self, run: Run, model_dir: Path) -> None:
        self._run = run
        self._model_dir = model_dir

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: TooShort, ModelFailed, WorkerError."""
        of_article(article)
        written = await self._run(generate, str(self._model_dir), article.text)
        verdict = check(_whole_sentences(written), article)
        if not verdict.kept:
            reasons = (
                "; ".join(reason for _, reason in verdict.dropped) or f"no whole sentence in {written!r:.200}"
            )
            raise ModelFailed(f"nothing it wrote can be shown: {reasons}")
        made, is_made = headline(article)
        return Summary(
            headline=made,
            sentences=tuple(french(sentence) for sentence in verdict.kept[:_MOST_SENTENCES]),
            method=Method.MODEL,
            version=f"model-{self._model_dir.name}",
            headline_made=is_made,
            note="; ".join(f"dropped {sentence!r}: {reason}" for sentence, reason in verdict.dropped),
        )


def generate(model_dir: str, text: str) -> str:
    """Summarise `text` with the model in the directory; runs in a worker, where the model stays loaded.

    Returns: what the model wrote, plain text; the same for the same text.
    Raises: ModelFailed if torch or transformers is missing, or the directory holds no model that works.
    """
    try:
        tokenizer, model = _loaded(model_dir)
        return _written(tokenizer, model, text)
    except ModelFailed:
        raise
    except ImportError as err:
        raise ModelFailed(f"the `model` extra is not installed: {err}") from err
    except Exception as err:  # a broken directory breaks these libraries in countless ways
        raise ModelFailed(f"the model in {model_dir} does not work: {type(err).__name__}: {err}") from err


@lru_cache(maxsize=1)
def _loaded(model_dir: str) -> tuple[Tokenizer, Model]:
    """The tokenizer and the model of a directory."""
    if not (Path(model_dir) / "config.json").is_file():
        raise ModelFailed(f"there is no model in {model_dir}: no config.json")
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    local = {"local_files_only": True, "trust_remote_code": False}
    tokenizer = AutoTokenizer.from_pretrained(model_dir, **local)
    model = AutoModelForSeq2SeqLM.from_pretrained(model_dir, use_safetensors=True, **local)
    return tokenizer, model.eval()


def _written(tokenizer: Tokenizer, model: Model, text: str) -> str:
    import torch

    ids = token_ids(tokenizer, text, _room(model))
    with torch.inference_mode():
        output = model.generate(
            input_ids=torch.tensor([ids]),
            attention_mask=torch.ones(1, len(ids), dtype=torch.long),
            num_beams=_BEAMS,
            do_sample=False,
            no_repeat_ngram_size=3,
            max_new_tokens=_WRITTEN_TOKENS,
        )
    return tokenizer.decode(output[0], skip_special_tokens=True).strip()


def _room(model: Model) -> int:
    """How many tokens the model may read at once."""
    return min(_READ_TOKENS, getattr(model.config, "max_position_embeddings", None) or _READ_TOKENS)


def token_ids(tokenizer: Tokenizer, text: str, most: int) -> list[int]:
    """The token ids of a text, at most `most`, with the marks of its beginning and end.

    transformers 5 builds some tokenizers from a bare sentencepiece file without the marks and without its
    normaliser: the marks are put back here, and no-break spaces, ellipses and ligatures are spelt out first.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    bare = tokenizer.encode(plain, add_special_tokens=False)
    marked = tokenizer.encode(plain, truncation=True, max_length=most)
    if list(bare[:most]) != list(marked):
        return list(marked)
    begin = [] if tokenizer.bos_token_id is None else [tokenizer.bos_token_id]
    end = [] if tokenizer.eos_token_id is None else [tokenizer.eos_token_id]
    return [*begin, *bare[: most - len(begin) - len(end)], *end]


def _whole_sentences(written: str) -> list[str]:
    """The sentences that are complete: a model stops in the middle of one when its length is up."""
    return [s for s in split(written) if _ENDED.search(s) and len(words(s)) in _SENTENCE_WORDS]
