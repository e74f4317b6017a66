"""Turns to send, shared by all processes; indexes for an outbox of a million messages."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turns",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True)),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("chat_id", name="pk_turns"),
    )
    op.drop_index("ix_outbox_chat_id", "outbox")
    op.drop_index("ix_outbox_state_due_at", "outbox")
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at", "id"])
    op.create_index("ix_outbox_chat_id_state", "outbox", ["chat_id", "state", "id"])
    op.create_index("ix_outbox_chat_id_sent_at", "outbox", ["chat_id", "sent_at"])


def downgrade() -> None:
    op.drop_index("ix_outbox_chat_id_sent_at", "outbox")
    op.drop_index("ix_outbox_chat_id_state", "outbox")
    op.drop_index("ix_outbox_state_due_at", "outbox")
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
    op.drop_table("turns")
