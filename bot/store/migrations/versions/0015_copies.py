"""Two sources may say the same, word for word: an article is known by its words and its source.

The table keeps its unique column, which SQLite could only drop by writing all articles anew, under another name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE articles RENAME COLUMN content_hash TO identity")
    op.add_column("articles", sa.Column("content_hash", sa.String(64), nullable=False, server_default=""))
    op.execute("UPDATE articles SET content_hash = identity")
    op.create_index(op.f("ix_articles_content_hash"), "articles", ["content_hash"])


def downgrade() -> None:
    op.drop_index(op.f("ix_articles_content_hash"), "articles")
    op.drop_column("articles", "content_hash")
    op.execute("ALTER TABLE articles RENAME COLUMN identity TO content_hash")
