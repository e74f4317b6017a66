"""Counts of what articles are about, by day.

They begin empty also where there are articles: their words were not kept as they were written, and topics
counted back without the words would make every word look new.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article_terms",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(64), nullable=False),
        sa.Column("written", sa.String(120), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_terms_article_id_articles"),
        sa.PrimaryKeyConstraint("article_id", "term", name="pk_article_terms"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_terms_term_published_at", "article_terms", ["term", "published_at"])
    op.create_table(
        "term_days",
        sa.Column("term", sa.String(64), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", "day", name="pk_term_days"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("term_days")
    op.drop_index("ix_article_terms_term_published_at", table_name="article_terms")
    op.drop_table("article_terms")
