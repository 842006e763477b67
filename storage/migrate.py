"""Brings a database to the tables of this version, from any earlier one."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text
from sqlmodel import SQLModel

from storage.every_table import every_table
from storage.revisions import demand_known, works_for
from storage.search_tables import is_compared

UPGRADING: Final = 8_273_003  # names a lock of PostgreSQL: any number that nobody else uses
PATIENCE: Final = 10_000  # milliseconds that a migration waits for a table in use


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run all migrations that are still missing, in one transaction; of two who do so at once one waits, and finds it done.

    Raises OtherVersion for a database of a newer program.
    """
    demand_known(engine)
    with engine.begin() as connection:
        if engine.dialect.name != "sqlite":  # there whoever begins first is alone anyhow
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADING})
            # Others work here: whoever waits for a table of theirs makes all behind it wait too, so not for long.
            connection.execute(text(f"SET LOCAL lock_timeout = {PATIENCE}"))
        command.upgrade(_config(connection), to)
        if _rolls(connection):
            connection.execute(text("UPDATE alembic_version SET works_for = :oldest"), {"oldest": works_for()})


def _rolls(connection: Connection) -> bool:
    """Tell whether the tables are such that they say which older programs may work on them."""
    return any(column["name"] == "works_for" for column in inspect(connection).get_columns("alembic_version"))


def differences(engine: Engine) -> list[object]:
    """Return what the tables in code and in the database differ in; empty after an upgrade."""
    every_table()
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"include_object": is_compared}), SQLModel.metadata))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
