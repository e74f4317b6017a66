"""Each article keeps its own signature; articles are placed into stories one after the other."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "placings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placings")),
    )
    op.add_column("articles", sa.Column("signature", sa.JSON()))
    op.add_column("articles", sa.Column("placed", sa.Integer()))
    op.create_index(op.f("ix_articles_placed"), "articles", ["placed"], unique=False)
    op.add_column("stories", sa.Column("apart_from", sa.Integer()))
    op.drop_column("stories", "signature")


def downgrade() -> None:
    op.add_column("stories", sa.Column("signature", sa.JSON(), nullable=False, server_default="[]"))
    op.drop_column("stories", "apart_from")
    op.drop_index(op.f("ix_articles_placed"), table_name="articles")
    op.drop_column("articles", "placed")
    op.drop_column("articles", "signature")
    op.drop_table("placings")
