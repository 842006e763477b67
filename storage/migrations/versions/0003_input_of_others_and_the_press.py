"""Input asked of others, statements to the press, and what the press knows of an alert."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contributionrequest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=True),
        sa.Column("press", sa.Boolean(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chased", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["official_id"], ["official.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["official.id"]),
        sa.ForeignKeyConstraint(["ended_by_id"], ["official.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("contribution_open", "contributionrequest", ["ended_at", "due"])
    op.create_index("ix_contributionrequest_case_id", "contributionrequest", ["case_id"])
    op.create_table(
        "pressstatement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["official.id"]),
        sa.ForeignKeyConstraint(["approved_by_id"], ["official.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "version", name="press_statement_version"),
    )
    op.create_index("ix_pressstatement_case_id", "pressstatement", ["case_id"])
    with op.batch_alter_table("mediaalert") as batch_op:
        batch_op.add_column(sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("already_public", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("may_confirm", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("may_confirm_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("facts_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("mediaalert_may_confirm_by", "official", ["may_confirm_by_id"], ["id"])
        batch_op.create_foreign_key("mediaalert_facts_by", "official", ["facts_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("mediaalert") as batch_op:
        batch_op.drop_constraint("mediaalert_facts_by", type_="foreignkey")
        batch_op.drop_constraint("mediaalert_may_confirm_by", type_="foreignkey")
        for name in ("facts_by_id", "may_confirm_by_id", "may_confirm", "already_public", "remind_at", "promised_at", "taken_at"):
            batch_op.drop_column(name)
    op.drop_table("pressstatement")
    op.drop_table("contributionrequest")
