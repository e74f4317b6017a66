"""`laconique model`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.helps import Commands, later
from bot.cli.work import configured, do

app = Commands(
    no_args_is_help=True,
    help=later("Un modèle de résumé sur ce disque : ce qu'il vaut, et comment le rendre rapide."),
)


@app.command(
    "get",
    help=later("Prendre un modèle publié, le convertir et l'essayer. Il y faut l'extra `torch`, une fois."),
)
def get_model(
    name: Annotated[
        str,
        typer.Argument(help=later("barthez, mbarthez, ou auteur/nom d'un dépôt, avec ou sans @révision.")),
    ],
    *,
    update: Annotated[
        bool,
        typer.Option("--update", help=later("Prendre la révision la plus récente, si c'en est une autre.")),
    ] = False,
) -> None:
    """Fetch a published model, convert it and check it. Needs the extra `torch`, once."""
    from bot.cli import models

    raise typer.Exit(0 if do(models.get(configured(), name, update=update)) else 1)


@app.command("list", help=later("Dire quels modèles ont été pris, et d'où vient chacun."))
def list_models() -> None:
    """Say which models were fetched, and where each came from."""
    from bot.cli import models

    models.list_models(configured())


@app.command("remove", help=later("Ôter un modèle qui a été pris."))
def remove_model(name: str) -> None:
    """Remove a model that was fetched."""
    from bot.cli import models

    raise typer.Exit(0 if models.remove(configured(), name) else 1)


@app.command(
    "check",
    help=later("Dire ce qu'est un modèle, ce qu'il vaut sur des articles inventés et sa vitesse ici."),
)
def check_model(
    model: Annotated[str, typer.Argument(help=later("Un dossier, ou le nom d'un modèle, pris ou servi."))],
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


@app.command(
    "convert",
    help=later(
        "Rendre un modèle publié petit et rapide : CTranslate2, int8. Il y faut l'extra `torch`, une fois."
    ),
)
def convert_model(
    directory: Path,
    to: Annotated[
        Path | None, typer.Option(show_default=False, help=later("Au lieu de DOSSIER/ctranslate2."))
    ] = None,
    *,
    force: Annotated[
        bool, typer.Option("--force", help=later("Remplacer la conversion qui est là."))
    ] = False,
) -> None:
    """Make a published model small and quick: CTranslate2, int8. Needs the extra `torch`, once."""
    from bot.cli import model as model_command

    target = None if to is None else to.absolute()
    done = model_command.convert(directory.absolute(), target, replace=force)
    raise typer.Exit(0 if done else 1)
