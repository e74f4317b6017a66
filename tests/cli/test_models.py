"""`laconique model get, list, remove`: what an operator reads, against a hub on loopback."""

import json

import pytest

from bot.cli import models
from bot.settings.loading import load
from bot.summaries.models.installed import ORIGIN, Origin, find, wanted, write
from tests.lab.loopback_hub import COMMIT, REPOSITORY, LoopbackHub, serving
from tests.running import laconique, make_config

CARD = "---\nlicense: cc-by-nc-4.0\n---\n# Un essai\nAffiné sur des articles inventés.\n"


@pytest.fixture
def place(tmp_path):
    return {"home": tmp_path / "home", "config": make_config(tmp_path / "config")}


@pytest.fixture
def settings(place):
    told = {"LACONIQUE_HOME": str(place["home"]), "LACONIQUE_CONFIG": str(place["config"])}
    return load(told)


@pytest.fixture
def there(settings):
    """An installed model, on paper."""
    folder = settings.model_folders[0] / "plume--barthez-essai"
    folder.mkdir(parents=True)
    write(Origin(REPOSITORY, "v1", COMMIT, "apache-2.0", "2026-11-30", {"config.json": "ab"}), folder)
    return folder


# What is there


def test_without_a_model_the_list_says_how_to_get_one(settings, capsys):
    models.list_models(settings)
    assert "laconique model get barthez" in capsys.readouterr().out


def test_the_list_tells_where_each_came_from(settings, there, capsys):
    models.list_models(settings)
    told = capsys.readouterr().out
    assert all(word in told for word in (REPOSITORY, COMMIT[:12], "apache-2.0", "2026-11-30", str(there)))


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        pytest.param(REPOSITORY, True, id="any revision will do"),
        pytest.param(f"{REPOSITORY}@v1", True, id="the one that was asked for"),
        pytest.param(f"{REPOSITORY}@{COMMIT[:9]}", True, id="its commit"),
        pytest.param(f"{REPOSITORY}@v2", False, id="another revision"),
        pytest.param(f"{REPOSITORY}@{COMMIT[:3]}", False, id="too little of its commit"),
        pytest.param("plume/autre", False, id="another model"),
    ],
)
def test_which_model_a_name_means(settings, there, name, is_it):
    assert (find(settings.model_folders, wanted(name)) is not None) is is_it
    assert (models.place(settings, name) == there) is is_it


def test_a_short_name_stands_for_its_makers_repository():
    assert wanted("barthez").repository == "moussaKam/barthez-orangesum-abstract"
    assert wanted("barthez@v1").revision == "v1"


@pytest.mark.parametrize(
    "name", ["", "plume", "../etc/passwd", "a/b/c", "a/b@", "a b/c", "a/é", "-x/y", "a/b@../c"]
)
def test_what_is_no_name_is_refused_in_one_line(settings, name, capsys):
    assert not models.remove(settings, name)
    assert "n’est pas un nom de modèle" in capsys.readouterr().err


def test_a_model_is_removed_once(settings, there, capsys):
    assert models.remove(settings, REPOSITORY)
    assert not there.exists()
    assert not models.remove(settings, REPOSITORY)
    assert "n’est pas installé" in capsys.readouterr().err


def test_what_says_nothing_of_where_it_came_from_is_not_installed(settings, there):
    (there / ORIGIN).write_text(json.dumps({"repository": 3}))
    assert find(settings.model_folders, wanted(REPOSITORY)) is None


# From a hub


@pytest.fixture
def hub():
    pytest.importorskip("huggingface_hub", reason="needs the `torch` extra")
    with serving(LoopbackHub({"README.md": CARD.encode()}, licence="cc-by-nc-4.0", task="fill-mask")) as made:
        yield made


def get(hub, place, *more, **told):
    return laconique("model", "get", REPOSITORY, *more, HF_ENDPOINT=hub.address, **place, **told)


@pytest.mark.slow
@pytest.mark.model
def test_a_model_is_introduced_fetched_converted_checked_and_not_fetched_twice(
    hub, place, published, tmp_path
):
    import torch
    from safetensors.torch import load_file

    folder = published("barthez")
    torch.save(load_file(folder / "model.safetensors"), tmp_path / "pytorch_model.bin")
    hub.files |= {
        file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in {".json", ".model"}
    }
    hub.files |= {"pytorch_model.bin": (tmp_path / "pytorch_model.bin").read_bytes(), "code.py": b"raise"}
    done = get(hub, place)
    assert done.returncode == 0, done.stderr
    assert "HTTP Request" not in done.stderr, "each file is not a line"
    for told in (COMMIT, "cc-by-nc-4.0", "usage commercial", "fill-mask", "Affiné sur des articles inventés"):
        assert told in done.stdout
    assert done.stdout.index("cc-by-nc-4.0") < done.stdout.index("Installé") < done.stdout.index("sur 20")
    made = place["home"] / "models" / "plume--barthez-essai"
    origin = json.loads((made / ORIGIN).read_text())
    assert (origin["commit"], set(origin["files"])) == (COMMIT, set(hub.files) - {"code.py"})
    assert (made / "README.md").read_text() == CARD
    assert [file.name for file in made.parent.iterdir() if file.is_dir()] == [made.name, ".incoming"]

    asked = len(hub.asked)
    again = get(hub, place, HF_HUB_OFFLINE="1")
    assert again.returncode == 0, again.stderr
    assert len(hub.asked) == asked, "it is there: nobody is asked"


@pytest.mark.slow
def test_what_cannot_be_had_is_one_clear_line(hub, place):
    done = get(hub, place, HF_HUB_OFFLINE="1")
    assert done.returncode == 1
    assert "HF_HUB_OFFLINE interdit le réseau" in done.stderr
    assert "Traceback" not in done.stderr
    assert hub.asked == []
