"""Where the bars of a chart stand."""

import pytest

from bot.ports.dashboard import Series
from bot.web.charts import HEIGHT, WIDTH, bars


def series(*values, unit=""):
    return Series("Articles", values, tuple(f"{n} h" for n in range(len(values))), "", unit)


def test_the_greatest_is_as_high_as_the_box_and_all_stand_on_its_floor():
    made = bars(series(0, 5, 10))
    assert [bar.height for bar in made] == [0, HEIGHT / 2, HEIGHT]
    assert {bar.y + bar.height for bar in made} == {HEIGHT}


def test_they_stand_side_by_side_in_the_box():
    made = bars(series(1, 1, 1, 1))
    assert [bar.x for bar in made] == [0, WIDTH / 4, WIDTH / 2, 3 * WIDTH / 4]
    assert all(bar.x + bar.width <= WIDTH for bar in made)


def test_what_is_not_nothing_can_be_seen():
    assert bars(series(1, 1_000_000))[0].height >= 1


@pytest.mark.parametrize("values", [(), (0,), (0, 0)], ids=["no hour", "one", "two"])
def test_of_nothing_there_is_nothing_to_see(values):
    assert all(bar.height == 0 for bar in bars(series(*values)))


def test_each_says_what_it_is():
    assert [bar.told for bar in bars(series(2.5, 3, unit="s"))] == ["0 h\u00a0: 2.5 s", "1 h\u00a0: 3 s"]
