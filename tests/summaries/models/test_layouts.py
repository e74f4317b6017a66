"""Token ids: where each family puts its marks, and no model with another's vocabulary."""

import pytest

from bot.errors import ModelFailed
from bot.summaries.models.layouts import Told, layout

WORDS = ("▁le", "▁pont", "▁rouvre")
DIRECT = ("<s>", "<pad>", "</s>", "<unk>", *WORDS, "<mask>")
FAIRSEQ = ("<unk>", "<s>", "</s>", *WORDS)
SPIECE = ("<pad>", "</s>", "<unk>", *WORDS)


def test_barthez_takes_the_ids_of_its_pieces():
    found = layout(Told("mbart", 8, bos=0, eos=2, pad=1, start=2), DIRECT)
    assert (found.name, found.shift, found.begin, found.end, found.start) == ("direct", 0, (0,), (2,), (2,))
    assert found.vocabulary == DIRECT


def test_the_marks_of_barthez_are_known_by_their_ids_however_the_file_orders_them():
    found = layout(Told("mbart", 8), ("<unk>", "<s>", "</s>", "<pad>", *DIRECT[4:]))
    assert found.vocabulary == DIRECT


def test_mbart_moves_them_up_by_one_and_has_languages_behind():
    found = layout(Told("mbart", len(FAIRSEQ) + 1 + 25 + 1), FAIRSEQ)
    assert found.vocabulary[:5] == ("<s>", "<pad>", "</s>", "<unk>", "▁le")
    french = found.vocabulary.index("fr_XX")
    assert (found.shift, found.begin, found.end, found.start) == (1, (), (2, french), (french,))
    assert found.vocabulary[-2:] == ("zh_CN", "<mask>")


def test_mbart_50_begins_with_the_language():
    found = layout(Told("mbart", len(FAIRSEQ) + 1 + 52 + 1, start=2), FAIRSEQ)
    french = found.vocabulary.index("fr_XX")
    assert (found.begin, found.end, found.start) == ((french,), (2,), (2, french))


def test_a_language_that_the_configuration_forces_is_written():
    size = len(FAIRSEQ) + 1 + 52 + 1
    assert layout(Told("mbart", size, start=2, forced=20), FAIRSEQ).start == (2, 20)


@pytest.mark.parametrize(
    "spare", [pytest.param(128, id="T5: extra ids, then padding"), pytest.param(12, id="mT5: padding")]
)
def test_t5_fills_up_behind_its_pieces(spare):
    found = layout(Told("t5", len(SPIECE) + spare, eos=1, pad=0, start=0), SPIECE)
    assert (found.shift, found.begin, found.end, found.start) == (0, (), (1,), (0,))
    assert len(set(found.vocabulary)) == len(SPIECE) + spare


def test_the_extra_ids_of_t5_count_down():
    found = layout(Told("t5", len(SPIECE) + 100), SPIECE)
    assert (found.vocabulary[len(SPIECE)], found.vocabulary[-1]) == ("<extra_id_99>", "<extra_id_0>")


@pytest.mark.parametrize(
    ("told", "pieces"),
    [
        pytest.param(Told("mbart", 9), DIRECT, id="a piece too few"),
        pytest.param(Told("mbart", 7), DIRECT, id="a piece too many"),
        pytest.param(Told("mbart", len(FAIRSEQ)), FAIRSEQ, id="mBART's pieces, BARThez's size"),
        pytest.param(Told("t5", len(DIRECT)), DIRECT, id="BARThez's vocabulary in a T5"),
        pytest.param(Told("mbart", len(SPIECE)), SPIECE, id="T5's vocabulary in a BARThez"),
        pytest.param(Told("t5", len(SPIECE) + 5_000), SPIECE, id="another T5's vocabulary"),
        pytest.param(Told("mbart", 0), (), id="nothing at all"),
    ],
)
def test_a_vocabulary_of_another_model_is_refused(told, pieces):
    with pytest.raises(ModelFailed, match="does not fit") as caught:
        layout(told, pieces)
    assert "vocabulaire" in caught.value.remedy


@pytest.mark.parametrize(
    ("ids", "named"),
    [
        pytest.param({"eos": 3}, "eos_token_id 3, not 2", id="another end"),
        pytest.param({"pad": 0}, "pad_token_id 0, not 1", id="another filling"),
        pytest.param({"bos": 5}, "bos_token_id 5, not 0", id="another beginning"),
        pytest.param({"start": 99}, "no token 99", id="a start that does not exist"),
    ],
)
def test_a_configuration_that_contradicts_the_vocabulary_is_refused(ids, named):
    with pytest.raises(ModelFailed, match=named):
        layout(Told("mbart", 8, **ids), DIRECT)
