"""Edge, one job: let transformers and torch compute, for a model that was not converted.

Needs no preparation, and four times the memory; much slower. The matrices are rounded to int8 when they are
loaded. Only weights and settings are taken from the directory: no code of it ever runs, no network is used.
"""

import warnings
from collections.abc import Sequence
from typing import Any

from bot.errors import ModelFailed
from bot.summaries.models.directory import ModelDir
from bot.summaries.models.generation import Generation
from bot.summaries.models.layouts import Layout
from bot.summaries.models.tokenizer import Tokens, disagreements
from bot.wording import _

_LOCAL = {"local_files_only": True, "trust_remote_code": False}


class TorchEngine:
    """A model as published (`Engine`)."""

    def __init__(self, model: ModelDir, laid_out: Layout, *, rounded: bool = True) -> None:
        """Load it, `rounded` to int8. Raises: ImportError, or whatever these libraries raise."""
        self._layout = laid_out
        loaded = network(model)
        self._model = _in_int8(loaded) if rounded else loaded

    def write(self, texts: Sequence[Sequence[int]], how: Generation) -> list[list[list[int]]]:
        """See Engine."""
        import torch

        longest = max(map(len, texts))
        pad = self._layout.pad
        start = torch.tensor([self._layout.start] * len(texts))
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            written = self._model.generate(
                input_ids=torch.tensor([[*text, *[pad] * (longest - len(text))] for text in texts]),
                attention_mask=torch.tensor(
                    [[1] * len(text) + [0] * (longest - len(text)) for text in texts]
                ),
                decoder_input_ids=start,
                decoder_start_token_id=self._layout.start[0],  # or its own would be put before ours
                num_beams=how.beams,
                num_return_sequences=how.beams,
                do_sample=False,
                early_stopping=True,
                length_penalty=how.length_penalty,
                no_repeat_ngram_size=how.ngram,
                max_new_tokens=how.most,
                min_new_tokens=how.fewest,
                eos_token_id=self._layout.eos,
                pad_token_id=pad,
                forced_bos_token_id=None,
            )
        rows = [list(map(int, row)) for row in written]
        return [rows[at : at + how.beams] for at in range(0, len(rows), how.beams)]


def network(model: ModelDir) -> Any:  # noqa: ANN401 - transformers has a class for each family
    """The model of a directory, in the precision of its weights.

    Of pickles torch takes the tensors and refuses whatever else stands in them: no code of theirs runs.

    Raises: ImportError without torch or transformers; whatever these libraries raise of broken weights.
    """
    from transformers import AutoModelForSeq2SeqLM
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    weights = {"use_safetensors": not model.pickled, "weights_only": True}
    return AutoModelForSeq2SeqLM.from_pretrained(model.path, **weights, **_LOCAL).eval()


def compare(model: ModelDir, tokens: Tokens) -> None:
    """Raise ModelFailed if transformers reads other ids from the vocabulary: one of us reads it wrongly."""
    wrong = disagreements(tokens, _foreign_vocabulary(model))
    if wrong:
        raise ModelFailed(
            f"{model.path}: sentencepiece and transformers disagree on ids: {'; '.join(wrong)}",
            _(
                "Le vocabulaire de {path} se contredit ({wrong}) : prenez les fichiers publiés ensemble."
            ).format(path=model.path, wrong=" ; ".join(wrong)),
        )


def _foreign_vocabulary(model: ModelDir) -> dict[str, int]:
    """The vocabulary as transformers' own tokenizer reads it; empty where it cannot read the directory."""
    from transformers import AutoTokenizer

    try:
        return dict(AutoTokenizer.from_pretrained(model.path, **_LOCAL).get_vocab())
    except Exception:  # noqa: BLE001 - it is only asked for its opinion, and fails in countless ways
        return {}


def _in_int8(model: Any) -> Any:  # noqa: ANN401
    """The same model with its matrices rounded, and multiplied, in whole numbers."""
    import torch

    with warnings.catch_warnings():  # "will be removed in 2.10", said by 2.13; pyproject.toml bounds torch
        warnings.simplefilter("ignore")
        return torch.ao.quantization.quantize_dynamic(model, {torch.nn.Linear}, dtype=torch.qint8)
