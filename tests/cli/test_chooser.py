"""An encoder learns what editors choose, and the bot tells its digests by it: the commands of an operator."""

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict

import pytest

from tests.running import ROOT, laconique, make_config
from tests.summaries.models.tiny_encoder import judged

pytestmark = [pytest.mark.slow, pytest.mark.model]
STORY = ROOT / "tests" / "data" / "russie.txt"


def line(n):
    row = asdict(judged(n))
    return {
        "title": row["title"],
        "sentences": row["sentences"],
        "best": sorted(row["best"]),
        "ok": sorted(row["fair"]),
        "bad_open": sorted(row["bad_openers"]),
    }


@pytest.fixture
def place(tmp_path):
    config = make_config(tmp_path / "config", bot='[summary]\nchooser = "goût"\n')
    return {"home": tmp_path / "home", "config": config, "OMP_NUM_THREADS": "1"}


def test_from_an_encoder_and_choices_to_a_digest(place, encoder, tmp_path):
    """Train, look at it, measure it, use it."""
    choices = tmp_path / "choices.jsonl"
    choices.write_text("".join(f"{json.dumps(line(n))}\n" for n in range(24)))
    folder = place["home"] / "goût"
    learning = ("--encoder", str(encoder("camembert")), "--editors", str(choices), "--into", str(folder))
    learnt = laconique("train-chooser", *learning, "--epochs", "1", "--reads", "150", **place)
    assert learnt.returncode == 0, learnt.stderr
    assert "passage 1" in learnt.stderr
    measured = laconique("eval", str(choices), "--editors", "--chooser", str(folder), **place)
    assert measured.returncode == 0, measured.stderr
    assert "colonnes" in measured.stdout
    checked = laconique("model", "check", str(folder), **place)
    assert checked.returncode == 0, checked.stderr
    assert "Choisis\u00a0: 20 sur 20." in checked.stdout
    assert laconique("ingest", str(STORY), **place).returncode == 0
    with closing(sqlite3.connect(place["home"] / "laconique.db")) as database:
        ((version,),) = database.execute("SELECT version FROM summaries")
    assert version.startswith("chosen-1-camembert-")
    assert "phrases de l’article" in laconique("digest", **place).stdout
    diagnosis = laconique("doctor", "--quick", **place)
    assert "phrases choisies par chosen-1-camembert-" in diagnosis.stdout


def test_a_chooser_that_is_damaged_costs_nobody_a_digest(place, chooser):
    folder = shutil.copytree(chooser("camembert"), place["home"] / "goût")
    (folder / "head.npz").write_bytes(b"half")
    checked = laconique("model", "check", str(folder), **place)
    assert checked.returncode == 1
    assert "train-chooser --encoder" in checked.stderr
    assert "Traceback" not in checked.stderr
    assert laconique("ingest", str(STORY), **place).returncode == 0
    told = laconique("digest", **place)
    assert "phrases de l’article" in told.stdout
    diagnosis = laconique("doctor", "--quick", **place)
    assert diagnosis.returncode == 1
    assert "les colonnes choisissent" in diagnosis.stdout
