"""ROUGE for training is ROUGE as everyone counts it."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lab.overlap import Reference, tokens

WORDS = st.lists(
    st.sampled_from("le pont la Sarve été 12 rouvre mardi à l'aube, dit-on.".split()), max_size=30
)


@cache
def scorer():
    from rouge_score.rouge_scorer import RougeScorer  # two seconds

    return RougeScorer(["rouge1", "rouge2", "rougeL"])


@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_it_gives_the_same_numbers_as_the_package(one, other):
    wanted = tuple(score.fmeasure for score in scorer().score(one, other).values())
    assert Reference(one).scores(tokens(other)) == pytest.approx(wanted)


def test_a_text_is_wholly_like_itself_and_not_at_all_like_another():
    reference = Reference("Le pont rouvre mardi")
    assert reference.scores(tokens("le pont rouvre MARDI !")) == (1, 1, 1)
    assert reference.scores(tokens("Une autre ville")) == (0, 0, 0)
    assert reference.scores([]) == (0, 0, 0)
