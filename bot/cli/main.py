"""The `laconique` command. Libraries are loaded by the command that needs them: `--help` must be quick."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import refused
from bot.cli.groups import config, learning, model, sources, stories
from bot.cli.helps import Commands, later, to_operator
from bot.cli.work import configured, do, loading
from bot.errors import LaconiqueError
from bot.wording import _

app = Commands(
    no_args_is_help=True,
    add_completion=False,
    help=later("Laconique lit la presse française et la raconte en peu de mots."),
)

for _name, _group in (("sources", sources), ("stories", stories), ("model", model), ("config", config)):
    app.add_typer(_group.app, name=_name)
app.add_typer(learning.app)
_DAY = "%Y-%m-%d"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; whatever we foresaw ends in one clear line and an exit code that is not 0."""
    os.umask(0o077)  # what readers choose and say is nobody else's on this machine
    try:
        code = app(arguments, standalone_mode=False)
    except LaconiqueError as err:
        from bot.chat.failures import explained, in_full

        with to_operator():
            lines = [_("laconique : {told}").format(told=explained(err)), in_full(err)]
        typer.secho("\n".join(filter(None, lines)), fg="red", err=True)
        raise SystemExit(2) from err
    except Exception as err:
        if not refused.is_refusal(err):
            raise
        with to_operator():
            said = refused.told(err)
        typer.echo(said, err=True, nl=bool(said))
        raise SystemExit(2) from err
    raise SystemExit(code)


@app.command(
    help=later(
        "Démarrer le bot : sur Telegram avec TELEGRAM_TOKEN, sinon en bac à sable avec sa page.\n\n"
        "SIGHUP lui fait relire sa configuration, et reprendre ce qu'elle dit maintenant."
    )
)
def run(
    role: Annotated[
        list[str] | None,
        typer.Option(
            show_default=False,
            help=later("chat, ingest, summarise, deliver (plusieurs : avec des virgules), ou all, tous."),
        ),
    ] = None,
) -> None:
    """Start the bot: on Telegram with TELEGRAM_TOKEN, else in the sandbox with its chat page.

    SIGHUP lets it read its configuration again, and take over what that says by now.
    """
    with loading():
        from bot.cli.run import serve

    given = {"LACONIQUE_ROLE": ",".join(role)} if role else {}
    environment = {**os.environ, **given}  # whole: the secrets go out of the other one
    anew = do(serve(configured(**given), environment))
    sys.stdout.flush()
    if anew:
        os.execve(sys.executable, sys.orig_argv, environment)  # noqa: S606 - ourselves, as we were started
    os._exit(0)  # a thread that hangs, with its disk or its name server, is waited for by nobody


@app.command(help=later("Lire ces fichiers et ces pages ; sans rien, regarder une fois les sources."))
def ingest(
    given: Annotated[list[str] | None, typer.Argument(metavar="[FILE_OR_URL]...", show_default=False)] = None,
) -> None:
    """Read these files and pages into the database; without any, look at the sources once."""
    from bot.app.apart import warmed
    from bot.app.folders import claim

    settings = configured()
    claim(settings.home)  # or workers would be at it already when it is refused
    pages = any(not name.endswith(".txt") for name in given or ())
    workers = warmed(settings, pages=pages)  # they load what they need while we load the rest
    with loading():
        from bot.cli.ingest import ingest_given, ingest_sources

    failed = do(ingest_given(settings, workers, given) if given else ingest_sources(settings, workers))
    raise typer.Exit(1 if failed else 0)


@app.command(help=later("Résumer les articles qui n'ont pas encore de résumé."))
def summarise(
    *,
    again: Annotated[
        bool,
        typer.Option("--again", help=later("Aussi ceux qu'une autre méthode ou un autre modèle a résumés.")),
    ] = False,
) -> None:
    """Summarise the articles that have no summary yet."""
    from bot.cli.summarise import summarise_waiting

    do(summarise_waiting(configured(), again=again))


@app.command(help=later("Raconter ici, dans le terminal, les dernières histoires."))
def digest(
    topic: Annotated[str, typer.Option(help=later("Un pays, un thème ou quelques mots."))] = "",
    limit: Annotated[int, typer.Option(min=1, max=100, help=later("Tant d'histoires au plus."))] = 5,
) -> None:
    """Tell the latest stories here, in the terminal."""
    with loading():
        from bot.cli.digest import tell

    found = do(tell(configured(), topic, limit))
    raise typer.Exit(0 if found else 1)


