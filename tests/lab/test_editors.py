"""Extracts against the choices of editors."""

import json

import pytest

from bot.errors import BadCorpus
from bot.lab import editors
from bot.lab.judged import rows
from tests.summaries.examples import BRIDGE

ROW = {
    "title": "Anne Lefort et Paul Castel se retrouveront à Belleroche",
    "sentences": BRIDGE,
    "best": [[0]],
    "ok": [[0, 1]],
    "bad_open": [3],
}


@pytest.fixture
def told(tmp_path):
    """The shares for one article whose extract tells its first paragraph."""

    def shares(**changed):
        path = tmp_path / "choices.jsonl"
        path.write_text(json.dumps(ROW | changed))
        return editors.shares(list(rows(path)), titled=True)

    return shares


MENDED = {"sentences": [f"Mais {BRIDGE[0]}", *BRIDGE[1:]], "best": [[4]], "ok": [], "bad_open": [0]}


@pytest.mark.parametrize(
    ("changed", "reached"),
    [
        pytest.param({}, {"best", "fair", "opens best", "opens fair"}, id="what the editor chose"),
        pytest.param(
            {"best": [[0, 4]], "ok": []}, {"opens best", "opens fair"}, id="a second sentence lacks"
        ),
        pytest.param({"best": [[4]], "ok": [[0]]}, {"fair", "opens fair"}, id="what the editor would accept"),
        pytest.param({"best": [[4]], "ok": [], "bad_open": [0]}, {"opens badly"}, id="what must not open"),
        pytest.param(MENDED, {"opens badly"}, id="what the editor would not even mend"),
        pytest.param(
            MENDED | {"repair": {"0": "drop «Mais»"}}, set(), id="what is mended as the editor says"
        ),
        pytest.param({"sentences": ["Trop court."]}, set(), id="too short to tell"),
    ],
)
def test_an_extract_is_measured_by_what_editors_chose(told, changed, reached):
    assert {name for name, share in told(**changed).items() if share} == reached


def test_the_shares_are_printed(tmp_path, capsys):
    path = tmp_path / "choices.jsonl"
    path.write_text(json.dumps(ROW))
    editors.evaluate(path, titled=True)
    assert "100.0%" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", json.dumps({"title": "Rencontre"}), json.dumps(["Rencontre"])])
def test_what_holds_no_choices_is_refused(tmp_path, content):
    path = tmp_path / "choices.jsonl"
    path.write_text(content)
    with pytest.raises(BadCorpus):
        editors.evaluate(path, titled=True)


def test_what_learnt_from_these_very_choices_is_measured_in_folds(tmp_path):
    pytest.importorskip("lightgbm", reason="the extra `train` is not installed")
    path = tmp_path / "choices.jsonl"
    lines = [ROW | {"sentences": [f"Le {n} mars, {BRIDGE[0]}", *BRIDGE[1:]]} for n in range(1, 25)]
    path.write_text("\n".join(map(json.dumps, lines)))
    measured = editors.in_folds(list(rows(path)), titled=True)
    assert measured.keys() == {"best", "fair", "opens best", "opens fair", "opens badly"}
    assert 0 <= measured["best"] <= measured["fair"] <= 1
