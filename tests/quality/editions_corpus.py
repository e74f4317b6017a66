"""What three readers would have got on real days of the press, and what a human newsletter would have held.

    LACONIQUE_CORPUS=… python -m tests.quality.editions_corpus [DAY…]

One reader follows every theme and has three editions a day; another as many and follows nothing, which is
«À la une»; a third follows four topics, at once. Days are lived again by the real passes (`laconique
replay`). `editions/ten.tsv` keeps ten events of each day, chosen before the code, each by the addresses that
tell it, hashed; `editions/shown.tsv` what was read of what was shown: `wanted` or `unwanted`, which is also a
second story of one event. A story that nobody has read yet is printed with a question mark. `HELD` were read
for their figures alone.
"""

import asyncio
import csv
import logging
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app.replay import Received, Replay, replaying
from bot.cli.replay import everything
from bot.editions.buttons import story_ids
from bot.editions.render import held_title
from bot.lab.corpus import url_key
from bot.lab.press import announced
from bot.logs import configure
from bot.model import Story
from bot.sandbox.markup import parse_html
from bot.settings.loading import load

FOLDER = Path(__file__).parent / "editions"
TUNED, HELD = ("2025-06-17", "2025-09-23", "2026-01-20"), ("2025-03-12", "2026-03-18", "2026-05-20")
OF_ALL, AT_ONCE, HELD_BACK, OF_NOTHING = 1, 2, 3, 4
"""The readers; what the second one gets together, later."""
READERS = {OF_ALL: "all", AT_ONCE: "four", HELD_BACK: "four", OF_NOTHING: "nothing"}
NOTHING = ["/start", "plan:evening", "slot:750"]
FOUR = ["/follow russie", "/follow ukraine", "/follow retraites", "/follow paris"]
PARIS = ZoneInfo("Europe/Paris")
_TELLING = {"why", "dots"}
"""The buttons that name the stories of a message: under an edition, under one at once."""
_WORDS_A_MINUTE = 230
_STALE = timedelta(days=1)
_TOGETHER = held_title(date(2026, 1, 1)).partition(",")[0]


@dataclass(slots=True)
class Lived:
    """One day: each story as it was shown, by reader; and the editions' lengths in words, by their hour."""

    day: str
    shown: dict[int, list[Story]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[tuple[int, datetime], str] = field(default_factory=lambda: defaultdict(str))
    """What a reader got within one minute: an edition may be several messages."""


def ten(day: str) -> dict[str, set[str]]:
    """Event -> the addresses that tell it, hashed."""
    events: dict[str, set[str]] = defaultdict(set)
    for row in _rows("ten.tsv"):
        if row["day"] == day:
            events[row["event"]].add(row["address"])
    return events


def found(day: str, shown: Iterable[Story]) -> dict[str, set[int]]:
    """Event -> the stories shown that tell it."""
    told = {story.id: {url_key(one.url) for one in (story.lead, *story.others)} for story in shown}
    return {event: {n for n, keys in told.items() if keys & own} for event, own in ten(day).items()}


def is_stale(story: Story) -> bool:
    """Whether its lead is more than a day older than its newest article."""
    newest = max(one.dating.moment for one in (story.lead, *story.others))
    return newest - story.lead.dating.moment > _STALE


async def lived(press: Path, day: str) -> Lived:
    """The day, from midnight to the edition of the next morning."""
    first = date.fromisoformat(day)
    start = datetime.combine(first, time(0), PARIS)
    made = Lived(day)
    with tempfile.TemporaryDirectory() as home:
        settings = load({"LACONIQUE_HOME": f"{home}/operator", "HOME": home})
        feeds = announced(press, first, first, settings.readers.zone)
        async with replaying(settings, feeds, start, Path(home)) as again:
            await again.ask(OF_ALL, everything(again.built.catalogue))
            await again.ask(AT_ONCE, FOUR)
            await again.ask(OF_NOTHING, NOTHING)
            async for received in again.live(start + timedelta(hours=32, minutes=10)):
                await _note(made, again, received)
    return made


async def _note(made: Lived, again: Replay, received: Received) -> None:
    carried = [button.data.partition(":") for row in received.message.buttons for button in row]
    ids = [one for verb, _, rest in carried if verb in _TELLING for one in story_ids(rest)]
    at = received.chat_id, received.at.replace(second=0)
    made.texts[at] += f"{parse_html(received.message.html)[0]}\n\n"
    together = received.chat_id == AT_ONCE and made.texts[at].startswith(_TOGETHER)
    for one in ids:
        story = await again.built.archive.story(one)
        if story is not None:
            suite = f"Suite\u00a0: {story.summary.headline}" in made.texts[at]
            made.shown[HELD_BACK if together else received.chat_id].append(replace(story, suite=suite))


def report(made: Lived) -> None:
    """The figures of a day, and what is still to be read."""
    verdicts = {(row["day"], row["reader"], row["address"]): row["verdict"] for row in _rows("shown.tsv")}
    shown = made.shown[OF_ALL]
    events = found(made.day, shown)
    missed = [event for event, stories in events.items() if not stories]
    held = " (held)" if made.day in HELD else ""
    print(
        f"{made.day}{held}: {len(events) - len(missed)} of {len(events)} events; missed: {', '.join(missed)}"
    )
    twice = sum(times - 1 for times in Counter(story.id for story in shown if not story.suite).values())
    longest = max((len(text.split()) for (who, _), text in made.texts.items() if who == OF_ALL), default=0)
    minutes = longest / _WORDS_A_MINUTE
    stale = sum(map(is_stale, shown))
    fronted = made.shown[OF_NOTHING]
    told = sum(map(bool, found(made.day, fronted).values()))
    print(f"  who follows nothing: {told} of {len(events)} events among {len(fronted)} shown")
    print(f"  {len(shown)} shown, {twice} twice, {stale} stale, longest edition {minutes:.1f} min")
    names = {
        OF_ALL: "all themes",
        AT_ONCE: "four topics, at once",
        HELD_BACK: "the same, held back",
        OF_NOTHING: "who follows nothing",
    }
    for reader, name in names.items():
        keyed = [
            ((made.day, READERS[reader], url_key(story.lead.url)), story) for story in made.shown[reader]
        ]
        print(f"  {name}: {len(keyed)} shown, {dict(Counter(verdicts.get(key, '?') for key, _ in keyed))}")
        for key, story in keyed:
            if key not in verdicts:
                print(
                    "    ?", *key, story.lead.url, story.summary.headline, *story.summary.sentences, sep="\t"
                )


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def main() -> None:
    """The figures of each day asked for."""
    configure()
    logging.getLogger().setLevel(logging.ERROR)
    for day in sys.argv[1:] or (*TUNED, *HELD):
        report(asyncio.run(lived(Path(os.environ["LACONIQUE_CORPUS"]) / "press.jsonl.xz", day)))


if __name__ == "__main__":
    main()
