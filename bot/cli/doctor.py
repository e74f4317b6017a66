"""Whether all is well, as an operator asks it: what is of one piece, what fails, what nobody does."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from rich.markup import escape
from sqlalchemy.engine import make_url

from bot.app.alarm import lost
from bot.app.clock import clock
from bot.app.copies import BACKUP
from bot.app.core import core, lease_s
from bot.cli.output import out, without_password
from bot.settings import Settings
from bot.store.checks import Checked, check
from bot.store.status import health
from bot.wording import _

_SHOWN = 10
_PATIENCE = timedelta(hours=1)
_SKEW_MAX_S = 5.0
_ROOM_MIN = 1_000_000_000
_BACKUP_MAX = timedelta(days=7)
_WORK = {
    "sources": (_("sources à regarder"), "ingest"),
    "entries": (_("entrées à lire"), "ingest"),
    "summaries": (_("résumés à faire"), "summarise"),
    "messages": (_("messages à envoyer"), "deliver"),
    "sendings": (_("envois interrompus"), "deliver"),
}
"""What waits: in words, and the role that does it."""


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


async def diagnose(settings: Settings, *, deep: bool) -> bool:
    """Print how it is; returns whether nothing asks for the operator. `deep` reads the whole database."""
    now = clock()
    async with core(settings) as built:
        state = await health(built.database)
        checked = await check(built.database, now, _PATIENCE, lease_s(settings), deep=deep)
        events = await built.events.latest(_SHOWN)
        failed = await built.intake.failed(_SHOWN)
        aside = await built.outbox.aside(_SHOWN)
        alarm = await lost(settings.home, built.database)
    rows = [
        (_("mode"), _("bac à sable") if settings.sandbox else _("Telegram")),
        (_("réglages"), str(settings.config)),
        (_("base"), without_password(settings.database_url)),
        (_("schéma"), checked.schema),
        (_("sources"), str(len(settings.sources))),
        (_("articles"), str(state.articles)),
        (_("abonnés"), str(state.subscribers)),
        (_("entrées en attente"), str(state.entries_waiting)),
        (_("entrées en échec"), str(state.entries_failed)),
        (_("messages"), ", ".join(f"{name} {count}" for name, count in sorted(state.outbox.items())) or "0"),
    ]
    for name, value in rows:
        out.print(f"[bold]{name:<20}[/bold] {escape(value)}")
    findings = [
        *_of_the_database(checked, deep=deep),
        *_of_the_work(checked),
        *_of_the_place(settings, checked, now),
    ]
    findings += [Finding(Grade.WRONG, alarm)] if alarm else []
    troubles = [
        *state.failing_sources,
        *failed,
        *((f"message {number}, {way}", why) for number, way, why in aside),
    ]
    findings += [Finding(Grade.WRONG, f"{name} : {reason}") for name, reason in troubles]
    for finding in findings:
        out.print(f"{finding.grade} {escape(finding.told)}")
    if failed or aside:
        out.print(_("Pour réessayer ce qui a échoué : laconique retry"))
    for moment, subject, text in events:
        out.print(f"[dim]{moment:%Y-%m-%d %H:%M}[/dim] {escape(subject)}\u00a0: {escape(text)}")
    return all(finding.grade is not Grade.WRONG for finding in findings)


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


def _of_the_work(checked: Checked) -> Iterator[Finding]:
    for overdue in checked.overdue:
        what, role = _WORK[overdue.what]
        told = _(
            "{what} : {number} en retard, depuis le {since:%Y-%m-%d %H:%M} ; un processus « {role} » "
            "tourne-t-il ?"
        )
        yield Finding(
            Grade.WRONG, told.format(what=what, number=overdue.number, since=overdue.since, role=role)
        )


def _of_the_place(settings: Settings, checked: Checked, now: datetime) -> Iterator[Finding]:
    """Room on the disk, and the age of the last backup."""
    file = make_url(settings.database_url)
    used = Path(file.database or "").stat().st_size if file.get_backend_name() == "sqlite" else 0
    free = shutil.disk_usage(settings.home).free
    grade = Grade.WELL if free > max(_ROOM_MIN, 2 * used) else Grade.WRONG
    told = (
        _("place libre : {free:.1f} Go ; la base en prend {used:.1f}")
        if used
        else _("place libre : {free:.1f} Go")
    )
    yield Finding(grade, told.format(free=free / 1e9, used=used / 1e9))
    last = checked.done.get(BACKUP)
    if last is None:
        yield Finding(Grade.NOTE, _("aucune sauvegarde n'a été faite : laconique backup"))
        return
    grade = Grade.WELL if now - last <= _BACKUP_MAX else Grade.NOTE
    yield Finding(grade, _("dernière sauvegarde : le {last:%Y-%m-%d %H:%M}").format(last=last))
