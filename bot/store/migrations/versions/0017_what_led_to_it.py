"""Why each story was told to each reader, and whether they opened it: an edition takes the most important."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tellings", sa.Column("topic", sa.Text(), nullable=False, server_default=""))
    op.add_column("tellings", sa.Column("salience", sa.Float(), nullable=False, server_default="1"))
    op.add_column("tellings", sa.Column("opened", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in ("opened", "salience", "topic"):
        op.drop_column("tellings", name)
