"""When a line of a source was last seen: boilerplate that fades is forgotten."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    with op.batch_alter_table("source_lines") as table:
        table.add_column(sa.Column("seen_at", moment))
    lines = sa.table("source_lines", sa.column("seen_at", moment))
    op.execute(sa.update(lines).values(seen_at=datetime.now(UTC)))
    with op.batch_alter_table("source_lines") as table:
        table.alter_column("seen_at", existing_type=moment, nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("source_lines") as table:
        table.drop_column("seen_at")
