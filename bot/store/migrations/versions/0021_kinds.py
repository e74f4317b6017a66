"""What each article is to a reader, and which kinds a reader wants; what was stored before counts as news."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("kind", sa.String(16), nullable=False, server_default="news"))
    op.add_column("subscribers", sa.Column("kinds", sa.String(200)))


def downgrade() -> None:
    op.drop_column("subscribers", "kinds")
    op.drop_column("articles", "kind")
