"""Who was told a story is found without reading all tellings."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_INDEX = "ix_tellings_story_id"


def upgrade() -> None:
    op.create_index(_INDEX, "tellings", ["story_id"])


def downgrade() -> None:
    op.drop_index(_INDEX, "tellings")
