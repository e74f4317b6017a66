"""The events on disk: JSON lines, one transaction a line, so that a kill -9 leaves all of it or nothing."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.errors import DatabaseError
from bot.sandbox.state import RULES, Event


class Journal:
    """An append-only file. One process writes it; a torn last line is what a kill left, and is cut off."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Iterator[Event]:
        """Yield all events, oldest first; cut a torn last line so that the next append starts a fresh one.

        Raises: DatabaseError for a line in the middle that is no list of events.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True)
        raw = self._path.read_bytes() if self._path.exists() else b""
        whole = raw.rfind(b"\n") + 1
        if whole < len(raw):
            with self._path.open("r+b") as file:
                file.truncate(whole)
        for events in self._transactions():
            yield from events

    def append(self, events: Sequence[Event]) -> None:
        """Write one transaction; when this returns, killing the process does not lose it."""
        line = json.dumps(events, ensure_ascii=False, separators=(",", ":")) + "\n"
        with self._path.open("ab", buffering=0) as file:
            file.write(line.encode())

    def rewrite(self, left: Callable[[Event], Event | None]) -> None:
        """Let of each event remain what `left` says; at every instant there is a whole journal."""
        part = self._path.with_name(f"{self._path.name}.part")
        part.unlink(missing_ok=True)
        rest = Journal(part)
        for events in self._transactions():
            if some := [kept for event in events if (kept := left(event)) is not None]:
                rest.append(some)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(self._path)

    def _transactions(self) -> Iterator[list[Event]]:
        raw = self._path.read_bytes() if self._path.exists() else b""
        for number, line in enumerate(raw[: raw.rfind(b"\n") + 1].splitlines(), start=1):
            yield self._events(number, line)

    def _events(self, number: int, line: bytes) -> list[Event]:
        try:
            events = json.loads(line)
        except ValueError as err:
            raise DatabaseError(f"{self._path}, line {number}: not JSON") from err
        known = isinstance(events, list) and all(
            isinstance(event, dict) and event.get("event") in RULES for event in events
        )
        if not known:
            raise DatabaseError(f"{self._path}, line {number}: not a list of events")
        return list(events)
