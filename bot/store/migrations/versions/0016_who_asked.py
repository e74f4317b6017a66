"""Who asked what is kept under a short name, so that it goes with whoever is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_OF_FOLLOWERS = """
    INSERT INTO questions (short, chat_id, question, asked_at)
    SELECT q.short, s.chat_id, q.question, q.asked_at
    FROM questions q JOIN subscriptions s ON s.topic = q.question
"""


def upgrade() -> None:
    with op.batch_alter_table("questions") as questions:
        questions.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=False, server_default="0"))
        questions.drop_constraint("pk_questions", type_="primary")
        questions.create_primary_key("pk_questions", ["short", "chat_id"])
    op.execute(_OF_FOLLOWERS)
    op.execute("DELETE FROM questions WHERE chat_id = 0 AND question IN (SELECT topic FROM subscriptions)")


def downgrade() -> None:
    op.execute("DELETE FROM questions WHERE chat_id <> 0")
    with op.batch_alter_table("questions") as questions:
        questions.drop_constraint("pk_questions", type_="primary")
        questions.create_primary_key("pk_questions", ["short"])
        questions.drop_column("chat_id")
