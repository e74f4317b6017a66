"""`laconique model`: what an operator reads of a model, good or broken, and its conversion."""

import shutil

import pytest

from tests.running import laconique, make_config
from tests.summaries.loopback_model import Server, proposed, serving
from tests.summaries.models.paper import on_paper

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path):
    return {"home": tmp_path / "home", "config": make_config(tmp_path / "config")}


@pytest.mark.parametrize("verb", ["check", "convert"])
def test_a_directory_that_is_not_there_is_told_in_one_clear_line(place, tmp_path, verb):
    done = laconique("model", verb, str(tmp_path / "absent"), **place)
    assert done.returncode == 1
    assert f"Ce dossier n’existe pas\u00a0: {tmp_path / 'absent'}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_vocabulary_of_another_model_is_told(place, tmp_path):
    pytest.importorskip("torch", reason="needs the `torch` extra")
    on_paper(tmp_path / "plume")
    done = laconique("model", "check", str(tmp_path / "plume"), **place)
    assert done.returncode == 1
    assert "vocabulaire" in done.stderr
    assert "famille" in done.stdout, "what is known of it has been said"


@pytest.fixture
def tiny(published):
    pytest.importorskip("ctranslate2", reason="needs the `model` extra")
    return published("barthez")


@pytest.mark.model
@pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning")
def test_a_model_is_converted_and_checked_and_overwriting_is_refused(place, tiny, tmp_path):
    mine = shutil.copytree(tiny, tmp_path / "barthez")
    converted = laconique("model", "convert", str(mine), **place)
    assert converted.returncode == 0, converted.stderr
    assert f"LACONIQUE_MODEL_DIR={mine}" in converted.stdout

    checked = laconique("model", "check", str(mine), **place)
    assert checked.returncode == 0, checked.stderr
    assert "ctranslate2, int8" in checked.stdout
    assert "articles par minute" in checked.stdout
    assert checked.stdout.count("Écrit") == 3
    assert "Racontés par le modèle\u00a0: 0 sur 20" in checked.stdout, "random weights say nothing that holds"
    assert "nothing it wrote can be shown" in checked.stdout

    twice = laconique("model", "convert", str(mine), **place)
    assert (twice.returncode, "--force" in twice.stderr) == (1, True)


@pytest.mark.model
@pytest.mark.filterwarnings("ignore:builtin type .* has no __module__ attribute:DeprecationWarning")
def test_with_a_model_that_says_nothing_readers_get_extracts_and_the_reason_is_kept(place, exact, tmp_path):
    text = tmp_path / "phare.txt"
    text.write_text(
        "Le phare de Kervannec est rallumé\n"
        "Dimanche, la maire de Morlann, Solène Guivarch, a rallumé le phare de Kervannec, éteint deux ans.\n"
        "Trois cents habitants de Morlann ont assisté à la cérémonie, malgré la pluie et un vent violent.\n"
        "Des artisans de la région ont remplacé la lanterne et consolidé l’escalier de granit du phare.\n",
        encoding="utf-8",
    )
    told = laconique("ingest", str(text), LACONIQUE_MODEL_DIR=str(exact("barthez")), **place)
    assert told.returncode == 0, told.stderr
    assert "phrases de l’article" in told.stdout
    assert "nothing it wrote can be shown" in told.stderr
    again = laconique("summarise", "--again", LACONIQUE_MODEL_DIR=str(exact("barthez")), **place)
    assert "À résumer de nouveau\u00a0: 1" in again.stdout
    assert "Articles résumés\u00a0: 1" in again.stdout


# Behind a server


def test_a_server_is_checked_on_the_same_articles(place):
    told = {"LACONIQUE_MODEL": "mistral:7b"}
    with serving(Server(proposed(["Rien de tel n’est écrit nulle part dans ces articles."]))) as server:
        done = laconique("model", "check", "mistral:7b", LACONIQUE_MODEL_URL=server.address, **told, **place)
    assert done.returncode == 0, done.stderr
    assert "served-1-mistral:7b" in done.stdout
    assert "Racontés par le modèle\u00a0: 0 sur 20" in done.stdout
    assert len(server.asked) == 20
