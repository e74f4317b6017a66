"""A chooser, an encoder that learnt from editors which sentences to tell: made, and measured."""

from pathlib import Path

from rich.markup import escape

from bot.app.summarisers import usable_chooser
from bot.cli.model import refused, samples
from bot.cli.output import errors, out
from bot.errors import LaconiqueError, ModelFailed
from bot.lab.trial import Tasted, tasted
from bot.model import Summary
from bot.settings import Settings
from bot.summaries.chosen import version
from bot.summaries.models.choosers import ChooserDir
from bot.wording import _
from bot.workers import Workers

_SHOWN = 3
_MEGABYTE = 1e6


def train(encoder: Path, editors: Path, into: Path | None, *, epochs: int, rate: float, reads: int) -> bool:
    """Teach an encoder and say where the chooser lies; returns whether it was made, else why not is printed.

    Raises: BadCorpus.
    """
    from bot.lab import editors as choices

    given = choices.given(editors)
    target = (into or encoder.with_name(f"{encoder.name}-chooser")).absolute()
    errors.print(_("{count} articles…").format(count=len(given)))
    try:
        from bot.lab.chooser_folder import make
        from bot.lab.train_encoder import Course
        from bot.summaries.ranker import ranker

        made = make(encoder, given, target, ranker(), Course(epochs, rate), _tell, reads)
    except ImportError as err:
        return refused(ModelFailed(f"not installed: {err.name}; pip install 'laconique[torch]'"))
    except ModelFailed as err:
        return refused(err)
    _describe(made)
    out.print(_("[green]✓[/green] Appris : {path}").format(path=escape(str(target))))
    measure = _("Ce qu'il vaut : laconique eval {data} --editors --chooser {path}")
    out.print(escape(measure.format(data=editors, path=target)))
    use = _("Pour s'en servir, dans bot.toml, [summary] : {line}")
    out.print(escape(use.format(line=f'chooser = "{target}"')))
    return True


async def check(settings: Settings, path: Path) -> bool:
    """Say what lies there, and let it choose in a worker process, as the bot runs it, from invented articles.

    Returns: whether it works; if not, why has been printed.
    """
    try:
        chooser = usable_chooser(path)
        _describe(chooser)
        measured = await _measured(settings, chooser)
    except LaconiqueError as err:
        return refused(err)
    count = len(measured.answers)
    out.print(
        _("Prêt en {start:.1f} s ; {pace:.0f} articles par minute ; {peak:.0f} Mo de mémoire.").format(
            start=measured.start_s, pace=60 * count / measured.seconds, peak=measured.peak_mb
        )
    )
    chosen = [one for one in measured.answers if isinstance(one, Summary)]
    out.print(_("Choisis : {chosen} sur {all}.").format(chosen=len(chosen), all=count))
    for summary in chosen[:_SHOWN]:
        out.print(f"\n[bold]{escape(summary.headline)}[/bold]")
        out.print(escape(" ".join(summary.sentences)))
    return True


async def _measured(settings: Settings, chooser: ChooserDir) -> Tasted:
    """Its work on the invented articles, in a process of its own. Raises: ModelFailed, WorkerError."""
    limits = settings.workers
    workers = Workers(1, limits.model_deadline_s, limits.model_memory_mb, limits.idle_s)
    try:
        return await workers.run(tasted, chooser, samples())
    finally:
        await workers.close()


def _describe(chooser: ChooserDir) -> None:
    rows = [
        (_("famille"), chooser.family),
        (_("couches"), f"{chooser.layers}, {chooser.width}"),
        (_("vocabulaire"), str(chooser.vocabulary)),
        (_("moteur"), str(chooser.engine)),
        (_("taille"), _("{size:.0f} Mo").format(size=chooser.size / _MEGABYTE)),
        (_("morceaux lus"), str(chooser.reads)),
        (_("appris de"), _("{count} articles").format(count=chooser.articles)),
        (_("son goût compte"), f"{chooser.share:g}"),
        (_("version"), version(chooser)),
    ]
    for name, value in rows:
        out.print(f"[bold]{name:<20}[/bold] {escape(value)}")


def _tell(epoch: int, learnt: float, kept: float) -> None:
    errors.print(
        _("passage {epoch} : {learnt:.3f} en apprenant, {kept:.3f} sur ce qui décide de la fin").format(
            epoch=epoch, learnt=learnt, kept=kept
        )
    )
