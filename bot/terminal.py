"""What each command does and prints. French for what readers see; the log speaks English."""

import asyncio
import hashlib
import signal
from collections.abc import Sequence
from gettext import gettext as _
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from bot.app.core import Core, clock, core, exhaust
from bot.chat.news import about_topic
from bot.editions import render
from bot.errors import LaconiqueError
from bot.model import Article, DateOrigin, Entry, Method, Raw, Source, SourceKind, Story
from bot.ports import Stored
from bot.settings import Settings
from bot.store.health import health
from bot.topics.query import parse

BY_HAND = Source("Donné à la main", SourceKind.HAND, "")

_SHOWN = 10
_NO_SUMMARY = _("Lu, mais pas encore résumé : laconique doctor dit pourquoi.")

_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)


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
    if not settings.sandbox:
        where = settings.public_url or _("par interrogation régulière")
        _out.print(_("Laconique est sur Telegram ({where}).").format(where=escape(where)))
        return
    _out.print(_("Laconique est prêt, en bac à sable. Ouvrez [bold]{address}[/bold]").format(address=address))
    folders = [source.address for source in settings.sources if source.kind is SourceKind.FOLDER]
    for folder in folders:
        _out.print(_("Déposez un article (.txt, .html) dans : {folder}").format(folder=escape(folder)))
    _out.print(_("Pour arrêter : Ctrl+C"))


async def ingest_given(settings: Settings, given: Sequence[str]) -> int:
    """Read files and pages into the database, summaries included; returns how many failed."""
    failed = 0
    async with core(settings) as built:
        with _progress() as progress:
            task = progress.add_task(_("Lecture"), total=len(given))
            for name in given:
                try:
                    article, stored = await _take(built, name)
                    await exhaust(built.pipeline.summarise)
                    story = await built.archive.story(stored.story_id)
                except LaconiqueError as err:
                    failed += 1
                    _err.print(f"[red]✗[/red] {escape(name)} : {escape(err.reader)}")
                    _err.print(f"  [dim]{escape(str(err))}[/dim]")
                else:
                    _show_taken(_out, name, article, stored, story)
                    if story is None:
                        failed += 1
                        _err.print(f"[red]✗[/red] {escape(name)} : {escape(_NO_SUMMARY)}")
                progress.advance(task)
    return failed


async def _take(built: Core, name: str) -> tuple[Article, Stored]:
    """One file or page into the database. The article is stored whole, or not at all."""
    remote = urlsplit(name).scheme in {"http", "https"}
    raw = await (built.reader.fetch(name) if remote else built.reader.load(name))
    entry = _entry(name if remote else _absolute(name), raw)
    job = await built.intake.hand(BY_HAND, entry, clock())
    source = urlsplit(raw.address).hostname or BY_HAND.name if remote else BY_HAND.name
    try:
        return await built.pipeline.store(raw, source.removeprefix("www."), clock(), job)
    except LaconiqueError as err:
        await built.intake.entry_failed(job, str(err), None)
        raise


def _absolute(name: str) -> str:
    return str(Path(name).absolute())


def _entry(address: str, raw: Raw) -> Entry:
    """The same file with other content is another entry."""
    return Entry(key=f"{address}:{hashlib.sha256(raw.body).hexdigest()}", address=address)


def _show_taken(console: Console, name: str, article: Article, stored: Stored, story: Story | None) -> None:
    known = _(" (déjà connu)") if stored.known else ""
    kept = _("paragraphes gardés : {kept}, lignes écartées : {left}").format(
        kept=len(article.paragraphs), left=len(article.left_out)
    )
    console.print(f"[green]✓[/green] {escape(name)} : {kept}{known}")
    dating = article.dating
    if dating.origin is DateOrigin.INFERRED:
        days = ", ".join(render.short_day(day, with_year=True) for day in dating.candidates[:4])
        console.print("  [dim]" + _("Année déduite ; dates possibles : {days}").format(days=days) + "[/dim]")
    if story is not None:
        _show_story(console, story)


async def ingest_sources(settings: Settings) -> int:
    """One look at every source that is due, then read and summarise; returns how many sources fail."""
    async with core(settings) as built:
        await built.intake.list_sources(settings.sources, clock())
        with _progress() as progress:
            task = progress.add_task(_("Sources"), total=None)
            new = await built.pipeline.look(clock())
            progress.update(task, description=_("Articles"), total=new)
            while tried := await built.pipeline.read(clock()):
                progress.advance(task, tried)
            progress.update(task, description=_("Résumés"))
            await exhaust(built.pipeline.summarise)
        state = await health(built.database)
    for name, reason in state.failing_sources:
        _err.print(f"[red]✗[/red] {escape(name)} : {escape(reason)}")
    _out.print(
        _("Nouvelles entrées : {new} ; articles en tout : {articles}.").format(
            new=new, articles=state.articles
        )
    )
    return len(state.failing_sources)


