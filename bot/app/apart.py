"""The worker processes that read and summarise, as the settings want them."""

from bot.settings import Settings
from bot.workers import Workers

_ARTICLES = ("bot.study", "bot.summaries.choice")
_PAGES = ("trafilatura",)


def workers_of(settings: Settings, *modules: str) -> Workers:
    """Those that start with the first work, and load `modules` before it."""
    work = settings.workers
    return Workers(work.processes, work.deadline_s, work.memory_mb, work.idle_s, modules)


def lasting(settings: Settings) -> Workers:
    """Those of a process that stays: they load what pages and articles need, however slow the machine."""
    return workers_of(settings, *_ARTICLES, *_PAGES)


def warmed(settings: Settings, *, pages: bool) -> Workers:
    """Those for articles, or for pages too, one of which starts at once: `core` takes as long to load."""
    workers = lasting(settings) if pages else workers_of(settings, *_ARTICLES)
    workers.warm()
    return workers
