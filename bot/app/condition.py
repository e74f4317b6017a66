"""What is not well, in the operator's words, and what to do: one judgement, whoever asks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app.causes import WORDS
from bot.errors import Cause
from bot.ports import Failing, Supply
from bot.store.checks import Overdue
from bot.wording import _

_NAMED = 3
_UNREACHED = {Cause.NETWORK, Cause.UNRESOLVED, Cause.UNCONNECTED, Cause.SILENT}
_MANY = 3
"""So many sources that all can't be reached, and most of all: then it is not them, but the way there."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Work that waits: in words, the role that does it, and how late it may be."""

    told: str
    role: str
    patience: timedelta


QUEUES: Mapping[str, Queue] = {
    "sources": Queue(_("sources à regarder"), "ingest", timedelta(minutes=15)),
    "entries": Queue(_("entrées à lire"), "ingest", timedelta(minutes=30)),
    "summaries": Queue(_("résumés à faire"), "summarise", timedelta(minutes=30)),
    "messages": Queue(_("messages à envoyer"), "deliver", timedelta(minutes=5)),
    "sendings": Queue(_("envois interrompus"), "deliver", timedelta(minutes=5)),
    "updates": Queue(_("messages de lecteurs à traiter"), "chat", timedelta(minutes=5)),
}
_FULL = 50_000_000
"""Bytes below which the next article may not find room."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is not well: what, what to do, an example; not `grave` is what mends itself."""

    told: str
    remedy: str = ""
    example: str = ""
    grave: bool = True


def troubles(
    supply: Supply,
    overdue: Sequence[Overdue],
    lost: tuple[datetime, str] | None,
    now: datetime,
    zone: str,
    paused: datetime | None = None,
    free: int | None = None,
) -> Iterator[Trouble]:
    """Why the bot as a whole does not do what it should.

    Args:
        supply: how the sources fare.
        overdue: what is due.
        lost: since when Telegram answers nothing, and why.
        now: the present moment.
        zone: where the operator's clock hangs.
        paused: since when an admin lets nothing be pushed.
        free: bytes that are left where the home is.
    """
    yield from of_the_disk(free)
    yield from of_the_pause(paused, zone)
    yield from of_telegram(lost, now)
    yield from of_the_work(overdue, now, zone)
    yield from of_most_sources(supply)


def of_the_disk(free: int | None) -> Iterator[Trouble]:
    """Nothing more can be kept, or soon."""
    if free is not None and free < _FULL:
        told = _("Le disque est plein : il reste {free} Mo")
        yield Trouble(
            told.format(free=free // 1_000_000),
            _("faites de la place : rien de nouveau n'est lu ni gardé, et nul n'a de réponse"),
        )


def of_the_pause(paused: datetime | None, zone: str) -> Iterator[Trouble]:
    """An admin has paused all pushes, and may have forgotten it."""
    if paused is not None:
        told = _("Les envois à tous les lecteurs sont suspendus depuis le {since:%d/%m/%Y à %H:%M}")
        yield Trouble(
            told.format(since=paused.astimezone(ZoneInfo(zone))),
            _("/reprendre, dans la discussion d'un administrateur ; ce qui paraît attend"),
            grave=False,
        )


def of_telegram(lost: tuple[datetime, str] | None, now: datetime) -> Iterator[Trouble]:
    """Telegram does not answer."""
    if lost is not None:
        since, reason = lost
        minutes = round((now - since).total_seconds() / 60)
        told = _("Telegram n'est plus joint depuis {minutes} min : {reason}")
        yield Trouble(
            told.format(minutes=minutes, reason=reason),
            _("vérifiez la connexion, le pare-feu et TELEGRAM_TOKEN ; rien n'est perdu, tout part ensuite"),
        )


def of_the_work(overdue: Sequence[Overdue], now: datetime, zone: str) -> Iterator[Trouble]:
    """What nobody does."""
    for late in overdue:
        queue = QUEUES[late.what]
        if now - late.since < queue.patience:
            continue
        told = _("{what} : {number} en retard, depuis le {since:%d/%m/%Y à %H:%M}")
        since = late.since.astimezone(ZoneInfo(zone))
        yield Trouble(
            told.format(what=queue.told, number=late.number, since=since),
            _("un processus « {role} » tourne-t-il ? laconique run").format(role=queue.role),
        )


def of_most_sources(supply: Supply) -> Iterator[Trouble]:
    """Most sources fail."""
    failing = supply.failing
    if 2 * len(failing) > supply.looked_at:
        groups = _by_cause(supply)
        cause = max(groups, key=lambda cause: len(groups[cause]))
        told = _("{failing} sources sur {all} échouent ; d'abord : {cause}")
        words = WORDS[cause]
        yield Trouble(told.format(failing=len(failing), all=supply.looked_at, cause=words.told), words.remedy)


def of_sources(supply: Supply) -> Iterator[Trouble]:
    """The sources that fail, those together that one deed mends, most of them first."""
    groups = _by_cause(supply)
    for cause, failing in sorted(groups.items(), key=lambda group: -len(group[1])):
        words = WORDS[cause]
        names = ", ".join(one.name for one in failing[:_NAMED]) + ("…" if len(failing) > _NAMED else "")
        yield Trouble(
            f"{words.told}\u00a0: {counted(len(failing), _('source'))} ({names})",
            words.remedy,
            failing[0].reason,
            grave=words.lasts or any(one.dead for one in failing),
        )


def of_entries(failed: Sequence[tuple[Cause, int, str]]) -> Iterator[Trouble]:
    """The entries that were given up: cause, how many, an example. The next ones may be read."""
    for cause, number, example in failed:
        told = f"{WORDS[cause].told}\u00a0: {counted(number, _('entrée'))}"
        yield Trouble(told, WORDS[cause].remedy, example, grave=False)


def counted(number: int, what: str) -> str:
    """«41 sources», «1 source»."""
    return f"{number}\u00a0{what}{'s' if number > 1 else ''}"


def _by_cause(supply: Supply) -> dict[Cause, list[Failing]]:
    failing = supply.failing
    unreached = [one for one in failing if one.cause in _UNREACHED]
    down = len(unreached) >= _MANY and 2 * len(unreached) > supply.looked_at
    groups: dict[Cause, list[Failing]] = defaultdict(list)
    for one in failing:
        groups[Cause.NETWORK if down and one.cause in _UNREACHED else one.cause].append(one)
    return groups
