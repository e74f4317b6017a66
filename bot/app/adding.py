"""Adding a source after a look at what would come, from the command line and from the pages."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import NotAnArticle, SettingsError, SourceError
from bot.model import Entry, Source
from bot.ports import Event, What
from bot.settings import Settings
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.intake import IntakeStore
from bot.wording import Remark

if TYPE_CHECKING:
    from bot.app.core import Core

_SHOWN = 5
_NEVER = datetime.min.replace(tzinfo=UTC)

Refusal = SourceError | NotAnArticle


@dataclass(frozen=True, slots=True)
class Offered:
    """A source to add, its newest entries and why the page of one would not be read; `more` are not shown."""

    source: Source
    newest: tuple[tuple[Entry, Refusal | None], ...]
    more: int


async def offered(built: "Core", address: str, name: str = "") -> Offered:
    """What adding `address` would bring; nothing is kept.

    Raises: WorkerError; SourceError; NotAFeed when there is nothing that can be watched.
    """
    from bot.sources.explore import explore

    source, look = await explore(built.reader, built.pipeline.run, address)
    entries = sorted(look.entries, key=lambda entry: entry.published or _NEVER, reverse=True)
    newest = tuple([(entry, await _refusal(built, entry)) for entry in entries[:_SHOWN]])
    return Offered(replace(source, name=name or source.name), newest, len(entries) - len(newest))


async def keep(database: Database, settings: Settings, source: Source, now: datetime) -> None:
    """Look at this source from now on; an event says so.

    Raises: SettingsError when the name is one of the configuration's, or it is there already.
    """
    if source.name in {listed.name for listed in settings.sources}:
        told = Remark("{name} : une source de sources.toml a ce nom ; donnez-en un autre", name=source.name)
        raise SettingsError(told)
    async with database.unit():
        intake = IntakeStore(database)
        of_configuration = (one.name for one in settings.sources if one.address == source.address)
        if same := next(of_configuration, "") or await intake.watched(source):
            raise SettingsError(_there_already(source, same))
        await intake.add_source(source, now)
        added = Event(What.SOURCE_ADDED, source.name, fields={"address": source.address})
        await EventStore(database).record(added, now)


def _there_already(source: Source, same: str) -> Remark:
    """Why it is not added beside the source that is called `same`."""
    if source.name == same:
        return Remark("{name} : une source porte déjà ce nom ; donnez-en un autre", name=same)
    return Remark("{address} : la source {name} a déjà cette adresse", address=source.address, name=same)


async def _refusal(built: "Core", entry: Entry) -> Refusal | None:
    """Why its page would not be read, as far as its site and our guard say so beforehand."""
    from bot.pipeline import carries_article

    if carries_article(entry):
        return None
    if not entry.address:
        return NotAnArticle(f"{entry.title or entry.key}: neither a link nor a text was announced")
    try:
        await built.reader.allow(entry.address)
    except SourceError as err:
        return err
    return None
