"""Whether all is well, as an operator asks it: what is of one piece, what fails, what nobody does."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.markup import escape
from sqlalchemy.engine import make_url

from bot.app.alarm import lost
from bot.app.clock import clock
from bot.app.condition import QUEUES, Trouble, of_entries, of_sources, of_the_pause, of_the_work
from bot.app.copies import BACKUP
from bot.app.core import core, lease_s
from bot.app.event_words import worded
from bot.app.keys import bot_token
from bot.app.recent_events import together
from bot.app.summarisers import usable_chooser
from bot.chat.failures import explained
from bot.cli.output import decimal, out, without_password
from bot.errors import ModelFailed
from bot.model import OutboxState
from bot.ports import Health
from bot.settings import Settings
from bot.store.checks import Checked, check
from bot.store.status import health
from bot.summaries.chosen import version
from bot.wording import _

_SHOWN = 10
_EVENTS = 200
"""So many are looked through for the lines to show: many may be of one moment."""
_PATIENCE = min(queue.patience for queue in QUEUES.values())
_SKEW_MAX_S = 5.0
_ROOM_MIN = 1_000_000_000
_BACKUP_MAX = timedelta(days=7)


class Grade(StrEnum):
    """How much a finding asks of the operator; only what is wrong makes the exit code 1."""

    WELL = "[green]✓[/green]"
    NOTE = "[yellow]![/yellow]"
    WRONG = "[red]✗[/red]"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the diagnosis."""

    grade: Grade
    told: str
    remedy: str = ""
    example: str = ""


async def diagnose(settings: Settings, *, deep: bool) -> bool:
    """Print how it is; returns whether nothing asks for the operator. `deep` reads the whole database."""
    now, zone = clock(), settings.readers.zone
    async with core(settings) as built:
        state = await health(built.database)
        checked = await check(built.database, now, _PATIENCE, lease_s(settings), deep=deep)
        events = await built.events.latest(_EVENTS)
        failed = await built.intake.failed()
        aside, held = await built.outbox.aside(_SHOWN), await built.outbox.on_hold(_SHOWN)
        alarm = await lost(settings.home, built.database)
        paused = await built.switches.paused_since()
    _introduce(settings, checked, state)
    findings = [
        *_of_the_database(checked, deep=deep),
        *([Finding(Grade.WRONG, alarm)] if alarm else []),
        *await _of_telegram(settings),
        *map(_found, of_the_pause(paused, zone)),
        *map(_found, of_the_work(checked.overdue, now, zone)),
        *_of_the_place(settings, checked, now),
        *_of_the_chooser(settings),
        *map(_found, of_sources(state.supply)),
        *map(_found, of_entries(failed)),
        *_of_messages(aside),
        *_of_chats(held, zone),
    ]
    for finding in findings:
        _show(finding)
    if failed or aside:
        out.print(_("Pour réessayer ce qui a échoué : laconique retry"))
    for event in islice(together(events), _SHOWN):
        at, more = event.at.astimezone(ZoneInfo(zone)), f" (+{event.more})" if event.more else ""
        told = worded(event.event, ZoneInfo(zone))
        out.print(f"[dim]{at:%d/%m %H:%M}[/dim] {escape(told.subject)}{more}\u00a0: {escape(told.told)}")
        if told.detail:
            out.print(f"  [dim]{escape(told.detail)}[/dim]")
    return all(finding.grade is not Grade.WRONG for finding in findings)


def _introduce(settings: Settings, checked: Checked, state: Health) -> None:
    """What there is."""
    rows = [
        (_("mode"), _("bac à sable") if settings.sandbox else _("Telegram")),
        (_("réglages"), str(settings.config)),
        (_("base"), without_password(settings.database_url)),
        (_("schéma"), checked.schema),
        (_("sources"), str(state.supply.watched)),
        (_("articles"), str(state.articles)),
        (_("abonnés"), str(state.subscribers)),
        (_("entrées en attente"), str(state.entries_waiting)),
        (_("entrées en échec"), str(state.entries_failed)),
        (_("messages"), ", ".join(f"{name} {count}" for name, count in sorted(state.outbox.items())) or "0"),
    ]
    for name, value in rows:
        out.print(f"[bold]{name:<20}[/bold] {escape(value)}")


def _show(finding: Finding) -> None:
    out.print(f"{finding.grade} {escape(finding.told)}")
    if finding.example:
        out.print(f"  [dim]{escape(finding.example)}[/dim]")
    if finding.remedy:
        out.print(f"  → {escape(finding.remedy)}")


def _found(trouble: Trouble) -> Finding:
    grade = Grade.WRONG if trouble.grave else Grade.NOTE
    return Finding(grade, trouble.told, trouble.remedy, trouble.example)


