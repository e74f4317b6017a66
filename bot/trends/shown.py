"""Counts -> the trends that are told, each under something that a reader can make something of."""

from collections.abc import Callable
from datetime import datetime

from bot.ports import Tallies, Tally
from bot.trends.growth import Trend, grouped, named, rises

_LOOKED_AT = 60
"""Of what rises: enough to find together what belongs together."""


async def shown(
    tallies: Tallies, tally: Tally, now: datetime, limit: int, known: Callable[[str], bool] = lambda _: True
) -> tuple[Trend, ...]:
    """Give the trends of a window, strongest first.

    Args:
        tallies: where the counts are from.
        tally: those of the window.
        now: its end.
        limit: how many trends to give at most.
        known: tells whether the key of a term still means something.
    """
    rising = [one for one in rises(tally) if known(one.key)][:_LOOKED_AT]
    bearers = await tallies.bearers([one.key for one in rising], tally.days, now)
    told: list[Trend] = []
    for group in grouped(rising, bearers):
        if len(told) == limit:
            break
        trend: Trend | None = group
        if not group.has_name:
            trend = named(group, tally, await tallies.beside(group.term.key, tally.days, now))
        if trend is not None and all(trend.term != other.term for other in told):
            told.append(trend)
    return tuple(told)
