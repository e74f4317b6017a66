"""What a model's directory holds, and a clear word for each way in which it cannot be used."""

import pickle
import shutil

import pytest

from bot.errors import ModelFailed
from bot.summaries.models.directory import CONVERTED, EngineName, fingerprint, read
from tests.summaries.models.paper import BARTHEZ, T5, converted, on_paper, safetensors


def test_a_published_model_is_described_by_its_own_files(tmp_path):
    found = read(on_paper(tmp_path / "barthez"))
    assert (found.name, found.engine, found.pickled) == ("barthez", EngineName.TORCH, False)
    assert (found.layers, found.width, found.told.vocabulary) == ((6, 6), 768, 50_002)
    assert (found.told.bos, found.told.eos, found.told.start, found.told.forced) == (0, 2, 2, None)
    assert found.reads == 512, "what summary models were trained to read, though there is room for 1024"


def test_a_t5_says_the_same_in_its_own_words(tmp_path):
    found = read(on_paper(tmp_path, T5))
    assert (found.layers, found.width, found.reads) == ((6, 6), 512, 512)


def test_generation_config_has_the_last_word_on_ids_too(tmp_path):
    found = read(on_paper(tmp_path, generation_config={"forced_bos_token_id": 8}))
    assert found.told.forced == 8


def test_a_description_travels_to_a_worker(tmp_path):
    found = read(on_paper(tmp_path))
    assert pickle.loads(pickle.dumps(found)) == found


BROKEN = {
    "no directory": (lambda folder: None, "n’existe pas"),
    "an empty one": (lambda folder: folder.mkdir(), "config.json"),
    "a configuration that is no JSON": (
        lambda folder: (on_paper(folder) / "config.json").write_text("{"),
        "illisible",
    ),
    "a configuration that is no object": (lambda folder: on_paper(folder, [1]), "illisible"),
    "another family": (lambda folder: on_paper(folder, BARTHEZ | {"model_type": "gpt2"}), "gpt2"),
    "no vocabulary": (
        lambda folder: (on_paper(folder) / "sentencepiece.bpe.model").unlink(),
        "vocabulaire sentencepiece",
    ),
    "no weights": (lambda folder: (on_paper(folder) / "model.safetensors").unlink(), "poids"),
    "weights cut off": (
        lambda folder: (on_paper(folder) / "model.safetensors").write_bytes(safetensors()[:-1]),
        "tronqué",
    ),
    "weights that are something else": (
        lambda folder: (on_paper(folder) / "model.safetensors").write_bytes(b"not weights"),
        "tronqué ou abîmé",
    ),
    "an empty file as weights": (
        lambda folder: (on_paper(folder) / "model.safetensors").write_bytes(b""),
        "tronqué ou abîmé",
    ),
    "a conversion of another version": (
        lambda folder: on_paper(folder, laconique={"format": 0}),
        "laconique model convert",
    ),
}


@pytest.mark.parametrize(("make", "said"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_used_is_told_in_french_and_for_the_log(tmp_path, make, said):
    make(tmp_path / "plume")
    with pytest.raises(ModelFailed) as caught:
        read(tmp_path / "plume")
    arrived = pickle.loads(pickle.dumps(caught.value))
    assert said in arrived.remedy
    assert "plume" in str(arrived)


def test_safetensors_are_taken_before_pickles(tmp_path):
    on_paper(tmp_path)
    shutil.copy(tmp_path / "model.safetensors", tmp_path / "pytorch_model.bin")
    assert not read(tmp_path).pickled
    (tmp_path / "model.safetensors").unlink()
    assert read(tmp_path).pickled


def test_a_conversion_stands_alone(tmp_path):
    found = read(converted(tmp_path / "vite"))
    assert (found.name, found.engine, found.precision) == ("barthez", EngineName.CTRANSLATE2, "int8")
    assert found.layers == (6, 6)


def test_a_conversion_inside_the_published_directory_is_preferred(tmp_path):
    on_paper(tmp_path)
    converted(tmp_path / CONVERTED, source=fingerprint([tmp_path / "model.safetensors"]))
    assert read(tmp_path).engine is EngineName.CTRANSLATE2


def test_a_conversion_of_other_weights_is_refused(tmp_path):
    on_paper(tmp_path)
    converted(tmp_path / CONVERTED, source=fingerprint([tmp_path / "model.safetensors"]))
    (tmp_path / "model.safetensors").write_bytes(safetensors(b"\1" * 8))
    with pytest.raises(ModelFailed, match="made of other weights"):
        read(tmp_path)


def test_a_conversion_that_was_cut_off_is_refused(tmp_path):
    (converted(tmp_path / "vite") / "model.bin").write_bytes(b"whole num")
    with pytest.raises(ModelFailed, match="cut off or changed"):
        read(tmp_path / "vite")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda folder: (folder / "model.safetensors").write_bytes(safetensors(b"\2" * 8)), id="weights"
        ),
        pytest.param(lambda folder: on_paper(folder, BARTHEZ | {"num_beams": 5}), id="settings"),
        pytest.param(
            lambda folder: (folder / "sentencepiece.bpe.model").write_bytes(b"other"), id="vocabulary"
        ),
    ],
)
def test_whatever_changes_the_summaries_changes_the_fingerprint(tmp_path, change):
    before = read(on_paper(tmp_path)).fingerprint
    assert read(tmp_path).fingerprint == before
    change(tmp_path)
    assert read(tmp_path).fingerprint != before
