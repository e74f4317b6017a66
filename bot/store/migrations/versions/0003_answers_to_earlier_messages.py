"""A message may answer an earlier one of its chat."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("message_id", sa.BigInteger()))
    op.add_column("outbox", sa.Column("reply_to", sa.String(120), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("outbox", "reply_to")
    op.drop_column("outbox", "message_id")
