"""The database says which older programs may still work on it: so that several processes are upgraded one by one."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
works_for = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alembic_version", sa.Column("works_for", sa.String(32)))


def downgrade() -> None:
    op.drop_column("alembic_version", "works_for")
