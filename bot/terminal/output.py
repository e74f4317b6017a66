"""Where and how things are printed: stories on standard output, progress and errors on standard error."""

import sys

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from bot.app.core import clock
from bot.editions import render
from bot.model import Story

out = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
errors = Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def show_story(story: Story, zone: str) -> None:
    """One story, as a reader of the terminal sees it."""
    summary, article = story.summary, story.lead
    origin = " · ".join([article.source, *render.provenance(story, clock(), zone)])
    out.print()
    out.print(Padding(Text(summary.headline, style="bold"), (0, 2), expand=False))
    out.print(Padding(Text(" ".join(summary.sentences)), (0, 2), expand=False))
    out.print(Padding(Text(origin, style="italic dim"), (0, 2), expand=False))
    if article.url:
        out.print(Padding(Text(article.url, style="dim"), (0, 2), expand=False))


def progress() -> Progress:
    """On standard error, so that standard output stays clean for pipes."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=errors, transient=True)
