"""What the processes do and share: what waits to be heeded and to be sent, limits, leases, events."""

from sqlalchemy import JSON, BigInteger, Column, Float, Index, Integer, String, Table, Text

from bot.ports.events import What
from bot.store.schema.base import Utc, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("dedup_key", String(120), nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("html", Text, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("preview", JSON(none_as_null=True)),  # address of a page, and whether its picture is large
    Column("file", JSON(none_as_null=True)),  # its name, none of a picture, and its bytes as base64
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
    # Only where one stands (migration 0037); to say so here would load all that is known of PostgreSQL.
    Index("ix_outbox_announcement_id_state", "announcement_id", "state"),
    Index("ix_outbox_state_due_at", "state", "due_at", "id"),  # what to send next
    Index("ix_outbox_state_expires_at", "state", "expires_at"),
    Index("ix_outbox_chat_id_state", "chat_id", "state", "id"),  # whether an earlier one of the chat waits
    Index("ix_outbox_chat_id_sent_at", "chat_id", "sent_at"),  # when the chat had its last one
)

send_limits = Table(  # how fast all send together: a row for everyone (chat 0), one for each paused chat
    "send_limits",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("free_at", Utc),  # of everyone: the next start that nobody has reserved
    Column("paused_until", Utc),  # Telegram asked for it
    Column("paused_at", Utc),  # when it did
)

switches = Table(  # what an admin has switched on, for all processes
    "switches",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("since", Utc, nullable=False),
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
    # Of the readers, in the order of their chats, the last it was queued for.
    Column("after_chat", BigInteger),
    Column("again_at", Utc),  # when the first of those wakes up who were asleep
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
