"""What a story must bear to be of a followed topic, in an index.

What was asked in more letters than a button carries.
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("short", name=op.f("pk_questions")),
    )
    op.create_index(op.f("ix_questions_asked_at"), "questions", ["asked_at"], unique=False)
    op.drop_index("ix_subscriptions_topic", table_name="subscriptions")
    with op.batch_alter_table("subscriptions") as table:
        table.alter_column("topic", existing_type=sa.String(64), type_=sa.Text(), existing_nullable=False)
        table.add_column(sa.Column("needle", sa.String(200), nullable=False, server_default=""))
    op.execute("UPDATE subscriptions SET needle = topic")
    _words()
    op.create_index(op.f("ix_subscriptions_needle"), "subscriptions", ["needle"], unique=False)


def _words() -> None:
    """Of plain words, the longest stem: until now they were all words with a plus between them."""
    bind = op.get_bind()
    topics = sa.table("subscriptions", sa.column("topic"), sa.column("needle"))
    keys = bind.scalars(sa.select(topics.c.topic).where(topics.c.topic.like("mots:%")).distinct()).all()
    for key in keys:
        needle = max(_stems(key.removeprefix("mots:")), key=lambda stem: (len(stem), stem), default="")
        bind.execute(sa.update(topics).where(topics.c.topic == key).values(needle=needle))


def _stems(words: str) -> list[str]:
    """What `topics.stems` made of words when this was written."""
    import Stemmer

    bare = unicodedata.normalize("NFKD", words.casefold().replace("œ", "oe").replace("æ", "ae"))
    found = re.findall(r"[^\W_]+", re.sub("[\u0300-\u036f]+", "", bare))
    plural = re.compile(
        "(lois|rois|emplois|tournois|convois|envois|octrois|renvois|parois|essais|quais|balais|amis|abris|skis|cris"
        "|plis|replis|appuis|ennuis|jeux|enjeux|feux|lieux|milieux|voeux|aveux|cheveux|neveux|dieux|essieux|eaux|seaux|veaux|peaux|tuyaux|noyaux|joyaux|boyaux"
        r"|(?!abus$|laos$)\w{2,}(?:[ou]|er)s)$"
    )
    irregular = {"yeux": "oeil", "cieux": "ciel"}
    irregular |= {word: f"{word[:-2]}il" for word in "travaux vitraux coraux emaux baux soupiraux".split()}
    singular = [irregular.get(word) or (word[:-1] if plural.match(word) else word) for word in found]
    feminine = [re.sub("(?<=.{5}e)es?$", "", word) for word in singular]
    return Stemmer.Stemmer("french").stemWords(feminine)  # type: ignore[no-any-return]


def downgrade() -> None:
    op.drop_index(op.f("ix_subscriptions_needle"), table_name="subscriptions")
    with op.batch_alter_table("subscriptions") as table:
        table.drop_column("needle")
        table.alter_column("topic", existing_type=sa.Text(), type_=sa.String(64), existing_nullable=False)
    op.create_index("ix_subscriptions_topic", "subscriptions", ["topic"], unique=False)
    op.drop_index(op.f("ix_questions_asked_at"), table_name="questions")
    op.drop_table("questions")
