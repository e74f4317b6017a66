"""Learning which descriptions are digests, from a handful of invented ones."""

import json

import pytest

from bot.errors import BadCorpus

pytest.importorskip("sklearn", reason="the extra `train` is not installed")

from bot.lab import corpus
from bot.lab.train import train_judge
from bot.lab.train_judge import Labelled, train
from bot.summaries.standfirst import Standfirst

pytestmark = pytest.mark.slow

TOWNS = ("Brest", "Lorient", "Nantes", "Calais", "Dieppe", "Royan", "Sète", "Toulon")
NEWS = [f"Le maire de {town} a annoncé mardi la fermeture du vieux pont, selon la mairie." for town in TOWNS]
PROMISES = [f"Découvrez notre dossier sur les ponts de {town}, et nos conseils de visite." for town in TOWNS]


def labelled(text, *, digest):
    return Labelled(Standfirst("Le vieux pont", (text,)), digest)


ALL = [labelled(text, digest=text in NEWS) for text in (*NEWS, *PROMISES)]


@pytest.fixture(scope="module")
def learnt():
    return train(ALL, [*NEWS, *PROMISES])


def test_digests_are_told_from_promises(learnt):
    fresh = Standfirst("La vieille digue", ("Le préfet a annoncé lundi la fermeture de la digue.",))
    promise = Standfirst("La vieille digue", ("Découvrez notre dossier sur la digue, et nos conseils.",))
    assert learnt.accepts(ALL[0].standfirst)
    assert not learnt.accepts(ALL[-1].standfirst)
    assert learnt.odds(fresh) > learnt.odds(promise)


def test_the_same_descriptions_give_the_same_weights(learnt):
    assert train(ALL, [*NEWS, *PROMISES]) == learnt


def test_texts_come_from_the_corpus_and_labels_from_a_file_without_text(tmp_path):
    texts = {f"https://example.org/{at}": text for at, text in enumerate((*NEWS, *PROMISES))}
    rows = [{"url": url, "title": "Le vieux pont", "description": text} for url, text in texts.items()]
    (tmp_path / "press.jsonl").write_text("\n".join(map(json.dumps, rows)))
    kinds = {corpus.url_key(url): "digest" if text in NEWS else "promise" for url, text in texts.items()}
    (tmp_path / "labels.tsv").write_text("\n".join("\t".join(pair) for pair in kinds.items()))
    (tmp_path / "doubtful.tsv").write_text("")
    train_judge(*(tmp_path / name for name in ("press.jsonl", "labels.tsv", "doubtful.tsv", "")), "invented")
    card = json.loads((tmp_path / "judge.json").read_text())
    assert card["descriptions"] == len(rows)
    assert (tmp_path / "judge.bin").stat().st_size < 200_000


def test_a_corpus_without_descriptions_is_refused(tmp_path):
    (tmp_path / "press.jsonl").write_text(json.dumps({"url": "https://example.org", "title": "Le pont"}))
    with pytest.raises(BadCorpus, match=r"press\.jsonl:1"):
        list(corpus.descriptions(tmp_path / "press.jsonl"))
