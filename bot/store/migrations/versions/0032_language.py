"""In which language each reader is spoken to; all were spoken to in French."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("language", sa.String(8), nullable=False, server_default="fr"))


def downgrade() -> None:
    op.drop_column("subscribers", "language")
