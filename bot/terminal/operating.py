"""Running it, and what may be done by hand of what it does."""

import asyncio
import signal
from gettext import gettext as _

from rich.markup import escape

from bot.app.core import clock, core, exhaust
from bot.model import SourceKind
from bot.settings import ALL_ROLES, Settings
from bot.terminal.output import out


async def serve(settings: Settings) -> None:
    """Run the bot until SIGINT or SIGTERM."""
    from bot.app import service

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    await service.run(settings, stop, lambda address: _greet(settings, address))


def _greet(settings: Settings, address: str) -> None:
    """Say where to go, on standard output and before anything else happens."""
    if settings.roles != ALL_ROLES:
        told = _("Laconique, rôle {role} : {address}/health")
        out.print(told.format(role=settings.role, address=address))
        return
    if not settings.sandbox:
        where = settings.public_url or _("par interrogation régulière")
        out.print(_("Laconique est sur Telegram ({where}).").format(where=escape(where)))
        return
    out.print(_("Laconique est prêt, en bac à sable. Ouvrez [bold]{address}[/bold]").format(address=address))
    folders = [source.address for source in settings.sources if source.kind is SourceKind.FOLDER]
    for folder in folders:
        out.print(_("Déposez un article (.txt, .html) dans : {folder}").format(folder=escape(folder)))
    out.print(_("Pour arrêter : Ctrl+C"))


async def deliver_once(settings: Settings) -> None:
    """Tell, compose and send once what is due."""
    from bot.app import service
    from bot.telegram import connection

    local = f"http://127.0.0.1:{settings.port}" if settings.sandbox else settings.telegram_url
    async with core(settings) as built:
        pace = service.pace(built)
        async with connection.build(service.token(settings), local, pace) as application:
            courier, sender = service.courier(built), service.sender(built, application.bot, pace)
            told = await exhaust(courier.tell)
            editions = await courier.edit(clock())
            sent = await exhaust(lambda _now: sender.send())
    out.print(
        _("Nouvelles racontées : {told} ; éditions : {editions} ; messages tentés : {sent}.").format(
            told=told, editions=editions, sent=sent
        )
    )


async def retry_failed(settings: Settings) -> None:
    """Make everything that failed wait again: entries, summaries, messages."""
    async with core(settings) as built:
        now = clock()
        entries = await built.intake.retry(now)
        summaries = await built.archive.retry(now)
        messages = await built.outbox.retry(now)
    out.print(
        _("À réessayer : {entries} entrées, {summaries} résumés, {messages} messages.").format(
            entries=entries, summaries=summaries, messages=messages
        )
    )
