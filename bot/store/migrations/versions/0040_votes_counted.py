"""Votes are counted by story and by source from an index alone."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_votes_story_id", "votes")
    op.create_index("ix_votes_story_id", "votes", ["story_id", "given_at"])
    op.create_index("ix_votes_source", "votes", ["source", "method", "given_at", "vote"])


def downgrade() -> None:
    op.drop_index("ix_votes_source", "votes")
    op.drop_index("ix_votes_story_id", "votes")
    op.create_index("ix_votes_story_id", "votes", ["story_id"])
