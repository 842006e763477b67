"""Letters that are alike, institutions written about, and answers to many letters at once."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LONG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DELETES = """
DELETE FROM sketchband WHERE letter_id = old.id;
DELETE FROM sketch WHERE letter_id = old.id;
DELETE FROM institutionmention WHERE letter_id = old.id;
"""
SQLITE = """CREATE TRIGGER letter_from_likes AFTER DELETE ON letter BEGIN {deletes} END"""
POSTGRES = """
CREATE FUNCTION letter_from_likes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {deletes} RETURN NULL; END $$;
CREATE TRIGGER letter_from_likes AFTER DELETE ON letter FOR EACH ROW EXECUTE FUNCTION letter_from_likes();
"""


def upgrade() -> None:
    op.create_table(
        "sketch",
        sa.Column("letter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("hashes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("letter_id"),
    )
    op.create_index("ix_sketch_case_id", "sketch", ["case_id"])
    op.create_index("ix_sketch_group_id", "sketch", ["group_id"])
    op.create_index("ix_sketch_at", "sketch", ["at"])
    op.create_table(
        "sketchband",
        sa.Column("value", LONG_ID, autoincrement=False, nullable=False),
        sa.Column("letter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("value", "letter_id"),
    )
    op.create_index("ix_sketchband_letter_id", "sketchband", ["letter_id"])
    op.create_table(
        "institutionmention",
        sa.Column("key", LONG_ID, autoincrement=False, nullable=False),
        sa.Column("letter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", "letter_id"),
    )
    op.create_index("ix_institutionmention_letter_id", "institutionmention", ["letter_id"])
    op.create_index("ix_institutionmention_at", "institutionmention", ["at"])
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("manifest", sa.String(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["approved_by_id"], ["official.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["official.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_campaign_case_id", "campaign", ["case_id"])
    op.create_table(
        "campaignletter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("refused", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"]),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("campaign_id", "case_id", name="campaign_letter_once"),
    )
    op.create_index("ix_campaignletter_case_id", "campaignletter", ["case_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE.format(deletes=DELETES))
    else:
        op.execute(POSTGRES.format(deletes=DELETES))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER letter_from_likes")
    else:
        op.execute("DROP TRIGGER letter_from_likes ON letter")
        op.execute("DROP FUNCTION letter_from_likes")
    for table in ("campaignletter", "campaign", "institutionmention", "sketchband", "sketch"):
        op.drop_table(table)
