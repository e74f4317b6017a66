"""One job, pure: how a model's token ids are laid out around those of its sentencepiece vocabulary.

The three ways that French and multilingual models know. A text has the ids of its pieces plus `shift`,
between `begin` and `end`; what the model writes starts after `start`.

    direct   BARThez, mBARThez   <s> text </s>     the pieces' own ids; <s> <pad> </s> <unk> are pieces 0 to 3
    mbart    mBART               text </s> fr_XX   four marks, the pieces moved up by one, languages, <mask>
    mbart50  mBART-50            fr_XX text </s>   the same with 52 languages
    t5       T5, mT5             text </s>         the pieces' own ids, then <extra_id_N>, then padding
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from bot.errors import ModelFailed
from bot.wording import _

_MARKS = ("<s>", "<pad>", "</s>", "<unk>")
_T5_MARKS = ("<pad>", "</s>", "<unk>")
_OWN_MARKS = 3
"""<unk> <s> </s>: the pieces that mBART's marks stand in for."""
_T5_SPARE = 256
"""T5 has 100 extra ids and rounds up to a multiple of 128; mT5 rounds up only."""
_EXTRA_IDS = 100
_FRENCH = "fr_XX"

_MBART = tuple(resources.files(__package__).joinpath("mbart_languages.txt").read_text().split())
"""The marks of mBART-50 in the order of their ids, those of mBART first.

https://github.com/facebookresearch/fairseq/tree/main/examples/mbart
"""
_MBART_FIRST = 25


@dataclass(frozen=True, slots=True)
class Layout:
    """`vocabulary` is every token of the model, in the order of the ids; see the module for the rest."""

    name: str
    vocabulary: tuple[str, ...]
    shift: int
    begin: tuple[int, ...]
    end: tuple[int, ...]
    start: tuple[int, ...]
    pad: int
    eos: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Told:
    """What config.json says of the ids; None where it says nothing."""

    family: str
    """`model_type`: mbart, bart, t5 or mt5."""
    vocabulary: int
    """`vocab_size`."""
    bos: int | None = None
    eos: int | None = None
    pad: int | None = None
    start: int | None = None
    """`decoder_start_token_id`."""
    forced: int | None = None
    """`forced_bos_token_id`: what the written text must begin with."""


def layout(told: Told, pieces: Sequence[str]) -> Layout:
    """Find the one layout in which these pieces fill this model's vocabulary.

    Args:
        told: what the model's configuration says.
        pieces: the pieces of the sentencepiece file, in the order of their ids.

    Raises: ModelFailed if there is none, or the configuration names other ids than it would have.
    """
    found = _of_t5(told, pieces) if told.family in {"t5", "mt5"} else _of_bart(told, pieces)
    if found is None:
        raise ModelFailed(
            f"a vocabulary of {len(pieces)} pieces that begins with {' '.join(pieces[:4])} "
            f"does not fit a model of family {told.family} with {told.vocabulary} tokens",
            _(
                "Le vocabulaire ({pieces} morceaux) n'est pas celui de ce modèle ({tokens} entrées) : "
                "remettez-y le fichier sentencepiece publié avec lui."
            ).format(pieces=len(pieces), tokens=told.vocabulary),
        )
    _agrees(told, found)
    return found


def _of_bart(told: Told, pieces: Sequence[str]) -> Layout | None:
    if set(pieces[: len(_MARKS)]) == set(
        _MARKS
    ):  # in whatever order: the model's configuration has their ids
        return _direct(told, pieces) if len(pieces) == told.vocabulary else None
    if tuple(pieces[:_OWN_MARKS]) != ("<unk>", "<s>", "</s>"):
        return None
    for name, languages in (("mbart", _MBART[:_MBART_FIRST]), ("mbart50", _MBART)):
        vocabulary = (*_MARKS, *pieces[_OWN_MARKS:], *languages, "<mask>")
        if len(vocabulary) == told.vocabulary:
            return _mbart(told, name, vocabulary)
    return None


def _direct(told: Told, pieces: Sequence[str]) -> Layout:
    start = _start(told, otherwise=(2,))
    return Layout("direct", (*_MARKS, *pieces[len(_MARKS) :]), 0, (0,), (2,), start, pad=1, eos=2, unknown=3)


def _mbart(told: Told, name: str, vocabulary: tuple[str, ...]) -> Layout:
    french = vocabulary.index(_FRENCH)
    if name == "mbart":
        start = _start(told, otherwise=(french,))
        return Layout(name, vocabulary, 1, (), (2, french), start, pad=1, eos=2, unknown=3)
    start = (2, french if told.forced is None else told.forced)
    return Layout(name, vocabulary, 1, (french,), (2,), start, pad=1, eos=2, unknown=3)


def _of_t5(told: Told, pieces: Sequence[str]) -> Layout | None:
    spare = told.vocabulary - len(pieces)
    if tuple(pieces[: len(_T5_MARKS)]) != _T5_MARKS or not 0 <= spare <= _T5_SPARE:
        return None
    extra = tuple(f"<extra_id_{n}>" for n in reversed(range(_EXTRA_IDS))) if spare >= _EXTRA_IDS else ()
    padding = tuple(f"<unused_{n}>" for n in range(spare - len(extra)))
    vocabulary = (*pieces, *extra, *padding)
    return Layout("t5", vocabulary, 0, (), (1,), _start(told, otherwise=(0,)), pad=0, eos=1, unknown=2)


def _start(told: Told, otherwise: tuple[int, ...]) -> tuple[int, ...]:
    """What the configuration says that the written text starts with."""
    first = otherwise if told.start is None else (told.start,)
    return first if told.forced is None or first == (told.forced,) else (*first, told.forced)


def _agrees(told: Told, found: Layout) -> None:
    """Raise ModelFailed if the configuration gives a mark another id, or one that does not exist."""
    ours = {"eos_token_id": (told.eos, found.eos), "pad_token_id": (told.pad, found.pad)}
    if found.name == "direct":
        ours["bos_token_id"] = (told.bos, found.begin[0])
    wrong = [
        f"{name} {said}, not {right}" for name, (said, right) in ours.items() if said not in {None, right}
    ]
    wrong += [f"no token {one}" for one in found.start if not 0 <= one < len(found.vocabulary)]
    if wrong:
        raise ModelFailed(
            f"config.json does not fit the vocabulary: {'; '.join(wrong)}",
            _("Le fichier config.json contredit le vocabulaire : {wrong}.").format(wrong=" ; ".join(wrong)),
        )
