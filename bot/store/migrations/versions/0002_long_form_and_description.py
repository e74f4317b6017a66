"""A summary's long form and key points; what the publisher says of an article."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("description", sa.Text(), nullable=False, server_default=""))
    op.add_column("summaries", sa.Column("long", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("summaries", sa.Column("points", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("summaries", "points")
    op.drop_column("summaries", "long")
    op.drop_column("articles", "description")
