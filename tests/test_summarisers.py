"""Which summariser the settings ask for, and a clear word when they cannot have it."""

import re

import pytest

from bot.app.assembly import chat
from bot.app.core import Core, core
from bot.chat import texts
from bot.chat.intents import Command
from bot.chat.reply import plain
from bot.errors import SettingsError
from bot.settings import Settings
from bot.settings.loading import load
from bot.summaries.models.installed import Origin, write
from tests.conftest import NOW
from tests.databases import furnished
from tests.running import make_config
from tests.summaries.models.paper import converted, on_paper, taught


@pytest.fixture
def settings(tmp_path):
    """Settings from `[summary]` keys and a model's directory."""

    def of(*lines: str, model_dir: str = "", model: str = "", model_url: str = "") -> Settings:
        config = make_config(tmp_path / "config", bot="\n".join(["[summary]", *lines]))
        told = {"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "LACONIQUE_CONFIG": str(config)}
        named = {"LACONIQUE_MODEL": model, "LACONIQUE_MODEL_URL": model_url}
        return load(told | named | {"LACONIQUE_MODEL_DIR": model_dir})

    return of


async def built(settings: Settings) -> Core:
    async with core(settings) as made:
        return made


async def test_without_a_model_summaries_are_extracts(settings):
    pipeline = (await built(settings())).pipeline
    assert pipeline.summariser.version.startswith("extract-")
    assert pipeline.on_demand.version == pipeline.summariser.version
    assert pipeline.batch == 8


async def test_extracts_may_be_asked_for_beside_a_model(settings, tmp_path):
    made = await built(settings('method = "extract"', model_dir=str(on_paper(tmp_path / "plume"))))
    assert made.pipeline.summariser.version.startswith("extract-")


@pytest.mark.model
async def test_a_model_is_taken_when_there_is_one_for_news_and_for_requests(settings, tmp_path):
    for library in ("torch", "transformers", "sentencepiece"):
        pytest.importorskip(library, reason="needs the `torch` extra")
    made = await built(settings("batch = 3", model_dir=str(on_paper(tmp_path / "plume"))))
    versions = {made.pipeline.summariser.version, made.pipeline.on_demand.version}
    assert len(versions) == 1
    assert re.match(r"model-\d+-plume-", versions.pop())
    assert made.pipeline.batch == 3


@pytest.mark.model
async def test_a_lease_outlives_a_batch_that_dies_and_is_tried_article_by_article(settings, tmp_path):
    pytest.importorskip("torch", reason="needs the `torch` extra")
    chosen = settings("batch = 3", model_dir=str(on_paper(tmp_path / "plume")))
    made = await built(chosen)
    assert made.pipeline.lease_s > 4 * chosen.workers.model_deadline_s


@pytest.mark.model
async def test_a_model_that_is_named_and_installed_is_taken_from_the_start(settings, tmp_path):
    pytest.importorskip("ctranslate2", reason="needs the `model` extra")
    chosen = settings(model="plume/essai")
    folder = converted(chosen.model_folders[0] / "plume--essai", name="plume--essai")
    write(Origin("plume/essai", "", "c0ffee", "mit", "2026-11-30", {}), folder)
    async with core(chosen) as made:
        assert made.pipeline.summariser.version.startswith("model-4-plume--essai-")
        await made.summarisers.arrive()
        assert made.pipeline.on_demand.version == made.pipeline.summariser.version


@pytest.mark.model
async def test_a_chooser_makes_the_extracts_and_stands_in_for_a_model(settings, tmp_path):
    for library in ("ctranslate2", "tokenizers", "torch"):
        pytest.importorskip(library, reason="needs the `torch` extra")
    taught(tmp_path / "home" / "goût")
    pipeline = (await built(settings('chooser = "goût"'))).pipeline
    assert pipeline.summariser.version.startswith("chosen-1-plume-")
    assert pipeline.on_demand.version == pipeline.summariser.version
    chosen = settings('chooser = "goût"', model_dir=str(on_paper(tmp_path / "plume")))
    made = await built(chosen)
    assert made.pipeline.summariser.version.startswith("model-")
    assert made.pipeline.lease_s > 2 * chosen.workers.model_deadline_s


async def test_a_chooser_that_cannot_be_used_leaves_the_choice_to_columns(settings, tmp_path):
    (tmp_path / "home" / "goût").mkdir(parents=True)
    made = await built(settings('chooser = "goût"'))
    assert made.pipeline.summariser.version.startswith("extract-")


async def test_until_a_model_that_is_named_is_there_summaries_are_extracts(settings):
    made = await built(settings('method = "model"', model="plume/essai"))
    assert made.pipeline.summariser.version.startswith("extract-")
    assert made.pipeline.lease_s > made.settings.workers.model_deadline_s, "it may come at any moment"


@pytest.mark.parametrize(
    ("allowed", "version", "privacy"),
    [
        pytest.param("false", "extract-", f"{texts.KEPT}\n\n{texts.TO_NOBODY}", id="unless allowed"),
        pytest.param(
            "true", "served-1-mistral:7b", f"{texts.KEPT}\n\n{texts.TO_A_SERVER}", id="told if allowed"
        ),
    ],
)
async def test_what_readers_give_does_not_go_to_a_server(settings, allowed, version, privacy):
    chosen = settings(f"pasted_to_server = {allowed}", model="mistral:7b", model_url="http://127.0.0.1:9/v1")
    async with core(chosen) as made:
        assert made.pipeline.summariser.version == "served-1-mistral:7b"
        assert made.pipeline.on_demand.version.startswith(version)
        reply = await chat(made).done(7001, Command("privacy"), NOW)
        assert reply.messages[0].html == plain(privacy).html


@pytest.mark.parametrize(
    ("make", "said"),
    [
        pytest.param(lambda folder: folder.mkdir(), "no config.json", id="an empty directory"),
        pytest.param(
            lambda folder: (on_paper(folder) / "model.safetensors").write_bytes(b"half"),
            "cut off",
            id="weights cut off",
        ),
    ],
)
async def test_a_directory_that_cannot_be_used_stops_the_start_and_says_why(settings, tmp_path, make, said):
    make(tmp_path / "plume")
    with pytest.raises(SettingsError, match=f"LACONIQUE_MODEL_DIR: .*{said}"):
        await built(settings(model_dir=str(tmp_path / "plume")))


async def test_a_model_that_is_wanted_and_not_named_stops_the_start(settings):
    with pytest.raises(SettingsError, match="asks for a model"):
        await built(settings('method = "model"'))
