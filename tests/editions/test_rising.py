"""The words under the picture, and those in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.editions.pack import width
from bot.editions.rising import CAPTION_MAX, Rising, Window, chart, words
from bot.ports import Tally
from bot.sandbox.markup import parse_html
from tests.conftest import NOW

PARIS = "Europe/Paris"


def window(*rising, days=1, articles=66, usual_days=28, usual_articles=1800):
    return Window(Tally(days, articles, usual_days, usual_articles), rising)


@pytest.mark.parametrize(
    ("days", "usual", "told"),
    [
        (1, 3.2, "• Norvège (séisme) : 14 articles, contre 3 par jour d’habitude"),
        (7, 3.2, "• Norvège (séisme) : 14 articles, contre 3 par semaine d’habitude"),
        (1, 0.2, "• Norvège (séisme) : 14 articles, contre moins d’un par jour d’habitude"),
        (1, 0, "• Norvège (séisme) : 14 articles, aucun d’habitude"),
    ],
)
def test_a_trend_is_told_with_what_is_usual(days, usual, told):
    assert told in words([window(Rising("Norvège", 14, usual, ("séisme",)), days=days)])


def test_two_short_lists_and_what_they_rest_on():
    told = words([window(Rising("Norvège", 14, 3)), window(days=7, articles=12_400)])
    assert parse_html(told)[0] == (
        "Ce qui monte\n\n"
        "Depuis 24 heures\n• Norvège : 14 articles, contre 3 par jour d’habitude\n\n"
        "Depuis 7 jours\nRien ne sort de l’ordinaire.\n\n"
        "66 articles reçus en 24 heures, comparés à 28 jours."
    )


@pytest.mark.parametrize(
    ("past", "told"),
    [
        ({"usual_days": 6}, "Pas encore assez de recul pour comparer."),
        ({"articles": 0}, "Aucun article reçu."),
        ({}, "Rien ne sort de l’ordinaire."),
    ],
)
def test_why_nothing_rises_is_said(past, told):
    assert words([window(**past)]).splitlines()[3] == told


def test_the_picture_says_the_same():
    drawn = chart([window(Rising("Norvège", 14, 0.3, ("Tromsø", "séisme"))), window(days=7)], NOW, PARIS)
    day, week = drawn.panels
    (bar,) = day.bars
    assert (bar.label, bar.told, bar.articles, bar.usual) == (
        *("Norvège · Tromsø · séisme", "14 contre moins d’un"),
        *(14, 0.3),
    )
    assert (week.heading, week.bars, week.instead) == ("Depuis 7 jours", (), "Rien ne sort de l’ordinaire.")
    assert drawn.when == "Lundi 23 novembre, 10\u00a0h"
    assert "66 articles" in drawn.source
    assert "28 jours" in drawn.source


names = st.text(min_size=1, max_size=80)
rising = st.lists(
    st.builds(
        Rising, names, st.integers(4, 10**6), st.floats(0, 10**6), st.lists(names, max_size=2).map(tuple)
    ),
    max_size=5,
)


@given(rising, rising)
def test_whatever_rises_fits_under_a_picture(day, week):
    told = words([window(*day, articles=10**6), window(*week, days=7)])
    assert width(parse_html(told)[0]) <= CAPTION_MAX
