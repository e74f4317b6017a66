"""What is told anew of a story: its turns, and nothing that repeats, explains or announces."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Dating
from bot.stories.suite import columns, is_news, suites
from tests.store.shelf import article

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def report(title: str, text: str, days: int = 0):
    return article(title, text, moment=MONDAY + timedelta(days=days))


COLLAPSE = report(
    "Brisseuil : une tribune s’effondre, huit morts",
    "Huit personnes ont été tuées lundi dans l’effondrement d’une tribune du stade de Brisseuil. Le gérant "
    "du stade est entendu par les enquêteurs.",
)
TRIAL = report(
    "Procès de la tribune de Brisseuil : le gérant à la barre",
    "Le gérant du stade de Brisseuil est jugé depuis lundi après l’effondrement d’une tribune.",
)
BILL = report(
    "Stades : les députés examinent un projet de loi sur les tribunes",
    "L’Assemblée nationale examine lundi un projet de loi sur la sécurité des tribunes.",
)
MATCH = report(
    "Handball : Brisseuil joue sa qualification contre Valmer",
    "Les handballeuses de Brisseuil rencontrent Valmer en demi-finale.",
)


@pytest.mark.parametrize(
    ("before", "title", "text", "days"),
    [
        pytest.param(
            COLLAPSE,
            "Tribune effondrée à Brisseuil : le bilan s’alourdit à douze morts",
            "Douze personnes sont mortes dans l’effondrement de la tribune du stade de Brisseuil.",
            1,
            id="the toll rises",
        ),
        pytest.param(
            COLLAPSE,
            "Tribune effondrée à Brisseuil : le gérant du stade mis en examen et écroué",
            "Le gérant a été mis en examen pour homicides involontaires, a annoncé le parquet.",
            2,
            id="somebody is charged",
        ),
        pytest.param(
            TRIAL,
            "Tribune de Brisseuil : le gérant condamné à trois ans de prison",
            "Le tribunal a condamné le gérant du stade à trois ans de prison, dont un ferme.",
            2,
            id="a verdict",
        ),
        pytest.param(
            COLLAPSE,
            "Après l’effondrement d’une tribune, le maire de Brisseuil démissionne",
            "Le maire a annoncé sa démission mercredi soir au conseil municipal.",
            2,
            id="somebody goes",
        ),
        pytest.param(
            BILL,
            "L’Assemblée nationale adopte la loi sur la sécurité des tribunes",
            "Les députés ont adopté mardi le texte par 312 voix contre 41.",
            1,
            id="a vote",
        ),
        pytest.param(
            MATCH,
            "Handball : Brisseuil bat Valmer et se qualifie pour la finale",
            "Les handballeuses de Brisseuil se sont imposées mardi (31-27).",
            1,
            id="a result",
        ),
    ],
)
def test_a_turn_is_told_anew(before, title, text, days):
    assert is_news(report(title, text, days), [before])


@pytest.mark.parametrize(
    ("before", "title", "text", "days"),
    [
        pytest.param(
            COLLAPSE,
            "Huit morts dans l’effondrement d’une tribune à Brisseuil",
            "Une tribune du stade de Brisseuil s’est effondrée lundi : huit personnes ont été tuées.",
            0,
            id="the same in other words",
        ),
        pytest.param(
            COLLAPSE,
            "Tribune effondrée à Brisseuil : ce que l’on sait du drame",
            "Huit personnes ont été tuées lundi dans l’effondrement d’une tribune du stade.",
            1,
            id="an explanation",
        ),
        pytest.param(
            COLLAPSE,
            "« On a entendu un grand bruit » : à Brisseuil, des spectateurs racontent l’effondrement",
            "Des spectateurs racontent l’effondrement de la tribune, lundi au stade de Brisseuil.",
            1,
            id="what somebody says of it",
        ),
        pytest.param(
            TRIAL,
            "Procès de la tribune de Brisseuil : pourquoi le gérant est-il jugé ?",
            "Le gérant du stade de Brisseuil est jugé depuis lundi après l’effondrement d’une tribune.",
            1,
            id="a question",
        ),
    ],
)
def test_what_is_no_turn_is_not(before, title, text, days):
    assert not is_news(report(title, text, days), [before])


def test_a_turn_is_one_once():
    charged = report("Brisseuil : le gérant du stade écroué", "Il a été mis en examen mardi, et écroué.", 1)
    again = replace(charged, source="Le Fanal")
    assert is_news(charged, [COLLAPSE])
    assert not is_news(again, [charged, COLLAPSE])


def test_without_a_story_there_is_nothing_to_tell_anew():
    assert not is_news(COLLAPSE, [])


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        pytest.param("Le bilan passe à 1 200 morts", 1.0, id="thousands"),
        pytest.param("Neuf autres personnes ont été tuées", 1.0, id="in words, some way before"),
        pytest.param("Sept morts à Brisseuil", 0.0, id="fewer than were told"),
        pytest.param("Trente blessés à Brisseuil", 1.0, id="the hurt are counted apart"),
        pytest.param("Le stade a 900 places", 0.0, id="what are no victims"),
    ],
)
def test_what_makes_a_toll_rise(told, counted):
    found = dict(columns(report(told, ""), [COLLAPSE], suites().words))
    assert found["toll in title"] == counted


any_text = st.text(max_size=60)


@given(any_text, any_text, any_text)
def test_whatever_a_title_holds_each_column_has_its_weight(title, text, before):
    one = replace(COLLAPSE, title=title, paragraphs=(text,), dating=Dating(MONDAY + timedelta(days=400)))
    found = dict(columns(one, [replace(COLLAPSE, title=before), one], suites().words))
    assert found.keys() == suites().columns.keys()
