"""Edge, one job: from an encoder's folder and editors' choices to the folder of a chooser (`choosers`)."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bot.errors import BadCorpus, ModelFailed
from bot.lab.convert import PRECISION, Vocabulary
from bot.lab.judged import HELD, STOPPING, Judged, digest, fold
from bot.lab.train_encoder import Course, Tell, lessons, liked, share, train
from bot.summaries.models import choosers
from bot.summaries.models.choosers import CARD, COMPUTED, FORMAT, HEAD, PARTS, ChooserDir, is_chooser
from bot.summaries.models.directory import CONVERTED, EngineName, fingerprint, settings_in
from bot.summaries.models.encoders import LOCAL, CTranslate2Encoder, Pieces, network, read
from bot.summaries.models.engines import usable
from bot.summaries.models.packing import Marks
from bot.summaries.models.taste import BIAS, WEIGHT, Head
from bot.summaries.models.tokenizer import PROBE
from bot.summaries.ranker import Ranker
from bot.wording import _

READS = 384
"""Pieces of an article: about 290 words. With more, a base-size encoder reads fewer than two a second."""
_QUICK = {"bert", "camembert", "distilbert", "roberta", "xlm-roberta"}
"""Families that CTranslate2 knows; torch reads the others."""
_BEHIND_PADDING = {"camembert", "roberta", "xlm-roberta"}
"""Families that count positions from behind the id of the padding."""
_ALIKE = 0.95
"""How near a conversion must be to what was converted, as a cosine; in int8 it is 0.999."""


@dataclass(frozen=True, slots=True)
class EncoderDir:
    """The folder of an encoder, as its makers published it."""

    path: Path
    engine: EngineName = EngineName.TORCH


@dataclass(frozen=True, slots=True)
class Known:
    """What lies there, loaded: the network, transformers' tokenizer, and what we use of that."""

    network: Any
    tokenizer: Any
    pieces: Pieces
    marks: Marks
    reads: int


def make(
    source: Path,
    judged: Sequence[Judged],
    target: Path,
    ranker: Ranker,
    course: Course,
    tell: Tell,
    reads: int = READS,
) -> ChooserDir:
    """Teach the encoder in `source` what editors chose, and write a chooser to `target`.

    Whatever happens, `target` holds a whole chooser or what it held before: it is made aside and moved.

    Raises: ModelFailed if there is something else in `target`, if the encoder cannot be used or the libraries
        are missing; BadCorpus if there are not choices enough.
    """
    if target.exists() and not is_chooser(target):
        raise ModelFailed(
            f"{target} exists and is no chooser",
            _("{path} existe déjà : donnez un autre dossier avec --into.").format(path=target),
        )
    source = source.absolute()
    with usable(EncoderDir(source)):
        known = known_in(source, reads)
        taught, kept = (
            list(lessons(rows, ranker, known.pieces, known.marks, known.reads))
            for rows in (
                [row for row in judged if fold(row) not in {HELD, STOPPING}],
                [row for row in judged if fold(row) == STOPPING],
            )
        )
        if not taught or not kept:
            msg = f"{len(judged)} articles with choices: too few to learn from and to know when to stop"
            raise BadCorpus(msg)
        head = train(known.network, taught, kept, course, tell)
        counts = share(kept, [liked(known.network, head, lesson) for lesson in kept], ranker)
        told = {
            "name": source.name,
            "labels_sha256": digest(judged),
            "articles": len(taught),
            "sentences": sum(len(lesson.read.places) for lesson in taught),
            "share": counts,
            "course": asdict(course),
        }
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".laconique-") as aside:
            made = Path(aside) / "made"
            write(known, head, told, made)
            if target.exists():
                shutil.rmtree(target)
            made.rename(target)
    return choosers.read(target)


