"""Says when an article was published, and how surely: by the page, its datelines, its address, its cues."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.articles.datelines import BARE, PUBLISHED, UPDATED, Stamp, dated_lead, pairs, stamps
from bot.articles.lines import LINES_MAX
from bot.french.dates import WEEKDAYS
from bot.french.fold import fold_line
from bot.model import DateOrigin, Dating

_YEARS_BACK = 20
_AHEAD = timedelta(days=1)
"""How far past `now` a day may lie: it may be tomorrow already where the page was written."""
_CUES_WITHIN = 200_000
"""Letters of the text in which cues are looked for."""
_FRESH = timedelta(days=10)
_HEAD_LINES, _BEFORE_LINES, _BEHIND_LINES = 4, 20, 2

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(\d\d)\2(\d\d)(?!\d)")
_BARE_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b(?! (?:\d|1er|dernier|prochain|suivant|saint))")
_HORIZON = re.compile(r"\b(?:d'ici(?: a| l'an| l'ete| fin)*|horizon|avant fin) (20\d\d)\b")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d,/-]|\.\d| euros| km| habitants| personnes| morts)")

# Log-likelihood ratios, counted on 1,440 French news texts of known date. A weekday named with its day and
# month agrees with the right year 98 times in 100, with a wrong one 1 in 7. The first bare weekday of a text
# is the day of publication or the one before 81 times in 100, by chance 2 in 7.
_PAIR_FITS, _PAIR_FAILS, _PAIRS_MAX = 1.9, -3.6, 3
_WEEKDAY_FITS, _WEEKDAY_FAILS = 1.04, -1.32
_PAST_HORIZON, _PER_YEAR_TO_HORIZON = -4.0, -0.1
"""«d'ici 2025» was written before 2025, and rarely long before."""
_PER_YEAR_OFF, _YEARS_OFF_MAX = -0.45, 7
"""The latest year that a text names is mostly its own or the one before."""
_PER_YEAR_OLD, _FRESH_BONUS = -0.15, 3.0
"""What is read is more often recent than old, and mostly quite fresh."""
_LISTED_MIN = 0.3
"""A candidate is listed when it is at least this likely beside the best one."""
_PER_RIVAL = 0.8
"""The weights were counted on fresh texts: where weekdays alone decide, more years fit an old one."""


@dataclass(frozen=True, slots=True)
class Clues:
    """Where to look: all visible `lines`, the article's paragraphs, its address; what its markup tells."""

    lines: Sequence[str]
    paragraphs: Sequence[str]
    url: str = ""
    stated: str = ""
    guessed: str = ""


def date_article(clues: Clues, now: datetime, zone: str) -> Dating:
    """Date an article.

    Args:
        clues: what was read; `stated`, the page's own ISO 8601 moment or day, outweighs all the rest, and
            `guessed`, a day in ISO 8601, what only the story itself tells.
        now: the moment of reading, aware; nothing is dated more than a day after it.
        zone: IANA name of the zone in which the text tells its hours.

    Returns: STATED when something gives the day in full; INFERRED, with its candidates, when the year or the
        day was deduced; UNKNOWN with `now` and confidence 0 when nothing tells.
    """
    today = now.astimezone(ZoneInfo(zone))
    moment = _page_moment(clues.stated, today)
    if moment:  # and most pages say it: what they name besides need not be looked for
        return moment
    named = [
        (place, stamp)
        for place, line in enumerate(clues.lines[:LINES_MAX])
        for stamp in stamps(line, today)
        if not _is_future(stamp, today)
    ]
    found = _datelines(named, *_bounds(clues), today.date())
    page_day = _page_day(clues.stated, today)
    if page_day:  # a dateline of that day may give the hour
        return _stated(page_day, _clock_of(page_day, found), today, 0.95)
    url_day = _url_day(clues.url, today)
    if url_day and not (found and found[0].cue == PUBLISHED and found[0].year and not found[0].relative):
        return _stated(url_day, _clock_of(url_day, found), today, 0.9)
    for stamp in found:
        dating = _from_stamp(stamp, clues, today)
        if dating:
            return dating
    guessed = _page_day(clues.guessed, today)
    if guessed:
        return _stated(guessed, None, today, 0.7)
    lead = dated_lead(clues.paragraphs[0]) if clues.paragraphs else None
    for stamp in (*([lead] if lead else []), *pairs(fold_line(" ".join(clues.paragraphs[:2])[:2000]))):
        dating = _from_stamp(stamp, clues, today)
        # The day of what is told, not of the telling: believed only of news, or when it is given in full.
        if dating and (dating.origin is DateOrigin.STATED or now - dating.moment <= _FRESH):
            return dating
    return Dating(now.astimezone(UTC), DateOrigin.UNKNOWN, 0.0)


