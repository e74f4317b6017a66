"""PostgreSQL's index of words tells the spans of time, too, in which each article lies.

It knows no order: so a word is looked for among the newest articles first.
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_WORDS = "array_remove(string_to_array(stems, ' '), '')"
_SPANS = (14, 17, 20, 23)


def upgrade() -> None:
    spans = ", ".join(f"'~{length}:' || (rowid >> {length + 30})" for length in _SPANS)
    _made_of(f"{_WORDS} || ARRAY[{spans}]")


def downgrade() -> None:
    _made_of(_WORDS)


def _made_of(terms: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE article_words DROP COLUMN terms")
        made = f"TSVECTOR NOT NULL GENERATED ALWAYS AS (array_to_tsvector({terms})) STORED"
        op.execute(f"ALTER TABLE article_words ADD COLUMN terms {made}")
        op.execute("CREATE INDEX ix_article_words_terms ON article_words USING gin (terms)")
