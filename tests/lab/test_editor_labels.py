"""Editors' choices without a word of the articles: put together again by whoever has them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import BadCorpus
from bot.lab import editor_labels
from bot.lab.judged import digest, rows
from tests.summaries.examples import BRIDGE

ARTICLE = {"id": "12", "date": "2026-03-02", "title": "Rencontre à Belleroche\n", "text": " ".join(BRIDGE)}
CHOICES = {
    "id": "12",
    "editor": "a",
    "date": "2026-03-02",
    "title": "Rencontre à Belleroche",
    "sentences": list(BRIDGE),
    "best": [[0], [0, 1]],
    "ok": [[1]],
    "bad_open": [2, 3],
    "repair": {"1": "drop «Mais»"},
}


def written(path, *lines):
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    return path


@pytest.fixture
def table(tmp_path):
    """A table of two editors' choices of one article."""
    articles = written(tmp_path / "articles.jsonl", ARTICLE)
    choices = written(tmp_path / "choices.jsonl", CHOICES, CHOICES | {"editor": "b", "best": [[1]]})
    path = tmp_path / "table.tsv"
    lines = "".join(f"{one.line()}\n" for one in editor_labels.of(choices, articles))
    path.write_text(f"# a remark\n{lines}")
    return path


def judged(tmp_path, lines):
    return list(rows(written(tmp_path / "joined.jsonl", *lines)))


def test_with_the_articles_the_table_says_what_the_choices_said(table, tmp_path):
    found = [("here:1", ARTICLE | {"id": "9"}), ("here:2", ARTICLE)]
    again = judged(tmp_path, [line for _, line in editor_labels.joined(found, table)])
    assert again == judged(tmp_path, [CHOICES, CHOICES | {"best": [[1]]}])


def test_the_table_holds_no_word_of_an_article(table):
    told = table.read_text()
    assert not any(word in told for word in " ".join(BRIDGE).split() if len(word) > 4)


def test_another_text_under_the_same_id_is_refused(table):
    changed = ARTICLE | {"text": ARTICLE["text"].replace("Lefort", "Dupont")}
    with pytest.raises(BadCorpus, match=r"here:1: the text of 12 is not the one"):
        list(editor_labels.joined([("here:1", changed)], table))


def test_choices_whose_sentences_are_not_in_the_article_are_refused(tmp_path):
    articles = written(tmp_path / "articles.jsonl", ARTICLE)
    choices = written(tmp_path / "choices.jsonl", CHOICES | {"sentences": ["Le bac a coulé."]})
    with pytest.raises(BadCorpus, match=r"choices.jsonl:1: not in the article: Le bac"):
        list(editor_labels.of(choices, articles))


def test_a_broken_line_is_named(tmp_path):
    (tmp_path / "table.tsv").write_text("# remark\n12\ta\n")
    with pytest.raises(BadCorpus, match=r"table.tsv:2: 8 columns"):
        list(editor_labels.labels(tmp_path / "table.tsv"))


def test_the_table_of_the_package_is_whole():
    """Each choice names sentences that there are, each sentence a place after the one before."""
    known = list(editor_labels.labels())
    assert len(known) == 1068
    for label in known:
        chosen = [at for name in ("best", "ok") for one in label.choices[name] for at in one]
        assert {*chosen, *label.choices["bad_open"], *label.choices["repair"]} <= set(range(len(label.spans)))
        ends = [0, *(end for _, end in label.spans)]
        assert all(before <= start < end for before, (start, end) in zip(ends, label.spans, strict=False))


def test_a_corpus_without_a_labelled_article_holds_no_choices(tmp_path):
    assert list(rows(written(tmp_path / "articles.jsonl", ARTICLE | {"id": "never"}))) == []


def test_choices_are_known_again_whatever_file_they_came_in(tmp_path):
    one = judged(tmp_path, [CHOICES])
    other = judged(tmp_path, [CHOICES | {"title": "Rencontre à Belleroche ", "note": "!"}])
    assert digest(one) == digest(other)
    assert digest(one) != digest([replace(one[0], bad_openers=frozenset({2}))])


def test_the_weights_of_the_package_name_what_they_learnt_from():
    card = json.loads((Path(editor_labels.__file__).parents[1] / "summaries" / "weights.json").read_text())
    assert card["editors"]["articles"] == len(list(editor_labels.labels()))
