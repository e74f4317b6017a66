"""Admins have more commands in Telegram's menu than readers, and nobody else sees them."""

import pytest
from structlog.testing import capture_logs
from telegram import BotCommandScopeChat

from bot.chat import texts
from bot.chat.administration import admin_commands
from bot.sandbox.faults import Fault, Kind
from bot.telegram.admin_menu import AdminMenu
from tests.sandbox.serving import ANNE, BRUNO

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def menu(talk, chat_id):
    return [one.command for one in await talk.bot.get_my_commands(BotCommandScopeChat(chat_id))]


async def test_an_admin_has_the_commands_of_readers_and_those_of_admins(talk):
    await AdminMenu(talk.bot, {ANNE})()
    names = [name for name, _ in (*texts.COMMANDS, *admin_commands())]
    assert await menu(talk, ANNE) == names
    assert len(set(names)) == len(names)
    assert await menu(talk, BRUNO) == []
    assert [one.command for one in await talk.bot.get_my_commands()] == [name for name, _ in texts.COMMANDS]


async def test_an_admin_who_has_not_written_yet_is_given_it_later(talk):
    give = AdminMenu(talk.bot, {BRUNO})
    refusals = [Fault(Kind.REJECT, method="setMyCommands", reason="chat not found") for _ in range(2)]
    talk.sandbox.faults.extend(refusals)
    with capture_logs() as logged:
        await give()
        await give()
    assert [one["reason"] for one in logged] == ["Chat not found"], "said once"
    assert await menu(talk, BRUNO) == []
    await give()
    assert "etat" in await menu(talk, BRUNO)
