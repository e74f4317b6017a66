"""By which scheme the words of each article are indexed; those stored before are indexed anew in time.

What readers follow by words loses its index term, and gets one of the new kind before any article.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("scheme", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_articles_scheme_sort_key", "articles", ["scheme", "sort_key"])
    op.execute("UPDATE subscriptions SET index_term = '' WHERE topic LIKE 'mots:%'")


def downgrade() -> None:
    op.drop_index("ix_articles_scheme_sort_key", "articles")
    op.drop_column("articles", "scheme")
