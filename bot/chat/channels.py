"""A channel is set up in the private chat of who runs it: which one, and that it is the one meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape

from bot.chat import group_texts as texts
from bot.chat.menus import Rows
from bot.chat.reply import Reply, Shown, say
from bot.errors import PlaceUnknown, StaleButton
from bot.model import Button, Message, Shared
from bot.ports import ChatAdministrators, NewsChannel, Setups
from bot.wording import _

OPEN, CLOSE, PICK = "channel", "own", "pick"
"""The verbs of the buttons that lead to a channel's settings, back to one's own, and to the choice of one."""
_STAYS = timedelta(hours=1)
"""Who typed nothing for it for so long means themselves again."""
_NAME = re.compile(r"(?:https?://)?(?:t\.me/|@)?([A-Za-z][A-Za-z0-9_]{3,31})/?")
_NUMBER = re.compile(r"-[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Channels:
    """Finds the channel that somebody means, if they may change it.

    `invite` makes the address at which Telegram lets one choose a channel to add us to.
    """

    setups: Setups
    administrators: ChatAdministrators
    invite: Callable[[], str]

    async def offered(self, chat_id: int) -> Reply:
        """`/channel`: how it is done, and those that are set up."""
        known = [(Button(one.name, data=f"{OPEN}:{one.chat_id}"),) for one in await self.setups.all(chat_id)]
        said = f"{texts.CHANNEL_HOW}\n\n{texts.CHANNELS_KNOWN}" if known else texts.CHANNEL_HOW
        rows = (
            (Button(_("Choisir un canal"), data=f"{PICK}:"),),
            (Button(_("Ajouter à un canal"), url=self.invite()),),
        )
        return say(said, (*known, *rows))

    def asked(self) -> Reply:
        """«Choisir un canal» was touched: Telegram's own button shows those that one runs."""
        return say(texts.PICK_CHANNEL, ((Button(_("Choisir un canal"), shared=Shared.CHANNEL),),))

    async def named(self, user_id: int, named: str) -> NewsChannel:
        """The channel that is typed, «@phare», or carried by a button. Raises: PlaceError."""
        name = _NAME.fullmatch(named)
        if name is None and not _NUMBER.fullmatch(named):
            raise PlaceUnknown(named)
        return await self.administrators.channel(f"@{name[1]}" if name else int(named), user_id)

    async def chosen(self, chat_id: int, now: datetime) -> NewsChannel | None:
        """The one that who types means."""
        channel = await self.setups.chosen(chat_id, now - _STAYS)
        if channel is not None:
            await self.setups.choose(chat_id, channel.chat_id, now)
        return channel

    async def borne(self, chat_id: int, shown: Shown | None) -> NewsChannel | None:
        """The one that a message with buttons is about. Raises: StaleButton when it is set up no more."""
        known = {str(one.chat_id): one for one in await self.setups.all(chat_id)}
        if shown is None and known:  # nobody can tell what it is about
            raise StaleButton(CLOSE)
        borne = (button.data.partition(":") for row in (shown.rows if shown else ()) for button in row)
        about = next((rest for verb, _, rest in borne if verb == CLOSE), None)
        if about is not None and about not in known:
            raise StaleButton(about)
        return None if about is None else known[about]

    async def check(self, channel: NewsChannel, user_id: int, *, to_forget: bool = False) -> None:
        """Let only who runs it change it; where we are no more, who set it up may have it forgotten.

        Raises: PlaceError.
        """
        try:
            await self.administrators.channel(channel.chat_id, user_id)
        except PlaceUnknown:
            if not to_forget:
                raise

    async def close(self, chat_id: int, now: datetime) -> Reply:
        """Back to one's own settings."""
        await self.setups.choose(chat_id, None, now)
        return Reply(notice=str(texts.YOUR_OWN_AGAIN))


def headed(reply: Reply, channel: NewsChannel, *, lasting: bool = True) -> Reply:
    """The reply, which says that it is about this channel; `lasting`: with the way back."""
    head = f"<b>{escape(texts.SETTING.format(channel=channel.name), quote=False)}</b>"
    back: Rows = (
        ((Button(_("‹ Mes propres réglages"), data=f"{CLOSE}:{channel.chat_id}"),),) if lasting else ()
    )

    def told(message: Message) -> Message:
        return replace(message, html=f"{head}\n\n{message.html}", buttons=(*message.buttons, *back))

    return replace(
        reply,
        messages=tuple(map(told, reply.messages)),
        instead=reply.instead and told(reply.instead),
        rows=None if reply.rows is None else (*reply.rows, *back),
    )
