"""What was learnt of publishers' descriptions."""

from dataclasses import replace

import pytest

from bot.summaries.judge import BUCKETS, WORDS, columns, hashed, judge
from bot.summaries.standfirst import Standfirst

TOLD = Standfirst(
    "Belleroche : le pont rouvre mardi",
    ("Le pont de Belleroche rouvrira mardi 4 mars.", "Les camions devront attendre l’été."),
    url="https://courrier.example.org/videos/2031/pont",
)


def test_the_weights_are_for_the_columns_that_are_counted():
    assert set(judge().columns) == {name for name, _ in columns(TOLD)}
    assert len(judge().weights) == BUCKETS * (len(WORDS) + 1)


def test_every_column_is_counted_once_and_for_an_empty_description_too():
    names = [name for name, _ in columns(TOLD)]
    assert len(names) == len(set(names))
    assert [name for name, _ in columns(Standfirst("", ()))] == names


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"told": TOLD.told[:1]}, id="the second sentence"),
        pytest.param({"title": "Le pont de Belleroche"}, id="the title"),
        pytest.param({"rest": "Retrouvez notre dossier."}, id="what is not shown"),
        pytest.param({"url": ""}, id="where the publisher files it"),
    ],
)
def test_each_part_counts(changed):
    other = replace(TOLD, **changed)
    assert dict(hashed(other)) != dict(hashed(TOLD))


def test_what_is_surer_than_the_least_is_accepted():
    assert judge().accepts(TOLD) is (judge().odds(TOLD) >= judge().least)
    assert not replace(judge(), least=judge().odds(TOLD) + 1).accepts(TOLD)
