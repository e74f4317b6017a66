"""What is said to the bot in plain words is answered, shortly."""

import pytest

from bot.chat import texts
from bot.model import Raw, Source, SourceKind
from bot.store.intake import IntakeStore
from tests.chat.visiting import ANNE

URL = "https://phare.example.org/port"
PAGE = "<title>Le port rouvre</title><h1>Le port rouvre</h1><p>" + "Le port a rouvert dimanche. " * 9


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        pytest.param("Bonjour !", str(texts.SAYINGS["hello"]), id="a greeting"),
        pytest.param(
            "merci beaucoup", str(texts.SAYINGS["thanks"]), id="thanks: a word, and not the whole help"
        ),
        pytest.param("qui es-tu ?", str(texts.SAYINGS["about"]), id="who we are"),
        pytest.param("que sais-tu faire ?", str(texts.HELP), id="what we can do"),
        pytest.param("que fais-tu de mes données ?", f"{texts.KEPT}\n\n{texts.TO_NOBODY}", id="what we keep"),
        pytest.param("résume-moi ça", str(texts.SAYINGS["summarise"]), id="to summarise what is not there"),
        pytest.param("quels journaux lis-tu ?", str(texts.NOTHING_READ), id="what we read"),
        pytest.param("envoie-moi mon édition", str(texts.NO_TOPICS_YET), id="an edition of nothing"),
    ],
)
async def test_a_few_words_are_answered(visit, said, answered):
    assert (await visit.say(said)).text == answered


async def test_what_finds_nothing_is_told_what_would_be_understood(visit):
    assert str(texts.POSSIBLE) in (await visit.say("des orchidées mauves fanées samedi")).text
    assert str(texts.POSSIBLE) not in (await visit.say("orchidées")).text


async def test_the_sources_are_named_each_publisher_once(visit, database):
    for section in ("Sport", "Monde"):
        source = Source(f"Le Phare – {section}", SourceKind.FEED, f"https://phare.example.org/{section}")
        await IntakeStore(database).add_source(source, visit.now)
    assert (await visit.say("/sources")).text.startswith("Ce que je lis, 1 en tout\u00a0: Le Phare.")


async def test_what_is_answered_with_a_request_to_summarise_is_summarised(visit):
    visit.reader.pages[URL] = Raw(URL, PAGE.encode(), "text/html", "utf-8")
    reply = await visit.said(ANNE, "résume-moi ça", quoted=f"Tu as vu ? {URL}")
    assert "Le port rouvre" in reply.messages[0].html


async def test_ones_own_edition_is_there_at_once_and_then_again_only_with_news(visit):
    await visit.publish("La Russie vote", about=["Russie"])
    await visit.publish("Un match nul", about=["Sport"])
    await visit.say("/follow russie")
    first = await visit.say("/digest")
    assert first.text.startswith("Votre édition, lundi 23 novembre")
    assert ("La Russie vote" in first.text, "Un match nul" in first.text) == (True, False)


async def test_what_is_muted_is_in_no_edition(visit):
    await visit.publish("La Russie vote", about=["Russie", "Sport"])
    await visit.say("/follow russie")
    await visit.say("/mute sport")
    assert (await visit.say("/digest")).text == str(texts.NOTHING_FOR_YOU)
