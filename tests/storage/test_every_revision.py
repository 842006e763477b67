"""From every earlier revision, with rows in all its tables, to the newest one: nothing of what was remembered is lost, on both engines."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Enum,
    Float,
    Integer,
    MetaData,
    Table,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from storage.every_table import every_table
from storage.migrate import _config, differences, upgrade
from storage.revisions import FOLDER, demand_current, versions
from storage.search import LETTER, NOTE
from storage.search_tables import is_compared
from storage.store import open_engine

REVISIONS = sorted(file.name.partition("_")[0] for file in FOLDER.glob("0*.py"))
NOTES = 18  # the stage that puts the notes of earlier ones into the queue of the index
WORDS = {(table.name, column.name): column.type.enums for table in every_table() for column in table.columns if isinstance(column.type, Enum)}

Row = dict[str, Any]
Remembered = Mapping[str, tuple[list[str], list[Row]]]  # by table: its key, its rows


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def tables(connection: Connection) -> list[Table]:
    """Return the tables as they stand in the database now, what is pointed at first; the index of words is made from the others."""
    here = MetaData()
    here.reflect(connection, only=lambda name, _: name != "alembic_version" and is_compared(None, name, "table", True, None))
    return here.sorted_tables


def add_a_row_to_each(connection: Connection, here: list[Table], stage: int) -> None:
    """Write one row into every table, with something in every column; it points at the rows of its own stage."""
    for table in here:
        connection.execute(insert(table).values({column.name: value(column, stage) for column in table.columns}))


def value(column: Column[Any], stage: int) -> Any:
    """Return what a column holds in the row of a stage: something of its own, where its type lets it."""
    if column.foreign_keys:
        return value(next(iter(column.foreign_keys)).column, stage)
    if words := WORDS.get((column.table.name, column.name)):
        return words[stage % len(words)]
    kinds: Mapping[type[Any], object] = {
        Boolean: bool(stage % 2), Integer: stage, DateTime: datetime(2026, 1, stage, 8, tzinfo=UTC), Date: date(2026, 1, stage),
        JSON: {"stage": stage}, Float: stage / 4,
    }  # fmt: skip
    return next((kind for type_, kind in kinds.items() if isinstance(column.type, type_)), f"{column.table.name} {column.name} {stage}")


def remembered(connection: Connection, here: list[Table]) -> Remembered:
    return {table.name: (table.primary_key.columns.keys(), [dict(row) for row in connection.execute(select(table)).mappings()])
            for table in here}  # fmt: skip


def lost(before: Remembered, after: Remembered) -> list[str]:
    """Name what is not there any more or is something else: a table, a row of it, a value in a column."""
    found: set[str] = set()
    for name, (key, rows) in before.items():
        later = {tuple(row[column] for column in key): row for row in after.get(name, ((), ()))[1]}
        for row in rows:
            now = later.get(tuple(row[column] for column in key))
            found |= {f"{name}.{column}" for column in row if now[column] != row[column]} if now and now.keys() >= row.keys() else {name}
    return sorted(found)


def test_what_every_revision_remembers_is_whole_at_the_newest(engine: Engine) -> None:
    """Step by step, as those do who take every version; and from the first in one go, as one does who left all between out."""
    before: Remembered = {}
    for stage, revision in enumerate(REVISIONS, 1):
        upgrade(engine, revision)
        with engine.begin() as connection:
            here = tables(connection)
            add_a_row_to_each(connection, here, stage)
            after = remembered(connection, here)
            assert (revision, lost(before, after)) == (revision, [])
            before = after
        if stage == 1:
            with engine.connect() as connection, connection.begin() as whole:
                command.upgrade(_config(connection), "head")
                assert lost(before, remembered(connection, tables(connection))) == []
                whole.rollback()
        assert versions(engine)[0] == revision
    assert differences(engine) == []
    assert_all_letters_and_notes_wait_for_the_index(engine, before)


def assert_all_letters_and_notes_wait_for_the_index(engine: Engine, rows: Remembered) -> None:
    letters = {(LETTER, row["id"]) for row in rows["letter"][1] if row["incoming"] or (row["delivery"] == "sent" and row["what"] != "receipt")}
    notes = {(NOTE, row["id"]) for row in rows["internalnote"][1] if row["id"] < NOTES}
    with engine.connect() as connection:
        waiting = {(row[0], row[1]) for row in connection.execute(text("SELECT source, source_id FROM searchqueue"))}
    assert len(letters) >= len(REVISIONS) // 2
    assert waiting == letters | notes


def test_an_upgrade_that_fails_in_its_midst_leaves_the_database_as_it_was(engine: Engine) -> None:
    upgrade(engine, REVISIONS[0])
    with engine.begin() as connection:
        here = tables(connection)
        add_a_row_to_each(connection, here, 1)
        connection.execute(text("CREATE TABLE learntmodel (id INTEGER PRIMARY KEY)"))  # somebody's own, in the way of a late step
        before = remembered(connection, here)
    with pytest.raises(DBAPIError):
        upgrade(engine)
    assert versions(engine)[0] == REVISIONS[0]
    with engine.begin() as connection:
        assert remembered(connection, here) == before
        connection.execute(text("DROP TABLE learntmodel"))
    upgrade(engine)
    demand_current(engine)


def test_a_row_that_a_step_loses_or_changes_is_seen() -> None:
    before = {"letter": (["id"], [{"id": 1, "text": "Tere"}]), "case": (["id"], [{"id": 1}])}
    assert lost(before, before) == []
    assert lost(before, {"letter": (["id", "text"], [{"id": 1, "text": ""}]), "case": (["id"], [{"id": 2}])}) == ["case", "letter.text"]
    assert lost(before, {"letter": (["id"], [{"id": 1}])}) == ["case", "letter"]


def test_of_two_processes_that_meet_an_empty_database_one_makes_its_tables_and_the_other_waits(database_url: str) -> None:
    engines = [open_engine(database_url) for _ in range(3)]
    with ThreadPoolExecutor(3) as processes:
        list(processes.map(upgrade, engines))
    assert differences(engines[0]) == []
    for one in engines:
        one.dispose()
