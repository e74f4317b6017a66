"""The folder of a chooser: what is said of it, and that a broken one is one clear line."""

import json

import pytest

from bot.chat.failures import explained
from bot.errors import ModelFailed
from bot.summaries.models.choosers import CARD, HEAD, NEEDS, TOKENIZER, WEIGHTS, read
from bot.summaries.models.directory import EngineName
from bot.summaries.models.engines import require
from tests.summaries.models.paper import taught


def test_what_lies_there_is_told(tmp_path):
    found = read(taught(tmp_path / "plume"))
    assert (found.name, found.engine, found.family) == ("plume", EngineName.CTRANSLATE2, "camembert")
    assert (found.layers, found.width, found.reads, found.share) == (12, 768, 384, 0.5)


def test_where_its_conversion_lies_the_published_weights_may_go(tmp_path):
    folder = taught(tmp_path / "plume")
    (folder / WEIGHTS).unlink()
    assert read(folder).engine is EngineName.CTRANSLATE2


def test_without_a_conversion_torch_reads(tmp_path):
    folder = taught(tmp_path / "plume")
    (folder / "ctranslate2" / "model.bin").unlink()
    assert read(folder).engine is EngineName.TORCH


def test_another_taste_is_another_fingerprint(tmp_path):
    one, other = read(taught(tmp_path / "one")), read(taught(tmp_path / "other", share=1.0))
    assert one.fingerprint != other.fingerprint


def cut(folder, name):
    file = folder / name
    file.write_bytes(file.read_bytes()[:-1])


def told(folder, **changed):
    card = json.loads((folder / CARD).read_text()) | changed
    (folder / CARD).write_text(json.dumps(card))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(lambda folder: (folder / CARD).unlink(), "no chooser.json", id="none at all"),
        pytest.param(lambda folder: (folder / CARD).write_text("{"), "chooser.json", id="a broken card"),
        pytest.param(lambda folder: told(folder, format=9), "not a chooser of this", id="a later one"),
        pytest.param(lambda folder: told(folder, parts=3), "names no files", id="a card without files"),
        pytest.param(lambda folder: told(folder, reads="many"), "chooser.json", id="a card of nonsense"),
        pytest.param(lambda folder: told(folder, reads=5), "reads 5", id="a window without room"),
        pytest.param(lambda folder: told(folder, share=None), "chooser.json", id="no share"),
        pytest.param(lambda folder: (folder / HEAD).unlink(), "no head.npz", id="no head"),
        pytest.param(lambda folder: (folder / TOKENIZER).unlink(), "no tokenizer.json", id="no tokenizer"),
        pytest.param(lambda folder: (folder / "config.json").unlink(), "config.json", id="no configuration"),
        pytest.param(lambda folder: cut(folder, HEAD), "cut off or changed", id="half a head"),
        pytest.param(lambda folder: cut(folder, TOKENIZER), "cut off or changed", id="half a tokenizer"),
        pytest.param(lambda folder: cut(folder, WEIGHTS), "cut off", id="half the weights"),
        pytest.param(lambda folder: cut(folder, "ctranslate2/model.bin"), "cut off", id="half a conversion"),
    ],
)
def test_a_folder_that_cannot_be_used_is_one_clear_line(tmp_path, harm, said):
    folder = taught(tmp_path / "plume")
    harm(folder)
    with pytest.raises(ModelFailed, match=said) as caught:
        read(folder)
    assert len(str(caught.value).splitlines()) == 1
    assert str(folder) in explained(caught.value)


def test_without_weights_of_any_kind_there_is_no_chooser(tmp_path):
    folder = taught(tmp_path / "plume")
    (folder / WEIGHTS).unlink()
    (folder / "ctranslate2" / "model.bin").unlink()
    with pytest.raises(ModelFailed, match="no weights"):
        read(folder)


def test_a_library_that_is_missing_is_named_with_its_extra(tmp_path):
    chooser = read(taught(tmp_path / "plume"))
    absent = NEEDS | {EngineName.CTRANSLATE2: ("chooser", ("no_such_library",))}
    with pytest.raises(ModelFailed, match=r"no_such_library; pip install 'laconique\[chooser\]'"):
        require(chooser, absent)
