"""Menus: admins have more commands than readers; a chat's own follows the language chosen in it."""

import pytest
from structlog.testing import capture_logs
from telegram import (
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
)

from bot.chat.administration import ADMIN_COMMANDS
from bot.chat.commands import COMMANDS, menu
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.methods import menu as commands_of
from bot.telegram.command_menus import AdminMenu
from bot.wording import speaking
from tests.sandbox.serving import ANNE, BRUNO, CHLOE

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def shown(talk, chat_id, language=""):
    scope = BotCommandScopeChat(chat_id)
    return [one.command for one in await talk.bot.get_my_commands(scope, language_code=language)]


def speaks(language):
    async def chosen(_chat_id):
        return language

    return chosen


async def test_an_admin_has_the_commands_of_readers_and_those_of_admins(talk):
    talk.say("/start")
    await AdminMenu(talk.bot, {ANNE}, speaks(None))()
    names = [name for name, _ in menu(COMMANDS, ADMIN_COMMANDS)]
    assert await shown(talk, ANNE) == names
    assert len(set(names)) == len(names)
    assert names_in_the_app(talk, BRUNO) == [name for name, _ in menu()]
    assert [one.command for one in await talk.bot.get_my_commands()] == [name for name, _ in menu()]


async def test_an_admin_who_chose_a_language_has_it_whatever_their_app_speaks(talk):
    talk.say("/start")
    await AdminMenu(talk.bot, {ANNE}, speaks("en"))()
    with speaking("en"):
        names = [name for name, _ in menu(COMMANDS, ADMIN_COMMANDS)]
    assert await shown(talk, ANNE) == await shown(talk, ANNE, "en") == names


async def test_each_language_has_its_own_names_of_commands(talk):
    french, english = await talk.bot.get_my_commands(), await talk.bot.get_my_commands(language_code="en")
    assert [one.command for one in french][:3] == ["dernieres", "edition", "sujet"]
    assert [one.command for one in english][:4] == ["latest", "digest", "topic", "trends"]
    assert english[0].description == "The latest news"


async def test_a_pause_and_a_picture_to_share_are_in_the_menus_of_both_languages(talk):
    french, english = await talk.bot.get_my_commands(), await talk.bot.get_my_commands(language_code="en")
    assert {"absence", "partager"} < {one.command for one in french}
    assert {"away", "share"} < {one.command for one in english}


async def test_in_a_group_what_only_its_admins_may_change_stands_in_their_menu(talk):
    group = await talk.bot.get_my_commands(BotCommandScopeAllGroupChats())
    admins = await talk.bot.get_my_commands(BotCommandScopeAllChatAdministrators(), language_code="en")
    assert "suivre" not in [one.command for one in group]
    assert {"dernieres", "sujet", "aide"} < {one.command for one in group}
    assert "follow" in [one.command for one in admins]


async def test_an_admin_who_has_not_written_yet_is_given_it_later(talk):
    give = AdminMenu(talk.bot, {BRUNO}, speaks(None))
    with capture_logs() as logged:
        await give()
        await give()
    assert [one["reason"] for one in logged] == ["Chat not found"], "said once"
    talk.say("/start", BRUNO)
    await give()
    assert "etat" in await shown(talk, BRUNO)


@pytest.mark.parametrize("asked", ["/language english", "in English, please"])
async def test_the_menu_of_a_chat_follows_the_language_that_is_chosen_there(people, asked):
    french, english = menu_in("fr"), menu_in("en")
    people.say("/start")
    people.say(asked)
    await people.until(lambda: in_the_app(people, ANNE) == english)
    assert in_the_app(people, BRUNO) == french
    people.say("en français, s’il vous plaît")
    await people.until(lambda: in_the_app(people, ANNE) == french)


async def test_a_button_changes_it_too_and_erasing_all_takes_it_away(people):
    people.say("/start", BRUNO)
    await people.quiet()
    await people.touch("English", BRUNO, BRUNO)
    await people.until(lambda: "latest" in names_in_the_app(people, BRUNO))
    people.say("/forget", BRUNO)
    await people.quiet()
    await people.touch("Erase everything", BRUNO, BRUNO)
    await people.until(lambda: "dernieres" in names_in_the_app(people, BRUNO))
    assert await shown(people, BRUNO) == await shown(people, BRUNO, "en") == []


async def test_who_only_comes_or_asks_for_what_is_so_gets_no_menu_of_their_own(people):
    people.say("/start", CHLOE)
    people.say("/langue français", CHLOE)
    await people.quiet()
    assert await shown(people, CHLOE) == []


async def test_the_answer_comes_when_telegram_refuses_the_menu(people):
    people.say("/start", CHLOE)
    people.sandbox.faults.append(Fault(Kind.REJECT, method="setMyCommands", reason="chat not found"))
    people.say("/language english", CHLOE)
    await people.until(lambda: people.told(CHLOE)[-1]["text"].startswith("All right"))
    await people.quiet()
    assert await shown(people, CHLOE) == []


def in_the_app(people, user):
    """What the app of this person shows."""
    return commands_of(people.sandbox.state, user)


def names_in_the_app(people, user):
    return [one["command"] for one in in_the_app(people, user)]


def menu_in(language):
    with speaking(language):
        return [{"command": name, "description": told} for name, told in menu()]
