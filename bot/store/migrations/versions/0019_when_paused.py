"""When Telegram asked for a pause: one of a moment to come was written by a clock that is put back."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("send_limits", sa.Column("paused_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("send_limits", "paused_at")
