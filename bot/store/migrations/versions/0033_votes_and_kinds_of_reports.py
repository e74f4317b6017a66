"""What readers think of stories, what they say is wrong with one, and that they hear what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("chat_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer, nullable=False),
        sa.Column("vote", sa.String(8), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "story_id", name="pk_votes"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_votes_story_id_stories"),
    )
    op.create_index("ix_votes_story_id", "votes", ["story_id"])
    op.add_column("feedback", sa.Column("kind", sa.String(16), nullable=False, server_default="other"))
    op.add_column("feedback", sa.Column("words", sa.Text, nullable=False, server_default=""))
    op.add_column("feedback", sa.Column("outcome", sa.String(16), nullable=False, server_default=""))
    op.create_index("ix_feedback_outcome", "feedback", ["outcome"])


def downgrade() -> None:
    op.drop_index("ix_feedback_outcome", "feedback")
    op.drop_column("feedback", "outcome")
    op.drop_column("feedback", "words")
    op.drop_column("feedback", "kind")
    op.drop_index("ix_votes_story_id", "votes")
    op.drop_table("votes")
