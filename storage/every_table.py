"""Every table of the house, in one place: what is migrated, carried and forgotten asks here, so that none is left out."""

from collections.abc import Sequence

from sqlalchemy import Table
from sqlmodel import SQLModel

import storage.campaign_tables
import storage.chat_tables
import storage.desk_tables
import storage.learning_tables
import storage.page_tables
import storage.paper_tables
import storage.register_tables
import storage.tables
import storage.team_tables  # noqa: F401  # a table must be known before it can be found


def every_table() -> Sequence[Table]:
    """Return the tables in the order in which their rows may be written: what is pointed at comes first."""
    return SQLModel.metadata.sorted_tables