@app.command(help=later("Envoyer une fois ce qui est dû, par Telegram ou par le bac à sable en marche."))
def deliver() -> None:
    """Send once what is due, through Telegram or the sandbox that is running."""
    from bot.cli.deliver import deliver_once

    do(deliver_once(configured()))


@app.command(help=later("Reprendre ce qui a échoué : entrées, résumés, messages mis de côté."))
def retry() -> None:
    """Try again what failed: entries, summaries, and messages that were set aside."""
    with loading():
        from bot.cli.retry import retry_failed

    do(retry_failed(configured()))


@app.command(
    help=later("Indexer comme aujourd'hui ce qui fut gardé avant ; le bot le fait aussi, peu à peu.")
)
def reindex() -> None:
    """Let what an earlier version stored be found as today; the running bot does it too, in time."""
    from bot.cli.reindex import reindex_all

    do(reindex_all(configured()))


@app.command(
    help=later(
        "Dire comment il va : réglages, base, disque, sources, attente, sauvegardes, événements.\n\n"
        "Le code de sortie est 1 quand il ne va pas bien."
    )
)
def doctor(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help=later("Ne pas lire toute la base à la recherche de dégâts."))
    ] = False,
) -> None:
    """Say how it is: settings, database, disk, sources, work that waits, backups, the latest events.

    Exit code 1 if it is not well.
    """
    with loading():
        from bot.cli.doctor import diagnose

    healthy = do(diagnose(configured(), deep=not quick))
    raise typer.Exit(0 if healthy else 1)


@app.command(
    help=later("Copier la base dans une autre, au besoin en plusieurs fois. Arrêtez d'abord tout Laconique.")
)
def migrate(
    to: Annotated[
        str, typer.Option(help=later("postgresql+psycopg://… ou sqlite+aiosqlite:///CHEMIN ; vide."))
    ],
) -> None:
    """Copy the database into another one; killed, it goes on where it was. Stop every Laconique first."""
    from bot.cli.migrate import migrate_to

    do(migrate_to(configured(), to))


@app.command(help=later("Écrire toute la base dans un fichier, pendant que tout continue."))
def backup(
    file: Annotated[
        Path | None,
        typer.Argument(
            show_default=False, help=later("Au lieu d'un nouveau fichier dans LACONIQUE_HOME/backups.")
        ),
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option(
            min=1, help=later("En garder tant dans LACONIQUE_HOME/backups, ôter les plus anciennes.")
        ),
    ] = None,
) -> None:
    """Write the whole database into one file, while everything goes on."""
    from bot.cli.backup import write_backup

    do(write_backup(configured(), file, keep))


@app.command(help=later("Remettre une sauvegarde en place. Arrêtez d'abord tout Laconique."))
def restore(
    file: Annotated[Path, typer.Argument(readable=False)],  # we say ourselves why it can't be read
    *,
    force: Annotated[
        bool, typer.Option("--force", help=later("Remplacer la base qui est là ; elle est mise de côté."))
    ] = False,
) -> None:
    """Put a backup back. Stop every Laconique first."""
    from bot.cli.restore import put_back

    do(put_back(configured(), file, force=force))


@app.command(
    help=later("Dire ce que des lecteurs auraient reçu, tels jours de presse, à une horloge simulée.")
)
def replay(
    press: Annotated[
        Path,
        typer.Argument(help=later("Lignes JSON (date, url, title, description), telles quelles ou en .xz.")),
    ],
    first: Annotated[datetime, typer.Option("--from", formats=[_DAY], help=later("Le premier jour."))],
    last: Annotated[
        datetime | None, typer.Option("--to", formats=[_DAY], help=later("Le dernier ; sinon un seul."))
    ] = None,
    reader: Annotated[
        list[str] | None,
        typer.Option(
            show_default=False,
            help=later("Ce que quelqu'un tape ou touche d'abord : «/suivre sport». Sinon : tous les thèmes."),
        ),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(help=later("Y laisser la base : un LACONIQUE_HOME à regarder."))
    ] = None,
) -> None:
    """Tell what readers would have got on days of the press: the real passes, by a simulated clock."""
    from bot.cli.replay import replay as lived_again

    days = first.date(), (last or first).date()
    do(lived_again(configured(), press, *days, reader or [], keep and keep.absolute()))


@app.command(help=later("Dire de quelle version il s'agit."))
def version() -> None:
    """Say which version this is."""
    from bot.version import __version__

    typer.echo(f"laconique {__version__}")
