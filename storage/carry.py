"""Carries all rows of one database into another, empty one, of either kind: for moving, copying and restoring."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Table, bindparam, func, insert, select, text, update

from storage.every_table import every_table

ROWS: Final = 500  # read and written at a time: the memory it takes does not grow with the database


class NotEmpty(Exception):
    """The target holds rows already: nothing is mixed into them."""


class CountsDiffer(Exception):
    """Not every row has arrived; the target was left empty."""


def count_rows(engine: Engine) -> dict[str, int]:
    """Return how many rows each table holds."""
    with engine.connect() as connection:
        return _counts(connection)


def carry(source: Engine, target: Engine, progress: Callable[[int], None] = lambda rows: None) -> Mapping[str, int]:
    """Copy every row as it is at one moment, wholly or not at all, and return the rows by table.

    Both must be at the revision of this program. Raises NotEmpty, CountsDiffer, and what the databases raise.
    """
    with _at_one_moment(source) as there, target.begin() as here:
        if any(_counts(here).values()):
            raise NotEmpty
        for table in every_table():
            _carry_table(there, here, table, progress)
            _go_on_numbering(here, table)
        wanted, found = _counts(there), _counts(here)
        if wanted != found:
            raise CountsDiffer(", ".join(name for name in wanted if wanted[name] != found[name]))
        return found


def _at_one_moment(engine: Engine) -> Connection:
    """Return a connection that sees the database as it is now, whatever others write meanwhile."""
    connection = engine.connect()
    if engine.dialect.name != "sqlite":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    connection.begin()
    return connection


def _carry_table(there: Connection, here: Connection, table: Table, progress: Callable[[int], None]) -> None:
    """Copy one table. A row may point at a later one of its own table: that is written when all are there."""
    own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    pointing: list[dict[str, Any]] = []
    rows = there.execution_options(yield_per=ROWS).execute(select(table).order_by(*table.primary_key))
    for group in rows.mappings().partitions(ROWS):
        values = [dict(row) for row in group]
        pointing += [one for row in values if (one := _taken_out(row, own, table))]
        here.execute(insert(table), values)
        progress(len(values))
    for column in own:
        _point(here, table, column, pointing)


def _taken_out(row: dict[str, Any], own: Sequence[Column[Any]], table: Table) -> dict[str, Any]:
    """Empty the columns of a row that point into its own table; return what stood there, or nothing."""
    kept = {column.name: row[column.name] for column in own if row[column.name] is not None}
    row.update(dict.fromkeys(kept))
    return {**kept, **{key.name: row[key.name] for key in table.primary_key}} if kept else {}


def _point(here: Connection, table: Table, column: Column[Any], pointing: Sequence[Mapping[str, Any]]) -> None:
    (key,) = table.primary_key
    found = [{"of_row": row[key.name], "at_row": row[column.name]} for row in pointing if column.name in row]
    for start in range(0, len(found), ROWS):
        here.execute(
            update(table).where(key == bindparam("of_row")).values({column.name: bindparam("at_row")}),
            found[start : start + ROWS],
        )


def _go_on_numbering(here: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows above those that came with their numbers; SQLite does so by itself."""
    key = table.autoincrement_column
    if here.dialect.name == "sqlite" or key is None:
        return
    highest = here.scalar(select(func.max(key)))
    sequence = here.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', key.name)))
    if sequence and highest:
        here.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def _counts(connection: Connection) -> dict[str, int]:
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in every_table()}
