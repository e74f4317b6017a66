"""replay: what readers would have got on days of the press that are over."""

import logging
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from rich.markup import escape

from bot.app.folders import make_folder
from bot.app.replay import DATABASE, Received, replaying
from bot.cli.output import errors, out
from bot.errors import SettingsError
from bot.lab.press import announced
from bot.model import TopicKind
from bot.settings import Settings
from bot.topics.catalogue import Catalogue
from bot.wording import Remark, _
from bot.wording.formats import clock, long_day

_TAG = re.compile(r"<[^>]+>")
_MORNING = time(8, 10)
"""The last day's news of the evening comes in the edition of the next morning."""


async def replay(
    settings: Settings, press: Path, first: date, last: date, readers: Sequence[str], keep: Path | None
) -> None:
    """Print what each reader would have got from the first day to the morning after the last.

    Args:
        settings: the operator's; nothing of theirs is touched.
        press: JSON lines {date, url, title, description}.
        first: of the days, by the operator's zone.
        last: of the days.
        readers: what each types or touches at the beginning, semicolons between; none: one of all themes.
        keep: the folder in which the database stays; none: it is thrown away.

    Raises: BadCorpus, SettingsError.
    """
    logging.getLogger().setLevel(logging.WARNING)  # each article has a line, and here a day has hundreds
    zone = settings.readers.zone
    if keep is not None and (keep / DATABASE).exists():
        raise SettingsError(
            Remark("{path} : il y a là une autre base ; choisissez un dossier vide", path=keep)
        )
    feed = announced(press, first, last, zone)
    said = [[each.strip() for each in one.split(";") if each.strip()] for one in readers]
    said = said or [everything(Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml")))]
    start = datetime.combine(first, time(0), ZoneInfo(zone))
    end = datetime.combine(last + timedelta(days=1), _MORNING, ZoneInfo(zone))
    began, got = monotonic(), Counter[int]()
    with tempfile.TemporaryDirectory() if keep is None else nullcontext(str(keep)) as home:
        make_folder(Path(home))
        async with replaying(settings, feed, start, Path(home)) as again:
            for number, one in enumerate(said, 1):
                await again.ask(number, one)
            async for received in again.live(end):
                got[received.chat_id] += 1
                _show(received, zone)
    told = _("{items} annonces, {messages} messages, {seconds:.0f} s.")
    errors.print(told.format(items=len(feed), messages=got.total(), seconds=monotonic() - began))


def everything(catalogue: Catalogue) -> list[str]:
    """What a reader touches who follows every theme of the menu, in three editions a day, never at once."""
    themes = [f"topic:{topic.key}" for topic in catalogue.menu if topic.kind is TopicKind.THEME]
    return ["/start", *themes, "plan:evening", "slot:750"]


def _show(received: Received, zone: str) -> None:
    at = received.at.astimezone(ZoneInfo(zone))
    rows = [" ".join(f"[{button.label}]" for button in row) for row in received.message.buttons]
    title = _("Lecteur {number}, {day}, {clock}").format(
        number=received.chat_id, day=long_day(at.date()), clock=clock(at.hour, at.minute)
    )
    out.print(f"\n[bold]── {title}[/bold]")
    out.print(escape("\n".join([unescape(_TAG.sub("", received.message.html)), *rows])))
