"""What is kept no longer: a legal hold and the moment a case's content was forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place, not by a copy of the table: SQLite would lose the triggers that stand on it.
    op.add_column("case", sa.Column("held_why", sa.String(), nullable=False, server_default=""))
    op.add_column("case", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("case", "erased_at")
    op.drop_column("case", "held_why")
