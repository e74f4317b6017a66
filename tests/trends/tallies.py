"""The counts as they are defined, without a database (`ports.Tallies`)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.ports import Bearers, Counted, Tally, Term


class CountedInMemory:
    """Of each article its number, when it was published, and what it is counted for.

    `placed`: its story and its source, where it is not alone in both.
    """

    def __init__(
        self,
        counted: Iterable[tuple[int, datetime, tuple[Term, ...]]],
        placed: Mapping[int, tuple[int, str]] | None = None,
    ) -> None:
        self.counted = list(counted)
        self.placed = {one: (one, str(one)) for one, *_ in self.counted} | dict(placed or {})

    async def tally(self, days, now, least):
        window = self._window(days, now)
        before = (now - timedelta(days=days)).toordinal()
        past = [
            (moment.toordinal(), terms)
            for _, moment, terms in self.counted
            if before - 28 <= moment.toordinal() < before
        ]
        usual = defaultdict(list)
        for (key, _), articles in Counter((term.key, day) for day, terms in past for term in terms).items():
            usual[key].append(articles)
        told = {(term.key, *self.placed[one]) for one, _, terms in window for term in terms}
        counted = []
        for key, articles in sorted(Counter(key for key, *_ in told).items()):
            if articles >= least:
                squares = sum(count**2 for count in usual[key])
                counted.append(Counted(key, articles, sum(usual[key]), squares))
        return Tally(days, len(window), len({day for day, _ in past}), len(past), tuple(counted))

    async def bearers(self, keys, days, now):
        found = self._borne(self._window(days, now))
        return {key: found[key] for key in keys if key in found}

    async def beside(self, key, days, now):
        window = self._window(days, now)
        return self._borne([one for one in window if any(term.key == key for term in one[2])])

    def _borne(self, window):
        spelt, bearing = defaultdict(Counter), defaultdict(dict)
        for one, _, terms in window:
            for term in terms:
                spelt[term.key][term.written] += 1
                bearing[term.key][one] = self.placed[one]
        return {
            key: Bearers(
                {one: story for one, (story, _) in placed.items()},
                spelt[key],
                len({source for _, source in placed.values()}),
            )
            for key, placed in bearing.items()
        }

    def _window(self, days, now):
        return [one for one in self.counted if now - timedelta(days=days) < one[1] <= now]
