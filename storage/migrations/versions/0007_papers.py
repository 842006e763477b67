"""Letters as PDF, what officials give back, and letters that leave by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("letter_pdf", sa.String(), nullable=False, server_default=""),
        sa.Column("cover", sa.Text(), nullable=False, server_default=""),
        sa.Column("sealed", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("signed", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("in_chat", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("draft", column)
    op.create_table(
        "givenback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("case.id"), nullable=False, index=True),
        sa.Column("draft_id", sa.Integer(), sa.ForeignKey("draft.id"), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("official.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("case_id", sa.Integer(), sa.ForeignKey("case.id"), nullable=False, index=True),
        sa.Column("draft_id", sa.Integer(), sa.ForeignKey("draft.id"), nullable=True),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("label_pdf", sa.String(), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), sa.ForeignKey("official.id"), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), sa.ForeignKey("official.id"), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("spoken_with", sa.Text(), nullable=False),
        sa.Column("content", sa.Boolean(), nullable=True),
    )


def downgrade() -> None:
    op.drop_table("handover")
    op.drop_table("givenback")
    for name in ("letter_pdf", "cover", "sealed", "signed", "in_chat"):
        op.drop_column("draft", name)
