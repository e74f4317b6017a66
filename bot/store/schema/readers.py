"""Who reads, what they asked for, what they had, and what they think of it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from bot.model import Complaint
from bot.store.schema.base import Utc, metadata

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
    Column("pause_from", Utc),  # a pause that is to begin, and when one ends by itself
    Column("pause_until", Utc),
)
Index(
    "ix_subscribers_pause_until",
    subscribers.c.pause_until,
    sqlite_where=subscribers.c.pause_until.is_not(None),
    postgresql_where=subscribers.c.pause_until.is_not(None),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_id", ForeignKey("subscribers.chat_id", onupdate="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("mode", String(8), nullable=False),
    # What a story must bear: a topic, a source, a stem.
    Column("index_term", String(200), nullable=False, server_default="", index=True),
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
    Index("ix_votes_story_id", "story_id", "given_at"),
    Index("ix_votes_source", "source", "method", "given_at", "vote"),  # all that an operator has counted
)
