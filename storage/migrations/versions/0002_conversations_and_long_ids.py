"""Conversations that outlive a restart; ids of chats and of mail folders that are longer than 31 bits."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LONG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# fmt: off
LONG_IDS = (
    ("official",    "telegram_id", True),
    ("wrongcode",   "telegram_id", False),
    ("person",      "telegram_id", True),
    ("chatmessage", "chat_id",     False),
    ("ledger",      "uidvalidity", True),
    ("ledger",      "uid",         True),
    ("ledger",      "update_id",   True),
)
# fmt: on


def upgrade() -> None:
    _change(sa.Integer(), sa.BigInteger())
    op.create_table(
        "conversation",
        sa.Column("telegram_id", LONG_ID, autoincrement=False, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("began", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", "what"),
    )
    op.create_index("ix_conversation_touched", "conversation", ["touched"])
    op.create_table(
        "piece",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", LONG_ID, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("ledger_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledger.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_piece_telegram_id", "piece", ["telegram_id"])
    op.create_index("ix_piece_ledger_id", "piece", ["ledger_id"])


def downgrade() -> None:
    op.drop_table("piece")
    op.drop_table("conversation")
    _change(sa.BigInteger(), sa.Integer())


def _change(was: sa.types.TypeEngine[int], becomes: sa.types.TypeEngine[int]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return  # an INTEGER there holds 64 bits whatever it is called
    for table, column, empty in LONG_IDS:
        op.alter_column(table, column, existing_type=was, type_=becomes, existing_nullable=empty)
