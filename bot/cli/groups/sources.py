"""`laconique sources`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.work import configured, do, loading

app = typer.Typer(
    help="The sources: how they fare, adding and removing, OPML.", pretty_exceptions_enable=False
)


@app.callback(invoke_without_command=True)
def list_sources(context: typer.Context) -> None:
    """Say how each source fares."""
    if context.invoked_subcommand is None:
        with loading():
            from bot.cli import sources as sources_command

        do(sources_command.list_sources(configured()))


@app.command("add")
def add_source(
    address: Annotated[str, typer.Argument(help="A feed, a site, a news sitemap or a page of links.")],
    name: Annotated[str, typer.Option(help="Instead of the one that the source gives itself.")] = "",
    *,
    yes: Annotated[
        bool, typer.Option("--yes", help="Store it; without this, only show what would come.")
    ] = False,
) -> None:
    """Show what a source would bring; with --yes, keep it."""
    from bot.cli import sources as sources_command

    found = do(sources_command.add_source(configured(), address, name, store=yes))
    raise typer.Exit(0 if found else 1)


@app.command("remove")
def remove_source(name: str) -> None:
    """Look no more at a source that was added; its articles stay."""
    from bot.cli import sources as sources_command

    raise typer.Exit(0 if do(sources_command.remove_source(configured(), name)) else 1)


@app.command("import")
def import_sources(path: Path) -> None:
    """Add every feed of an OPML file."""
    from bot.cli import sources as sources_command

    do(sources_command.import_opml(configured(), path))


@app.command("export")
def export_sources() -> None:
    """Print all feeds as OPML."""
    from bot.cli import sources as sources_command

    do(sources_command.export_opml(configured()))
