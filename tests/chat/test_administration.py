"""What admins may do from their own chat, and that nobody else learns of it."""

from dataclasses import replace

import pytest

from bot.chat import texts
from tests.chat.fake_dashboard import QUIET
from tests.chat.visiting import ADMIN, ANNE

GROUP = -ADMIN
"""A group in which the admin speaks: its number is another one."""
COMMANDS = ("/etat", "/status", "/état")


@pytest.mark.parametrize("who", [ANNE, GROUP], ids=["a reader", "an admin in a group"])
@pytest.mark.parametrize("command", COMMANDS)
async def test_to_others_a_command_of_admins_is_unknown(visit, command, who):
    assert (await visit.say(command, who)).text == str(texts.UNKNOWN_COMMAND)


@pytest.mark.parametrize("who", [ANNE, GROUP])
async def test_pause_means_to_others_their_own(visit, who):
    await visit.say("/start", who)
    assert (await visit.say("/pause", who)).text == str(texts.AWAY_OPEN)
    assert (await visit.say("/reprendre", who)).text.startswith(str(texts.SUBSCRIBED))
    assert await visit.switch.paused_since() is None


async def test_help_names_what_only_admins_may_do_to_admins_only(visit):
    assert "/etat" in (await visit.say("/aide", ADMIN)).text
    assert (await visit.say("/help")).text == str(texts.HELP)


async def test_a_button_of_admins_is_to_others_one_of_another_age(visit):
    assert (await visit.touch("admin:hide:12")).notice == str(texts.OLD_BUTTON)
    assert (await visit.touch("admin:nothing:12", ADMIN)).notice == str(texts.OLD_BUTTON)


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_state_says_what_is_not_well_what_was_done_what_waits_and_what_came_last(visit, command):
    visit.dashboard.shown = replace(
        QUIET,
        troubles=(("Telegram n'est plus joint depuis 12 min", "vérifiez la connexion"),),
        failing=(("hôte introuvable : 1 source (Le Phare)", ""),),
        queues=(("messages à envoyer", 3, "2 min"),),
        reports=4,
    )
    await visit.publish("Le phare est rallumé")
    told = (await visit.say(command, ADMIN)).text.replace("\u00a0", " ").replace("\u202f", " ")
    for line in (
        "⚠ Telegram n'est plus joint depuis 12 min\n→ vérifiez la connexion\n",
        "⚠ hôte introuvable : 1 source (Le Phare)\n\n",
        "Messages arrivés par heure : 340 en 48 heures",
        "messages à envoyer : 3, depuis 2 min",
        "Histoires signalées par des lecteurs : 4",
        "Derniers articles :\nLa Gazette",
        "Le phare est rallumé",
    ):
        assert line in told


async def test_when_all_is_well_the_state_says_so(visit):
    told = (await visit.say("/etat", ADMIN)).text
    assert "Tout va bien." in told
    assert "Rien n’attend." in told
    assert "Encore aucun article." in told


async def test_a_state_with_ever_so_many_troubles_fits_one_message(visit):
    many = tuple((f"{n} {'panne ' * 90}", "réparez " * 90) for n in range(40))
    visit.dashboard.shown = replace(QUIET, troubles=many, failing=many, queues=(("travail " * 90, 3, "2 h"),))
    assert "0 panne" in (await visit.say("/etat", ADMIN)).text


async def test_an_admin_pauses_all_pushes_and_lets_them_go_on(visit, now):
    assert "Plus rien ne part" in (await visit.say("/pause", ADMIN)).text
    assert await visit.switch.paused_since() == now
    assert "déjà suspendus" in (await visit.say("/pause", ADMIN)).text
    assert "reprennent" in (await visit.say("/reprendre", ADMIN)).text
    assert await visit.switch.paused_since() is None
    assert "ne sont pas suspendus" in (await visit.say("/reprendre", ADMIN)).text
