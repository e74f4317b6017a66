"""A summary model: what its directory holds, what it is worth here, and its conversion."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from bot import articles
from bot.app.clock import clock
from bot.chat.failures import explained, in_full
from bot.cli.output import errors, out
from bot.errors import LaconiqueError, ModelFailed
from bot.lab import convert as converting
from bot.lab.trial import Trial, trial
from bot.model import Article, Raw, Summary
from bot.settings import Settings
from bot.summaries.extractive import rank
from bot.summaries.gate import Candidates, told
from bot.summaries.generative import version
from bot.summaries.headline import headline
from bot.summaries.models.directory import EngineName, ModelDir, read
from bot.summaries.models.engines import require
from bot.wording import _
from bot.workers import Workers

_BOT = Path(__file__).parents[1]
_INVENTED = (_BOT / "sandbox" / "samples", _BOT / "lab" / "invented")
"""Twenty articles."""
_SHOWN = 3
_MEGABYTE = 1e6


async def check(settings: Settings, path: Path) -> bool:
    """Say what lies there, measure it in a worker process as the bot would run it, on invented articles.

    Returns: whether the model works; if not, why has been printed.
    """
    try:
        model = read(path)
        _describe(model)
        require(model)
        given = samples()
        measured = await _measured(settings, model, given)
    except LaconiqueError as err:
        return refused(err)
    summaries = [told(version(model), *pair) for pair in zip(given, measured.written, strict=True)]
    _tell_pace(measured, len(given), model)
    tell_worth(summaries)
    for article, written, summary in list(zip(given, measured.written, summaries, strict=True))[:_SHOWN]:
        _show(article, written, summary)
    return True


def convert(path: Path, target: Path | None, *, replace: bool) -> bool:
    """Convert a model and say where it lies; returns whether it was done, else why not has been printed."""
    try:
        made = converting.convert(path, target, replace=replace)
    except ModelFailed as err:
        return refused(err)
    out.print(
        _("[green]✓[/green] Converti : {path} ({size:.0f} Mo, {precision})").format(
            path=escape(str(made.path)), size=made.size / _MEGABYTE, precision=made.precision
        )
    )
    out.print(_("Pour s'en servir : LACONIQUE_MODEL_DIR={path}").format(path=escape(str(target or path))))
    return True


def refused(err: LaconiqueError) -> bool:
    """Print why not, for the operator and for the log; False."""
    errors.print(f"[red]✗[/red] {escape(explained(err))}")
    if full := in_full(err):
        errors.print(f"  [dim]{escape(full)}[/dim]")
    return False


def _describe(model: ModelDir) -> None:
    how = model.generation
    written = _("{most} au plus, {beams} faisceaux, aucune suite de {ngram} deux fois").format(
        most=how.most, beams=how.beams, ngram=how.ngram
    )
    rows = [
        (_("famille"), model.told.family),
        (_("couches"), f"{model.layers[0]} + {model.layers[1]}, {model.width}"),
        (_("vocabulaire"), f"{model.told.vocabulary}, {model.tokenizer.name}"),
        (_("moteur"), f"{model.engine}, {model.precision}"),
        (_("taille"), _("{size:.0f} Mo").format(size=model.size / _MEGABYTE)),
        (_("morceaux lus"), str(model.reads)),
        (_("morceaux écrits"), written),
        (_("version"), version(model)),
    ]
    for name, value in rows:
        out.print(f"[bold]{name:<20}[/bold] {escape(value)}")


def samples() -> list[Article]:
    """The invented articles on which models are tried."""
    kinds = {".html": "text/html", ".txt": "text/plain"}
    files = [file for folder in _INVENTED for file in sorted(folder.iterdir()) if file.suffix in kinds]
    raws = [Raw(str(file), file.read_bytes(), kinds[file.suffix]) for file in files]
    return [articles.read(raw, "exemple", clock()) for raw in raws]


async def _measured(settings: Settings, model: ModelDir, given: list[Article]) -> Trial:
    """The model's work on these articles, in a process of its own. Raises: ModelFailed, WorkerError."""
    limits = settings.workers
    workers = Workers(1, limits.model_deadline_s, limits.model_memory_mb, limits.idle_s)
    try:
        return await workers.run(trial, model, given, [rank(article) for article in given])
    finally:
        await workers.close()


def _tell_pace(measured: Trial, number: int, model: ModelDir) -> None:
    out.print(
        _("Prêt en {start:.1f} s ; {pace:.0f} articles par minute ; {peak:.0f} Mo de mémoire.").format(
            start=measured.start_s, pace=60 * number / measured.seconds, peak=measured.peak_mb
        )
    )
    if model.engine is EngineName.TORCH:
        out.print(
            _("Converti, il irait bien plus vite : laconique model convert {path}").format(path=model.path)
        )


def tell_worth(summaries: Sequence[Summary | LaconiqueError]) -> None:
    """Say how many articles would have been told by the model, and why the others would not."""
    failed = [str(one) for one in summaries if isinstance(one, LaconiqueError)]
    out.print(
        _("Racontés par le modèle : {told} sur {all} ; aux autres, l'extrait.").format(
            told=len(summaries) - len(failed), all=len(summaries)
        )
    )
    for reason, times in Counter(failed).most_common():
        out.print(f"  [dim]{times} × {escape(reason)}[/dim]")


def _show(article: Article, written: Candidates | ModelFailed, summary: Summary | ModelFailed) -> None:
    """What the model wrote, and what of it a reader would see."""
    out.print(f"\n[bold]{escape(headline(article).text)}[/bold]")
    if not isinstance(written, ModelFailed):
        out.print(_("Écrit : {text}").format(text=escape(written[0])))
    if isinstance(summary, ModelFailed):
        out.print(_("[red]✗[/red] Rien de cela n'est montré : l'extrait le remplace."))
        return
    out.print(_("[green]✓[/green] Montré : {text}").format(text=escape(" ".join(summary.sentences))))
    if summary.note:
        out.print(f"  [dim]{escape(summary.note)}[/dim]")
