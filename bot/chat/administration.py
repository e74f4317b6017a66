"""What admins may do, in their own chat with the bot; for everybody else it is not there."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.chat import texts
from bot.chat.commands import ALIASES, called
from bot.chat.intents import Command
from bot.chat.reply import Reply, Shown, say
from bot.errors import StaleButton
from bot.wording import Marked, _

Answer = Callable[[int, str, datetime], Awaitable[Reply]]
AnswerInPlace = Callable[[int, str, datetime, Shown | None], Awaitable[Reply]]


ADMIN_COMMANDS = (
    ("etat", Marked("Ce qui va, ce qui ne va pas")),
    ("pause", Marked("Ne plus rien envoyer à personne")),
    ("reprendre", Marked("Reprendre les envois")),
    ("review", Marked("Relire ce que des lecteurs signalent")),
    ("broadcast", Marked("Dire quelque chose à tous : /annonce suivi du texte")),
    ("invite", Marked("Inviter : /inviter 5 30, pour 5 personnes, pendant 30 jours")),
)
"""Command -> its description in the menu of an admin's chat."""


class Part(Protocol):
    """One job of an admin: its commands, «sources add» among them, and what its buttons carry."""

    @property
    def commands(self) -> Mapping[str, Answer]:
        """Name -> what it is answered."""

    @property
    def buttons(self) -> Mapping[str, AnswerInPlace]:
        """Verb -> what a button with it is answered."""


class Administration:
    """Who the admins are, and what they may do; the number of a user is that of their private chat."""

    def __init__(
        self,
        admins: Collection[int] = (),
        parts: Sequence[Part] = (),
        replied: Callable[[str, str], Awaitable[Reply | None]] | None = None,
    ) -> None:
        """`replied` is told what an admin answers to which words of ours, and answers if they asked."""
        self._admins = frozenset(admins)
        self._replied = replied
        self._commands: Mapping[str, Answer] = {
            "help": self.help,
            **{name: answer for part in parts for name, answer in part.commands.items()},
        }
        self._buttons = {verb: answer for part in parts for verb, answer in part.buttons.items()}

    def is_admin(self, chat_id: int) -> bool:
        """Whether this is the private chat of an admin."""
        return chat_id in self._admins

    async def replied(self, chat_id: int, message: str, quoted: str) -> Reply | None:
        """What an admin is answered who answers a message of ours that asked for it; else none."""
        if not self.is_admin(chat_id) or not quoted or self._replied is None:
            return None
        return await self._replied(message, quoted)

    async def commanded(self, chat_id: int, command: Command, now: datetime) -> Reply | None:
        """What an admin is answered; none for who is not one, and for what everybody may say."""
        if not self.is_admin(chat_id):
            return None
        first, *rest = command.argument.split(maxsplit=1) or [""]
        if answer := self._commands.get(f"{command.name} {first.lower()}"):
            return await answer(chat_id, "".join(rest), now)
        for name in (command.name, ALIASES.get(command.name, "")):  # /pause has another sense for readers
            if answer := self._commands.get(name):
                return await answer(chat_id, command.argument, now)
        return None

    async def pressed(self, chat_id: int, rest: str, now: datetime, shown: Shown | None) -> Reply:
        """An admin touched a button. Raises: StaleButton for others: to them there is no such button."""
        verb, _colon, about = rest.partition(":")
        if not self.is_admin(chat_id) or verb not in self._buttons:
            raise StaleButton(rest)
        return await self._buttons[verb](chat_id, about, now, shown)

    async def help(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/help`, with what only admins may do."""
        line = _("/{command} : {told}")
        lines = (line.format(command=called(name), told=told) for name, told in ADMIN_COMMANDS)
        own = _("Pour vous, qui administrez ce robot :")
        sources = _("/sources list, /sources add, /sources remove : voir, ajouter, retirer des sources")
        return say("\n".join((str(texts.HELP), "", own, *lines, sources)))
