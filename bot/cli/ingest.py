"""ingest: files and pages into the database, or one look at the sources."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from rich.markup import escape

from bot.app.clock import clock
from bot.app.core import Core, core, exhaust
from bot.chat.failures import explained
from bot.cli.output import errors, out, progress, show_story
from bot.errors import LaconiqueError
from bot.model import Article, DateOrigin, Entry, Raw, Source, SourceKind, Story
from bot.ports import Stored
from bot.settings import Settings
from bot.store.status import health
from bot.wording import _
from bot.wording.formats import short_day
from bot.workers import Workers

BY_HAND = Source("Donné à la main", SourceKind.HAND, "")
_NO_SUMMARY = _("Lu, mais pas encore résumé : laconique doctor dit pourquoi.")


async def ingest_given(settings: Settings, workers: Workers, given: Sequence[str]) -> int:
    """Read files and pages into the database, summaries included; returns how many failed."""
    failed = 0
    async with core(settings, workers) as built:
        with progress() as bar:
            task = bar.add_task(_("Lecture"), total=len(given))
            for name in given:
                try:
                    article, stored = await _take(built, name)
                    await exhaust(built.pipeline.summarise)
                    story = await built.archive.by_article(stored.article_id)
                except LaconiqueError as err:
                    failed += 1
                    errors.print(f"[red]✗[/red] {escape(name)} : {escape(explained(err))}")
                    errors.print(f"  [dim]{escape(str(err))}[/dim]")
                else:
                    _show_taken(name, article, stored, story, settings.readers.zone)
                    if story is None:
                        failed += 1
                        errors.print(f"[red]✗[/red] {escape(name)} : {escape(_NO_SUMMARY)}")
                bar.advance(task)
    return failed


async def _take(built: Core, name: str) -> tuple[Article, Stored]:
    """One file or page into the database. The article is stored whole, or not at all."""
    remote = urlsplit(name).scheme in {"http", "https"}
    raw = await (built.reader.fetch(name, name) if remote else built.reader.load(name))
    entry = _entry(name if remote else _absolute(name), raw)
    job = await built.intake.hand(BY_HAND, entry, clock())
    source = urlsplit(raw.address).hostname or BY_HAND.name if remote else BY_HAND.name
    try:
        return await built.pipeline.store(raw, source.removeprefix("www."), clock(), job)
    except LaconiqueError as err:
        await built.intake.entry_failed(job, str(err), None, err.cause)
        raise


def _absolute(name: str) -> str:
    return str(Path(name).absolute())


def _entry(address: str, raw: Raw) -> Entry:
    """The same file with other content is another entry."""
    return Entry(key=f"{address}:{hashlib.sha256(raw.body).hexdigest()}", address=address)


def _show_taken(name: str, article: Article, stored: Stored, story: Story | None, zone: str) -> None:
    known = _(" (déjà connu)") if stored.known else ""
    kept = _("paragraphes gardés : {kept}, lignes écartées : {left}").format(
        kept=len(article.paragraphs), left=len(article.left_out)
    )
    out.print(f"[green]✓[/green] {escape(name)} : {kept}{known}")
    dating = article.dating
    if dating.origin is DateOrigin.INFERRED:
        days = ", ".join(short_day(day, with_year=True) for day in dating.candidates[:4])
        out.print("  [dim]" + _("Année déduite ; dates possibles : {days}").format(days=days) + "[/dim]")
    if story is not None:
        show_story(story, zone)


async def ingest_sources(settings: Settings, workers: Workers) -> int:
    """One look at every source that is due, then read and summarise; returns how many sources fail."""
    async with core(settings, workers) as built:
        await built.intake.list_sources(settings.sources, clock())
        with progress() as bar:
            task = bar.add_task(_("Sources"), total=None)
            new = await built.pipeline.look(clock())
            bar.update(task, description=_("Articles"), total=new)
            while tried := await built.pipeline.read(clock()):
                bar.advance(task, tried)
            bar.update(task, description=_("Résumés"))
            await exhaust(built.pipeline.summarise)
        state = await health(built.database)
    for failing in state.supply.failing:
        errors.print(f"[red]✗[/red] {escape(failing.name)} : {escape(failing.reason)}")
    out.print(
        _("Nouvelles entrées : {new} ; articles en tout : {articles}.").format(
            new=new, articles=state.articles
        )
    )
    return len(state.supply.failing)
