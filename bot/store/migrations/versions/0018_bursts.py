"""How many stories a reader had within the last minutes: a burst of them comes as one message."""

import sqlalchemy as sa
from alembic import op

from bot.store.schema import Utc

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("burst_at", Utc()))
    op.add_column("subscribers", sa.Column("burst", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("subscribers", "burst")
    op.drop_column("subscribers", "burst_at")
