"""The models that were fetched from a hub: get one, list them, remove one."""

import re
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from bot.app.clock import clock
from bot.cli.model import check, refused
from bot.cli.output import out
from bot.errors import ModelFailed
from bot.lab import fetching
from bot.lab.model_hub import Hub, Published
from bot.settings import Settings
from bot.summaries.models import installed
from bot.summaries.models.directory import read
from bot.summaries.models.installed import Installed
from bot.wording import _

_CARD_LINES = 12
_MEGABYTE = 1e6
_SUMMARISES = {"summarization", "text2text-generation", ""}
"""Tasks of a model that may write summaries; the hub calls older ones by the second."""
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


async def get(settings: Settings, name: str, *, update: bool) -> bool:
    """Fetch a model, unless it is there; say what it is before it is used, and what it is worth after.

    Args:
        settings: ours.
        name: a short name, or owner/name[@revision].
        update: fetch what is published now, if that is another revision.

    Returns: whether it is there and works; if not, why has been printed.
    """
    try:
        asked = installed.wanted(name)
        with fetching.alone(settings.model_folders[0]):
            found = _usable(settings, asked)
            if found is None or update:
                found = _fetched(settings, asked, found)
    except ModelFailed as err:
        return refused(err)
    out.print(_("[green]✓[/green] Installé : {path}").format(path=escape(str(found.path))))
    out.print(_("Pour s'en servir : LACONIQUE_MODEL={name} laconique run").format(name=escape(name)))
    return await check(settings, found.path)


def list_models(settings: Settings) -> None:
    """Print which models are installed, and where each came from."""
    table = Table(box=None)
    for heading in (_("modèle"), _("révision"), _("licence"), _("pris le"), _("taille"), _("dossier")):
        table.add_column(heading, overflow="fold")
    for one in installed.every(settings.model_folders):
        origin = one.origin
        size = sum(file.stat().st_size for file in one.path.iterdir())
        table.add_row(
            *map(escape, (origin.repository, origin.commit[:12], origin.licence or "?", origin.fetched)),
            _("{size:.0f} Mo").format(size=size / _MEGABYTE),
            escape(str(one.path)),
        )
    if not table.row_count:
        out.print(_("Aucun modèle n'est installé ; pour en prendre un : laconique model get barthez"))
        return
    out.print(table)


def remove(settings: Settings, name: str) -> bool:
    """Remove an installed model; returns whether it was there and is gone, else why has been printed."""
    try:
        gone = installed.remove(settings.model_folders, installed.wanted(name))
    except ModelFailed as err:
        return refused(err)
    out.print(_("[green]✓[/green] Ôté : {path}").format(path=escape(str(gone))))
    return True


def place(settings: Settings, given: str) -> Path:
    """The directory that an operator means: one on the disk, or that of an installed model of this name."""
    path = Path(given).absolute()
    try:
        found = None if path.exists() else installed.find(settings.model_folders, installed.wanted(given))
    except ModelFailed:  # no name, so a path
        return path
    return path if found is None else found.path


def _usable(settings: Settings, asked: installed.Wanted) -> Installed | None:
    """The model, if it is there and whole."""
    found = installed.find(settings.model_folders, asked)
    if found is not None:
        try:
            read(found.path)
        except ModelFailed:
            return None
    return found


def _fetched(settings: Settings, asked: installed.Wanted, before: Installed | None) -> Installed:
    """Look, show, fetch, convert. Raises: ModelFailed."""
    hub = Hub(settings.hub_token.get_secret_value())
    published = hub.look(asked)
    if before is not None and before.origin.commit == published.commit:
        out.print(_("C'est la révision la plus récente."))
        return before
    _introduce(published, fetching.card(hub, published, settings.model_folders[0]))
    return fetching.install(hub, published, settings.model_folders[0], clock())


def _introduce(published: Published, card: str) -> None:
    """Whose it is, under which licence and what it was made for, before it is used."""
    rows = [
        (_("modèle"), published.address),
        (_("révision"), published.commit),
        (_("licence"), published.licence or _("non dite : lisez la fiche avant de vous en servir")),
    ]
    for name, value in rows:
        out.print(f"[bold]{name:<20}[/bold] {escape(value)}")
    if "nc" in published.licence.lower().split("-"):
        out.print(_("[yellow]![/yellow] Cette licence interdit l'usage commercial."))
    if published.task not in _SUMMARISES:
        out.print(
            _("[yellow]![/yellow] Sa fiche ne le dit pas affiné pour résumer ({task}).").format(
                task=escape(published.task)
            )
        )
    told = "".join(letter for letter in _FRONT.sub("", card) if letter.isprintable() or letter == "\n")
    lines = [line for line in told.splitlines() if line.strip()]
    for line in lines[:_CARD_LINES]:
        out.print(f"  [dim]{escape(line)}[/dim]")
    if len(lines) > _CARD_LINES:
        out.print(f"  [dim]… {escape(published.address)}[/dim]")
