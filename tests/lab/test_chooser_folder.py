"""An encoder made on the spot learns what editors chose; we use what it becomes, and so does transformers."""

import json
import shutil

import numpy as np
import pytest

from bot.errors import BadCorpus, ModelFailed
from bot.lab import corpus
from bot.model import Article, Method
from bot.summaries.models import choosers
from bot.summaries.models.choosers import CARD, HEAD, TOKENIZER
from bot.summaries.models.directory import EngineName
from tests.summaries.models.tiny_encoder import TOWNS, judged

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning"),
]
ROWS = [judged(n) for n in range(24)]


def make(source, target, rows=ROWS, **course):
    from bot.lab.chooser_folder import make
    from bot.lab.train_encoder import Course
    from bot.summaries.ranker import ranker

    losses = []

    def tell(epoch, learnt, kept):
        losses.append(kept)

    made = make(
        source, rows, target, ranker(), Course(**{"rate": 3e-3, "epochs": 6, **course}), tell, reads=150
    )
    return made, losses


def of(n):
    row = judged(n)
    return Article(row.title, row.sentences, corpus.dating(row.day), source="corpus")


def test_it_learns_what_editors_tell(encoder, tmp_path):
    from bot.summaries import chosen

    made, losses = make(encoder("camembert"), tmp_path / "chooser")
    assert min(losses) < 0.7 * losses[0]
    assert (made.engine, made.family, made.reads) == (EngineName.CTRANSLATE2, "camembert", 150)
    told = chosen.told(made, of(30))
    assert "facture" in told.sentences[0]
    assert (told.method, told.version) == (Method.EXTRACT, chosen.version(made))


def test_what_it_learnt_from_is_written_down(chooser):
    card = json.loads((chooser("camembert") / CARD).read_text())
    assert card["articles"] > 0
    assert card["sentences"] == 3 * card["articles"]
    assert card["course"]["seed"] == 7
    assert len(card["labels_sha256"]) == 64
    assert not any(town in json.dumps(card) for town in TOWNS)


@pytest.mark.parametrize(
    ("family", "engine"),
    [
        pytest.param("camembert", EngineName.CTRANSLATE2, id="sentencepiece, quick"),
        pytest.param("bert", EngineName.CTRANSLATE2, id="a fast vocabulary, quick"),
        pytest.param("electra", EngineName.TORCH, id="a family that CTranslate2 does not know"),
    ],
)
def test_transformers_reads_what_was_written_as_we_do(chooser, family, engine):
    import torch
    from transformers import AutoModel, AutoTokenizer

    from bot.summaries.models.encoders import encoder, pieces

    made = choosers.read(chooser(family))
    assert made.engine is engine
    theirs = AutoTokenizer.from_pretrained(made.path)
    text = "Le pont de Valmont rouvrira lundi\u202f; c’est « l’été » ."
    ids = theirs(text)["input_ids"]
    assert [made.marks.begin, *pieces(made).ids(text), made.marks.end] == ids
    with torch.inference_mode():
        expected = AutoModel.from_pretrained(made.path)(torch.tensor([ids])).last_hidden_state[0].numpy()
    ours = encoder(made).rows(ids)
    assert ours.shape == expected.shape
    likeness = (ours * expected).sum() / (np.linalg.norm(ours) * np.linalg.norm(expected))
    assert likeness > 0.99


def test_the_same_choices_teach_the_same(encoder, tmp_path):
    heads = []
    for name in ("one", "other"):
        made, _losses = make(encoder("camembert"), tmp_path / name, epochs=1)
        with np.load(made.path / HEAD) as arrays:
            heads.append(arrays["weight"])
    assert np.array_equal(*heads)


def test_a_chooser_learns_further_in_the_folder_where_it_is(encoder, tmp_path):
    first, _losses = make(encoder("bert"), tmp_path / "chooser", epochs=1)
    again, _losses = make(first.path, first.path, epochs=1)
    assert again.fingerprint != first.fingerprint


def spoilt(folder, target, **changed):
    shutil.copytree(folder, target)
    config = json.loads((target / "config.json").read_text()) | changed
    (target / "config.json").write_text(json.dumps(config))
    return target


def test_a_tokenizer_of_another_model_is_one_clear_line(encoder, tmp_path):
    folder = spoilt(encoder("bert"), tmp_path / "plume", vocab_size=40)
    with pytest.raises(ModelFailed, match=r"the tokenizer has \d+ entries, the model 40"):
        make(folder, tmp_path / "chooser")


def test_a_tokenizer_that_cannot_write_french_is_one_clear_line(encoder, tmp_path):
    folder = spoilt(encoder("bert"), tmp_path / "plume")
    tokenizer = json.loads((folder / TOKENIZER).read_text())
    known = tokenizer["model"]["vocab"]
    tokenizer["model"]["vocab"] = {(name if at < 5 else f"字{at}"): at for name, at in known.items()}
    (folder / TOKENIZER).write_text(json.dumps(tokenizer))
    with pytest.raises(ModelFailed, match="of a French sentence are unknown"):
        make(folder, tmp_path / "chooser")


@pytest.mark.parametrize("family", ["t5", "mbart", "gpt2", None])
def test_what_is_no_encoder_is_one_clear_line(encoder, tmp_path, family):
    changed = {"model_type": family, "is_encoder_decoder": family in {"t5", "mbart"}}
    folder = spoilt(encoder("bert"), tmp_path / "plume", **changed)
    with pytest.raises(ModelFailed, match="no encoder"):
        make(folder, tmp_path / "chooser")


def test_an_empty_folder_is_one_clear_line(tmp_path):
    (tmp_path / "plume").mkdir()
    with pytest.raises(ModelFailed, match=r"no config\.json"):
        make(tmp_path / "plume", tmp_path / "chooser")


def test_weights_cut_off_are_one_clear_line(encoder, tmp_path):
    folder = spoilt(encoder("bert"), tmp_path / "plume")
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelFailed) as caught:
        make(folder, tmp_path / "chooser")
    assert len(str(caught.value).splitlines()) == 1


def test_too_few_choices_are_refused(encoder, tmp_path):
    with pytest.raises(BadCorpus, match="too few"):
        make(encoder("bert"), tmp_path / "chooser", rows=ROWS[:1])
    assert not (tmp_path / "chooser").exists()


def test_nothing_of_another_s_is_overwritten(encoder, tmp_path):
    (tmp_path / "chooser").mkdir()
    with pytest.raises(ModelFailed, match="is no chooser"):
        make(encoder("bert"), tmp_path / "chooser")


def test_a_head_of_another_encoder_is_refused(chooser, tmp_path):
    from bot.summaries.models.directory import fingerprint
    from bot.summaries.models.taste import loaded

    folder = shutil.copytree(chooser("bert"), tmp_path / "plume")
    np.savez(folder / HEAD, weight=np.zeros((2, 5), np.float32), bias=np.zeros(2, np.float32))
    card = json.loads((folder / CARD).read_text())
    card["parts"][HEAD] = fingerprint([folder / HEAD])
    (folder / CARD).write_text(json.dumps(card))
    with pytest.raises(ModelFailed, match="of another encoder"):
        loaded(choosers.read(folder))