async def summarise_waiting(settings: Settings) -> None:
    """Summarise what waits."""
    async with core(settings) as built:
        made = await exhaust(built.pipeline.summarise)
    _out.print(_("Articles résumés : {made}.").format(made=made))


async def tell(settings: Settings, about: str, limit: int) -> bool:
    """Print the latest stories, of a topic or all; returns whether there was one."""
    async with core(settings) as built:
        if not about:
            stories = await built.archive.stories(limit=limit)
        else:
            topic = parse(about, built.catalogue).topic
            if topic is None:
                _err.print(
                    _("Sujet incompréhensible : {topic}. Donnez un ou deux mots.").format(topic=escape(about))
                )
                return False
            stories = await about_topic(built.archive, topic, limit=limit)
    for story in stories:
        _show_story(_out, story)
    if not stories:
        _err.print(_("Rien à raconter. Donnez d’abord des articles : laconique ingest FICHIER_OU_ADRESSE"))
    return bool(stories)


def _show_story(console: Console, story: Story) -> None:
    summary, article = story.summary, story.lead
    method = _("résumé automatique") if summary.method is Method.MODEL else _("extraits")
    added = [_("titre ajouté")] if summary.headline_made else []
    when = render.dated(article.dating, clock(), "Europe/Paris")
    origin = " · ".join([article.source, when, method, *added])
    console.print()
    console.print(Padding(Text(summary.headline, style="bold"), (0, 2), expand=False))
    console.print(Padding(Text(" ".join(summary.sentences)), (0, 2), expand=False))
    console.print(Padding(Text(origin, style="italic dim"), (0, 2), expand=False))
    if article.url:
        console.print(Padding(Text(article.url, style="dim"), (0, 2), expand=False))


async def deliver_once(settings: Settings) -> None:
    """Tell, compose and send once what is due."""
    from bot.app import service
    from bot.telegram import connection
    from bot.telegram.channel import TelegramChannel

    local = f"http://127.0.0.1:{settings.port}" if settings.sandbox else ""
    application = connection.build(service.token(settings), local)
    async with core(settings) as built, application:
        courier = service.courier(built, TelegramChannel(application.bot, settings.delivery.send_timeout_s))
        told = await exhaust(courier.tell)
        editions = await courier.edit(clock())
        sent = await exhaust(lambda _now: courier.send())
    _out.print(
        _("Nouvelles racontées : {told} ; éditions : {editions} ; messages tentés : {sent}.").format(
            told=told, editions=editions, sent=sent
        )
    )


async def diagnose(settings: Settings) -> bool:
    """Print how it is; returns whether nothing asks for the operator."""
    async with core(settings) as built:
        state = await health(built.database)
        events = await built.events.latest(_SHOWN)
        failed = await built.intake.failed(_SHOWN)
        aside = await built.outbox.aside(_SHOWN)
    rows = [
        (_("mode"), _("bac à sable") if settings.sandbox else _("Telegram")),
        (_("réglages"), str(settings.config)),
        (_("base"), settings.database_url),
        (_("sources"), str(len(settings.sources))),
        (_("articles"), str(state.articles)),
        (_("abonnés"), str(state.subscribers)),
        (_("entrées en attente"), str(state.entries_waiting)),
        (_("entrées en échec"), str(state.entries_failed)),
        (_("messages"), ", ".join(f"{name} {count}" for name, count in sorted(state.outbox.items())) or "0"),
    ]
    for name, value in rows:
        _out.print(f"[bold]{name:<20}[/bold] {escape(value)}")
    for name, reason in state.failing_sources:
        _out.print(f"[red]✗[/red] {escape(name)} : {escape(reason)}")
    for address, reason in failed:
        _out.print(f"[red]✗[/red] {escape(address)} : {escape(reason)}")
    for number, outcome, reason in aside:
        _out.print(f"[red]✗[/red] message {number}, {outcome} : {escape(reason)}")
    if failed or aside:
        _out.print(_("Pour réessayer ce qui a échoué : laconique retry"))
    for moment, subject, text in events:
        _out.print(f"[dim]{moment:%Y-%m-%d %H:%M}[/dim] {escape(subject)} : {escape(text)}")
    return not state.failing_sources and not failed and not aside


async def retry_failed(settings: Settings) -> None:
    """Make everything that failed wait again: entries, summaries, messages."""
    async with core(settings) as built:
        now = clock()
        entries = await built.intake.retry(now)
        summaries = await built.archive.retry(now)
        messages = await built.outbox.retry(now)
    _out.print(
        _("À réessayer : {entries} entrées, {summaries} résumés, {messages} messages.").format(
            entries=entries, summaries=summaries, messages=messages
        )
    )


def _progress() -> Progress:
    """On standard error, so that standard output stays clean for pipes."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=_err, transient=True)
