"""The counts as they are defined, without a database (`ports.Tallies`)."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.ports import Bearers, Counted, Tally, Term


class CountedInMemory:
    """Of each article its number, when it was published, and what it is counted for."""

    def __init__(self, counted: Iterable[tuple[int, datetime, tuple[Term, ...]]]) -> None:
        self.counted = list(counted)

    async def tally(self, days, now, least):
        window = self._window(days, now)
        before = (now - timedelta(days=days)).toordinal()
        past = [
            (moment.toordinal(), terms)
            for _, moment, terms in self.counted
            if before - 28 <= moment.toordinal() < before
        ]
        by_day = Counter((term.key, day) for day, terms in past for term in terms)
        present = Counter(term.key for _, _, terms in window for term in terms)
        counted = []
        for key, articles in sorted(present.items()):
            usual = [count for (other, _), count in by_day.items() if other == key]
            if articles >= least:
                counted.append(Counted(key, articles, sum(usual), sum(count**2 for count in usual)))
        return Tally(days, len(window), len({day for day, _ in past}), len(past), tuple(counted))

    async def bearers(self, keys, days, now):
        window = self._window(days, now)
        found = {}
        for key in keys:
            bearing = [(one, term.written) for one, _, terms in window for term in terms if term.key == key]
            if bearing:
                spelt = Counter(written for _, written in bearing)
                written = min(spelt, key=lambda spelling: (-spelt[spelling], spelling))
                found[key] = Bearers(frozenset(one for one, _ in bearing), written)
        return found

    def _window(self, days, now):
        return [one for one in self.counted if now - timedelta(days=days) < one[1] <= now]
