"""The words of internal notes are searched as those of letters are: what was noted before waits for the index."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("INSERT INTO searchqueue(source, source_id) SELECT 1, id FROM internalnote ORDER BY id")


def downgrade() -> None:
    op.execute("DELETE FROM searchqueue WHERE source = 1")
    op.execute("DELETE FROM searchtext WHERE source = 1")
