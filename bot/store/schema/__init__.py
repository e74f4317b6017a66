"""The tables, as SQLAlchemy describes them. Migrations create them; a test holds the two together.

Work that waits for a pass carries `due_at`: null when nothing is left to do. Claiming a row moves `due_at`
past a lease, so a process that dies gives it back by doing nothing.
"""

from bot.store.schema.base import Utc, metadata
from bot.store.schema.processes import (
    activity,
    announcements,
    events,
    leases,
    outbox,
    send_limits,
    switches,
    updates,
)
from bot.store.schema.readers import (
    admissions,
    editions,
    feedback,
    invitations,
    questions,
    setups,
    slots,
    subscribers,
    subscriptions,
    tellings,
    votes,
)
from bot.store.schema.written import (
    article_terms,
    article_topics,
    article_versions,
    article_words,
    articles,
    assignments,
    entries,
    source_lines,
    sources,
    stories,
    summaries,
    term_days,
    title_words,
)

__all__ = [
    "Utc",
    "activity",
    "admissions",
    "announcements",
    "article_terms",
    "article_topics",
    "article_versions",
    "article_words",
    "articles",
    "assignments",
    "editions",
    "entries",
    "events",
    "feedback",
    "invitations",
    "leases",
    "metadata",
    "outbox",
    "questions",
    "send_limits",
    "setups",
    "slots",
    "source_lines",
    "sources",
    "stories",
    "subscribers",
    "subscriptions",
    "summaries",
    "switches",
    "tellings",
    "term_days",
    "title_words",
    "updates",
    "votes",
]
