"""The place of an article among all, by date, in every index that is searched; the words of titles."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "title_words",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_title_words")),
    )
    op.add_column("articles", sa.Column("place", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("article_topics", sa.Column("place", sa.BigInteger(), nullable=False, server_default="0"))
    epoch_s = "CAST(strftime('%s', published_at) AS INTEGER)"
    if not sqlite:
        epoch_s = "CAST(floor(extract(epoch FROM published_at)) AS BIGINT)"
    op.execute(f"UPDATE articles SET place = {epoch_s} * 1073741824 + id")
    op.execute(
        "UPDATE article_topics SET place = (SELECT place FROM articles WHERE articles.id = "
        "article_topics.article_id)"
    )
    op.drop_index(op.f("ix_articles_published_at"), table_name="articles")
    op.create_index(op.f("ix_articles_place"), "articles", ["place"], unique=False)
    op.drop_index("ix_article_topics_topic_article_id", table_name="article_topics")
    op.create_index("ix_article_topics_topic_place", "article_topics", ["topic", "place"], unique=False)
    if sqlite:
        _by("place", "articles.id")
    else:
        _with_tsvector()


def _by(new: str, old: str) -> None:
    """Number the rows of the FTS5 table anew."""
    op.execute("CREATE VIRTUAL TABLE words USING fts5(stems, tokenize = 'ascii', detail = none)")
    op.execute(
        f"INSERT INTO words (rowid, stems) SELECT {new}, stems FROM article_words "
        f"JOIN articles ON article_words.rowid = {old} ORDER BY 1"
    )
    op.execute("DROP TABLE article_words")
    op.execute("ALTER TABLE words RENAME TO article_words")


def _with_tsvector() -> None:
    """Each stem as it is: no parser of PostgreSQL's has a say in what a word is."""
    op.execute(
        "CREATE TABLE article_words (rowid BIGINT PRIMARY KEY, stems TEXT NOT NULL, terms TSVECTOR NOT NULL "
        "GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(stems, ' '), ''))) STORED)"
    )
    op.execute("CREATE INDEX ix_article_words_terms ON article_words USING gin (terms)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _by("articles.id", "place")
    else:
        op.drop_table("article_words")
    op.drop_index("ix_article_topics_topic_place", table_name="article_topics")
    op.create_index(
        "ix_article_topics_topic_article_id", "article_topics", ["topic", "article_id"], unique=False
    )
    op.drop_index(op.f("ix_articles_place"), table_name="articles")
    op.create_index(op.f("ix_articles_published_at"), "articles", ["published_at"], unique=False)
    op.drop_column("article_topics", "place")
    op.drop_column("articles", "place")
    op.drop_table("title_words")
