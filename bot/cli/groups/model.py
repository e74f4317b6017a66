"""`laconique model`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.work import configured, do

app = typer.Typer(
    no_args_is_help=True,
    help="A summary model in a local directory: what it is worth, and making it quick.",
    pretty_exceptions_enable=False,
)


@app.command("get")
def get_model(
    name: Annotated[str, typer.Argument(help="barthez, mbarthez, or owner/name[@revision] of a hub.")],
    *,
    update: Annotated[
        bool, typer.Option("--update", help="Fetch the newest revision, if it is another one.")
    ] = False,
) -> None:
    """Fetch a published model, convert it and check it. Needs the extra `torch`, once."""
    from bot.cli import models

    raise typer.Exit(0 if do(models.get(configured(), name, update=update)) else 1)


@app.command("list")
def list_models() -> None:
    """Say which models were fetched, and where each came from."""
    from bot.cli import models

    models.list_models(configured())


@app.command("remove")
def remove_model(name: str) -> None:
    """Remove a model that was fetched."""
    from bot.cli import models

    raise typer.Exit(0 if models.remove(configured(), name) else 1)


@app.command("check")
def check_model(
    model: Annotated[str, typer.Argument(help="A directory, or the name of a model, fetched or served.")],
) -> None:
    """Say what a model is, what it is worth on invented articles and how fast it is here."""
    from bot.cli import model as model_command
    from bot.cli import models
    from bot.summaries.models.choosers import is_chooser

    settings = configured()
    if settings.model_url and model == settings.model:
        from bot.cli.model_server import check_server

        raise typer.Exit(0 if do(check_server(settings)) else 1)
    place = models.place(settings, model)
    if is_chooser(place):
        from bot.cli import chooser

        raise typer.Exit(0 if do(chooser.check(settings, place)) else 1)
    raise typer.Exit(0 if do(model_command.check(settings, place)) else 1)


@app.command("convert")
def convert_model(
    directory: Path,
    to: Annotated[
        Path | None, typer.Option(show_default=False, help="Instead of DIRECTORY/ctranslate2.")
    ] = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace the conversion that is there.")] = False,
) -> None:
    """Make a published model small and quick: CTranslate2, int8. Needs the extra `torch`, once."""
    from bot.cli import model as model_command

    target = None if to is None else to.absolute()
    done = model_command.convert(directory.absolute(), target, replace=force)
    raise typer.Exit(0 if done else 1)
