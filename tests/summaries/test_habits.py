"""How a sentence is written, counted."""

import pytest

from bot.french.words import words
from bot.summaries.features import terms
from bot.summaries.habits import HABITS, habits

PLAIN = "La ville rouvre le pont."


def counted(text, habit):
    return habits(text, words(text), terms(text))[HABITS.index(habit)]


@pytest.mark.parametrize(
    ("habit", "text", "expected"),
    [
        ("figures", "Le pont coûte 12 millions et ferme 3 jours.", 2),
        ("date", "Le pont rouvre mardi.", True),
        ("date", "Le pont rouvre en août.", True),
        ("quoted", "« Oui »", 1.0),
        ("begins_quoted", "« Oui », dit le maire.", True),
        ("orphan", "« Oui, dit le maire.", True),
        ("pointing", "Cette ville rouvre le pont.", True),
        ("pointing", "« Il rouvre » dit le maire.", True),
        ("goes_on", "Par ailleurs, la ville paie.", True),
        ("news_opening", PLAIN, True),
        ("first_person", "Je dis que notre pont et mes enfants…", 3),
        ("question", "Le pont rouvre-t-il ?", True),
        ("commas", "Le pont, la digue, le quai.", 2),
        ("ended", PLAIN, True),
        ("ended", "« Le pont rouvre. »", True),
        ("points_back", "Il rouvre le pont.", True),
        ("attributed", "Le pont rouvre, selon la mairie.", True),
        ("attributed", "Le maire affirme que le pont rouvre.", True),
        ("verbs", "Le maire a signé et le conseil a voté.", 2),
        ("perfect", "Le maire a signé et le conseil a voté.", 2),
        ("pluperfect", "Le maire avait signé.", 1),
    ],
)
def test_a_habit_is_counted(habit, text, expected):
    assert counted(text, habit) == expected


@pytest.mark.parametrize(
    "habit", [habit for habit in HABITS if habit not in {"news_opening", "ended", "verbs"}]
)
def test_a_plain_sentence_has_none(habit):
    assert not counted(PLAIN, habit)


def test_a_sub_heading_has_no_end_and_opens_no_news():
    assert not counted("Paris paie", "ended")
    assert not counted("Paris paie", "news_opening")