async def _of_telegram(settings: Settings) -> Sequence[Finding]:
    """Ask Telegram now, where there is a token; nobody else knows whether it would answer."""
    if not settings.token.get_secret_value():
        return []
    from bot.telegram import connection

    reason = await connection.trouble(connection.build(bot_token(settings), settings.telegram_url))
    if not reason:
        return [Finding(Grade.WELL, _("Telegram répond"))]
    told = _("Telegram ne répond pas : {reason}").format(reason=reason)
    return [Finding(Grade.WRONG, told, _("vérifiez la connexion, le pare-feu et TELEGRAM_TOKEN"))]


def _of_messages(aside: Sequence[tuple[int, OutboxState, str]]) -> Iterator[Finding]:
    """What was set aside, by reason; a reader who is gone needs nobody."""
    reasons: dict[tuple[OutboxState, str], list[int]] = defaultdict(list)
    for number, state, reason in aside:
        reasons[state, reason].append(number)
    for (state, reason), numbers in reasons.items():
        told = _("messages mis de côté ({state}), n° {numbers} : {reason}")
        grade = Grade.NOTE if state is OutboxState.FAILED else Grade.WRONG
        names = ", ".join(map(str, numbers))
        yield Finding(grade, told.format(state=state, numbers=names, reason=reason))


def _of_chats(held: Sequence[tuple[int, str, datetime]], zone: str) -> Iterator[Finding]:
    """Those that wait for us to be let in again, which is tried without anybody's doing."""
    for chat, reason, due_at in held:
        told = _("la conversation {chat} attend, le robot n'y a pas le droit d'écrire : {reason}")
        remedy = _("rendez ses droits au robot ; nouvel essai à {at:%H:%M}")
        at = due_at.astimezone(ZoneInfo(zone))
        yield Finding(Grade.NOTE, told.format(chat=chat, reason=reason), remedy.format(at=at))


def _of_the_database(checked: Checked, *, deep: bool) -> Iterator[Finding]:
    for damage in checked.damage:
        yield Finding(Grade.WRONG, _("base abîmée : {damage}").format(damage=damage))
    if deep and not checked.damage:
        yield Finding(Grade.WELL, _("base intacte"))
    if checked.unsearchable:
        told = _("l'index de recherche et les articles diffèrent de {number} lignes")
        yield Finding(Grade.WRONG, told.format(number=checked.unsearchable))
    if checked.storyless:
        told = _("{number} histoires sans leur premier article")
        yield Finding(Grade.WRONG, told.format(number=checked.storyless))
    if abs(checked.ahead_s) > _SKEW_MAX_S:
        told = _("l'horloge de la base et celle-ci diffèrent de {seconds:.0f} s : réglez-les (NTP)")
        yield Finding(Grade.WRONG, told.format(seconds=abs(checked.ahead_s)))
    if checked.future:
        told = _("l'horloge a été reculée ; un robot qui tourne remet à maintenant ce qui l'attend : {rows}")
        rows = ", ".join(f"{table} {number}" for table, number in sorted(checked.future.items()))
        yield Finding(Grade.WRONG, told.format(rows=rows))


def _of_the_chooser(settings: Settings) -> Iterator[Finding]:
    """Whether the folder of `[summary] chooser` can be used; without it, columns choose."""
    if settings.chooser is None:
        return
    try:
        chooser = usable_chooser(settings.chooser)
    except ModelFailed as err:
        told = _("l'encodeur qui choisit les phrases ne sert pas, les colonnes choisissent : {reason}")
        remedy = _("laconique model check {path}").format(path=settings.chooser)
        yield Finding(Grade.WRONG, told.format(reason=explained(err)), remedy, str(err))
        return
    yield Finding(Grade.WELL, _("phrases choisies par {version}").format(version=version(chooser)))


def _of_the_place(settings: Settings, checked: Checked, now: datetime) -> Iterator[Finding]:
    """Room on the disk, and the age of the last backup."""
    file = make_url(settings.database_url)
    used = Path(file.database or "").stat().st_size if file.get_backend_name() == "sqlite" else 0
    free = shutil.disk_usage(settings.home).free
    grade = Grade.WELL if free > max(_ROOM_MIN, 2 * used) else Grade.WRONG
    told = _("place libre : {free} Go ; la base en prend {used}") if used else _("place libre : {free} Go")
    remedy = "" if grade is Grade.WELL else _("faites de la place : il faut 1 Go, et deux fois la base")
    yield Finding(grade, told.format(free=decimal(free / 1e9), used=decimal(used / 1e9)), remedy)
    last = checked.done.get(BACKUP)
    if last is None:
        yield Finding(Grade.NOTE, _("aucune sauvegarde n'a été faite : laconique backup"))
        return
    grade = Grade.WELL if now - last <= _BACKUP_MAX else Grade.NOTE
    at = last.astimezone(ZoneInfo(settings.readers.zone))
    yield Finding(grade, _("dernière sauvegarde : le {at:%d/%m/%Y à %H:%M}").format(at=at))
