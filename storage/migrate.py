"""Brings a database to the tables of this version, from any earlier one."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

import storage.chat_tables
import storage.desk_tables
import storage.paper_tables
import storage.register_tables
import storage.tables
import storage.team_tables  # noqa: F401  # the tables must be known before they can be compared
from storage.revisions import demand_known
from storage.search_tables import is_compared


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run all migrations that are still missing, in one transaction. Raises OtherVersion for a database of a newer program."""
    demand_known(engine)
    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def differences(engine: Engine) -> list[object]:
    """Return what the tables in code and in the database differ in; empty after an upgrade."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"include_object": is_compared}), SQLModel.metadata))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
