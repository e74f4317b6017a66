"""What a reader was told lately is found without reading all that they were ever told."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_INDEX = "ix_tellings_chat_id_matched_at"


def upgrade() -> None:
    op.create_index(_INDEX, "tellings", ["chat_id", "matched_at"])


def downgrade() -> None:
    op.drop_index(_INDEX, "tellings")
