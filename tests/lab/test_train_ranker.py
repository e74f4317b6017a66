"""Learning the weights: here from a few invented articles, only to see that it learns."""

import numpy as np
import pytest

from bot.lab import train_ranker
from bot.lab.overlap import Reference, tokens
from bot.summaries.features import RARITIES, bucket
from bot.summaries.ranker import packed

TOWNS = ("Belleroche", "Kervannec", "Valmont", "Rochefeuille", "Castelnuit", "Morteval")


def example(n):
    """An article whose second sentence is the news, as its journalist told it."""
    town, days = TOWNS[n % len(TOWNS)], n + 2
    news = f"Le pont de {town} rouvre mardi après {days} jours de travaux, annonce la mairie de {town}."
    rest = (
        "Il fait beau depuis quelques heures sur le fleuve.",
        "Un marché se tient chaque jeudi sur la place.",
    )
    return train_ranker.Example(f"Le pont de {town} rouvre", " ".join((rest[0], news, rest[1])), news)


EXAMPLES = [example(n) for n in range(300)]


def test_a_term_of_every_article_is_common_and_one_never_met_is_rare():
    table = train_ranker.rarities(EXAMPLES)
    assert len(table) == RARITIES
    assert table[bucket("pont")] < table[bucket("bellero")] < max(table)


def test_the_greedy_search_takes_what_the_journalist_told():
    one = EXAMPLES[0]
    texts = train_ranker.sentences(one.text)
    assert train_ranker.oracle(Reference(one.abstract), [tokens(text) for text in texts]) == {1}


@pytest.mark.slow
def test_what_is_learnt_tells_the_news_and_is_the_same_each_time():
    pytest.importorskip("lightgbm", reason="the extra `train` is not installed")
    pytest.importorskip("sklearn", reason="the extra `train` is not installed")
    learnt = train_ranker.train(EXAMPLES)
    texts = train_ranker.sentences(EXAMPLES[0].text)
    _score, best = learnt.choices(learnt.counted(texts, EXAMPLES[0].title))[0]
    assert 1 in best
    again = packed(train_ranker.train(EXAMPLES))
    assert all(np.array_equal(again[name], array) for name, array in packed(learnt).items())
