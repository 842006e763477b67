"""Indexes that lists and figures are read from."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INDEXES = (
    ("case_handler", "case", ("handler_id", "state", "safe")),
    ("case_legal", "case", ("state", "due")),
    ("case_registered", "case", ("registered",)),
    ("case_answered", "case", ("answered_at",)),
    ("case_extended", "case", ("extended", "state")),
    ("draft_sent", "draft", ("paper", "sent_at")),
)


def upgrade() -> None:
    op.drop_index("case_handler", "case")
    for name, table, columns in INDEXES:
        op.create_index(name, table, list(columns))


def downgrade() -> None:
    for name, table, _ in reversed(INDEXES):
        op.drop_index(name, table)
    op.create_index("case_handler", "case", ["handler_id", "state"])
