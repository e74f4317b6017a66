"""Telegram's menu of commands in the chats of admins, who have more of them than readers."""

from collections.abc import Collection

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.chat import texts
from bot.chat.administration import admin_commands

log = structlog.get_logger()


class AdminMenu:
    """Shows admins their commands; Telegram refuses it until they have written to the bot: then once more."""

    def __init__(self, bot: Bot, admins: Collection[int]) -> None:
        self._bot = bot
        self._without = sorted(admins)
        """The chats that have not got it."""
        self._refused: set[int] = set()

    async def __call__(self) -> None:
        """Give it to who has not got it."""
        commands = (*texts.COMMANDS, *admin_commands())
        menu = [BotCommand(name, str(told)) for name, told in commands]
        for chat_id in [*self._without]:
            try:
                await self._bot.set_my_commands(menu, scope=BotCommandScopeChat(chat_id))
            except TelegramError as err:
                if chat_id not in self._refused:  # said once
                    log.info("no menu for an admin yet", chat=chat_id, reason=err.message)
                self._refused.add(chat_id)
            else:
                self._without.remove(chat_id)
