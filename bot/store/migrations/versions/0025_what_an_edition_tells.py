"""What a message of an edition tells: should it never arrive, its stories wait for the next one."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("tells", sa.JSON()))


def downgrade() -> None:
    op.drop_column("outbox", "tells")
