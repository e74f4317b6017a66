"""Updates are kept until they are heeded, and answers until they have arrived."""

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Utc

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("answers", sa.BigInteger()))
    op.add_column("outbox", sa.Column("replaces", sa.BigInteger()))
    op.add_column("updates", sa.Column("chat_id", sa.BigInteger()))
    op.add_column("updates", sa.Column("body", sa.Text()))
    op.add_column("updates", sa.Column("due_at", Utc()))
    op.add_column("updates", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("updates", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_updates_due_at", "updates", ["due_at", "id"])
    op.create_index("ix_updates_chat_id", "updates", ["chat_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_updates_chat_id", "updates")
    op.drop_index("ix_updates_due_at", "updates")
    for column in ("reason", "tries", "due_at", "body", "chat_id"):
        op.drop_column("updates", column)
    op.drop_column("outbox", "replaces")
    op.drop_column("outbox", "answers")
