"""Many rows in few statements: plain dictionaries in, without the bookkeeping the ORM does for each row.

What waits in the session is written first, so that rows may refer to it. Objects the session holds already
do not hear of what is changed here. Each statement is built once: to build it costs more than to run it.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    CompoundSelect,
    Connection,
    Insert,
    Select,
    Table,
    Update,
    bindparam,
    insert,
    update,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel

Row = dict[str, Any]


def put(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows; a column that is not named gets what the table says."""
    if rows:
        blank = _blank(table)
        _ready(session).execute(_inserted(table), [{**blank, **row} for row in rows])


def put_with_ids(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows and write on each the id it got."""
    if not rows:
        return
    blank = _blank(table)
    ids = _ready(session).execute(_inserted_with_ids(table), [{**blank, **row} for row in rows]).scalars()
    for row, number in zip(rows, ids, strict=True):
        row["id"] = number


def change(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Change rows by their id: each names the same columns."""
    if rows:
        wanted = _by_id(table, tuple(name for name in rows[0] if name != "id"))
        _ready(session).execute(wanted, [{"_id" if name == "id" else name: value for name, value in row.items()} for row in rows])


def change_all(session: Session, table: type[SQLModel], ids: Collection[int], values: Row, raised: tuple[str, ...] = ()) -> None:
    """Change the same columns of several rows to the same values, and raise the columns `raised` by one."""
    if ids:
        _ready(session).execute(_of_ids(table, tuple(values), raised), {"_ids": list(ids), **values})


def change_if(session: Session, table: type[SQLModel], row_id: int, still: Row, values: Row) -> bool:
    """Change one row if it still holds what is said; nobody else can change it from then on. Return whether it did."""
    wanted = _while_still(table, tuple(still), tuple(values))
    told = {"_id": row_id, **{f"_{name}": value for name, value in still.items()}, **values}
    return bool(_ready(session).execute(wanted, told).rowcount)


def ask(session: Session, question: Select[Any] | CompoundSelect[Any], values: Row) -> Sequence[Any]:
    """Return the plain rows that answer a question built beforehand, with the values of its parameters."""
    return _ready(session).execute(question, values).all()


def columns_of(table: type[SQLModel]) -> ReadOnlyColumnCollection[str, Column[Any]]:
    """Return the columns of a table by name, for a question that brings plain rows."""
    return _table(table).c


def several(name: str) -> BindParameter[Any]:
    """Return a parameter that stands for a list: what `column.in_` asks for."""
    return bindparam(name, expanding=True)


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
def _inserted(table: type[SQLModel]) -> Insert:
    return insert(_table(table))


@cache
def _inserted_with_ids(table: type[SQLModel]) -> ReturningInsert[Any]:
    return _inserted(table).returning(_table(table).c.id, sort_by_parameter_order=True)


@cache
def _by_id(table: type[SQLModel], names: tuple[str, ...]) -> Update:
    return update(_table(table)).where(_table(table).c.id == bindparam("_id")).values({name: bindparam(name) for name in names})


@cache
def _while_still(table: type[SQLModel], still: tuple[str, ...], names: tuple[str, ...]) -> Update:
    found = _table(table).c
    held = [found[name] == bindparam(f"_{name}") for name in still]
    return update(_table(table)).where(found.id == bindparam("_id"), *held).values({name: bindparam(name) for name in names})


@cache
def _of_ids(table: type[SQLModel], names: tuple[str, ...], raised: tuple[str, ...]) -> Update:
    found = _table(table).c
    values: dict[str, Any] = {name: bindparam(name) for name in names} | {name: found[name] + 1 for name in raised}
    return update(_table(table)).where(found.id.in_(several("_ids"))).values(values)
