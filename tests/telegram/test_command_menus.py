"""Admins have more commands in Telegram's menu than readers, and nobody else sees them."""

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
from bot.telegram.command_menus import AdminMenu
from tests.sandbox.serving import ANNE, BRUNO

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def shown(talk, chat_id, language=""):
    scope = BotCommandScopeChat(chat_id)
    return [one.command for one in await talk.bot.get_my_commands(scope, language_code=language)]


async def test_an_admin_has_the_commands_of_readers_and_those_of_admins(talk):
    await AdminMenu(talk.bot, {ANNE})()
    names = [name for name, _ in menu(COMMANDS, ADMIN_COMMANDS)]
    assert await shown(talk, ANNE) == names
    assert len(set(names)) == len(names)
    assert await shown(talk, BRUNO) == []
    assert [one.command for one in await talk.bot.get_my_commands()] == [name for name, _ in menu()]


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
    give = AdminMenu(talk.bot, {BRUNO})
    refusals = [Fault(Kind.REJECT, method="setMyCommands", reason="chat not found") for _ in range(2)]
    talk.sandbox.faults.extend(refusals)
    with capture_logs() as logged:
        await give()
        await give()
    assert [one["reason"] for one in logged] == ["Chat not found"], "said once"
    assert await shown(talk, BRUNO) == []
    await give()
    assert "etat" in await shown(talk, BRUNO)
