"""Measuring summaries, on a corpus of three invented articles."""

import json
import lzma

import pytest

from bot.errors import BadCorpus, SettingsError
from bot.lab import corpus, evaluate
from bot.settings.loading import load
from tests.summaries.examples import BRIDGE, LEAD

ROWS = [
    {"id": "pont", "title": "Rencontre à Belleroche", "text": "\n".join(BRIDGE), "abstract": LEAD},
    {"id": "titre", "title": "Rencontre", "text": LEAD, "abstract": "Rencontre", "task": "title"},
    {"id": "court", "title": "", "text": "Trop court.", "abstract": "Un texte trop court."},
]


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "corpus.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(map(json.dumps, ROWS)).encode()))
    return path


def test_a_plain_file_is_read_as_a_compressed_one(data, tmp_path):
    plain = tmp_path / "corpus.jsonl"
    plain.write_bytes(lzma.decompress(data.read_bytes()))
    assert [row.id for row in corpus.rows(plain)] == [row.id for row in corpus.rows(data)]


def test_an_extract_scores_by_what_it_shares_with_the_journalists_own_words(data, tmp_path, capsys):
    kept = tmp_path / "summaries.jsonl"
    evaluate.evaluate(data, evaluate.extracts, limit=None, titled=True, keep=kept)
    told = {line["id"]: line["summary"] for line in map(json.loads, kept.read_text().splitlines())}
    assert told.keys() == {"pont", "court"}
    assert "Anne Lefort" in told["pont"]
    assert told["court"] == ""
    shown = capsys.readouterr().out
    assert "2, dont trop courts\u00a0: 1" in shown
    assert "0.00%" in shown
    assert "ROUGE-1 / 2 / L" in shown


def test_the_better_of_two_methods_is_found_and_by_how_much(data, tmp_path, capsys):
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    for path, told in ((good, LEAD), (bad, "Il a plu.")):
        path.write_text("\n".join(json.dumps({"id": name, "summary": told}) for name in ("pont", "court")))
    evaluate.compare(data, good, bad)
    assert "+" in capsys.readouterr().out.splitlines()[1]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        pytest.param(b"", "no row has an abstract", id="nothing in it"),
        pytest.param(b"ceci n'est pas du JSON", r"corpus\.jsonl:1: not JSON", id="no JSON"),
        pytest.param(b'["une", "liste"]', r"corpus\.jsonl:1: an object", id="no object"),
        pytest.param(
            b'{"title": 3, "text": "x"}', r"corpus\.jsonl:1: an object", id="a title that is no text"
        ),
        pytest.param(b"\xff\xfe", "can't be read", id="no UTF-8"),
    ],
)
def test_a_file_that_is_no_corpus_is_refused_with_its_line(tmp_path, content, complaint):
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadCorpus, match=complaint):
        evaluate.evaluate(path, evaluate.extracts, limit=None, titled=True, keep=None)


def test_summaries_of_other_articles_cannot_be_compared(data, tmp_path):
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    one.write_text('{"id": "pont", "summary": ""}')
    other.write_text('{"id": "autre", "summary": ""}')
    with pytest.raises(BadCorpus, match="not about the same"):
        evaluate.compare(data, one, other)


def test_without_a_model_there_is_none_to_measure(tmp_path):
    with pytest.raises(SettingsError, match="LACONIQUE_MODEL_DIR"):
        evaluate.by_model(load({"LACONIQUE_HOME": str(tmp_path)}))
