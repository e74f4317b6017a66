"""What is refused before anything large is fetched, and what is left of an earlier try."""

from datetime import UTC, datetime

import pytest

from bot.errors import ModelFailed
from bot.lab import fetching
from bot.lab.model_hub import Hub
from bot.summaries.models.installed import wanted
from tests.lab.loopback_hub import REPOSITORY, LoopbackHub, serving

pytest.importorskip("huggingface_hub", reason="needs the `torch` extra")

NOW = datetime(2026, 11, 30, tzinfo=UTC)
WHOLE = {"config.json": b'{"model_type": "mbart"}', "spiece.model": b"v", "model.safetensors": b"weights"}


@pytest.fixture
def loopback():
    with serving(LoopbackHub(dict(WHOLE))) as hub:
        yield hub


def install(loopback, models):
    hub = Hub(endpoint=loopback.address)
    return fetching.install(hub, hub.look(wanted(REPOSITORY)), models, NOW)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"spiece.model": None}, "il y manque sentencepiece.bpe.model", id="no vocabulary"),
        pytest.param({"model.safetensors": None}, "il y manque model.safetensors", id="no weights"),
        pytest.param(
            {"model.safetensors": None, "model/../../x.safetensors": b"w"},
            "il y manque",
            id="weights elsewhere",
        ),
        pytest.param(
            {"config.json": b'{"model_type": "llama"}'}, "Famille de modèle inconnue", id="another family"
        ),
        pytest.param({"config.json": b"[]"}, "Fichier illisible", id="settings that are none"),
    ],
)
def test_what_cannot_be_used_is_not_fetched(loopback, tmp_path, change, told):
    for name, body in change.items():
        loopback.files.pop(name, None)
        if body is not None:
            loopback.files[name] = body
    with pytest.raises(ModelFailed) as caught:
        install(loopback, tmp_path)
    assert told in caught.value.remedy
    assert not loopback.downloads("model.safetensors")


def test_what_finds_no_room_is_not_begun(loopback, tmp_path):
    loopback.listed["model.safetensors"] = 10**15
    with pytest.raises(ModelFailed, match="MB are needed"):
        install(loopback, tmp_path)
    assert not loopback.downloads("config.json")


def test_what_arrived_of_another_commit_makes_room(loopback, tmp_path):
    stale = tmp_path / ".incoming" / wanted(REPOSITORY).folder / "an-older-commit"
    stale.mkdir(parents=True)
    with pytest.raises(ModelFailed):  # these weights are none
        install(loopback, tmp_path)
    assert not stale.exists()


def test_what_the_disk_refuses_is_told(loopback, tmp_path):
    (tmp_path / "models").write_text("a file")
    with pytest.raises(ModelFailed) as caught, fetching.alone(tmp_path / "models"):
        pass
    assert "Rien ne peut être écrit" in caught.value.remedy

    (tmp_path / ".incoming").write_text("a file")
    with pytest.raises(ModelFailed) as caught, fetching.alone(tmp_path):
        install(loopback, tmp_path)
    assert "Rien ne peut être écrit" in caught.value.remedy
