"""What an admin tells all readers, and which messages of the outbox are of it."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_OF_ONE = sa.text("announcement_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("after_chat", sa.BigInteger),
        sa.Column("again_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
    )
    op.add_column("outbox", sa.Column("announcement_id", sa.Integer))
    op.create_index(
        "ix_outbox_announcement_id_state",
        "outbox",
        ["announcement_id", "state"],
        sqlite_where=_OF_ONE,
        postgresql_where=_OF_ONE,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_announcement_id_state", "outbox")
    op.drop_column("outbox", "announcement_id")
    op.drop_table("announcements")
