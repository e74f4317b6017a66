"""The `laconique` command. Libraries are loaded by the command that needs them: `--help` must be quick."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.errors import LaconiqueError
from bot.wording import _

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Laconique reads the French press and tells it briefly.",
)

sources = typer.Typer(
    help="The sources: how they fare, adding and removing, OPML.", pretty_exceptions_enable=False
)
app.add_typer(sources, name="sources")
stories = typer.Typer(
    help="The stories: which articles were put together, and putting it right.",
    pretty_exceptions_enable=False,
)
app.add_typer(stories, name="stories")
model = typer.Typer(
    no_args_is_help=True,
    help="A summary model in a local directory: what it is worth, and making it quick.",
    pretty_exceptions_enable=False,
)
app.add_typer(model, name="model")
config = typer.Typer(
    no_args_is_help=True,
    help="The configuration: what is set and who says so, and whether it can be.",
    pretty_exceptions_enable=False,
)
app.add_typer(config, name="config")
_DAY = "%Y-%m-%d"


def main() -> None:
    """Run the command line; whatever we foresaw ends in one clear line and an exit code that is not 0."""
    os.umask(0o077)  # what readers choose and say is nobody else's on this machine
    try:
        app()
    except LaconiqueError as err:
        typer.secho(f"laconique: {err}", fg="red", err=True)
        raise SystemExit(2) from err


@app.command()
def run(
    role: Annotated[
        list[str] | None,
        typer.Option(
            show_default=False, help="chat, ingest, summarise, deliver (several: with commas), or all."
        ),
    ] = None,
) -> None:
    """Start the bot: on Telegram with TELEGRAM_TOKEN, else in the sandbox with its chat page.

    SIGHUP lets it read its configuration again, and take over what that says by now.
    """
    from bot.cli.run import serve

    given = {"LACONIQUE_ROLE": ",".join(role)} if role else {}
    environment = {**os.environ, **given}  # whole: the secrets go out of the other one
    anew = _do(serve(_settings(**given), environment))
    sys.stdout.flush()
    if anew:
        os.execve(sys.executable, sys.orig_argv, environment)  # noqa: S606 - ourselves, as we were started
    os._exit(0)  # a thread that hangs, with its disk or its name server, is waited for by nobody


@app.command()
def ingest(
    given: Annotated[list[str] | None, typer.Argument(metavar="[FILE_OR_URL]...", show_default=False)] = None,
) -> None:
    """Read these files and pages into the database; without any, look at the sources once."""
    from bot.app.apart import warmed

    settings = _settings()
    workers = warmed(settings)  # they load what they need while we load the rest
    from bot.cli.ingest import ingest_given, ingest_sources

    failed = _do(ingest_given(settings, workers, given) if given else ingest_sources(settings, workers))
    raise typer.Exit(1 if failed else 0)


@app.command()
def summarise(
    *,
    again: Annotated[
        bool, typer.Option("--again", help="Also those that another method or model summarised.")
    ] = False,
) -> None:
    """Summarise the articles that have no summary yet."""
    from bot.cli.summarise import summarise_waiting

    _do(summarise_waiting(_settings(), again=again))


@app.command()
def digest(
    topic: Annotated[str, typer.Option(help="A country, a theme, or a few words.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most this many stories.")] = 5,
) -> None:
    """Tell the latest stories here, in the terminal."""
    from bot.cli.digest import tell

    found = _do(tell(_settings(), topic, limit))
    raise typer.Exit(0 if found else 1)


@app.command()
def deliver() -> None:
    """Send once what is due, through Telegram or the sandbox that is running."""
    from bot.cli.deliver import deliver_once

    _do(deliver_once(_settings()))


@app.command()
def retry() -> None:
    """Try again what failed: entries, summaries, and messages that were set aside."""
    from bot.cli.retry import retry_failed

    _do(retry_failed(_settings()))


@app.command()
def reindex() -> None:
    """Let what an earlier version stored be found as today; the running bot does it too, in time."""
    from bot.cli.reindex import reindex_all

    _do(reindex_all(_settings()))


@app.command()
def doctor(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Don't read the whole database in search of damage.")
    ] = False,
) -> None:
    """Say how it is: settings, database, disk, sources, work that waits, backups, the latest events.

    Exit code 1 if it is not well.
    """
    from bot.cli.doctor import diagnose

    healthy = _do(diagnose(_settings(), deep=not quick))
    raise typer.Exit(0 if healthy else 1)


@app.command()
def migrate(
    to: Annotated[str, typer.Option(help="postgresql+psycopg://… or sqlite+aiosqlite:///PATH; empty.")],
) -> None:
    """Copy the database into another one; killed, it goes on where it was. Stop every Laconique first."""
    from bot.cli.migrate import migrate_to

    _do(migrate_to(_settings(), to))


@app.command()
def backup(
    file: Annotated[
        Path | None,
        typer.Argument(show_default=False, help="Instead of a new one in LACONIQUE_HOME/backups."),
    ] = None,
    keep: Annotated[
        int | None, typer.Option(min=1, help="Keep so many in LACONIQUE_HOME/backups; remove older ones.")
    ] = None,
) -> None:
    """Write the whole database into one file, while everything goes on."""
    from bot.cli.backup import write_backup

    _do(write_backup(_settings(), file, keep))


@app.command()
def restore(
    file: Path,
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the database that is there; it is kept aside.")
    ] = False,
) -> None:
    """Put a backup back. Stop every Laconique first."""
    from bot.cli.restore import put_back

    _do(put_back(_settings(), file, force=force))


@app.command()
def replay(
    press: Annotated[Path, typer.Argument(help="JSON lines {date, url, title, description}, plain or .xz.")],
    first: Annotated[datetime, typer.Option("--from", formats=[_DAY], help="The first day.")],
    last: Annotated[datetime | None, typer.Option("--to", formats=[_DAY], help="The last; else one.")] = None,
    reader: Annotated[
        list[str] | None,
        typer.Option(
            show_default=False,
            help="What one types or touches first: «/follow sport; /hours 8h; now:». Else: all themes.",
        ),
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(help="Leave the database there: a LACONIQUE_HOME to look at.")
    ] = None,
) -> None:
    """Tell what readers would have got on days of the press: the real passes, by a simulated clock."""
    from bot.cli.replay import replay as lived_again

    days = first.date(), (last or first).date()
    _do(lived_again(_settings(), press, *days, reader or [], keep and keep.absolute()))


@stories.callback(invoke_without_command=True)
def stories_listed(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most this many stories.")] = 20,
) -> None:
    """List the latest stories with their articles, each with its number."""
    from bot.cli.stories import show

    if context.invoked_subcommand is None:
        _do(show(_settings(), limit))


@stories.command("split")
def stories_split(story: int, articles: list[int]) -> None:
    """Let these articles of a story be a story of their own, for good."""
    from bot.cli.stories import split

    _do(split(_settings(), story, articles))


@stories.command("merge")
def stories_merge(story: int, other: int) -> None:
    """Let the articles of the other story belong to this one."""
    from bot.cli.stories import merge

    _do(merge(_settings(), story, other))


@sources.callback(invoke_without_command=True)
def list_sources(context: typer.Context) -> None:
    """Say how each source fares."""
    if context.invoked_subcommand is None:
        from bot.cli import sources as sources_command

        _do(sources_command.list_sources(_settings()))


@sources.command("add")
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

    found = _do(sources_command.add_source(_settings(), address, name, store=yes))
    raise typer.Exit(0 if found else 1)


@sources.command("remove")
def remove_source(name: str) -> None:
    """Look no more at a source that was added; its articles stay."""
    from bot.cli import sources as sources_command

    raise typer.Exit(0 if _do(sources_command.remove_source(_settings(), name)) else 1)


@sources.command("import")
def import_sources(path: Path) -> None:
    """Add every feed of an OPML file."""
    from bot.cli import sources as sources_command

    _do(sources_command.import_opml(_settings(), path))


@sources.command("export")
def export_sources() -> None:
    """Print all feeds as OPML."""
    from bot.cli import sources as sources_command

    _do(sources_command.export_opml(_settings()))


class Method(StrEnum):
    """Whose summaries are measured."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


