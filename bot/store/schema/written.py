"""What the press wrote, and what is made of it."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.errors import Cause
from bot.store.schema.base import Utc, metadata

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
    # By a command: kept whatever the configuration says.
    Column("added", Boolean, nullable=False, default=False),
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
    # An article; no foreign key, for the two tables point at each other.
    Column("lead_id", Integer, nullable=False),
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
    # Among all, by date: see search.py.
    Column("sort_key", BigInteger, nullable=False, index=True, server_default="0"),
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
