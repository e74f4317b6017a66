"""`laconique stories`."""

from typing import Annotated

import typer

from bot.cli.helps import Commands, later
from bot.cli.work import configured, do, loading

app = Commands(
    help=later("Les histoires : quels articles vont ensemble, et comment les corriger."),
)


@app.callback(
    invoke_without_command=True,
    help=later("Lister les dernières histoires et leurs articles, chacun avec son numéro."),
)
def stories_listed(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=500, help=later("Tant d'histoires au plus."))] = 20,
) -> None:
    """List the latest stories with their articles, each with its number."""
    with loading():
        from bot.cli.stories import show

    if context.invoked_subcommand is None:
        do(show(configured(), limit))


@app.command("split", help=later("Faire de ces articles d'une histoire une histoire à eux, pour de bon."))
def stories_split(story: int, articles: list[int]) -> None:
    """Let these articles of a story be a story of their own, for good."""
    from bot.cli.stories import split

    do(split(configured(), story, articles))


@app.command("merge", help=later("Donner à cette histoire les articles de l'autre."))
def stories_merge(story: int, other: int) -> None:
    """Let the articles of the other story belong to this one."""
    from bot.cli.stories import merge

    do(merge(configured(), story, other))
