"""The latest events as an operator reads them: what failed together, by one cause, is one line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_TOGETHER = timedelta(minutes=1)
_MANY = ("source", "message", "chat")
"""The network takes them away by the dozen."""


@dataclass(frozen=True, slots=True)
class Recent:
    """An event, and how many `more` of its kind came with it."""

    at: datetime
    subject: str
    text: str
    more: int = 0


def together(events: Sequence[tuple[datetime, str, str]]) -> Iterator[Recent]:
    """The lines for these events, newest first: forty sources that failed at once are one."""
    line: Recent | None = None
    for at, subject, text in events:
        if line and _kind(line.subject) == _kind(subject) in _MANY and line.at - at <= _TOGETHER:
            line = replace(line, more=line.more + 1)
            continue
        if line:
            yield line
        line = Recent(at, subject, text)
    if line:
        yield line


def _kind(subject: str) -> str:
    return subject.partition(" ")[0]
