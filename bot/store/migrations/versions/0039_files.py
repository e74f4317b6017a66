"""A file or a picture that an answer bears is kept until it has arrived, as its words are."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("file", sa.JSON))


def downgrade() -> None:
    op.drop_column("outbox", "file")
