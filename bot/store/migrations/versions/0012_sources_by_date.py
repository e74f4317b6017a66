"""What one source wrote is found by date."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_articles_source_place", "articles", ["source", "place"])


def downgrade() -> None:
    op.drop_index("ix_articles_source_place", "articles")
