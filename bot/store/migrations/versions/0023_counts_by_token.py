"""What articles are counted for is a token of the index, no more a stem: counts begin anew.

Articles of the last weeks are counted again as they are indexed by the new scheme.
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM article_terms")
    op.execute("DELETE FROM term_days")


downgrade = upgrade
