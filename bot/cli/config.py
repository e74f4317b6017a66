"""config: what is set and who says so; whether all of it can be."""

from collections.abc import Mapping

from rich.markup import escape
from rich.table import Table

from bot.app.configuration import checked
from bot.cli.output import out
from bot.settings.effective import effective
from bot.settings.loading import load
from bot.wording import _

_FILES = ("bot.toml", "sources.toml", "topics.toml")


def show(environment: Mapping[str, str]) -> None:
    """Each setting, its value, and the variable or the file that it comes from."""
    settings = load(environment)
    table = Table(box=None, pad_edge=False)
    for heading in (_("réglage"), _("valeur"), _("d'où")):
        table.add_column(heading, overflow="fold")
    for name, value, origin in effective(settings, environment):
        shown = escape(origin) if origin else f"[dim]{_('par défaut')}[/dim]"
        table.add_row(escape(name), escape(value), shown)
    out.print(table)


def check(environment: Mapping[str, str]) -> None:
    """Say that all is well. Raises: SettingsError."""
    settings, catalogue = checked(environment)
    told = _("Tout est valable dans {config} : {sources} sources, {topics} sujets.")
    out.print(
        told.format(
            config=escape(str(settings.config)), sources=len(settings.sources), topics=len(catalogue.topics)
        )
    )
    for file in _FILES:
        if not (settings.config / file).exists():
            out.print(_("{file} n'est pas là : rien n'en est lu").format(file=file))