@app.command("eval")
def evaluate(
    data: Annotated[Path, typer.Argument(help="JSON lines {id, title, text, abstract}, plain or .xz.")],
    method: Annotated[
        Method, typer.Option(help="The model is the one in LACONIQUE_MODEL_DIR.")
    ] = Method.EXTRACTIVE,
    limit: Annotated[int | None, typer.Option(min=1, help="Read only so many articles.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write the summaries there, {id, summary} a line.")] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option(help="Two such files: how sure is the one better than the other?"),
    ] = None,
    *,
    titles: Annotated[bool, typer.Option(help="Show the articles with or without their titles.")] = True,
    editors: Annotated[
        bool,
        typer.Option(
            "--editors", help="By choices of editors: {title, sentences, best, ok, bad_open}, or OrangeSum."
        ),
    ] = False,
    outputs: Annotated[
        bool,
        typer.Option(
            "--outputs", help="The lines hold labelled work of models: {title, text, system, sentences}."
        ),
    ] = False,
) -> None:
    """Measure summaries on a corpus: ROUGE, length, what is unsupported, speed and memory."""
    from bot.lab import editors as choices
    from bot.lab import evaluate as evaluation
    from bot.lab import outputs as written_before

    if outputs:
        written_before.evaluate(data)
        return
    if editors:
        choices.evaluate(data, titled=titles)
        return
    if compare is not None:
        evaluation.compare(data, *compare)
        return
    written = evaluation.extracts if method is Method.EXTRACTIVE else evaluation.by_model(_settings())
    evaluation.evaluate(data, written, limit=limit, titled=titles, keep=out)


