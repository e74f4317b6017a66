"""A newcomer's first minute."""

import json

import pytest

from bot.chat import texts
from bot.chat.intents import Command, intent_of
from tests.chat.visiting import ANNE

MORNING = "Une édition le matin, à 8\u00a0h"


async def test_three_touches_lead_to_a_first_edition(visit):
    await visit.publish("La Russie vote", about=["Russie"])
    await visit.say("/start")
    assert (await visit.press("Russie")).ticked == ["Russie"]
    when = await visit.press("Continuer ›")
    assert (when.text, when.ticked, when.redraws) == (str(texts.WHEN), [MORNING], True)
    clock = await visit.press("Deux éditions, à 8\u00a0h et 19\u00a0h")
    assert clock.ticked == ["Paris"]
    assert (await visit.press("Montréal")).ticked == ["Montréal"]
    done = await visit.press("Terminé")
    assert "Vous avez une édition à 8\u00a0h et 19\u00a0h." in done.text
    assert "La Russie vote" in done.text
    subscriber = await visit.readership.subscriber(ANNE)
    assert (subscriber.zone, subscriber.slots, subscriber.instant) == ("America/Toronto", (480, 1140), False)


async def test_a_first_edition_with_nothing_does_not_say_that_all_was_had(visit):
    await visit.say("/start")
    for label in ("Russie", "Continuer ›", "Deux éditions, à 8\u00a0h et 19\u00a0h"):
        await visit.press(label)
    assert str(texts.NOTHING_FRESH) in (await visit.press("Terminé")).text


async def test_a_region_is_chosen_on_the_way_and_the_way_goes_on(visit):
    welcome = await visit.say("/start")
    asked = await visit.press("Ma région")
    assert (asked.text, asked.redraws) == (str(texts.WHICH_REGION), True)
    assert (await visit.press("Choisir les sujets")).buttons == welcome.buttons
    await visit.press("Ma région")
    chosen = await visit.press("Bretagne")
    assert (chosen.text, chosen.ticked, chosen.redraws) == (str(texts.WELCOME), ["Bretagne"], True)
    assert "Bretagne" in chosen.notice
    assert (await visit.press("Continuer ›")).text == str(texts.WHEN)


async def test_at_once_only_if_asked_and_with_its_cap(visit):
    await visit.say("/start")
    await visit.press("Continuer ›")
    clock = await visit.press("Dès la parution, 12 par jour au plus")
    assert "12 nouvelles par jour au plus" in clock.text
    subscriber = await visit.readership.subscriber(ANNE)
    assert (subscriber.slots, subscriber.instant) == ((), True)


async def test_a_link_leads_to_a_topic(visit):
    answer = await visit.say("/start topic_russie")
    assert answer.text.startswith("Vous suivez maintenant\u00a0: Russie.")
    assert await visit.follows() == ["Russie"]


async def test_a_link_leads_to_a_story_as_long_as_it_is_there(visit):
    await visit.publish("La Russie vote", about=["Russie"])
    assert "La Russie vote" in (await visit.say("/start story_1")).text
    assert (await visit.say("/start story_77")).text == str(texts.STORY_GONE)
    assert (await visit.say("/start story_-1")).text == str(texts.STORY_GONE)


@pytest.mark.parametrize("data", ["plan:never", "live:Mars/Base", "first:pays:zz"])
async def test_a_forged_button_chooses_nothing(visit, data):
    assert (await visit.touch(data)).notice == str(texts.OLD_BUTTON)


async def test_a_town_that_is_misspelt_is_asked_back(visit):
    answer = await visit.say("/zone bruxeles")
    assert (answer.text, list(answer.buttons)) == (
        texts.WHICH_ZONE_THEN.format(zone="bruxeles"),
        ["Bruxelles"],
    )
    assert (await visit.press("Bruxelles")).notice == texts.ZONE_CHOSEN.format(zone="Bruxelles")


@pytest.mark.parametrize(
    "text", [str(texts.HELP), str(texts.POSSIBLE), str(texts.HOURS_IN_WORDS), str(texts.HOURS_HOW)]
)
def test_what_we_say_one_may_write_is_understood(text):
    examples = [part.partition("»")[0].strip("\u202f ") for part in text.split("«")[1:]]
    wishes = [example for example in examples if not example.startswith("pouvoir")]
    understood = [intent_of(wish) for wish in wishes]
    assert wishes
    assert [one for one in understood if not isinstance(one, Command) or one.name == "topic"] == []


async def test_all_that_is_kept_is_given_as_a_file(visit):
    await visit.say("/follow russie")
    (message,) = (await visit.said(ANNE, "exporte mes données")).messages
    kept = json.loads(message.attachment.content)
    assert kept["subscribers"][0]["chat_id"] == ANNE
    assert [row["topic"] for row in kept["subscriptions"]] == ["pays:ru"]


async def test_of_a_stranger_nothing_is_kept(visit):
    assert (await visit.say("/export")).text == str(texts.NOTHING_KEPT)


async def test_from_the_settings_to_ones_data_and_back(visit):
    await visit.say("/settings")
    assert (await visit.press("Vos données")).text == f"{texts.KEPT}\n\n{texts.TO_NOBODY}"
    assert "Vos données" in (await visit.press("‹ Réglages")).buttons
    await visit.press("Vos données")
    assert (await visit.press("Tout effacer…")).text == str(texts.FORGET_ALL)
