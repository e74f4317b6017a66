"""The sources: how each fares, adding one after a look at what would come, OPML in and out."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.markup import escape
from rich.table import Table

from bot.app.adding import Offered, keep, offered
from bot.app.causes import WORDS
from bot.app.clock import clock
from bot.app.home import opened
from bot.chat.failures import explained
from bot.cli.output import decimal, errors, out
from bot.errors import LaconiqueError, Missing, SettingsError, Unfetchable
from bot.model import SourceKind
from bot.ports import SourceState
from bot.settings import Settings
from bot.sources import opml
from bot.store.intake import IntakeStore
from bot.wording import _
from bot.wording.formats import short_day

_NAME_MAX = 22
_ADDED = _("Ajoutée : {name}")


async def list_sources(settings: Settings) -> None:
    """One line a source, within 80 columns; below, in full, why those that fail do."""
    async with opened(settings) as database:
        intake = IntakeStore(database)
        await intake.list_sources(settings.sources, clock())
        states = await intake.states(clock())
    zone = ZoneInfo(settings.readers.zone)
    table = Table(box=None, pad_edge=False)
    narrow = _NAME_MAX if out.is_terminal else None
    table.add_column(_("source"), max_width=narrow, no_wrap=True, overflow="ellipsis")
    table.add_column(_("succès"), no_wrap=True)
    table.add_column(_("prochain"), no_wrap=True)
    table.add_column(_("/jour"), justify="right", no_wrap=True)
    table.add_column(_("état"), no_wrap=True, overflow="ellipsis")
    for state in states:
        table.add_row(
            escape(state.source.name),
            _at(state.succeeded_at, zone),
            _at(state.next_check_at, zone),
            decimal(state.articles_a_day),
            escape(_health(state)),
        )
    out.print(table)
    for state in states:
        if state.errors:
            out.print(f"[bold]{escape(state.source.name)}[/bold]\u00a0: {escape(state.reason)}")


async def add_source(settings: Settings, address: str, name: str, *, store: bool) -> bool:
    """Show what a source would bring, and keep it if asked; returns whether there was anything to show."""
    from bot.app.core import core

    async with core(settings) as built:
        try:
            found = await offered(built, address, name)
        except LaconiqueError as err:
            errors.print(f"[red]✗[/red] {escape(address)}\u00a0: {escape(_why(err))}")
            errors.print(f"  [dim]{escape(str(err))}[/dim]")
            return False
        _preview(found)
        if store:
            await keep(built.database, settings, found.source, clock())
            out.print(_ADDED.format(name=escape(found.source.name)))
        else:
            out.print(_("Rien n'est gardé ; pour ajouter cette source : la même commande avec --yes"))
    return True


async def remove_source(settings: Settings, name: str) -> bool:
    """Look no more at a source that was added; returns whether there was one."""
    async with opened(settings) as database:
        removed = await IntakeStore(database).remove_source(name)
    if removed:
        out.print(_("Enlevée : {name}").format(name=escape(name)))
    else:
        errors.print(
            _("Aucune source ajoutée ne porte ce nom : {name} ; celles de sources.toml s'y enlèvent").format(
                name=escape(name)
            )
        )
    return removed


async def import_opml(settings: Settings, path: Path) -> None:
    """Add every feed of an OPML file, and name what can't be. Raises: Missing, NotAList, TooLarge."""
    listed = opml.read(_bytes(path))
    left_out = [*listed.left_out]
    async with opened(settings) as database:
        for source in listed.sources:
            try:
                await keep(database, settings, source, clock())
            except SettingsError as err:
                left_out.append(err.told)
            else:
                out.print(_ADDED.format(name=escape(source.name)))
    for what in left_out:
        errors.print(_("Laissée de côté : {what}").format(what=escape(what)))


async def export_opml(settings: Settings) -> None:
    """Print all feeds as OPML."""
    async with opened(settings) as database:
        intake = IntakeStore(database)
        await intake.list_sources(settings.sources, clock())
        states = await intake.states(clock())
    feeds = [state.source for state in states if state.source.kind is not SourceKind.FOLDER]
    out.out(opml.write(tuple(feeds)), highlight=False)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        msg = f"{path}: {err.strerror}"
        raise Missing(msg) from err


def _why(err: LaconiqueError) -> str:
    """What the network says is told as `doctor` tells it: an address of no host is not one that is late."""
    return WORDS[err.cause].told if isinstance(err, Unfetchable) else explained(err)


def _preview(found: Offered) -> None:
    source = found.source
    out.print(f"[bold]{escape(source.name)}[/bold] · {source.kind} · {escape(source.address)}")
    for entry, refusal in found.newest:
        day = short_day(entry.published.date(), with_year=True) if entry.published else _("sans date")
        out.print(f"  {day} · {escape(entry.title or entry.address)}")
        if refusal:
            out.print(f"  [red]✗[/red] {WORDS[refusal.cause].told}\u00a0: {escape(str(refusal))}")
    if found.more:
        out.print("  " + _("et {more} de plus").format(more=found.more))


def _at(moment: datetime | None, zone: ZoneInfo) -> str:
    return _("jamais") if moment is None else f"{moment.astimezone(zone):%d/%m %H:%M}"


def _health(state: SourceState) -> str:
    why = WORDS[state.cause].told
    if state.next_check_at is None:
        return _("retirée : {why}").format(why=why)
    if state.dead:
        return _("morte : {why}").format(why=why)
    if state.errors:
        return f"{state.errors}\u00a0× {why}"
    return _("ajoutée") if state.added else ""
