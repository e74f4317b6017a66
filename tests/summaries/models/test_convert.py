"""A published model made quick: whole or not at all, and it writes the same summaries anywhere."""

import json
import os
import shutil

import pytest

from bot.errors import ModelFailed
from bot.lab.convert import convert
from bot.summaries.models.directory import CONVERTED, MANIFEST, EngineName, read
from tests.summaries.models.paper import BARTHEZ, on_paper

pytestmark = [
    pytest.mark.model,
    pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning"),
]


class Hostile:
    """Makes a folder when a pickle of it is loaded without care."""

    def __init__(self, path):
        self._path = path

    def __reduce__(self):
        return os.mkdir, (str(self._path),)


@pytest.fixture
def folder(published, tmp_path):
    """A published BARThez of one's own."""
    pytest.importorskip("ctranslate2", reason="needs the `model` extra")
    return shutil.copytree(published("barthez"), tmp_path / "barthez")


def test_it_lies_inside_and_is_taken_from_then_on(folder):
    made = convert(folder)
    assert (made.path, made.engine, made.precision) == (folder / CONVERTED, EngineName.CTRANSLATE2, "int8")
    assert read(folder) == made
    assert made.told == read(made.path).told


def test_it_needs_nothing_of_the_published_directory(folder, tmp_path):
    made = convert(folder, tmp_path / "ailleurs" / "vite")
    shutil.rmtree(folder)
    assert read(tmp_path / "ailleurs" / "vite") == made
    assert made.name == "barthez"


def test_the_settings_of_the_makers_travel_along(folder):
    config = json.loads((folder / "config.json").read_text())
    config["task_specific_params"] = {"summarization": {"num_beams": 3, "max_length": 40}}
    (folder / "config.json").write_text(json.dumps(config))
    made = convert(folder)
    assert (made.generation.beams, made.generation.most) == (3, 39)


def test_what_is_there_is_replaced_only_when_asked(folder):
    before = convert(folder)
    with pytest.raises(ModelFailed, match="exists") as caught:
        convert(folder)
    assert "--force" in caught.value.remedy
    assert convert(folder, replace=True) == before


def test_a_directory_that_is_no_conversion_is_never_replaced(folder, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "texte.txt").write_text("à garder")
    with pytest.raises(ModelFailed, match="exists"):
        convert(folder, tmp_path / "notes", replace=True)
    assert (tmp_path / "notes" / "texte.txt").read_text() == "à garder"


def test_weights_that_break_leave_nothing_behind(folder):
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"activation_function": "unheard_of"}))
    with pytest.raises(ModelFailed, match="does not work"):
        convert(folder)
    assert not (folder / CONVERTED).exists()
    assert [file for file in folder.iterdir() if file.is_dir()] == []


def test_a_vocabulary_of_another_model_is_refused_before_anything_is_computed(published, tmp_path):
    on_paper(tmp_path, BARTHEZ)
    shutil.copy(published("barthez") / "sentencepiece.bpe.model", tmp_path)
    with pytest.raises(ModelFailed, match="does not fit"):
        convert(tmp_path)


def test_the_manifest_names_no_path(folder):
    """It may be given away: where it was made is nobody's business."""
    made = convert(folder)
    assert str(folder.parent) not in (made.path / MANIFEST).read_text()


def test_of_pickles_only_tensors_are_taken(folder, tmp_path):
    import torch
    from safetensors.torch import load_file

    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    expected = convert(folder).size
    shutil.rmtree(folder / CONVERTED)
    (folder / "model.safetensors").unlink()
    assert convert(folder).size == expected

    shutil.rmtree(folder / CONVERTED)
    torch.save({"weight": Hostile(tmp_path / "it-ran")}, folder / "pytorch_model.bin")
    with pytest.raises(ModelFailed, match="does not work"):
        convert(folder)
    assert not (tmp_path / "it-ran").exists()
