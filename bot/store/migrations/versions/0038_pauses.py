"""A reader's pause may have an end, and begin later."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_AWAY = sa.text("pause_until IS NOT NULL")


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("pause_from", sa.DateTime(timezone=True)))
    op.add_column("subscribers", sa.Column("pause_until", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_subscribers_pause_until",
        "subscribers",
        ["pause_until"],
        sqlite_where=_AWAY,
        postgresql_where=_AWAY,
    )


def downgrade() -> None:
    op.drop_index("ix_subscribers_pause_until", "subscribers")
    op.drop_column("subscribers", "pause_until")
    op.drop_column("subscribers", "pause_from")
