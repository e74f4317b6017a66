"""An admin goes through what readers report, and sees to it without leaving the chat."""

from dataclasses import replace

import pytest

from tests.chat.fake_dashboard import REPORT
from tests.chat.visiting import ADMIN, ANNE


@pytest.fixture
def reported(visit):
    visit.dashboard.reported = (REPORT,)
    return visit


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_report_summary_and_article_stand_together(reported):
    answer = await reported.say("/review", ADMIN)
    assert plain(answer.text).split("\n\n") == [
        "Histoire n° 42 · 3 signalements · 23/11 10:00\nUn fait est faux (3)\n« Il brille <3 depuis hier. »",
        "Ce que nous en disons (phrases de l’article) :",
        "Le phare est éteint\nLe phare de Kervannec est éteint.",
        "\n".join(("L’article, Le Phare :", REPORT.title, *REPORT.paragraphs)),
    ]
    deeds = ["Cacher", "Corriger", "Résumer de nouveau", "Classer"]
    assert [*answer.buttons] == [*deeds, "Lire l’article"]


@pytest.mark.parametrize(
    ("label", "deed", "left"),
    [
        ("Cacher", "hide", ["Montrer de nouveau", "Corriger", "Résumer de nouveau", "Classer"]),
        ("Résumer de nouveau", "again", []),
        ("Classer", "dismiss", []),
    ],
)
async def test_one_touch_sees_to_it_and_says_so_under_the_story(reported, label, deed, left):
    answer = await reported.say("/review", ADMIN)
    done = await reported.touch_in(answer, label, ADMIN)
    assert reported.dashboard.done == [(deed, 42, {})]
    assert done.text.startswith(answer.text)
    assert "\n\n→ " in done.text
    assert [*done.buttons] == left


async def test_what_is_hidden_is_shown_again(reported):
    reported.dashboard.reported = (replace(REPORT, hidden=True),)
    answer = await reported.say("/relire", ADMIN)
    assert "elle est cachée" in answer.text
    shown = await reported.touch_in(answer, "Montrer de nouveau", ADMIN)
    assert reported.dashboard.done == [("show", 42, {})]
    assert "Cacher" in shown.buttons


async def test_a_correction_is_the_answer_to_our_question(reported):
    answer = await reported.say("/review", ADMIN)
    asked = await reported.touch_in(answer, "Corriger", ADMIN)
    words = "Le phare est rallumé\nLe phare de Kervannec éclaire de nouveau.\n\nIl était éteint."
    told = await reported.say(words, ADMIN, quoted=asked.text)
    assert "corrigé" in told.text
    given = {
        "headline": "Le phare est rallumé",
        "text": "Le phare de Kervannec éclaire de nouveau.\n\nIl était éteint.",
    }
    assert reported.dashboard.done == [("correct", 42, given)]


async def test_what_answers_another_message_or_comes_from_a_reader_corrects_nothing(reported):
    asked = await reported.touch("admin:correct:42", ADMIN)
    await reported.say("phare", ADMIN, quoted="Histoire n° 42")
    await reported.say("phare", ADMIN)
    await reported.say("phare", ANNE, quoted=asked.text)
    assert reported.dashboard.done == []


async def test_what_can_not_be_done_says_why(reported):
    answer = await reported.say("/review", ADMIN)
    asked = await reported.touch_in(answer, "Corriger", ADMIN)
    reported.dashboard.refusal = "Il faut un titre et au moins une phrase."
    assert (await reported.touch_in(answer, "Cacher", ADMIN)).notice == reported.dashboard.refusal
    assert (await reported.say("Titre", ADMIN, quoted=asked.text)).text == reported.dashboard.refusal


async def test_many_come_a_few_at_a_time(visit):
    visit.dashboard.reported = tuple(replace(REPORT, id=number, url="") for number in range(1, 8))
    reply = await visit.said(ADMIN, "/review")
    assert len(reply.messages) == 4
    assert "encore signalées\u00a0: 4" in reply.messages[-1].html
    last = await visit.chat.pressed(ADMIN, "admin:review:6", visit.now)
    assert len(last.messages) == 1
    assert last.messages[0].html.startswith("Histoire n° 7 ")


async def test_when_nobody_reports_anything_there_is_nothing_to_go_through(visit):
    assert "Rien à relire" in (await visit.say("/review", ADMIN)).text
