"""What labelled work of models is worth behind the gate."""

import json

import pytest

from bot.errors import BadCorpus
from bot.lab.outputs import evaluate, outputs, worth
from tests.summaries.examples import BRIDGE

FAITHFUL = "Anne Lefort et son homologue valdorien Paul Castel se retrouveront."
INVENTED = "Anne Lefort et Paul Castel se verront à Rochefort."


def row(system, *labelled, title="Une rencontre"):
    sentences = [{"text": text, "label": label} for text, label in labelled]
    return {"id": "1", "title": title, "text": "\n".join(BRIDGE), "system": system, "sentences": sentences}


@pytest.fixture
def corpus(tmp_path):
    """A corpus of these rows."""

    def of(*rows):
        path = tmp_path / "outputs.jsonl"
        path.write_text("".join(f"{json.dumps(one)}\n" for one in rows), encoding="utf-8")
        return path

    return of


def test_what_is_told_and_what_is_false_are_counted(corpus):
    path = corpus(row("A", (INVENTED, "wrong")), row("A", (FAITHFUL, "ok"), (INVENTED, "wrong")))
    told = worth([one] for one in outputs(path))
    assert (told.articles, told.told) == (2, 1)
    assert (told.written, told.wrong_written, told.shown, told.wrong_shown) == (3, 2, 1, 0)


def test_what_the_gate_lets_through_and_a_reader_called_false_is_told(corpus):
    told = worth([one] for one in outputs(corpus(row("A", (FAITHFUL, "wrong")))))
    assert (told.shown, told.wrong_shown) == (1, 1)


def test_two_models_are_candidates_of_one_another(corpus):
    told = worth([outputs(corpus(row("A", (INVENTED, "wrong")), row("B", (FAITHFUL, "ok"))))])
    assert (told.articles, told.told) == (1, 1)


def test_each_model_and_all_together_have_a_line(corpus, capsys):
    only_a = row("A", (INVENTED, "wrong"), title="Une autre")
    evaluate(corpus(row("A", (INVENTED, "wrong")), row("B", (FAITHFUL, "ok")), only_a))
    lines = [line.split()[:4] for line in capsys.readouterr().out.splitlines()]
    assert lines[1:] == [["A", "2", "0%", "2"], ["B", "1", "100%", "0"], ["A", "+", "B", "1"]]


@pytest.mark.parametrize("wrong", [{"sentences": 3}, {"text": None}, {"sentences": [{"text": "a"}]}])
def test_a_line_that_is_none_is_named(corpus, wrong):
    with pytest.raises(BadCorpus, match=r"outputs\.jsonl:1"):
        outputs(corpus(row("A", (FAITHFUL, "ok")) | wrong))


def test_an_empty_corpus_is_told(corpus):
    with pytest.raises(BadCorpus, match="nothing in it"):
        evaluate(corpus())
