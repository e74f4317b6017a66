"""migrate: a whole database into another, compared row by row."""

from rich.markup import escape
from rich.progress import TaskID
from sqlalchemy.engine import make_url

from bot.cli.output import out, progress, without_password
from bot.errors import KeepingError
from bot.settings import Settings
from bot.settings.loading import database_url
from bot.store.database import Database
from bot.store.transfer import transfer
from bot.wording import Remark, _


async def migrate_to(settings: Settings, to: str) -> None:
    """Copy the whole database into another, and compare the two."""
    here, there = settings.database_url, database_url(to, settings.home, "--to")
    if make_url(here) == make_url(there):
        raise KeepingError(Remark("--to : c'est la base dont vous vous servez déjà"))
    source, target = Database(here), Database(there)
    try:
        with progress() as shown:
            bars: dict[str, TaskID] = {}

            def told(name: str, done: int, total: int) -> None:
                if name not in bars:
                    bars[name] = shown.add_task(_("comparaison") if name == "=" else name)
                shown.update(bars[name], completed=done, total=total)

            rows = await transfer(source, target, without_password(here), told)
    finally:
        await source.close()
        await target.close()
    out.print(
        _("{rows} lignes copiées, et comparées une à une : les deux bases disent la même chose.").format(
            rows=rows
        )
    )
    out.print(
        _("Pour s'en servir : LACONIQUE_DATABASE_URL={url}").format(url=escape(without_password(there)))
    )
