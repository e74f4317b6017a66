"""Hours as readers live them: weekdays, recaps, quiet hours, a cap of alerts; pushes that grow too old."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("gone_at", sa.DateTime(timezone=True)),
        sa.Column("quiet_start", sa.Integer()),
        sa.Column("quiet_end", sa.Integer()),
        sa.Column("alerts_max", sa.Integer()),
        sa.Column("alerts_day", sa.Date()),
        sa.Column("alerts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("says_nothing_new", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("subscribers", column)
    op.create_index("ix_subscribers_gone_at", "subscribers", ["gone_at"])
    op.add_column("outbox", sa.Column("expires_at", sa.DateTime(timezone=True)))
    op.add_column("outbox", sa.Column("story_id", sa.Integer()))
    op.create_index("ix_outbox_state_expires_at", "outbox", ["state", "expires_at"])
    with op.batch_alter_table("editions") as editions:
        editions.add_column(sa.Column("kind", sa.String(8), nullable=False, server_default="edition"))
        editions.drop_constraint("uq_editions_chat_id_local_date_minute", type_="unique")
        editions.create_unique_constraint(
            "uq_editions_chat_id_local_date_minute_kind", ["chat_id", "local_date", "minute", "kind"]
        )
    _slots()


def _slots() -> None:
    """With more in its key; each slot is looked at as soon as someone looks, and finds its own time."""
    op.rename_table("slots", "slots_before")
    slots = op.create_table(
        "slots",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made", sa.Date()),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["subscribers.chat_id"], name="fk_slots_chat_id_subscribers_new", onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "kind", "minute", name="pk_slots_new"),
    )
    before = sa.table("slots_before", *(sa.column(name) for name in ("chat_id", "minute", "since")))
    edition, every_day, first = sa.literal("edition"), sa.literal(127), sa.literal(0)
    since = before.c.since
    rows = sa.select(before.c.chat_id, edition, before.c.minute, every_day, since, since, first)
    names = ["chat_id", "kind", "minute", "days", "since", "next_at", "place"]
    op.execute(sa.insert(slots).from_select(names, rows))
    op.drop_table("slots_before")
    op.create_index("ix_slots_next_at_place", "slots", ["next_at", "place"])


def downgrade() -> None:
    op.rename_table("slots", "slots_before")
    op.create_table(
        "slots",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["subscribers.chat_id"], name="fk_slots_chat_id_subscribers", onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "minute", name="pk_slots"),
    )
    op.execute(
        "INSERT INTO slots (chat_id, minute, since) "
        "SELECT chat_id, minute, since FROM slots_before WHERE kind = 'edition'"
    )
    op.drop_table("slots_before")
    op.execute("DELETE FROM editions WHERE kind <> 'edition'")
    with op.batch_alter_table("editions") as editions:
        editions.drop_constraint("uq_editions_chat_id_local_date_minute_kind", type_="unique")
        editions.create_unique_constraint(
            "uq_editions_chat_id_local_date_minute", ["chat_id", "local_date", "minute"]
        )
        editions.drop_column("kind")
    op.drop_index("ix_outbox_state_expires_at", "outbox")
    op.drop_column("outbox", "story_id")
    op.drop_column("outbox", "expires_at")
    op.drop_index("ix_subscribers_gone_at", "subscribers")
    for name in (
        "says_nothing_new",
        "alerts",
        "alerts_day",
        "alerts_max",
        "quiet_end",
        "quiet_start",
        "gone_at",
    ):
        op.drop_column("subscribers", name)
