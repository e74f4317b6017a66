"""deliver: tell, compose and send once what is due."""

import asyncio

from bot.app.clock import clock
from bot.app.core import core, exhaust
from bot.cli.output import out
from bot.settings import Settings
from bot.wording import _


async def deliver_once(settings: Settings) -> None:
    """Tell, compose and send once what is due."""
    from bot.app import assembly, keys
    from bot.telegram import connection

    local = f"http://127.0.0.1:{settings.port}" if settings.sandbox else settings.telegram_url
    async with core(settings) as built:
        limits = assembly.rate_limiter(built)
        async with connection.build(keys.bot_token(settings), local, limits) as bot:
            heard = asyncio.Event()
            heard.set()  # nobody here listens to them
            courier, sender = assembly.courier(built), assembly.sender(built, bot, limits, heard)
            told = await exhaust(courier.tell)
            editions = await courier.edit(clock())
            sent = await exhaust(lambda _now: sender.send())
    out.print(
        _("Nouvelles racontées : {told} ; éditions : {editions} ; messages tentés : {sent}.").format(
            told=told, editions=editions, sent=sent
        )
    )
