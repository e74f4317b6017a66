"""Publishers' pictures, for who wants them."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("pictures", sa.String(8), nullable=False, server_default=""))
    op.add_column("outbox", sa.Column("preview", sa.JSON))


def downgrade() -> None:
    op.drop_column("outbox", "preview")
    op.drop_column("subscribers", "pictures")
