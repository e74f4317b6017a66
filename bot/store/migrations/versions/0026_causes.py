"""What kind of reason it is for which a source or an entry can't be read; of older ones nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_TABLES = ("sources", "entries")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("cause", sa.String(16), nullable=False, server_default="other"))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "cause")
