"""The worker processes that read and summarise, as the settings want them."""

from bot.settings import Settings
from bot.workers import Workers


def workers_of(settings: Settings) -> Workers:
    """Those that start with the first work."""
    work = settings.workers
    return Workers(work.processes, work.deadline_s, work.memory_mb, work.idle_s)


def warmed(settings: Settings, *, pages: bool) -> Workers:
    """The same, one of which loads what an article needs already, or a page: `core` takes as long to load."""
    workers = workers_of(settings)
    workers.warm("bot.study", "bot.summaries.choice", *(["trafilatura"] if pages else []))
    return workers
