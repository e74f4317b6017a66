"""A topic may go to a thread of a forum; a channel is set up by somebody in a private chat."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "subscribers", sa.Column("channel", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("subscriptions", sa.Column("thread", sa.BigInteger()))
    op.add_column("outbox", sa.Column("quotes", sa.BigInteger()))
    op.add_column("outbox", sa.Column("thread", sa.BigInteger()))
    op.create_table(
        "setups",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("chat_id", "channel_id", name="pk_setups"),
    )
    op.create_index("ix_setups_channel_id", "setups", ["channel_id"])


def downgrade() -> None:
    op.drop_table("setups")
    op.drop_column("outbox", "thread")
    op.drop_column("outbox", "quotes")
    op.drop_column("subscriptions", "thread")
    op.drop_column("subscribers", "channel")
