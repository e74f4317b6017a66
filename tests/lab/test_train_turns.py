"""Learning which articles tell a turn, from a handful of invented ones."""

import json
from dataclasses import replace

import pytest

from bot.errors import BadCorpus

pytest.importorskip("sklearn", reason="the extra `train` is not installed")

from bot.lab import corpus
from bot.lab.labelled_turns import Pair, Title
from bot.lab.train import train_turns
from bot.lab.train_turns import train
from bot.stories import suite
from tests.store.shelf import article

pytestmark = pytest.mark.slow

TOWNS = ("Brest", "Lorient", "Nantes", "Calais", "Dieppe", "Royan", "Sète", "Toulon")
TRIALS = [article(f"{town} : le procès du maire s’ouvre lundi", "Il est jugé.") for town in TOWNS]
VERDICTS = [
    article(f"{town} : le maire condamné à un an de prison", "Le verdict est tombé.") for town in TOWNS
]
VIEWS = [article(f"{town} : à son procès, le maire raconte sa vie", "Il est jugé.") for town in TOWNS]
TITLES = [
    *(Title(one.title, "turn") for one in VERDICTS),
    *(Title(one.title, "none") for one in (*TRIALS, *VIEWS)),
]
PAIRS = [
    Pair((trial,), later, turn, "met")
    for turn, those in (("verdict", VERDICTS), ("none", VIEWS))
    for trial, later in zip(TRIALS, those, strict=True)
]
TEXTS = [one.title for one in (*TRIALS, *VERDICTS, *VIEWS)]


@pytest.fixture(scope="module")
def learnt():
    return train(TITLES, PAIRS, TEXTS)


def test_turns_are_told_from_what_is_none(learnt):
    trial = article("Vannes : le procès du préfet s’ouvre lundi", "Il est jugé.")
    verdict = article("Vannes : le préfet condamné à deux ans de prison", "Le verdict est tombé.")
    view = article("Vannes : à son procès, le préfet raconte sa vie", "Il est jugé.")
    assert learnt.odds(verdict, [trial]) > learnt.least > learnt.odds(view, [trial])


def test_an_other_change_teaches_less_than_a_turn(learnt):
    others = [replace(one, turn="other" if one.turn == "verdict" else one.turn) for one in PAIRS[1:]]
    doubtful = train(TITLES, [PAIRS[0], *others], TEXTS)
    assert doubtful.odds(VERDICTS[1], [TRIALS[1]]) < learnt.odds(VERDICTS[1], [TRIALS[1]])


def test_the_same_labels_give_the_same_weights(learnt):
    assert train(TITLES, PAIRS, TEXTS) == learnt


def files(folder, header="sample\tarticle\tturn\tso_far"):
    """The invented articles as a corpus, and their labels; one pair has an article that the corpus lacks."""
    urls = {one: f"https://example.org/{at}" for at, one in enumerate((*TRIALS, *VERDICTS, *VIEWS))}
    rows = [
        {"date": "2026-11-23", "url": url, "title": one.title, "description": one.text}
        for one, url in urls.items()
    ]
    (folder / "press.jsonl").write_text("\n".join(map(json.dumps, rows)))
    keys = {one.title: corpus.url_key(url) for one, url in urls.items()}
    (folder / "titles.tsv").write_text("\n".join(f"{keys[one.title]}\t{one.turn}" for one in TITLES))
    pairs = [f"met\t{keys[one.article.title]}\t{one.turn}\t{keys[one.before[0].title]}" for one in PAIRS]
    (folder / "pairs.tsv").write_text("\n".join([header, *pairs, "met\tgone\tnone\tgone too"]))
    return [folder / name for name in ("press.jsonl", "titles.tsv", "pairs.tsv", "")]


def test_texts_come_from_the_corpus_and_labels_from_files_without_text(tmp_path):
    train_turns(*files(tmp_path), "invented")
    card = json.loads((tmp_path / suite.CARD).read_text())
    assert (card["titles"], card["pairs"]) == (len(TITLES), len(PAIRS))
    assert card["columns"].keys() == suite.suites().columns.keys()
    assert (tmp_path / suite.WEIGHTS).stat().st_size < 60_000


def test_pairs_without_their_columns_are_refused(tmp_path):
    with pytest.raises(BadCorpus, match="columns are expected"):
        train_turns(*files(tmp_path, header="half\tarticle\tturn\tso_far"), "invented")
