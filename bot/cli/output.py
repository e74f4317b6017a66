"""Where and how things are printed: stories on standard output, progress and errors on standard error."""

import sys

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text
from sqlalchemy.engine import make_url

from bot.app.clock import clock
from bot.editions import render
from bot.editions.run_in import run_in
from bot.model import Story, Summary

_ENDLESS = 100_000
"""Columns of a pipe or a log: each text stays one line, whole; what is soft-wrapped would be cut in a
table."""

out = Console(highlight=False, width=None if sys.stdout.isatty() else _ENDLESS)
errors = Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _ENDLESS)


def decimal(number: float) -> str:
    """A number as French writes it, to one decimal: «74,6»."""
    return f"{number:.1f}".replace(".", ",")


def show_story(story: Story, zone: str) -> None:
    """One story, as a reader of the terminal sees it."""
    article = story.lead
    origin = " · ".join([article.source, *render.provenance(story, clock(), zone)])
    out.print()
    for told in (*_told(story.summary), Text(origin, "italic dim"), Text(article.url, "dim")):
        if told:
            out.print(_set_in(told))


def _told(summary: Summary) -> tuple[Text, ...]:
    if said := run_in(summary):
        head, sentences = said
        return (Text.assemble((head, "bold"), " ".join(sentences)),)
    return Text(summary.headline, "bold"), Text(" ".join(summary.sentences))


def _set_in(told: Text) -> RenderableType:
    """Two spaces in, and wrapped there on a terminal; in a pipe one line, for padding would cut it off."""
    return Text.assemble("  ", told) if out.soft_wrap else Padding(told, (0, 2), expand=False)


def progress() -> Progress:
    """On standard error, so that standard output stays clean for pipes."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=errors, transient=True)


def without_password(url: str) -> str:
    """The address of a database as it may be shown."""
    return make_url(url).render_as_string(hide_password=True)
