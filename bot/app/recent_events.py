"""The latest events as an operator reads them: what failed together, for one reason, is one line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.ports.events import About, Event

_TOGETHER = timedelta(minutes=1)
_MANY = {About.SOURCE, About.MESSAGE, About.CHAT}
"""The network takes them away by the dozen."""


@dataclass(frozen=True, slots=True)
class Recent:
    """An event, and how many `more` of its kind came with it."""

    at: datetime
    event: Event
    more: int = 0


def together(events: Sequence[tuple[datetime, Event]]) -> Iterator[Recent]:
    """The lines for these events, newest first: forty sources that failed at once are one."""
    line: Recent | None = None
    for at, event in events:
        if line and _alike(line.event, event) and line.at - at <= _TOGETHER:
            line = replace(line, more=line.more + 1)
            continue
        if line:
            yield line
        line = Recent(at, event)
    if line:
        yield line


def _alike(one: Event, other: Event) -> bool:
    return (one.what, one.cause) == (other.what, other.cause) and one.what.about in _MANY
