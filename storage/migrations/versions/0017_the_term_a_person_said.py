"""Of the two terms of a challenge a person may say which one holds."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("said_rule", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("case", "said_rule")  # not in a batch: SQLite would make the table anew, and other tables point at it
