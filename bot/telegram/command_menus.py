"""Telegram's menus of commands: for each language, for readers, groups, and admins, who have more of them."""

from collections.abc import Collection, Iterator

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.chat.administration import ADMIN_COMMANDS
from bot.chat.commands import COMMANDS, menu
from bot.wording import ENGLISH, FRENCH, speaking

_CODES = {FRENCH: "", ENGLISH: ENGLISH}
"""The language of apps to which a menu is shown; French to whoever has another one."""
_IN_GROUPS = frozenset({"latest", "topic", "tendances", "sources", "help", "privacy"})
"""What everybody in a group may want; its admins choose for all."""

log = structlog.get_logger()


async def show(bot: Bot) -> None:
    """Give them to all who are no admins. Raises: TelegramError."""
    scopes: tuple[tuple[BotCommandScope, Collection[str]], ...] = (
        (BotCommandScopeDefault(), COMMANDS),
        (BotCommandScopeAllGroupChats(), _IN_GROUPS),
        (BotCommandScopeAllChatAdministrators(), COMMANDS),
    )
    for scope, wanted in scopes:
        for code, commands in _menus(wanted):
            await bot.set_my_commands(commands, scope=scope, language_code=code)


class AdminMenu:
    """Shows admins their commands; Telegram refuses it until they have written to the bot: then once more."""

    def __init__(self, bot: Bot, admins: Collection[int]) -> None:
        self._bot = bot
        self._without = sorted(admins)
        """The chats that have not got it."""
        self._refused: set[int] = set()

    async def __call__(self) -> None:
        """Give it to who has not got it."""
        menus = [*_menus(COMMANDS, admins=True)]
        for chat_id in [*self._without]:
            try:
                for code, commands in menus:
                    await self._bot.set_my_commands(
                        commands, scope=BotCommandScopeChat(chat_id), language_code=code
                    )
            except TelegramError as err:
                if chat_id not in self._refused:  # said once
                    log.info("no menu for an admin yet", chat=chat_id, reason=err.message)
                self._refused.add(chat_id)
            else:
                self._without.remove(chat_id)


def _menus(wanted: Collection[str], *, admins: bool = False) -> Iterator[tuple[str, list[BotCommand]]]:
    """The menu of these commands in each language, and of which apps that is."""
    for language, code in _CODES.items():
        with speaking(language):
            offered = menu(wanted, ADMIN_COMMANDS if admins else ())
        yield code, [BotCommand(name, told) for name, told in offered]
