"""Trends -> what a reader is told of them: the words under the picture, and those in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.editions.pack import width
from bot.french.typography import NO_BREAK
from bot.ports import Tally
from bot.trends.chart import Bar, Chart, Panel
from bot.trends.growth import enough
from bot.wording import _
from bot.wording.formats import clock, grouped, long_day

CAPTION_MAX = 1024
"""https://core.telegram.org/bots/api#sendphoto ("0-1024 characters after entities parsing")."""

_LABEL_MAX = 32


@dataclass(frozen=True, slots=True)
class Rising:
    """One trend with names that readers know; `others` rise with it."""

    label: str
    articles: int
    usual: float
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """What rises in the last 24 hours or the last seven days, strongest first."""

    tally: Tally
    rising: tuple[Rising, ...]


def words(windows: Sequence[Window]) -> str:
    """Telegram HTML, at most 1024 characters once Telegram has read it.

    Args:
        windows: at most two, of at most five trends each; the first one is the shorter.
    """
    html = _words(windows)
    if width(_bare(html)) > CAPTION_MAX:
        alone = [replace(one, rising=tuple(replace(it, others=()) for it in one.rising)) for one in windows]
        html = _words(alone)
    return html


def chart(windows: Sequence[Window], now: datetime, zone: str) -> Chart:
    """What the picture says; `zone` is the one in which its date is meant."""
    local = now.astimezone(ZoneInfo(zone))
    day = long_day(local.date())
    return Chart(
        title=_("Ce qui monte dans la presse"),
        when=f"{day[:1].upper()}{day[1:]}, {clock(local.hour, local.minute)}",
        panels=tuple(_panel(window) for window in windows),
        key_bar=_("articles"),
        key_usual=_("d'habitude"),
        source=_source(
            windows[0].tally, _("Laconique · {articles} articles en 24 heures, {days} jours de recul")
        ),
    )


def _words(windows: Sequence[Window]) -> str:
    blocks = ["\n".join(_lines(window)) for window in windows]
    source = _source(windows[0].tally, _("{articles} articles reçus en 24 heures, comparés à {days} jours."))
    title = _("Ce qui monte")
    return "\n\n".join([f"<b>{title}</b>", *blocks, f"<i>{source}</i>"])


def _lines(window: Window) -> Iterator[str]:
    yield f"<b>{_heading(window)}</b>"
    if not window.rising:
        yield _nothing(window)
    for one in window.rising:
        others = f" ({escape(', '.join(one.others), quote=False)})" if one.others else ""
        label, count = escape(_short(one.label), quote=False), _count(one, window.tally.days)
        yield f"• {label}{others}{NO_BREAK}: {count}"


def _panel(window: Window) -> Panel:
    bars = (
        Bar(" · ".join((_short(one.label), *one.others)), _versus(one), one.articles, one.usual)
        for one in window.rising
    )
    return Panel(_heading(window), tuple(bars), _nothing(window))


def _heading(window: Window) -> str:
    return _("Depuis 24 heures") if window.tally.days == 1 else _("Depuis 7 jours")


def _nothing(window: Window) -> str:
    if not enough(window.tally):
        return _("Pas encore assez de recul pour comparer.")
    return _("Rien ne sort de l'ordinaire.") if window.tally.articles else _("Aucun article reçu.")


def _count(one: Rising, days: int) -> str:
    """«14 articles, contre 3 par jour d’habitude»."""
    if one.usual == 0:
        pattern = _("{articles} articles, aucun d'habitude")
    elif days == 1:
        pattern = _("{articles} articles, contre {usual} par jour d'habitude")
    else:
        pattern = _("{articles} articles, contre {usual} par semaine d'habitude")
    return pattern.format(articles=grouped(one.articles), usual=_usual(one))


def _versus(one: Rising) -> str:
    return _("{articles} contre {usual}").format(articles=grouped(one.articles), usual=_usual(one))


def _usual(one: Rising) -> str:
    if 0 < one.usual < 1:
        return _("moins d'un")
    return grouped(round(one.usual))


def _source(tally: Tally, pattern: str) -> str:
    return pattern.format(articles=grouped(tally.articles), days=tally.usual_days)


def _short(label: str) -> str:
    return label if len(label) <= _LABEL_MAX else f"{label[: _LABEL_MAX - 1].rstrip()}…"


def _bare(html: str) -> str:
    """What Telegram counts: neither our tags nor our escapes."""
    for tag in ("<b>", "</b>", "<i>", "</i>"):
        html = html.replace(tag, "")
    return html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
