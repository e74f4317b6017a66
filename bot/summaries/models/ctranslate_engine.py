"""Edge, one job: let CTranslate2 compute. Small and quick: int8 on the processor, no torch."""

import json
import os
from collections.abc import Sequence

from bot.errors import ModelFailed
from bot.summaries.models.directory import ModelDir
from bot.summaries.models.generation import Generation
from bot.summaries.models.layouts import Layout
from bot.wording import _

VOCABULARY = "shared_vocabulary.json"
_PARTS = 4
"""So many texts, or pairs of texts, are written at the same time, sharing the weights. Two cores with a part
each
are a third faster than two cores on one part; each part more takes its own working memory."""
_PAIR = 2
"""Texts in a part: eight gain 3 % over two, and take 120 MB more."""


class CTranslate2Engine:
    """A converted model (`Engine`)."""

    def __init__(self, model: ModelDir, laid_out: Layout) -> None:
        """Load it. Raises: ModelFailed if its vocabulary is another one; ImportError, RuntimeError."""
        import ctranslate2

        if tuple(json.loads((model.path / VOCABULARY).read_text("utf-8"))) != laid_out.vocabulary:
            raise ModelFailed(
                f"{model.path}: {VOCABULARY} and {model.tokenizer.name} are of two models",
                _("Le vocabulaire de {path} n'est pas celui du modèle : refaites la conversion.").format(
                    path=model.path
                ),
            )
        self._layout = laid_out
        self._ids = {token: at for at, token in enumerate(laid_out.vocabulary)}
        cores = len(os.sched_getaffinity(0))
        parts = min(cores, _PARTS)
        self._translator = ctranslate2.Translator(
            str(model.path),
            device="cpu",
            compute_type="default",
            inter_threads=parts,
            intra_threads=cores // parts,
        )

    def write(self, texts: Sequence[Sequence[int]], how: Generation) -> list[list[list[int]]]:
        """See Engine."""
        names = self._layout.vocabulary
        start = [names[one] for one in self._layout.start]
        written = self._translator.translate_batch(
            [[names[one] for one in text] for text in texts],
            target_prefix=[start] * len(texts),
            max_batch_size=_PAIR,
            beam_size=how.beams,
            num_hypotheses=how.beams,
            length_penalty=how.length_penalty,
            no_repeat_ngram_size=how.ngram,
            max_decoding_length=how.most,
            min_decoding_length=how.fewest,
            max_input_length=0,
        )
        return [[[self._ids[token] for token in one] for one in result.hypotheses] for result in written]