def _page_moment(stated: str, today: datetime) -> Dating | None:
    """Take the page's own word, when it gives the hour too."""
    try:
        moment = datetime.fromisoformat(stated)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=today.tzinfo)
        whole = len(stated) > len("2021-06-03") and moment <= today + _AHEAD
        return Dating(moment.astimezone(UTC)) if whole else None
    except (ValueError, OverflowError):
        return None


def _page_day(stated: str, today: datetime) -> date | None:
    try:
        day = date.fromisoformat(stated)
    except ValueError:
        return None
    return day if day <= (today + _AHEAD).date() else None


def _datelines(named: Iterable[tuple[int, Stamp]], start: int, end: int, today: date) -> list[Stamp]:
    """Rank the days of the datelines: the plainest first, then the nearest to where the article begins.

    Several days and none called "published" are the days of other news, unless one stands at the article's
    head; and so is one far from it, or one counted from now that does not stand there. Today's, with its
    weekday and no hour, is what sites print over all their pages.
    """
    named = [one for one in named if not _is_masthead(one[1], today)]
    ranked = sorted(named, key=lambda item: (-_plainness(item[0], item[1], start), abs(item[0] - start)))
    bare_days = {(stamp.year, stamp.month, stamp.day) for _, stamp in named if stamp.cue == BARE}
    near = range(start - _BEFORE_LINES, end + _BEHIND_LINES)
    return [
        stamp
        for place, stamp in ranked
        if stamp.cue != BARE
        or (
            place in near
            and (abs(place - start) <= _HEAD_LINES or (len(bare_days) == 1 and not stamp.relative))
        )
    ]


def _plainness(place: int, stamp: Stamp, start: int) -> float:
    """How plainly a stamp dates the article: a whole day at its head says more than that of an update."""
    at_head = stamp.cue == BARE and stamp.year and not stamp.relative and abs(place - start) <= _HEAD_LINES
    return (PUBLISHED + UPDATED) / 2 if at_head else stamp.cue


def _is_masthead(stamp: Stamp, today: date) -> bool:
    plain = stamp.cue == BARE and stamp.clock is None and stamp.weekday is not None
    return plain and (stamp.month, stamp.day) == (today.month, today.day) and stamp.year in (None, today.year)


def _bounds(clues: Clues) -> tuple[int, int]:
    """The places of the article's first line and of the line after its last; 0 and 0 if none is known."""
    if not clues.paragraphs:
        return 0, 0
    head, tail = clues.paragraphs[0][:40], clues.paragraphs[-1][:40]
    start = next((place for place, line in enumerate(clues.lines) if line.startswith(head)), 0)
    last = next((place for place, line in enumerate(clues.lines) if line.startswith(tail)), start)
    return start, last + 1


def _is_future(stamp: Stamp, today: datetime) -> bool:
    day = _on(stamp, stamp.year) if stamp.year else None
    return bool(stamp.year) and (day is None or day > (today + _AHEAD).date())


def _on(stamp: Stamp, year: int) -> date | None:
    try:
        return date(year, stamp.month, stamp.day)
    except ValueError:
        return None


def _url_day(url: str, today: datetime) -> date | None:
    for year, _, month, day in _URL_DAY.findall(url):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found <= (today + _AHEAD).date():
            return found
    return None


def _clock_of(day: date, found: Sequence[Stamp]) -> time | None:
    """Find the hour that a dateline gives for `day`."""
    same = (s.clock for s in found if (s.month, s.day) == (day.month, day.day) and s.year in (None, day.year))
    return next((clock for clock in same if clock), None)


