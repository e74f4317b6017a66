"""The weights of the package, and what they say of sentences."""

import json
from hashlib import sha256
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.sentences import split
from bot.summaries.candidates import CHOICE
from bot.summaries.extractive import VERSION
from bot.summaries.features import SENTENCE
from bot.summaries.length import LENGTH
from bot.summaries.ranker import KEPT, WEIGHTS, packed, ranker, unpacked
from tests.summaries.examples import BRIDGE

SENTENCES = [sentence for paragraph in BRIDGE for sentence in split(paragraph)]
FOLDER = resources.files("bot.summaries")


def test_the_card_tells_what_the_weights_were_learnt_from():
    card = json.loads(FOLDER.joinpath("weights.json").read_text())
    weights = FOLDER.joinpath(WEIGHTS).read_bytes()
    assert card["weights_sha256"] == sha256(weights).hexdigest()
    assert card["version"] == VERSION
    assert "CC BY-SA 4.0" in card["licence"]
    assert len(card["corpus_sha256"]) == 64
    assert len(weights) <= 300_000


def test_weights_survive_being_packed():
    again = unpacked(packed(ranker()))
    counted = again.counted(SENTENCES, "Le pont de Belleroche")
    assert again.choices(counted) == ranker().choices(counted)


def test_weights_for_other_columns_are_refused():
    arrays = packed(ranker())
    with pytest.raises(ValueError, match="train-ranker"):
        unpacked(arrays | {"columns": arrays["columns"][1:]})


def test_the_news_is_told_before_the_weather():
    scores = ranker().sentence_scores(ranker().counted(SENTENCES, ""))
    assert scores[0] == max(scores)
    assert scores[0] > scores[SENTENCES.index("Il a plu sur le fleuve.")]


def test_a_sentence_that_holds_the_title_gains_by_it():
    fishing = next(at for at, text in enumerate(SENTENCES) if "droits de pêche" in text)

    def rank(title):
        scores = ranker().sentence_scores(ranker().counted(SENTENCES, title))
        return sorted(-scores).index(-scores[fishing])

    assert rank("Droits de pêche sur la Sarve : la dispute dure depuis 1 200 jours") < rank(
        "Le palais annonce"
    )


def test_every_choice_is_one_or_two_sentences_in_reading_order_the_best_first():
    counted = ranker().counted(SENTENCES, "")
    choices = ranker().choices(counted)
    assert [score for score, _ in choices] == sorted((score for score, _ in choices), reverse=True)
    assert len({at for _, choice in choices for at in choice}) <= KEPT
    for _, choice in choices:
        assert 1 <= len(choice) <= 2
        assert list(choice) == sorted(set(choice))
        assert len(choice) == 1 or counted.lengths[list(choice)].sum() <= LENGTH.short_words_max


@given(st.lists(st.text(max_size=80), min_size=1, max_size=8), st.text(max_size=30))
def test_whatever_the_sentences_the_numbers_are_numbers(texts, title):
    counted = ranker().counted([text or "." for text in texts], title)
    assert counted.columns.shape == (len(texts), len(SENTENCE))
    assert np.isfinite(counted.columns).all()
    assert np.isfinite([score for score, _ in ranker().choices(counted)]).all()
    assert len(set(CHOICE)) == len(CHOICE)
