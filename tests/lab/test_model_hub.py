"""Files of a hub: whole, resumed, as listed; and one clear line for each way in which they do not come."""

import hashlib

import pytest

from bot.errors import ModelFailed
from bot.lab.model_hub import Hub, Listed
from bot.summaries.models.installed import wanted
from tests.lab.loopback_hub import COMMIT, REPOSITORY, LoopbackHub, serving

pytest.importorskip("huggingface_hub", reason="needs the `torch` extra")

WEIGHTS = bytes(range(256)) * 64
CARD = b"---\nlicense: apache-2.0\n---\n# Un essai\n"


@pytest.fixture
def loopback():
    with serving(LoopbackHub({"README.md": CARD, "model.safetensors": WEIGHTS})) as hub:
        yield hub


@pytest.fixture
def hub(loopback):
    return Hub(endpoint=loopback.address)


def listed(published, name):
    return next(file for file in published.files if file.name == name)


def failure(work, *arguments):
    """What the operator is told, in one line, and what the log says."""
    with pytest.raises(ModelFailed) as caught:
        work(*arguments)
    assert len(caught.value.remedy.splitlines()) == 1
    assert len(str(caught.value).splitlines()) == 1
    return caught.value.remedy


def test_what_is_published_is_told_with_its_commit_licence_and_checksums(hub, loopback):
    published = hub.look(wanted(REPOSITORY))
    assert (published.commit, published.licence, published.task) == (COMMIT, "apache-2.0", "summarization")
    assert published.address == f"{loopback.address}/{REPOSITORY}"
    assert listed(published, "model.safetensors").sha256 == hashlib.sha256(WEIGHTS).hexdigest()
    assert listed(published, "README.md").size == len(CARD)


@pytest.mark.parametrize("commit", ["", "../../elsewhere", COMMIT[:39], f"{COMMIT}\n"])
def test_a_hub_that_names_no_commit_is_not_followed(hub, loopback, commit):
    loopback.commit = commit
    assert "quelle révision" in failure(hub.look, wanted(REPOSITORY))


@pytest.mark.parametrize("name", ["README.md", "model.safetensors"])
def test_a_file_arrives_whole_whether_there_or_behind_a_redirect(hub, loopback, tmp_path, name):
    published = hub.look(wanted(REPOSITORY))
    sha256 = hub.fetch(published, listed(published, name), tmp_path)
    assert (tmp_path / name).read_bytes() == loopback.files[name]
    assert sha256 == hashlib.sha256(loopback.files[name]).hexdigest()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_file_that_is_there_is_not_fetched_again(hub, loopback, tmp_path):
    published = hub.look(wanted(REPOSITORY))
    first = hub.fetch(published, listed(published, "README.md"), tmp_path)
    assert hub.fetch(published, listed(published, "README.md"), tmp_path) == first
    assert len(loopback.downloads("README.md")) == 1


def test_what_had_arrived_before_the_program_died_is_kept(hub, loopback, tmp_path):
    (tmp_path / "model.safetensors.part").write_bytes(WEIGHTS[:5000])
    published = hub.look(wanted(REPOSITORY))
    hub.fetch(published, listed(published, "model.safetensors"), tmp_path)
    assert (tmp_path / "model.safetensors").read_bytes() == WEIGHTS
    assert {one.range for one in loopback.downloads("model.safetensors")} == {"bytes=5000-"}


def test_a_server_without_ranges_sends_it_all_again(hub, loopback, tmp_path):
    loopback.ranges = False
    (tmp_path / "model.safetensors.part").write_bytes(WEIGHTS[:5000])
    published = hub.look(wanted(REPOSITORY))
    hub.fetch(published, listed(published, "model.safetensors"), tmp_path)
    assert (tmp_path / "model.safetensors").read_bytes() == WEIGHTS


def test_a_download_that_breaks_is_tried_again(hub, loopback, tmp_path):
    loopback.breaks["model.safetensors"] = 6000
    published = hub.look(wanted(REPOSITORY))
    hub.fetch(published, listed(published, "model.safetensors"), tmp_path)
    assert (tmp_path / "model.safetensors").read_bytes() == WEIGHTS
    assert len(loopback.downloads("model.safetensors")) > 2, "on the hub, then twice behind its redirect"


@pytest.mark.parametrize("arrived", [b"\0" * len(WEIGHTS), b"\0" * 5000])
def test_what_is_not_the_file_that_is_listed_is_thrown_away(hub, loopback, tmp_path, arrived):
    (tmp_path / "model.safetensors.part").write_bytes(arrived)
    published = hub.look(wanted(REPOSITORY))
    assert "intact" in failure(hub.fetch, published, listed(published, "model.safetensors"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_more_than_the_whole_is_of_something_else_and_fetched_anew(hub, loopback, tmp_path):
    (tmp_path / "model.safetensors.part").write_bytes(WEIGHTS + b"more")
    published = hub.look(wanted(REPOSITORY))
    hub.fetch(published, listed(published, "model.safetensors"), tmp_path)
    assert (tmp_path / "model.safetensors").read_bytes() == WEIGHTS


def test_a_model_with_conditions_asks_for_them_and_comes_with_a_token(loopback, tmp_path):
    loopback.gated = True
    stranger, friend = Hub(endpoint=loopback.address), Hub("hf_invented", loopback.address)
    published = stranger.look(wanted(REPOSITORY))
    file = listed(published, "model.safetensors")
    assert "HF_TOKEN" in failure(stranger.fetch, published, file, tmp_path)
    friend.fetch(published, file, tmp_path)
    assert (tmp_path / "model.safetensors").read_bytes() == WEIGHTS


def test_the_token_is_for_the_hub_and_not_for_where_it_keeps_its_files(loopback, tmp_path):
    loopback.elsewhere = loopback.address.replace("127.0.0.1", "localhost")
    friend = Hub("hf_invented", loopback.address)
    published = friend.look(wanted(REPOSITORY))
    friend.fetch(published, listed(published, "model.safetensors"), tmp_path)
    told = [one.authorization for one in loopback.downloads("model.safetensors")]
    assert told == ["Bearer hf_invented", ""]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("plume/autre", "n’existe pas", id="no such model"),
        pytest.param(f"{REPOSITORY}@v9", "n’a pas de révision", id="no such revision"),
    ],
)
def test_what_is_not_there_is_told(hub, name, told):
    assert told in failure(hub.look, wanted(name))


def test_a_file_that_is_gone_and_a_hub_that_is_not_there_are_told(hub, loopback, tmp_path):
    published = hub.look(wanted(REPOSITORY))
    assert "n’est pas arrivé" in failure(hub.fetch, published, Listed("gone.bin", 5), tmp_path)
    nobody = Hub(endpoint="http://127.0.0.1:9")
    assert "n’est pas arrivé" in failure(nobody.look, wanted(REPOSITORY))


def test_a_full_disk_is_told_and_what_arrived_stays(hub, loopback, tmp_path):
    (tmp_path / "model.safetensors.part").symlink_to("/dev/full")
    published = hub.look(wanted(REPOSITORY))
    assert "plus de place" in failure(hub.fetch, published, listed(published, "model.safetensors"), tmp_path)
    assert (tmp_path / "model.safetensors.part").is_symlink()
