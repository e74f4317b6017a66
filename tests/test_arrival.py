"""A model that is named is fetched while the bot runs: readers have extracts until it is there."""

import pytest

from tests.lab.loopback_hub import REPOSITORY, LoopbackHub, serving
from tests.running import ANNE, eventually, make_config, running

STORY = (
    "Le phare de Kervannec est rallumé\n"
    "Dimanche, la maire de Morlann, Solène Guivarch, a rallumé le phare de Kervannec, éteint deux ans.\n"
    "Trois cents habitants de Morlann ont assisté à la cérémonie, malgré la pluie et un vent violent.\n"
    "Des artisans de la région ont remplacé la lanterne et consolidé l’escalier de granit du phare.\n"
)


@pytest.mark.slow
@pytest.mark.model
def test_readers_have_extracts_until_the_model_is_there(published, tmp_path):
    pytest.importorskip("ctranslate2", reason="needs the `model` extra")
    log = tmp_path / "log.jsonl"
    files = {file.name: file.read_bytes() for file in published("barthez").iterdir()}
    config, home = make_config(tmp_path / "config"), tmp_path / "home"
    with serving(LoopbackHub(files)) as hub:
        hub.open.clear()
        with running(home, config, LACONIQUE_MODEL=REPOSITORY, HF_ENDPOINT=hub.address) as bot:
            bot.say(ANNE, STORY)
            eventually(lambda: any("Kervannec" in text for text in bot.texts(ANNE)), "an extract")
            eventually(lambda: hub.downloads("sentencepiece.bpe.model"), "the download")
            hub.open.set()
            eventually(lambda: "the model is there" in log.read_text(), "the model")
            bot.say(ANNE, STORY)
            eventually(lambda: 'outcome="refused"' in bot.metrics(), "the model's try, with random weights")
    assert "a pass failed" not in log.read_text()
