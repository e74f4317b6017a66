"""`laconique sources`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.helps import Commands, later
from bot.cli.work import configured, do, loading

app = Commands(help=later("Les sources : comment elles vont, en ajouter, en ôter, OPML."))


@app.callback(invoke_without_command=True, help=later("Dire comment va chaque source."))
def list_sources(context: typer.Context) -> None:
    """Say how each source fares."""
    if context.invoked_subcommand is None:
        with loading():
            from bot.cli import sources as sources_command

        do(sources_command.list_sources(configured()))


@app.command("add", help=later("Montrer ce qu'une source apporterait ; avec --yes, la garder."))
def add_source(
    address: Annotated[
        str,
        typer.Argument(help=later("Un flux, un site, un plan de site d'actualités ou une page de liens.")),
    ],
    name: Annotated[str, typer.Option(help=later("Au lieu de celui que la source se donne."))] = "",
    *,
    yes: Annotated[
        bool,
        typer.Option("--yes", help=later("La garder ; sans cela, ce qui viendrait est seulement montré.")),
    ] = False,
) -> None:
    """Show what a source would bring; with --yes, keep it."""
    from bot.cli import sources as sources_command

    found = do(sources_command.add_source(configured(), address, name, store=yes))
    raise typer.Exit(0 if found else 1)


@app.command("remove", help=later("Ne plus regarder une source qui a été ajoutée ; ses articles restent."))
def remove_source(name: str) -> None:
    """Look no more at a source that was added; its articles stay."""
    from bot.cli import sources as sources_command

    raise typer.Exit(0 if do(sources_command.remove_source(configured(), name)) else 1)


@app.command("import", help=later("Ajouter tous les flux d'un fichier OPML."))
def import_sources(path: Annotated[Path, typer.Argument(readable=False)]) -> None:
    """Add every feed of an OPML file."""
    from bot.cli import sources as sources_command

    do(sources_command.import_opml(configured(), path))


@app.command("export", help=later("Écrire tous les flux en OPML."))
def export_sources() -> None:
    """Print all feeds as OPML."""
    from bot.cli import sources as sources_command

    do(sources_command.export_opml(configured()))