def _from_stamp(stamp: Stamp, clues: Clues, today: datetime) -> Dating | None:
    if stamp.year:
        day = _on(stamp, stamp.year)
        if day is None or _is_future(stamp, today):
            return None
        if stamp.relative:
            moment = _moment(day, stamp.clock, today)
            return Dating(moment, DateOrigin.INFERRED, 0.7, (day,), day_only=stamp.clock is None)
        return _stated(day, stamp.clock, today, 0.8 if stamp.cue == BARE else 0.95)
    likely = _years(stamp, clues, today)
    if not likely:
        return None
    best, day = likely[0]
    listed = tuple(day for weight, day in likely if weight >= _LISTED_MIN * best)
    sure = best / sum(weight for weight, _ in likely)
    if not any(abs(year - day.year) <= 1 for year in _named_years(_cues(clues), today)):
        sure *= _PER_RIVAL ** (len(listed) - 1)
    moment = _moment(day, stamp.clock, today)
    return Dating(moment, DateOrigin.INFERRED, round(sure, 2), listed, day_only=stamp.clock is None)


def _years(stamp: Stamp, clues: Clues, today: datetime) -> list[tuple[float, date]]:
    """Weigh the years in which a day without a year may lie, the likeliest first."""
    text = _cues(clues)
    lead = fold_line(" ".join(clues.paragraphs[:2])[:2000])
    weekday = _BARE_WEEKDAY.search(lead)
    named = pairs(text)[:_PAIRS_MAX]
    horizons = [int(year) for year in _HORIZON.findall(text)]
    past = _named_years(text, today)
    likely = []
    for day in _days(stamp, today):
        logs = [_PER_YEAR_OLD * (today.date() - day).days / 365]
        logs += [_FRESH_BONUS] if today.date() - day <= _FRESH else []
        logs += [_fit(pair, day) for pair in named]
        logs += [_fit(stamp, day)] if stamp.weekday is not None else []
        logs += [_weekday_fit(weekday[1], day)] if weekday else []
        logs += [_horizon_fit(min(horizons), day)] if horizons else []
        logs += [_PER_YEAR_OFF * min(_YEARS_OFF_MAX, abs(max(past) - day.year + 0.5))] if past else []
        likely.append((math.exp(sum(logs)), day))
    return sorted(likely, reverse=True)


def _cues(clues: Clues) -> str:
    return fold_line("\n".join(clues.lines)[:_CUES_WITHIN])


def _named_years(text: str, today: datetime) -> list[int]:
    """List the years that a text names, but for those it looks forward to."""
    return [year for year in map(int, _YEAR.findall(_HORIZON.sub(" ", text))) if year <= today.year + 1]


def _days(stamp: Stamp, today: datetime) -> Iterator[date]:
    for year in range(today.year + 1, today.year - _YEARS_BACK, -1):
        day = _on(stamp, year)
        if day and day <= (today + _AHEAD).date():
            yield day


def _fit(pair: Stamp, day: date) -> float:
    """Say how well "mardi 25 mai" fits a text of `day`: it speaks of the 25 May nearest to it."""
    near = [found for year in (day.year - 1, day.year, day.year + 1) if (found := _on(pair, year))]
    if not near:
        return _PAIR_FAILS
    nearest = min(near, key=lambda found: abs(found - day))
    return _PAIR_FITS if nearest.weekday() == pair.weekday else _PAIR_FAILS


def _weekday_fit(weekday: str, day: date) -> float:
    late = (day.weekday() - WEEKDAYS.index(weekday)) % 7
    return _WEEKDAY_FITS if late in (0, 1) else _WEEKDAY_FAILS


def _horizon_fit(year: int, day: date) -> float:
    return _PAST_HORIZON if day.year >= year else _PER_YEAR_TO_HORIZON * (year - day.year)


def _stated(day: date, clock: time | None, today: datetime, confidence: float) -> Dating:
    return Dating(_moment(day, clock, today), DateOrigin.STATED, confidence, day_only=clock is None)


def _moment(day: date, clock: time | None, today: datetime) -> datetime:
    """Give the moment in UTC; without an hour, noon where the text was written, but never later than now."""
    zone = (clock and clock.tzinfo) or today.tzinfo
    moment = datetime.combine(day, clock or time(12), zone).astimezone(UTC)
    if clock is None and day == today.date():
        return min(moment, today.astimezone(UTC))
    return moment
