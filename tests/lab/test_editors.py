"""Extracts against the choices of editors."""

import json

import pytest

from bot.errors import BadCorpus
from bot.lab import editors
from tests.summaries.examples import BRIDGE

ROW = {
    "title": "La Sarve, la pêche, la frontière",
    "sentences": BRIDGE,
    "best": [[1, 2]],
    "ok": [[1]],
    "bad_open": [3],
}


@pytest.fixture
def told(tmp_path):
    """The shares for one article whose extract tells its second and its third paragraph."""

    def shares(**changed):
        path = tmp_path / "choices.jsonl"
        path.write_text(json.dumps(ROW | changed))
        return editors.shares(list(editors.rows(path)), titled=True)

    return shares


@pytest.mark.parametrize(
    ("changed", "reached"),
    [
        pytest.param({}, {"best", "fair", "opens best", "opens fair"}, id="what the editor chose"),
        pytest.param(
            {"best": [[2, 1]]}, {"best", "fair", "opens best", "opens fair"}, id="in whatever order"
        ),
        pytest.param({"best": [[1, 4]]}, {"opens best", "opens fair"}, id="another second sentence"),
        pytest.param(
            {"best": [[4]], "ok": [[1, 2]]}, {"fair", "opens fair"}, id="what the editor would accept"
        ),
        pytest.param({"best": [[4]], "ok": [], "bad_open": [1]}, {"opens badly"}, id="what must not open"),
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
