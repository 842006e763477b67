"""Which letter of ours bears a number of the document system."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registernumber", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letter_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_registernumber_letter_id"), ["letter_id"], unique=False)
        batch_op.create_foreign_key("registernumber_letter", "letter", ["letter_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("registernumber", schema=None) as batch_op:
        batch_op.drop_constraint("registernumber_letter", type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_registernumber_letter_id"))
        batch_op.drop_column("letter_id")
