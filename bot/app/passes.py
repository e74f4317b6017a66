"""Which passes a process wakes: those of its roles."""

from collections.abc import Iterator

import structlog

from bot.app.assembly import announcer, courier
from bot.app.clock import clock
from bot.app.clockwork import Clockwork
from bot.app.copies import keep_copies
from bot.app.core import Core, exhaust
from bot.app.indexing import reindex
from bot.app.reloading import Reloading
from bot.app.second_look import SECOND_LOOK, second_look
from bot.app.ticks import Pass
from bot.app.upkeep import upkeep
from bot.model import Role
from bot.sending import Sender
from bot.store.takeover import hear_again, take_over

_LOOKS_AT_ONCE = 16
"""Passes that look may overlap so often."""
_UPKEEP_S = 600.0
_CLOCK_S = 5.0
_TAKEOVER_S = 0.5
_RELOAD_S = 1.0
_MODEL_S = 900.0
"""Until a model that could not be fetched is tried again."""

log = structlog.get_logger()
_SECOND_LOOK_S = 10.0
_REINDEX_S = 20.0


async def take_over_from_the_dead(built: Core) -> None:
    """Whatever a process of this home held that died is free."""
    if dead := built.presence.dead():
        await take_over(built.database, dead, clock())
        for owner in dead:
            built.presence.buried(owner)
        if built.presence.alone():
            await hear_again(built.database, clock())
        log.warning("taken over from the dead", owners=sorted(dead))


async def give_back(built: Core) -> None:
    """What this process had claimed, and could not end in time, is free for whoever comes."""
    await take_over(built.database, [built.presence.owner], clock())


def passes(built: Core, sender: Sender | None, reloading: Reloading | None) -> Iterator[Pass]:
    """The passes of the roles of this process; none can send that is not on Telegram."""
    clockwork = Clockwork(built)
    roles, tick_s = built.settings.roles, built.settings.delivery.tick_s

    async def fill() -> None:
        telling = courier(built)
        await built.readership.turn_pauses(clock())
        await telling.tell(clock())
        if await built.switches.paused_since() is None:  # else what is told waits, and is in an edition then
            await telling.edit(clock())
            await announcer(built).announce(clock())
        await telling.answer(clock())

    yield Pass("takeover", lambda: take_over_from_the_dead(built), _TAKEOVER_S)
    yield Pass("clock", clockwork, _CLOCK_S, at_once=True)
    if reloading is not None:
        yield Pass("reload", lambda: reloading.look(built), _RELOAD_S)
    if Role.INGEST in roles:
        look_s = min(built.settings.ingest.folder_check_s, tick_s)
        # A hanging feed must not keep the folders waiting: looks may overlap, each claims its own sources.
        yield Pass("look", lambda: built.pipeline.look(clock()), look_s, _LOOKS_AT_ONCE, at_once=True)
        yield Pass("read", lambda: exhaust(built.pipeline.read), tick_s)
        yield Pass(SECOND_LOOK, lambda: second_look(built, clock()), _SECOND_LOOK_S)
        yield Pass("upkeep", lambda: upkeep(built, doubtful=clockwork.doubtful), _UPKEEP_S)
        yield Pass("backup", lambda: keep_copies(built, doubtful=clockwork.doubtful), _UPKEEP_S)
        yield Pass("reindex", lambda: reindex(built), _REINDEX_S)
    if roles & {Role.SUMMARISE, Role.CHAT}:
        yield Pass("model", built.summarisers.arrive, _MODEL_S, at_once=True)
    if Role.SUMMARISE in roles:
        yield Pass("summarise", lambda: exhaust(built.pipeline.summarise), tick_s)
    if Role.DELIVER in roles and sender is not None:
        yield Pass("fill", fill, tick_s)
        yield Pass("send", sender.send, tick_s)