def known_in(source: Path, reads: int) -> Known:
    """The encoder of a folder. Raises: ModelFailed if it is none, or its tokenizer is not its own."""
    from transformers import AutoTokenizer

    if not (source / "config.json").is_file():
        raise ModelFailed(
            f"there is no encoder in {source}: no config.json",
            _("Aucun modèle ici : {path} n'a pas de config.json.").format(path=source),
        )
    config = settings_in(source / "config.json")
    _is_encoder(config, source)
    tokenizer = AutoTokenizer.from_pretrained(source, **LOCAL)
    begin, end, backend = (
        tokenizer.cls_token_id,
        tokenizer.sep_token_id,
        getattr(tokenizer, "backend_tokenizer", None),
    )
    if begin is None or end is None or backend is None:
        raise ModelFailed(
            f"{source}: its tokenizer has no marks for a beginning and an end, or no fast form",
            _("Le vocabulaire de {path} n'est pas celui d'un encodeur.").format(path=source),
        )
    pieces = Pieces(backend)
    pieces.fit(int(config.get("vocab_size", 0)), tokenizer.unk_token_id, source)
    positions = int(config.get("max_position_embeddings", reads))
    if config["model_type"] in _BEHIND_PADDING:
        positions -= int(config.get("pad_token_id", 1)) + 1
    return Known(network(source), tokenizer, pieces, Marks(begin, end), min(reads, positions))


def _is_encoder(config: dict[str, Any], source: Path) -> None:
    from transformers.models.auto.modeling_auto import MODEL_FOR_MASKED_LM_MAPPING_NAMES

    family = config.get("model_type")
    if family not in MODEL_FOR_MASKED_LM_MAPPING_NAMES or config.get("is_encoder_decoder"):
        raise ModelFailed(
            f"{source}: a model of family {family!r} is no encoder, such as CamemBERT",
            _("{path} n'est pas un encodeur comme CamemBERT, mais un modèle {family}.").format(
                path=source, family=family
            ),
        )


def write(known: Known, head: Head, told: dict[str, Any], made: Path) -> None:
    """Write a chooser; `told`: its name, its share, and what it learnt from, for the card."""
    known.network.save_pretrained(made)
    known.tokenizer.save_pretrained(made)
    np.savez(made / HEAD, allow_pickle=False, **{WEIGHT: head.weight, BIAS: head.bias})
    if known.network.config.model_type in _QUICK:
        _convert(known, made)
    parts = {name: fingerprint([made / name]) for name in PARTS if (made / name).is_file()}
    card = {
        "format": FORMAT,
        **told,
        "begin": known.marks.begin,
        "end": known.marks.end,
        "unknown": known.tokenizer.unk_token_id,
        "reads": known.reads,
        "made": f"{datetime.now(UTC):%Y-%m-%d}",
        "parts": parts,
    }
    (made / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _convert(known: Known, made: Path) -> None:
    """Add the same encoder, small and quick; without it if it does not read as this one does."""
    from ctranslate2.converters import TransformersConverter

    copied = network(made)  # the converter rounds the weights where they are
    copied.config.position_embedding_type = "absolute"  # what transformers 5 dropped and the converter asks
    names = ("<s>", "<pad>", "</s>", "<unk>", *map(str, range(4, copied.config.vocab_size)))

    class Converter(TransformersConverter):  # type: ignore[misc]  # here: its module imports torch
        """The published converter, with the network that we loaded; it is given ids, no names."""

        def load_model(self, *_class: object, **_options: object) -> object:
            return copied

        def load_tokenizer(self, *_class: object, **_options: object) -> object:
            return Vocabulary(names)

    Converter(str(made)).convert(str(made / CONVERTED), quantization=PRECISION)
    ids = [known.marks.begin, *known.pieces.ids(PROBE), known.marks.end]
    one, other = CTranslate2Encoder(made).rows(ids).ravel(), read(known.network, ids).ravel()
    if float(one @ other) < _ALIKE * float(np.linalg.norm(one) * np.linalg.norm(other)):
        shutil.rmtree((made / COMPUTED).parent)
