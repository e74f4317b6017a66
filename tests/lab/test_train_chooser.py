"""Which sentences an editor would tell: here from a few invented articles, only to see that it learns."""

import numpy as np
import pytest

from bot.lab import train_chooser
from bot.lab.judged import Judged
from bot.summaries.ranker import packed, ranker

TOWNS = ("Belleroche", "Kervannec", "Valmont", "Rochefeuille", "Castelnuit", "Morteval")


def judged(n):
    """An article whose editor always tells the sentence about the price, which the title does not name."""
    town = TOWNS[n % len(TOWNS)]
    return Judged(
        title=f"Le pont de {town} rouvre",
        day=None,
        sentences=(
            f"Le pont de {town} rouvrira lundi aux voitures après {n + 2} ans de travaux difficiles.",
            f"Un marché se tient chaque jeudi sur la place de {town}, depuis plus de trente ans.",
            f"La facture de ce chantier atteint {n + 3} millions d'euros pour les habitants de la vallée.",
        ),
        best=frozenset({(2,)}),
        fair=frozenset({(2,), (0, 2)}),
        bad_openers=frozenset({1}),
    )


def test_what_editors_tell_is_told():
    pytest.importorskip("lightgbm", reason="the extra `train` is not installed")
    rows = [judged(n) for n in range(120)]
    learnt = train_chooser.train(rows, ranker())
    counted = learnt.counted(rows[7].sentences, rows[7].title)
    every, numbers, _expected = learnt.compared(counted)
    liking = learnt.editors.predict(numbers)
    assert every[int(liking.argmax())] == (2,)
    again = packed(train_chooser.train(rows, ranker()))
    assert all(np.array_equal(again[name], array) for name, array in packed(learnt).items())


def test_the_expectations_of_the_ranker_stay_as_they_are():
    pytest.importorskip("lightgbm", reason="the extra `train` is not installed")
    learnt = train_chooser.train([judged(n) for n in range(120)], ranker())
    one = judged(0)
    counted = learnt.counted(one.sentences, one.title)
    assert np.array_equal(learnt.compared(counted)[2], ranker().compared(counted)[2])
