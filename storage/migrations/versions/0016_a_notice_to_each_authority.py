"""A case may be told to its municipality and to the police: a notice for each authority."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

COLUMNS = ("case_id, authority, recipient, phone, mail, dhx, chosen, with_reporter, subject, text, hash, by_id, at, "
           "approved_by_id, approved_at, sent_at, sent_way, proof")  # fmt: skip


def upgrade() -> None:
    _anew("case_id", "authority")


def downgrade() -> None:
    op.execute("DELETE FROM referral WHERE authority <> 'KOV'")
    _anew("case_id")


def _anew(*key: str) -> None:
    """Make the table anew with another primary key, its rows kept: SQLite cannot change a key in place."""
    op.rename_table("referral", "referral_before")
    op.create_table(
        "referral",
        sa.Column("case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("mail", sa.String(), nullable=False),
        sa.Column("dhx", sa.String(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("with_reporter", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_way", sa.String(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["official.id"]),
        sa.ForeignKeyConstraint(["approved_by_id"], ["official.id"]),
        sa.PrimaryKeyConstraint(*key, name=f"referral_of_{'_'.join(key)}"),
    )
    op.execute(f"INSERT INTO referral ({COLUMNS}) SELECT {COLUMNS} FROM referral_before")  # noqa: S608  # names of our own
    op.drop_table("referral_before")
