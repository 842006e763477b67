"""Many rows in few statements: plain dictionaries in, without the bookkeeping the ORM does for each row.

What waits in the session is written first, so that rows may refer to it. Objects the session holds already
do not hear of what is changed here.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Table, Update, bindparam, insert, update
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlmodel import Session, SQLModel

Row = dict[str, Any]


def put(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows; a column that is not named gets what the table says."""
    if rows:
        blank = _blank(table)
        _ready(session).execute(insert(_table(table)), [{**blank, **row} for row in rows])


def put_with_ids(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows and write on each the id it got."""
    if not rows:
        return
    key, blank = _table(table).c.id, _blank(table)
    wanted = insert(_table(table)).returning(key, sort_by_parameter_order=True)
    ids = _ready(session).execute(wanted, [{**blank, **row} for row in rows]).scalars()
    for row, number in zip(rows, ids, strict=True):
        row["id"] = number


def change(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Change rows by their id: each names the same columns."""
    if rows:
        wanted = _by_id(table, tuple(name for name in rows[0] if name != "id"))
        _ready(session).execute(wanted, [{"_id" if name == "id" else name: value for name, value in row.items()} for row in rows])


def change_all(session: Session, table: type[SQLModel], ids: Collection[int], values: Mapping[str, Any]) -> None:
    """Change the same columns of several rows to the same values, which may be expressions."""
    if ids:
        _ready(session).execute(update(_table(table)).where(_table(table).c.id.in_(ids)).values(**values))


def columns_of(table: type[SQLModel]) -> ReadOnlyColumnCollection[str, Column[Any]]:
    """Return the columns of a table by name, for a question that brings plain rows."""
    return _table(table).c


def _ready(session: Session) -> Connection:
    session.flush()
    return session.connection()


@cache
def _table(table: type[SQLModel]) -> Table:
    found: Table = table.__table__  # type: ignore[attr-defined]
    return found


@cache
def _blank(table: type[SQLModel]) -> Row:
    """Return what the columns hold where nothing is said. Lists among it are only ever read."""
    return {name: field.get_default(call_default_factory=True) for name, field in table.model_fields.items()
            if name != "id" and not field.is_required()}  # fmt: skip


@cache
def _by_id(table: type[SQLModel], names: tuple[str, ...]) -> Update:
    return update(_table(table)).where(_table(table).c.id == bindparam("_id")).values({name: bindparam(name) for name in names})
