"""The tables, as SQLAlchemy describes them. Migrations create them; a test holds the two together.

Work that waits for a pass carries `due_at`: null when nothing is left to do. Claiming a row moves `due_at`
past a lease, so a process that dies gives it back by doing nothing.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.ext.compiler import compiles

from bot.errors import Cause
from bot.model import Complaint
from bot.ports.events import What


@compiles(String, "postgresql")
def _as_long_as_it_comes(*_: object, **__: object) -> str:
    """SQLite holds no text to a length; neither does PostgreSQL, then: a length is what we expect."""
    return "TEXT"


class Utc(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite keeps no zone, so it is taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a naive moment: it would be stored as if it were UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a moment without a zone: {value}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        """Put the zone back."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# Fixed names for constraints, so that a migration can speak of them on every database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("address", Text, nullable=False),
    Column("given_address", Text, nullable=False),  # as the operator wrote it, before it moved
    Column("language", String(8), nullable=False),
    Column("section", String(80), nullable=False),
    Column("listed", Boolean, nullable=False),  # in the configuration
    Column(
        "added", Boolean, nullable=False, default=False
    ),  # by a command: kept whatever the configuration says
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("next_check_at", Utc),  # null: not looked at by itself; retired, or given by hand
    Column("checked_at", Utc),
    Column("succeeded_at", Utc),
    Column("failing_since", Utc),
    Column("dead", Boolean, nullable=False, default=False),  # the operator has been told
    Column("moved_to", Text, nullable=False, default=""),
    Column("moved_since", Utc),
    Column("errors", Integer, nullable=False, default=0),
    Column("reason", Text, nullable=False, default=""),
    Column("cause", String(16), nullable=False, server_default=Cause.OTHER),  # what the reason is a case of
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("key", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published_at", Utc),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False, default=""),
    Column("image", Text, nullable=False, default=""),
    Column("fingerprint", String(64), nullable=False),  # of what was announced: another one is news of it
    Column("quiet", Boolean, nullable=False),  # backlog of a new source: to be found, not pushed
    Column("seen_at", Utc, nullable=False),
    Column("state", String(16), nullable=False),
    Column("due_at", Utc, index=True),
    Column("tries", Integer, nullable=False, default=0),
    Column("reason", Text, nullable=False, default=""),
    Column("cause", String(16), nullable=False, server_default=Cause.OTHER),
    Column("article_id", ForeignKey("articles.id")),
    UniqueConstraint("source_id", "key"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "lead_id", Integer, nullable=False
    ),  # an article; no foreign key: the two tables point at each other
    Column("created_at", Utc, nullable=False, index=True),
    Column("apart_from", Integer),  # the story that an operator split it from
    Column("version", Integer, nullable=False, server_default="1"),  # one more with each «Suite»
    Column("suites_on", Date),  # the day, in UTC, of its last «Suite»
    Column("suites", Integer, nullable=False, server_default="0"),  # how many that day had
    Column("quiet", Boolean, nullable=False),  # nothing of it was published since we look at its source
    Column("told_at", Utc),  # its version was matched with subscribers, or it was quiet from the start
    Column("hidden_at", Utc),  # an operator lets nobody have it
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story_id", ForeignKey("stories.id"), nullable=False, index=True),
    Column("source", String(200), nullable=False),
    Column("url", Text, nullable=False),
    Column("identity", String(64), nullable=False),  # its words and its source: one says a thing once
    Column("content_hash", String(64), nullable=False, index=True, server_default=""),  # its words alone
    Column("title", Text, nullable=False),
    Column("paragraphs", JSON, nullable=False),
    Column("left_out", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("author", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("image", Text, nullable=False),
    Column("paywalled", Boolean, nullable=False),
    Column("form", String(16), nullable=False),
    Column("kind", String(16), nullable=False, server_default="news"),
    Column("published_at", Utc, nullable=False),
    Column(
        "sort_key", BigInteger, nullable=False, index=True, server_default="0"
    ),  # among all, by date: see search.py
    Column("date_origin", String(16), nullable=False),
    Column("date_confidence", Float, nullable=False),
    Column("date_candidates", JSON, nullable=False),
    Column("day_only", Boolean, nullable=False),
    Column("stored_at", Utc, nullable=False),
    Column("signature", JSON),  # null: stored by a version that kept none
    Column("assigned", Integer, index=True),  # the number of its assignment to its story, the last one
    Column("summary_due_at", Utc, index=True),
    Column("summary_tries", Integer, nullable=False, default=0),
    Column("scheme", Integer, nullable=False, server_default="0"),  # by which its words are indexed
    UniqueConstraint("identity", name="uq_articles_content_hash"),  # as the column was called
)
Index("ix_articles_scheme_sort_key", articles.c.scheme, articles.c.sort_key)
Index("ix_articles_url", articles.c.url)
Index("ix_articles_source_sort_key", articles.c.source, articles.c.sort_key)

assignments = Table(  # one row: how many times an article was assigned to a story
    "assignments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
)

article_versions = Table(  # what an article said before it was changed
    "article_versions",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("paragraphs", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("replaced_at", Utc, nullable=False),
)

source_lines = Table(  # in how many documents of a source a line stood, last when: the press repeats itself
    "source_lines",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("line", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
    Column("seen_at", Utc, nullable=False),
)

summaries = Table(
    "summaries",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("headline", Text, nullable=False),
    Column("headline_made", Boolean, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("long", JSON, nullable=False, server_default="[]"),
    Column("points", JSON, nullable=False, server_default="{}"),  # kind of point -> what it says
    Column("method", String(16), nullable=False),
    Column("version", String(80), nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", Utc, nullable=False),
)

article_topics = Table(
    "article_topics",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("topic", String(64), primary_key=True),
    Column("rank", Integer, nullable=False),  # 0 is the most salient
    Column("sort_key", BigInteger, nullable=False, server_default="0"),  # the article's
    Index("ix_article_topics_topic_sort_key", "topic", "sort_key"),
)

title_words = Table(  # for guesses at what a misspelt word means
    "title_words",
    metadata,
    Column("word", String(40), primary_key=True),
    Column("articles", Integer, nullable=False),  # how many hold it in their title
)

article_words = Table(  # the search index, made by hand in the migrations: an FTS5 table on SQLite
    "article_words",
    MetaData(),
    Column("rowid", BigInteger, primary_key=True, autoincrement=False),  # the article's sort key
    Column("stems", Text, nullable=False),  # its tokens
)

article_terms = Table(  # what each article of the last days is counted for, to tell what rises
    "article_terms",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("term", String(64), primary_key=True),  # a topic's key, or stems; "*" is every article
    Column("written", String(120), nullable=False),
    Column("published_at", Utc, nullable=False),
    Index("ix_article_terms_term_published_at", "term", "published_at"),
    sqlite_with_rowid=False,
)

term_days = Table(  # in how many articles of a day (UTC) a term stands
    "term_days",
    metadata,
    Column("term", String(64), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),  # date.toordinal()
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,  # its key is all that it is looked up by: one tree instead of two
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("zone", String(64), nullable=False),
    Column("language", String(8), nullable=False, default="fr", server_default="fr"),  # in which we speak
    Column("instant", Boolean, nullable=False),
    Column("paused", Text, nullable=False, default=""),
    Column("joined_at", Utc, nullable=False),
    Column("gone_at", Utc, index=True),  # it blocked us, or is no more
    Column("quiet_start", Integer),  # minutes of the local day, both or none
    Column("quiet_end", Integer),
    Column("kinds", String(200)),  # of articles, a blank apart; null: as the operator has it
    Column("alerts_max", Integer),  # in a local day; null: as the operator has it
    Column("alerts_day", Date),  # the last local date with stories at once, and how many
    Column("alerts", Integer, nullable=False, default=0, server_default="0"),
    Column("burst_at", Utc),  # when the first of the stories at once came that are of one burst
    Column("burst", Integer, nullable=False, default=0, server_default="0"),  # how many they are
    Column("says_nothing_new", Boolean, nullable=False, default=False, server_default=false()),
    Column("pictures", String(8), nullable=False, default="", server_default=""),
    Column("channel", Boolean, nullable=False, default=False, server_default=false()),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_id", ForeignKey("subscribers.chat_id", onupdate="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("mode", String(8), nullable=False),
    Column(
        "index_term", String(200), nullable=False, server_default="", index=True
    ),  # what a story must bear: a topic, a source, a stem
    Column("thread", BigInteger),  # of a forum, where its stories go; null: General, or no forum
)

setups = Table(  # who has set up which channel, in the private chat with us
    "setups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),  # theirs
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),  # by which they know it
    Column("chosen_at", Utc),  # its settings are what they change now; null: their own
    Index("ix_setups_channel_id", "channel_id"),
)

questions = Table(  # what was asked in more letters than a button carries
    "questions",
    metadata,
    Column("short", String(40), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False, server_default="0"),  # who asked
    Column("question", Text, nullable=False),
    Column("asked_at", Utc, nullable=False, index=True),
)

slots = Table(
    "slots",
    metadata,
    Column("chat_id", ForeignKey("subscribers.chat_id", onupdate="CASCADE"), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("minute", Integer, primary_key=True),  # of the local day
    Column("days", Integer, nullable=False),  # weekdays, bit 0 is Monday
    Column("since", Utc, nullable=False),
    Column("made", Date),  # the local date of its last edition
    Column("next_at", Utc),  # when to look at it; null: its reader gets nothing now
    Column("daily_order", Integer, nullable=False, default=0),  # among those of the same moment
    Index("ix_slots_next_at_daily_order", "next_at", "daily_order"),
)

editions = Table(
    "editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("minute", Integer, nullable=False),
    Column("kind", String(8), nullable=False, default="edition", server_default="edition"),
    Column("made_at", Utc, nullable=False),
    UniqueConstraint("chat_id", "local_date", "minute", "kind"),
)

tellings = Table(  # which story a subscriber has had or will have: one story once
    "tellings",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("matched_at", Utc, nullable=False),
    Column("waiting", Boolean, nullable=False),  # for the subscriber's next edition
    Column("version", Integer, nullable=False, server_default="1"),  # the one that was had; 0: none yet
    Column("topic", Text, nullable=False, server_default=""),  # of those followed, the one that led to it
    Column("salience", Float, nullable=False, server_default="1"),  # how much the story is of it, 0 to 1
    Column("opened", Boolean, nullable=False, server_default=false()),  # the reader asked for more of it
    Index("ix_tellings_chat_id_matched_at", "chat_id", "matched_at"),  # the last day's, of a reader of years
    Index("ix_tellings_story_id", "story_id"),  # who was told a story
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dedup_key", String(120), nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("html", Text, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("preview", JSON(none_as_null=True)),  # address of a page, and whether its picture is large
    Column("state", String(16), nullable=False),
    Column("due_at", Utc),
    Column("owner", String(80), nullable=False, default=""),
    Column("lease_until", Utc),
    Column("tries", Integer, nullable=False, default=0),
    Column("doubts", Integer, nullable=False, default=0),  # attempts that may have arrived
    Column("reason", Text, nullable=False, default=""),
    Column("queued_at", Utc, nullable=False),
    Column("sent_at", Utc),
    Column("expires_at", Utc),  # told no more by itself
    Column("story_id", Integer),  # joins the next edition then
    Column("tells", JSON(none_as_null=True)),  # of an edition: story, version had before, version shown
    Column("message_id", BigInteger),  # Telegram's number of it in its chat, once it arrived
    Column("reply_to", String(120), nullable=False, server_default=""),  # dedup_key of what it answers
    Column("answers", BigInteger),  # the update that it answers; gone once it has arrived
    Column("replaces", BigInteger),  # Telegram's number of the message that it redraws
    Column("announcement_id", Integer),  # what it is of
    Column("quotes", BigInteger),  # Telegram's number of the message that it replies to
    Column("thread", BigInteger),  # of a forum, where it goes
    Index(
        "ix_outbox_announcement_id_state",
        "announcement_id",
        "state",
        sqlite_where=text("announcement_id IS NOT NULL"),
        postgresql_where=text("announcement_id IS NOT NULL"),
    ),
    Index("ix_outbox_state_due_at", "state", "due_at", "id"),  # what to send next
    Index("ix_outbox_state_expires_at", "state", "expires_at"),
    Index("ix_outbox_chat_id_state", "chat_id", "state", "id"),  # whether an earlier one of the chat waits
    Index("ix_outbox_chat_id_sent_at", "chat_id", "sent_at"),  # when the chat had its last one
)

send_limits = (
    Table(  # how fast all processes together send: a row for everyone (chat 0), one for each paused chat
        "send_limits",
        metadata,
        Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
        Column("free_at", Utc),  # of everyone: the next start that nobody has reserved
        Column("paused_until", Utc),  # Telegram asked for it
        Column("paused_at", Utc),  # when it did
    )
)

switches = Table(  # what an admin has switched on, for all processes
    "switches",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("since", Utc, nullable=False),
)

invitations = Table(  # what lets strangers in while the bot is not open to everybody
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("uses_left", Integer, nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
)

admissions = Table(  # who was let in, by which invitation
    "admissions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("invitation", Integer, nullable=False),  # its id; it may be gone
    Column("came_at", Utc, nullable=False),
)

announcements = Table(  # what an admin tells all readers
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),  # the admin's
    Column("html", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("made_at", Utc, nullable=False),
    Column("sent_at", Utc),  # when the admin let it go
    Column("due_at", Utc),  # when more of it is to be queued
    Column(
        "after_chat", BigInteger
    ),  # of the readers, in the order of their chats, the last it was queued for
    Column("again_at", Utc),  # when the first of those wakes up who were asleep
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("story_id", ForeignKey("stories.id"), nullable=False),
    Column("kind", String(16), nullable=False, server_default=Complaint.OTHER),
    Column("words", Text, nullable=False, server_default=""),  # the reader's own, if they wrote any
    Column("given_at", Utc, nullable=False),
    Column("settled_at", Utc),  # an operator has seen to it
    Column("outcome", String(16), nullable=False, server_default="", index=True),  # the reader is to hear of
    UniqueConstraint("chat_id", "story_id"),
)

votes = Table(  # what readers think of what they read; it decides nothing
    "votes",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("story_id", ForeignKey("stories.id"), primary_key=True),
    Column("vote", String(8), nullable=False),
    Column("source", String(200), nullable=False),  # whose article was read, and how it was summarised
    Column("method", String(16), nullable=False),
    Column("given_at", Utc, nullable=False),
    Index("ix_votes_story_id", "story_id"),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False, index=True),
    Column("what", String(64), nullable=False, server_default=What.TOLD_EARLIER),
    Column("name", String(200), nullable=False),  # of what kind, its code says
    Column("reason", Text, nullable=False),
    Column("cause", String(16)),
    Column("fields", JSON, nullable=False, server_default="{}"),  # what else its words tell
)

activity = Table(  # what was done, hour by hour
    "activity",
    metadata,
    Column("name", String(24), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),  # since 1970, UTC
    Column("number", Integer, nullable=False),
    Column("seconds", Float, nullable=False),  # that they took together
    sqlite_with_rowid=False,
)

leases = Table(  # what one process does for all, and when it was done last
    "leases",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("owner", String(80), nullable=False, server_default=""),
    Column("held_until", Utc),
    Column("done_at", Utc),
)

updates = Table(  # of Telegram's, that were taken in: it may send one twice, and to two processes
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_at", Utc, nullable=False),
    Column("chat_id", BigInteger),  # who said it; like the body, none any more once it was heeded
    Column("body", Text),  # as Telegram sent it
    Column("due_at", Utc),  # while it is to be heeded
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),  # why it was passed over
    Index("ix_updates_due_at", "due_at", "id"),
    Index("ix_updates_chat_id", "chat_id", "id"),  # what a chat said before it
)
