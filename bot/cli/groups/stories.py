"""`laconique stories`."""

from typing import Annotated

import typer

from bot.cli.work import configured, do, loading

app = typer.Typer(
    help="The stories: which articles were put together, and putting it right.",
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def stories_listed(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most this many stories.")] = 20,
) -> None:
    """List the latest stories with their articles, each with its number."""
    with loading():
        from bot.cli.stories import show

    if context.invoked_subcommand is None:
        do(show(configured(), limit))


@app.command("split")
def stories_split(story: int, articles: list[int]) -> None:
    """Let these articles of a story be a story of their own, for good."""
    from bot.cli.stories import split

    do(split(configured(), story, articles))


@app.command("merge")
def stories_merge(story: int, other: int) -> None:
    """Let the articles of the other story belong to this one."""
    from bot.cli.stories import merge

    do(merge(configured(), story, other))
