"""Days of the press from a corpus, as publishers' feeds would have announced them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.app.replay import Announced
from bot.errors import BadCorpus
from bot.lab.corpus import objects
from bot.model import Entry

_FIRST_H, _LAST_H = 6.0, 20.5
"""Local hours between which a publisher's day is spread, where the corpus keeps no hour."""
_TEXTS = ("date", "url", "title")


def announced(path: Path, first: date, last: date, zone: str) -> list[Announced]:
    """What was announced from the first to the last day, both included, the oldest first.

    Lines are objects with date, url, title and maybe description. What has none is left out: a title alone
    tells nothing, and no page is read. A date without an hour is that of a feed as it stood in the evening,
    the newest item first: a publisher's items of one day are spread evenly over it.

    Raises: BadCorpus, which names the line, or says that the days hold nothing.
    """
    days: dict[tuple[date, str], list[Mapping[str, Any]]] = defaultdict(list)
    for at, found in objects(path):
        if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in _TEXTS):
            msg = f"{at}: an object with the texts {', '.join(_TEXTS)} is expected"
            raise BadCorpus(msg)
        day = _moment(found["date"], at).date()
        if first <= day <= last:
            days[day, (urlsplit(found["url"]).hostname or "").removeprefix("www.")].append(found)
    if not days:
        msg = f"{path}: nothing from {first} to {last}"
        raise BadCorpus(msg)
    spread = [one for (day, publisher), items in days.items() for one in _spread(publisher, day, items, zone)]
    return sorted(spread, key=lambda one: (one.at, one.publisher))


def _spread(publisher: str, day: date, items: Sequence[Mapping[str, Any]], zone: str) -> list[Announced]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    made: dict[str, Announced] = {}
    for place, item in enumerate(items):
        if not item.get("description"):
            continue
        told = datetime.fromisoformat(item["date"])
        if len(item["date"]) > len("2025-01-01"):
            moment = told if told.tzinfo else told.replace(tzinfo=UTC)
        else:
            hour = _LAST_H - (_LAST_H - _FIRST_H) * place / len(items)
            moment = midnight + timedelta(hours=hour)
        moment = moment.astimezone(UTC)
        entry = Entry(item["url"], item["url"], item["title"], moment, item["description"])
        made.setdefault(entry.key, Announced(publisher, moment, entry))
    return list(made.values())


def _moment(told: str, at: str) -> datetime:
    try:
        return datetime.fromisoformat(told)
    except ValueError as err:
        msg = f"{at}: the date is no moment: {err}"
        raise BadCorpus(msg) from err
