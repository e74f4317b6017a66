"""Edge, one job: let an encoder read. CTranslate2 in int8 where it knows the family, else torch.

Its text is cut into pieces by the folder's own tokenizer, as the library `tokenizers` reads it.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelFailed
from bot.summaries.models.choosers import TOKENIZER, ChooserDir
from bot.summaries.models.directory import CONVERTED, EngineName
from bot.summaries.models.tokenizer import PROBE, UNKNOWN_MOST
from bot.wording import _

Rows = NDArray[np.float32]
LOCAL = {"local_files_only": True, "trust_remote_code": False}
"""What transformers is told whenever it opens a folder: no network, no code from there."""


class Pieces:
    """Cuts text into the pieces that an encoder knows."""

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - tokenizers.Tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, file: Path) -> "Pieces":
        """Of a `tokenizer.json`. Raises: ImportError, or whatever tokenizers raises of a broken file."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(file)))

    def ids(self, text: str) -> list[int]:
        """The ids of a text, without marks."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def fit(self, vocabulary: int, unknown: int | None, path: Path) -> None:
        """Raise ModelFailed unless they are those of a model with so many entries, and can write French."""
        known = self._tokenizer.get_vocab(with_added_tokens=True).values()
        if max(known, default=0) >= vocabulary:
            raise ModelFailed(
                f"{path}: the tokenizer has {max(known) + 1} entries, the model {vocabulary}",
                _(
                    "Le vocabulaire {path} n'est pas celui du modèle : prenez les fichiers publiés ensemble."
                ).format(path=path),
            )
        ids = self.ids(PROBE)
        strange = 0 if unknown is None else ids.count(unknown)
        if not ids or strange > len(ids) * UNKNOWN_MOST:
            raise ModelFailed(
                f"{path}: {strange} of {len(ids)} pieces of a French sentence are unknown to it",
                _("Le vocabulaire {path} ne sait pas écrire le français.").format(path=path),
            )


class Encoder(Protocol):
    """Reads one text at a call; `abreast` threads may call at once."""

    abreast: int

    def rows(self, ids: Sequence[int]) -> Rows:
        """What it makes of each piece where it stands: len(ids) x width."""
        ...


class CTranslate2Encoder:
    """A converted one: two texts on a core each are read sooner than one after the other on both."""

    def __init__(self, path: Path) -> None:
        import ctranslate2

        self.abreast = len(os.sched_getaffinity(0))
        self._encoder = ctranslate2.Encoder(
            str(path / CONVERTED),
            device="cpu",
            compute_type="default",
            inter_threads=self.abreast,
            intra_threads=1,
        )

    def rows(self, ids: Sequence[int]) -> Rows:
        """See Encoder."""
        read: Rows = np.array(self._encoder.forward_batch([list(ids)]).last_hidden_state)[0]
        return read


class TorchEncoder:
    """One as transformers wrote it: torch has all cores for each text."""

    abreast = 1

    def __init__(self, path: Path) -> None:
        self._encoder = network(path).eval()

    def rows(self, ids: Sequence[int]) -> Rows:
        """See Encoder."""
        return read(self._encoder, ids)


def read(network: Any, ids: Sequence[int]) -> Rows:  # noqa: ANN401
    """What an encoder of transformers makes of each piece."""
    import torch

    with torch.inference_mode():
        found: Rows = network(input_ids=torch.tensor([list(ids)])).last_hidden_state[0].numpy()
    return found


def network(path: Path) -> Any:  # noqa: ANN401 - transformers has a class for each family
    """The encoder of a folder of transformers. Raises: ImportError, and whatever transformers raises."""
    import torch
    from transformers import AutoModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    return AutoModel.from_pretrained(path, dtype=torch.float32, weights_only=True, **LOCAL)


def encoder(chooser: ChooserDir) -> Encoder:
    """Load that of a folder. Raises: ImportError, or whatever its library raises."""
    if chooser.engine is EngineName.CTRANSLATE2:
        return CTranslate2Encoder(chooser.path)
    return TorchEncoder(chooser.path)


def pieces(chooser: ChooserDir) -> Pieces:
    """Load those of a folder. Raises: ModelFailed if they are of another model; ImportError and others."""
    found = Pieces.load(chooser.path / TOKENIZER)
    found.fit(chooser.vocabulary, chooser.unknown, chooser.path / TOKENIZER)
    return found
