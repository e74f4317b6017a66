"""Telegram's menus of commands: for each language, for readers, groups, and admins, who have more of them."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence

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
from bot.wording import ENGLISH, FRENCH, Marked, speaking

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


async def follow(bot: Bot, admins: Collection[int], chat_id: int, language: str | None) -> None:
    """Let the menu of a private chat be in the language that was chosen there; without one, as in all others.

    A courtesy: what Telegram refuses of it is only logged.
    """
    try:
        await _give(bot, chat_id, language, is_admin=chat_id in admins)
    except TelegramError as err:
        log.info("the menu of a chat does not follow its language", chat=chat_id, reason=err.message)


class AdminMenu:
    """Shows admins their commands; Telegram refuses it until they have written to the bot: then once more.

    `language` is the one that a chat has chosen, if any.
    """

    def __init__(
        self, bot: Bot, admins: Collection[int], language: Callable[[int], Awaitable[str | None]]
    ) -> None:
        self._bot = bot
        self._language = language
        self._without = sorted(admins)
        """The chats that have not got it."""
        self._refused: set[int] = set()

    async def __call__(self) -> None:
        """Give it to who has not got it."""
        for chat_id in [*self._without]:
            try:
                await _give(self._bot, chat_id, await self._language(chat_id), is_admin=True)
            except TelegramError as err:
                if chat_id not in self._refused:  # said once
                    log.info("no menu for an admin yet", chat=chat_id, reason=err.message)
                self._refused.add(chat_id)
            else:
                self._without.remove(chat_id)


async def _give(bot: Bot, chat_id: int, language: str | None, *, is_admin: bool) -> None:
    """Give a private chat a menu of its own, in its language, or take it away. Raises: TelegramError."""
    scope = BotCommandScopeChat(chat_id)
    if language is None and not is_admin:
        for code in _CODES.values():
            await bot.delete_my_commands(scope, code)
        return
    for code, commands in _menus(COMMANDS, ADMIN_COMMANDS if is_admin else (), language):
        await bot.set_my_commands(commands, scope=scope, language_code=code)


def _menus(
    wanted: Collection[str], more: Sequence[tuple[str, Marked]] = (), chosen: str | None = None
) -> Iterator[tuple[str, list[BotCommand]]]:
    """The menu of these commands for apps in each language: in that, or in the one that was chosen."""
    for language, code in _CODES.items():
        with speaking(chosen or language):
            offered = menu(wanted, more)
        yield code, [BotCommand(name, told) for name, told in offered]
