"""Brings a database to the tables of this version, from any earlier one."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

import storage.desk_tables
import storage.tables  # noqa: F401  # the tables must be known before they can be compared


class OtherVersion(Exception):
    """The database is not at the version of this program."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run all migrations that are still missing, in one transaction."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), to)


def versions(engine: Engine) -> tuple[str, str]:
    """Return the database's revision ("" for an empty one) and the newest one known here."""
    with engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision() or ""
    return here, ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def demand_current(engine: Engine) -> None:
    """Raise OtherVersion, with a sentence that says what to do, unless the database is of this version."""
    here, head = versions(engine)
    if here != head:
        raise OtherVersion(
            "the database is empty: run `vastaja db upgrade`" if not here
            else f"the database is at revision {here}, this program at {head}: run `vastaja db upgrade`")  # fmt: skip


def differences(engine: Engine) -> list[object]:
    """Return what the tables in code and in the database differ in; empty after an upgrade."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
