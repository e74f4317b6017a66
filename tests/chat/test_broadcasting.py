"""An admin sees what readers will before anybody has it, and lets it go with one touch."""

import pytest

from bot.chat import texts
from tests.chat.visiting import ADMIN, ANNE, BRUNO


@pytest.fixture
async def read(visit):
    """Two readers are there."""
    for who in (ANNE, BRUNO):
        await visit.say("/start", who)
    return visit


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def test_the_preview_is_what_readers_will_see_with_how_many_they_are(read):
    answer = await read.say("/broadcast Fermé dimanche <3\n\nÀ lundi & bonne semaine !", ADMIN)
    shown, asked = plain(answer.text).split("Voilà ce que liront vos lecteurs.")
    assert shown == "Annonce\n\nFermé dimanche <3\n\nÀ lundi & bonne semaine !\n\n"
    assert "Conversations : 2 ; durée : 1 min environ" in asked
    assert [*answer.buttons] == ["Envoyer", "Annuler"]


async def test_one_touch_lets_it_go_and_a_second_one_does_nothing(read):
    answer = await read.say("/annonce Bonjour à tous", ADMIN)
    sent = await read.touch_in(answer, "Envoyer", ADMIN)
    assert "C’est parti. Conversations\u00a0: 2" in sent.text
    assert (await read.touch_in(answer, "Envoyer", ADMIN)).notice == "C’est déjà fait."
    assert (await read.touch_in(answer, "Annuler", ADMIN)).notice == "C’est déjà fait."
    assert "Arrêté" in (await read.touch_in(sent, "Arrêter", ADMIN)).text
    assert (await read.touch_in(sent, "Arrêter", ADMIN)).notice == "Trop tard\u00a0: tout est parti."


async def test_what_was_called_off_is_not_sent_any_more(read):
    answer = await read.say("/broadcast Bonjour", ADMIN)
    assert "rien n’est parti" in (await read.touch_in(answer, "Annuler", ADMIN)).text
    assert (await read.touch_in(answer, "Envoyer", ADMIN)).notice == "C’est déjà fait."


async def test_a_reader_can_neither_write_one_nor_touch_its_buttons(read):
    assert (await read.say("/broadcast Bonjour")).text == str(texts.UNKNOWN_COMMAND)
    answer = await read.say("/broadcast Bonjour", ADMIN)
    assert (await read.touch(answer.buttons["Envoyer"], ANNE)).notice == str(texts.OLD_BUTTON)


@pytest.mark.parametrize(
    ("typed", "told"), [("/broadcast", "Que faut-il dire"), (f"/broadcast {'é' * 4090}", "trop long")]
)
async def test_what_can_not_be_sent_is_explained(read, typed, told):
    assert told in (await read.say(typed, ADMIN)).text


async def test_a_paused_reader_is_not_counted(read):
    await read.say("/unsubscribe", BRUNO)
    assert "Conversations\u00a0: 1" in (await read.say("/broadcast Bonjour", ADMIN)).text


async def test_what_an_admin_wrote_is_exported_and_forgotten_with_them(read):
    await read.say("/broadcast Bonjour", ADMIN)
    assert "announcements" in await read.readership.kept(ADMIN)
    await read.readership.forget(ADMIN)
    assert await read.readership.kept(ADMIN) == {}
