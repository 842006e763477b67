"""Letters taken down by hand, internal notes, cases that are linked."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "byhand",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["official.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_byhand_at", "byhand", ["at"])
    op.create_table(
        "internalnote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["official.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_internalnote_case_id", "internalnote", ["case_id"])
    op.create_table(
        "caselink",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["official.id"]),
        sa.PrimaryKeyConstraint("case_id", "other_id"),
    )
    op.create_index("ix_caselink_other_id", "caselink", ["other_id"])


def downgrade() -> None:
    op.drop_table("caselink")
    op.drop_table("internalnote")
    op.drop_table("byhand")
