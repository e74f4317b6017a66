"""Whoever becomes a reader by something else than /start is told, once, when they will hear from us."""

import pytest

from bot.chat import texts
from tests.chat.visiting import ANNE

TOLD = texts.CALM_AT_FIRST.format(clock="8\u00a0h")


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "/suivre russie",
            "/start topic_russie",
            "/region Quimper",
            "je suis breton",
            "/suivre ma région Corse",
        ),
        *("/ignorer sport", "ne me parle plus de foot", "/abonner", "/fuseau Montréal", "/langue français"),
        *("silence de 22 h à 7 h", "bilan le dimanche à 18 h", "/suivre à la une"),
    ],
)
async def test_whatever_makes_a_reader_tells_when_the_news_come(visit, typed):
    answer = await visit.say(typed)
    assert answer.text.endswith(f"\n\n{TOLD}")
    assert list(answer.buttons)[-2:] == ["Dès la parution", "Choisir les heures"]
    anne = await visit.readership.subscriber(ANNE)
    assert (anne.instant, anne.slots) == (False, (480,))
    assert TOLD not in (await visit.say("/suivre chine")).text, "nor is anybody told twice"


@pytest.mark.parametrize("labels", [("Russie",), ("Ma région", "Bretagne")])
async def test_so_does_a_button(visit, labels):
    await visit.say("/sujets")
    *_, touched = [await visit.press(label) for label in labels]
    assert touched.notice.endswith(f". {TOLD}")


async def test_a_story_that_a_link_led_to_is_told_by_itself(visit):
    await visit.publish("La Russie vote", about=["Russie"])
    first, then = (await visit.said(ANNE, "/start story_1")).messages
    assert "La Russie vote" in first.html
    assert TOLD not in first.html
    assert then.html == TOLD


@pytest.mark.parametrize("typed", ["/start", "/sujet russie", "/reglages", "/aide", "merci"])
async def test_who_is_asked_it_or_has_become_no_reader_is_not_told(visit, typed):
    assert TOLD not in (await visit.say(typed)).text


@pytest.mark.parametrize(
    ("typed", "said", "slots"),
    [
        ("/heures 7:45", "Vous aurez une édition à 7\u00a0h\u00a045.", (465,)),
        ("tous les jours à 8 h", "Vous aurez une édition à 8\u00a0h.", (480,)),
        ("plus d'édition à 8 h", "Vous n’aurez plus d’édition à 8\u00a0h.", ()),
    ],
)
async def test_who_names_hours_first_has_those_and_no_other(visit, typed, said, slots):
    answer = await visit.say(typed)
    assert answer.text.startswith(said)
    assert TOLD not in answer.text
    assert (await visit.readership.subscriber(ANNE)).slots == slots


async def test_the_settings_of_who_never_came_show_what_they_would_have(visit):
    assert (await visit.say("/reglages")).ticked == ["8\u00a0h"]
    assert (await visit.press("✓ 8\u00a0h")).ticked == []
    assert (await visit.press("Dès la parution")).ticked == ["Dès la parution"]


async def test_an_old_button_makes_a_newcomer_of_who_was_forgotten(visit):
    await visit.touch("back:")
    anne = await visit.readership.subscriber(ANNE)
    assert (anne.instant, anne.slots) == (False, (480,))
