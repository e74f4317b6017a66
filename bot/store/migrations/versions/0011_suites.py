"""A story that changes has versions; a telling says which one was had."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stories", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("stories", sa.Column("suites_on", sa.Date()))
    op.add_column("stories", sa.Column("suites", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("tellings", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("tellings", "version")
    op.drop_column("stories", "suites")
    op.drop_column("stories", "suites_on")
    op.drop_column("stories", "version")
