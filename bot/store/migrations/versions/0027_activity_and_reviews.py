"""What was done, hour by hour; stories that an operator hides; what became of a reader's report."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("name", sa.String(24), nullable=False),
        sa.Column("hour", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("name", "hour", name="pk_activity"),
        sqlite_with_rowid=False,
    )
    op.add_column("stories", sa.Column("hidden_at", sa.DateTime(timezone=True)))
    op.add_column("feedback", sa.Column("settled_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("feedback", "settled_at")
    op.drop_column("stories", "hidden_at")
    op.drop_table("activity")
