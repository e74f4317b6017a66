"""Text to ids as sentencepiece has it, whatever transformers makes of the same directory."""

import pytest

from bot.errors import ModelFailed
from bot.summaries.models import tokenizer as vocabulary
from bot.summaries.models.directory import read
from bot.summaries.models.layouts import Told, layout
from bot.summaries.models.tokenizer import PROBE, Tokens, disagreements
from tests.summaries.models.paper import BARTHEZ, on_paper
from tests.summaries.models.tiny import SHAPES, pieces_in, train

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning"),
]

PIECES = (
    "<s>", "<pad>", "</s>", "<unk>",
    "▁le", "▁pont", "▁rou", "vre", "▁!", "!", "...", "▁20", "▁h", "▁cœur", "▁fi", "n", "▁«", "▁", "»", "é",
    "œ", "<mask>",
)  # fmt: skip
"""BARThez's layout: marks at 0 to 3, the mask last. The ids below are places in this tuple."""


@pytest.fixture(scope="module")
def tokens():
    """A vocabulary put together by hand, with the normaliser that sentencepiece itself trains with."""
    sentencepiece = pytest.importorskip("sentencepiece", reason="needs the `model` extra")
    messages = pytest.importorskip("sentencepiece.sentencepiece_model_pb2", reason="needs protobuf")
    model = messages.ModelProto.FromString(train(**SHAPES["barthez"].pieces))
    del model.pieces[:]
    kinds = messages.ModelProto.SentencePiece
    for piece in PIECES:
        mark = kinds.UNKNOWN if piece == "<unk>" else kinds.CONTROL if piece in PIECES[:3] else kinds.NORMAL
        kind = kinds.USER_DEFINED if piece == "<mask>" else mark
        model.pieces.add(piece=piece, type=kind, score=-1.0 if kind == kinds.NORMAL else 0.0)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())
    return Tokens(processor, layout(Told("mbart", len(PIECES)), PIECES))


@pytest.mark.parametrize(
    ("text", "golden"),
    [
        pytest.param("le pont rouvre", [4, 5, 6, 7], id="plain words"),
        pytest.param("le pont rouvre\u202f!", [4, 5, 6, 7, 8], id="a narrow no-break space is a space"),
        pytest.param("20\u00a0h", [11, 12], id="a no-break space too"),
        pytest.param("le pont…", [4, 5, 10], id="an ellipsis is three dots"),
        pytest.param("ﬁn", [14, 15], id="a ligature of the printer's is its letters"),
        pytest.param("cœur", [13], id="one of the language's is itself"),
        pytest.param("le\n\tpont ", [4, 5], id="white space is folded"),
        pytest.param("le pont ж", [4, 5, 17, 3], id="what it does not know is unknown, and nothing else"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_golden_ids(tokens, text, golden):
    assert tokens.encode(text) == golden
    assert tokens.framed(golden) == [0, *golden, 2], "<s> and </s> are always there"


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        pytest.param([2, 4, 5, 6, 7, 9, 2, 1, 1], "le pont rouvre!", id="marks and filling say nothing"),
        pytest.param([2, 4, 21, 5, 2], "le pont", id="nor does the mask"),
        pytest.param([2, 4, 3, 5, 2], "le pont", id="nor what is unknown"),
        pytest.param([2, 2], "", id="nothing was written"),
    ],
)
def test_ids_become_text(tokens, ids, text):
    assert tokens.decode(ids) == text


def test_a_tokenizer_that_gives_other_ids_is_found_out(tokens):
    theirs = {piece: at for at, piece in enumerate(PIECES)}
    assert disagreements(tokens, theirs) == []
    assert disagreements(tokens, {}) == [], "who has no opinion does not disagree"
    assert disagreements(tokens, theirs | {"▁le": 5}) == ["▁le: 4, 5"]


@pytest.mark.parametrize("family", SHAPES)
def test_each_family_comes_back_as_it_went(published, family):
    found = vocabulary.load(read(published(family)))
    said = "Le pont de Belleroche rouvrira le 12 mars."
    ids = found.framed(found.encode(said))
    assert found.layout.unknown not in ids
    assert all(0 <= one < len(found.layout.vocabulary) for one in ids)
    assert found.decode([*found.layout.start, *ids]) == said


@pytest.mark.parametrize("family", SHAPES)
def test_transformers_has_the_same_ids_for_the_same_pieces(published, family):
    from transformers import AutoTokenizer

    found = vocabulary.load(read(published(family)))
    theirs = AutoTokenizer.from_pretrained(published(family), local_files_only=True)
    assert len(theirs.get_vocab()) >= 150
    assert disagreements(found, theirs.get_vocab()) == []
    plain = "Le pont de Belleroche rouvrira le 12 mars."
    assert found.encode(plain) == theirs.encode(plain, add_special_tokens=False)


def test_what_transformers_loses_of_a_french_text_is_not_lost_here(published):
    """The reason for this module; when it fails, transformers has mended its BARThez."""
    from transformers import AutoTokenizer

    found = vocabulary.load(read(published("barthez")))
    theirs = AutoTokenizer.from_pretrained(published("barthez"), local_files_only=True)
    text = "Le pont rouvre\u202f! «\u00a0Le cœur…\u00a0»"
    assert theirs.encode(text).count(3) > found.encode(text).count(3)
    assert theirs.encode(text)[0] != 0
    assert found.framed(found.encode(text))[0] == 0


def test_a_vocabulary_that_cannot_spell_french_is_refused(tmp_path):
    russian = ("Мост снова откроется в марте.", "Президенты встретятся у реки.")
    pieces = train(russian, vocab_size=60, **SHAPES["barthez"].pieces)
    on_paper(tmp_path, BARTHEZ | {"vocab_size": pieces_in(pieces)})
    (tmp_path / "sentencepiece.bpe.model").write_bytes(pieces)
    with pytest.raises(ModelFailed, match="unknown to it") as caught:
        vocabulary.load(read(tmp_path))
    assert "français" in caught.value.remedy


def test_the_probe_holds_what_gets_lost():
    assert all(sign in PROBE for sign in "\u202f\u00a0…œé«»’")


@pytest.mark.parametrize("content", [b"", b"pieces", bytes(range(256))], ids=["empty", "text", "noise"])
def test_a_broken_vocabulary_is_named(tmp_path, content):
    pytest.importorskip("sentencepiece", reason="needs the `model` extra")
    on_paper(tmp_path)
    (tmp_path / "sentencepiece.bpe.model").write_bytes(content)
    with pytest.raises(ModelFailed, match=r"sentencepiece\.bpe\.model|does not fit"):
        vocabulary.load(read(tmp_path))
