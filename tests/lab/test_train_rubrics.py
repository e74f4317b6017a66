"""What the press says again and again is learnt from its days."""

from bot.lab.train_rubrics import learnt
from bot.stories.rubrics import key, parts
from bot.topics.mentions import split


def hashes(text: str) -> list[int]:
    words = split(text)
    return [key(words, begin, end) for begin, end in parts(words)]


def test_a_part_of_many_days_is_learnt_whatever_its_number_and_what_a_few_days_said_is_not():
    days = [
        (f"2026-11-{n:02}", f"Le port, {n}e jour : la cargaison {'abcdefghijk'[n]}", "Restez à quai.")
        for n in range(9)
    ]
    assert set(learnt(days)) == {hashes("Le port, 1e jour : suite")[0], *hashes("Restez à quai.")}
    assert learnt(days[:7]) == []


def test_one_day_that_says_it_often_is_one_day():
    assert learnt([("2026-11-01", "Valmer : une grève", "")] * 20) == []