@app.command("train-ranker")
def train_ranker(
    data: Annotated[Path, typer.Option(help="JSON lines {id, title, text, abstract}, plain or .xz.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = Path(__file__).parents[1]
    / "summaries",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
    without: Annotated[
        Path | None, typer.Option(help="JSON lines {id}: articles kept for measuring.")
    ] = None,
) -> None:
    """Learn anew which sentences tell an article (needs the extra `train`)."""
    from bot.lab import train

    train.train_ranker(data, into, licence, without)


@app.command("train-chooser")
def train_chooser(
    editors: Annotated[
        Path,
        typer.Option(help="JSON lines of choices {title, sentences, best, ok, bad_open}; or OrangeSum."),
    ],
    into: Annotated[Path, typer.Option(help="Where the weights are.")] = Path(__file__).parents[1]
    / "summaries",
    licence: Annotated[str, typer.Option(help="Of the choices; it is noted with the weights.")] = "",
) -> None:
    """Learn from editors which sentences to tell, on top of the ranker (needs the extra `train`)."""
    from bot.lab import train

    train.train_chooser(editors, into, licence)


@app.command("train-judge")
def train_judge(
    data: Annotated[Path, typer.Option(help="JSON lines {url, title, description}, plain or .xz.")],
    labels: Annotated[Path, typer.Option(help="Lines of a key of the address, a tab, and the label.")],
    doubtful: Annotated[Path, typer.Option(help="More of them, labelled since they were in doubt.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = Path(__file__).parents[1]
    / "summaries",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
) -> None:
    """Learn anew which publishers' descriptions can stand as the digest (needs the extra `train`)."""
    from bot.lab import train

    train.train_judge(data, labels, doubtful, into, licence)


@app.command("train-kinds")
def train_kinds(
    data: Annotated[Path, typer.Option(help="JSON lines {url, title, description}, plain or .xz.")],
    labels: Annotated[Path, typer.Option(help="Lines of a key of the address, a tab, and the kind.")],
    doubtful: Annotated[Path, typer.Option(help="More of them, labelled since they were in doubt.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = Path(__file__).parents[1] / "topics",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
) -> None:
    """Learn anew what is a report, an opinion, a podcast, a quiz (needs the extra `train`)."""
    from bot.lab import train

    train.train_kinds(data, labels, doubtful, into, licence)


@app.command("train-turns")
def train_turns(
    data: Annotated[Path, typer.Option(help="JSON lines {date, url, title, description}, plain or .xz.")],
    titles: Annotated[Path, typer.Option(help="Lines of a key of the address, a tab, and the turn.")],
    pairs: Annotated[Path, typer.Option(help="Tab-separated: sample, article, turn, so_far.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = Path(__file__).parents[1] / "stories",
    licence: Annotated[str, typer.Option(help="Of the corpus; it is noted with the weights.")] = "",
) -> None:
    """Learn anew which articles tell a turn of their story (needs the extra `train`)."""
    from bot.lab import train

    train.train_turns(data, titles, pairs, into, licence)


@app.command("train-themes")
def train_themes(
    data: Annotated[Path, typer.Option(help="JSON lines {id, title, text}, plain or .xz.")],
    labels: Annotated[Path, typer.Option(help="Lines of an id of the corpus, a tab, and its themes.")],
    articles: Annotated[Path, typer.Option(help="TOML: further articles with their themes.")],
    press: Annotated[Path, typer.Option(help="JSON lines {url, title, description}; their sections teach.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = Path(__file__).parents[1] / "topics",
    licence: Annotated[str, typer.Option(help="Of both corpora; it is noted with the weights.")] = "",
    without: Annotated[list[str] | None, typer.Option(help="A publisher to leave out: lemonde.fr.")] = None,
) -> None:
    """Learn anew which words tell which theme (needs the extra `train`)."""
    from bot.lab import train
    from bot.topics.catalogue import Catalogue

    settings = _settings()
    catalogue = Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))
    train.train_themes(data, labels, articles, press, catalogue, into, licence, without or ())


@model.command("get")
def get_model(
    name: Annotated[str, typer.Argument(help="barthez, mbarthez, or owner/name[@revision] of a hub.")],
    *,
    update: Annotated[
        bool, typer.Option("--update", help="Fetch the newest revision, if it is another one.")
    ] = False,
) -> None:
    """Fetch a published model, convert it and check it. Needs the extra `torch`, once."""
    from bot.cli import models

    raise typer.Exit(0 if _do(models.get(_settings(), name, update=update)) else 1)


@model.command("list")
def list_models() -> None:
    """Say which models were fetched, and where each came from."""
    from bot.cli import models

    models.list_models(_settings())


@model.command("remove")
def remove_model(name: str) -> None:
    """Remove a model that was fetched."""
    from bot.cli import models

    raise typer.Exit(0 if models.remove(_settings(), name) else 1)


@model.command("check")
def check_model(
    model: Annotated[str, typer.Argument(help="A directory, or the name of a model, fetched or served.")],
) -> None:
    """Say what a model is, what it is worth on invented articles and how fast it is here."""
    from bot.cli import model as model_command
    from bot.cli import models

    settings = _settings()
    if settings.model_url and model == settings.model:
        from bot.cli.model_server import check_server

        raise typer.Exit(0 if _do(check_server(settings)) else 1)
    raise typer.Exit(0 if _do(model_command.check(settings, models.place(settings, model))) else 1)


@model.command("convert")
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


@config.command("show")
def show_config() -> None:
    """List every setting with its value and where it comes from; of a secret only whether there is one."""
    from bot.cli import config as config_command

    config_command.show(os.environ)


@config.command("check")
def check_config() -> None:
    """Read bot.toml, sources.toml, topics.toml and the environment, and start nothing."""
    from bot.cli import config as config_command

    config_command.check(os.environ)


@app.command()
def version() -> None:
    """Say which version this is."""
    from bot.version import __version__

    typer.echo(f"laconique {__version__}")


def _settings(**more: str) -> "Settings":
    """The settings; `more` are variables that an option stands for."""
    from bot.logs import configure
    from bot.settings.loading import taken

    configure()
    return taken(os.environ, **more)


def _do(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401
    from bot.app.loop import Loop

    try:
        with asyncio.Runner(loop_factory=Loop) as runner:
            return runner.run(work)
    except KeyboardInterrupt:
        typer.echo(_("Interrompu."), err=True)
        raise typer.Exit(130) from None
