"""Tables and columns bear the names by which the code speaks of them; no row changes."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = (("turns", "send_limits"), ("duties", "leases"), ("placings", "assignments"))
_COLUMNS = (
    ("articles", "place", "sort_key"),
    ("articles", "placed", "assigned"),
    ("article_topics", "place", "sort_key"),
    ("subscriptions", "needle", "index_term"),
    ("questions", "place", "question"),
    ("slots", "place", "daily_order"),
)
_INDEXES = (
    ("articles", ("place",), ("sort_key",)),
    ("articles", ("placed",), ("assigned",)),
    ("articles", ("source", "place"), ("source", "sort_key")),
    ("article_topics", ("topic", "place"), ("topic", "sort_key")),
    ("subscriptions", ("needle",), ("index_term",)),
    ("slots", ("next_at", "place"), ("next_at", "daily_order")),
)


def upgrade() -> None:
    for table, columns, _renamed in _INDEXES:
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table_name=table)
    for before, after in _TABLES:
        op.rename_table(before, after)
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {after} RENAME CONSTRAINT pk_{before} TO pk_{after}")
    for table, before, after in _COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    for table, _columns, renamed in _INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(renamed)}", table, list(renamed))


def downgrade() -> None:
    for table, _columns, renamed in _INDEXES:
        op.drop_index(f"ix_{table}_{'_'.join(renamed)}", table_name=table)
    for table, before, after in _COLUMNS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {after} TO {before}")
    for before, after in _TABLES:
        op.rename_table(after, before)
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"ALTER TABLE {before} RENAME CONSTRAINT pk_{after} TO pk_{before}")
    for table, columns, _renamed in _INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
