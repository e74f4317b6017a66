"""What is counted about each word of an article."""

import numpy as np

from bot.summaries.features import RARITIES, bucket, count
from bot.summaries.salience import RATE_STEP, WORD, word_columns

TEXTS = ["Le bac de Sauvelade coule.", "Le bac transportait 12 vaches.", "Sauvelade pleure son bac."]
RARE = np.full(RARITIES, 100, np.uint8)


def columns(of, rates=None):
    counted = count(TEXTS, "Le bac de Sauvelade", RARE)
    rates = np.zeros(RARITIES, np.int8) if rates is None else rates
    rows = word_columns(counted, np.array([2.0, -2.0, 0.0], np.float32), rates)
    return dict(zip(WORD, rows[counted.words.index(of)], strict=True))


def test_a_word_has_its_times_and_its_places():
    told = columns("bac")
    assert (told["times"], told["sentences"], told["first_at"], told["last_at"]) == (3, 3, 0, 2)
    assert told["titled"] == 1
    assert columns("vaches")["titled"] == 0


def test_a_word_is_worth_what_the_sentences_that_hold_it_are_worth():
    assert columns("bac")["best_score"] > columns("pleure")["best_score"] > columns("vaches")["best_score"]
    assert columns("sauvela")["first_score"] == columns("bac")["first_score"]


def test_figures_and_names_are_told_apart():
    assert columns("12")["figure"] == 1
    assert columns("sauvela")["named"] == 1
    assert columns("bac")["named"] == 0


def test_what_was_learnt_of_a_word_is_told_in_nats():
    rates = np.zeros(RARITIES, np.int8)
    rates[bucket("vaches")] = 32
    assert columns("vaches", rates)["rate"] == 32 * RATE_STEP
