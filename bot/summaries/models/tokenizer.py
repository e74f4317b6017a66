"""Edge, one job: text to token ids and back, by sentencepiece itself.

transformers 5 builds BARThez's tokenizer without `<s>` and `</s>` and with another normaliser, so that
no-break spaces, ellipses and ligatures become unknown. Nothing of a tokenizer is left to it: sentencepiece
cuts the text as it did when the model learnt, and `layouts` says which ids that makes.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.errors import ModelFailed
from bot.summaries.models.directory import ModelDir
from bot.summaries.models.layouts import Layout, layout
from bot.wording import _

PROBE = "L’été, «\u202fnos sœurs\u202f» ont vu n°\u00a012 à 20 h 30… Où ça\u202f? Là-bas, çà et là, en août !"
"""What a French vocabulary must know."""
UNKNOWN_MOST = 0.25
"""Of the pieces of the probe: an English T5 misses some accents, one of another script most letters."""


class Processor(Protocol):
    """What is used of a SentencePieceProcessor."""

    def encode(self, text: str) -> list[int]:
        """Text to the pieces' ids."""
        ...

    def decode(self, ids: list[int]) -> str:
        """The pieces' ids to text."""
        ...

    def id_to_piece(self, at: int) -> str:
        """A piece as it is written."""
        ...

    def get_piece_size(self) -> int:
        """How many pieces."""
        ...

    def unk_id(self) -> int:
        """The piece that stands for what is unknown."""
        ...


class Tokens:
    """Text to the ids of one model and back."""

    def __init__(self, processor: Processor, laid_out: Layout) -> None:
        self._processor = processor
        self._unknown = processor.unk_id()
        self._pieces = processor.get_piece_size()
        self.layout = laid_out

    @property
    def marks(self) -> int:
        """How many ids are put around a text."""
        return len(self.layout.begin) + len(self.layout.end)

    def encode(self, text: str) -> list[int]:
        """The ids of a text, without marks."""
        found = self._processor.encode(text)
        return [self.layout.unknown if one == self._unknown else one + self.layout.shift for one in found]

    def framed(self, ids: Sequence[int]) -> list[int]:
        """The ids between the marks that the model expects."""
        return [*self.layout.begin, *ids, *self.layout.end]

    def decode(self, ids: Sequence[int]) -> str:
        """What these ids say; marks and languages say nothing."""
        pieces = [one - self.layout.shift for one in ids if one != self.layout.unknown]
        return self._processor.decode([one for one in pieces if self._is_text(one)]).strip()

    def _is_text(self, piece: int) -> bool:
        if not 0 <= piece < self._pieces:
            return False
        written = self._processor.id_to_piece(piece)
        return not (written.startswith("<") and written.endswith(">"))


def load(model: ModelDir) -> Tokens:
    """Load the vocabulary of a directory, and check that it is this model's.

    Raises: ModelFailed if it is broken, fits no layout or other ids, or cannot spell French; ImportError
        without sentencepiece.
    """
    import sentencepiece

    try:
        processor: Processor = sentencepiece.SentencePieceProcessor(model_file=str(model.tokenizer))
    except (OSError, RuntimeError) as err:
        raise ModelFailed(
            f"{model.tokenizer}: {err}",
            _("Le vocabulaire {path} est illisible.").format(path=model.tokenizer),
        ) from err
    pieces = [processor.id_to_piece(at) for at in range(processor.get_piece_size())]
    tokens = Tokens(processor, layout(model.told, pieces))
    _spells_french(tokens, model.tokenizer)
    return tokens


def disagreements(tokens: Tokens, others: Mapping[str, int]) -> list[str]:
    """The tokens that another tokenizer of the same directory gives another id, for example transformers'.

    Args:
        tokens: ours.
        others: its whole vocabulary, token -> id.

    Returns: each as "token: our id, its id", a few at most. What only one of them has is no disagreement.
    """
    ours = enumerate(tokens.layout.vocabulary)
    wrong = [f"{one}: {at}, {others[one]}" for at, one in ours if others.get(one, at) != at]
    return wrong[:5]


def _spells_french(tokens: Tokens, path: Path) -> None:
    ids = tokens.encode(PROBE)
    unknown = ids.count(tokens.layout.unknown)
    if unknown > len(ids) * UNKNOWN_MOST:
        raise ModelFailed(
            f"{path}: {unknown} of {len(ids)} pieces of a French sentence are unknown to it",
            _("Le vocabulaire {path} ne sait pas écrire le français.").format(path=path),
        )
