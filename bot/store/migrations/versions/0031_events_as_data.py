"""What happened is kept as data; what an earlier version wrote stays as it was written."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_EARLIER = "told by an earlier version"


def upgrade() -> None:
    with op.batch_alter_table("events") as table:
        table.alter_column("subject", new_column_name="name", existing_type=sa.String(200))
        table.alter_column("text", new_column_name="reason", existing_type=sa.Text)
        table.add_column(sa.Column("what", sa.String(64), nullable=False, server_default=_EARLIER))
        table.add_column(sa.Column("cause", sa.String(16)))
        table.add_column(sa.Column("fields", sa.JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("events") as table:
        for name in ("fields", "cause", "what"):
            table.drop_column(name)
        table.alter_column("reason", new_column_name="text", existing_type=sa.Text)
        table.alter_column("name", new_column_name="subject", existing_type=sa.String(200))
