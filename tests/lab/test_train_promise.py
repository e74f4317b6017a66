"""Which titles tell what others tell too: known from the press itself."""

import pytest

from bot.editions import promise
from bot.lab.train_promise import titled, told_by_others, train

pytest.importorskip("sklearn", reason="the extra `train` is not installed")


def item(publisher: str, title: str) -> dict[str, str]:
    return {"url": f"https://www.{publisher}.example/monde/1", "title": title, "date": "2026-03-02"}


SEISM = [
    item(name, f"Valmer : un séisme fait {n} morts") for n, name in enumerate(("gazette", "echo", "vigie"))
]
RECIPES = [
    item("gazette", "Une recette de tarte aux pommes"),
    item("gazette", "Une recette de tarte aux poires"),
]


def test_a_title_is_told_by_others_when_two_publishers_more_have_it():
    day = [titled(one) for one in (*SEISM, *RECIPES)]
    assert told_by_others(day) == [True, True, True, False, False]
    assert told_by_others(day[1:]) == [False] * 4, "two tell it: that is none yet"


def test_its_words_are_learnt_and_the_same_titles_give_the_same_weights():
    day = [titled(one) for one in (*SEISM, *RECIPES)]
    weights, reading = train(day, told_by_others(day))
    assert train(day, told_by_others(day)) == (weights, reading)
    seism, recipe = (sum(weights[at] for at in day[n].features) for n in (0, 3))
    assert seism > recipe
    assert (len(weights), sorted(reading)) == (promise.BUCKETS, ["middle", "scale", "spread"])
