"""Two versions of the program on one database: a migration only adds, and the database says who may work on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, UniqueConstraint, create_engine, text

from storage.migrate import upgrade
from storage.revisions import FOLDER, ROLLING, OtherVersion, demand_current, demand_usable, newest, works_for
from tests.storage.tightening import tightened

REVISIONS = sorted(file.name[:4] for file in FOLDER.glob("0*.py"))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = create_engine(f"sqlite:///{tmp_path}/vastaja.db")
    yield opened
    opened.dispose()


def tables(engine: Engine) -> MetaData:
    found = MetaData()
    found.reflect(engine)
    return found


def test_no_migration_takes_away_what_the_program_before_it_uses(engine: Engine) -> None:
    """One that lets an older program go on beside it leaves what that reads, and takes what that writes."""
    upgrade(engine, REVISIONS[REVISIONS.index(ROLLING) - 1])
    before = tables(engine)
    for revision in REVISIONS[REVISIONS.index(ROLLING) :]:
        upgrade(engine, revision)
        after = tables(engine)
        if works_for(revision) < revision:
            assert tightened(before, after) == [], f"{revision}: do it in two releases, or say works_for = {revision}"
        before = after


def table(*columns: Any, name: str = "case") -> MetaData:
    found = MetaData()
    Table(name, found, Column("id", Integer, primary_key=True), *columns)
    return found


@pytest.mark.parametrize(("after", "fault"), [
    (table(Column("ref", String, nullable=False), Column("note", String)), []),
    (table(Column("ref", String, nullable=False), Column("note", String, nullable=False, server_default="")), []),
    (table(Column("note", String)), ["case.ref is gone"]),
    (table(Column("ref", Integer, nullable=False)), ["case.ref is another type"]),
    (table(Column("ref", String, nullable=False), Column("note", String, nullable=False)), ["case.note must be told"]),
    (table(Column("ref", String, nullable=False), UniqueConstraint("ref", name="once")), ["case: once"]),
    (table(name="matter"), ["case is gone"]),
])  # fmt: skip
def test_what_would_stop_an_older_program_is_seen(after: MetaData, fault: list[str]) -> None:
    assert tightened(table(Column("ref", String, nullable=False)), after) == fault


def test_what_a_migration_says_of_older_programs_is_a_revision() -> None:
    assert all(ROLLING <= works_for(one) <= one for one in REVISIONS if one >= ROLLING)
    assert works_for() <= newest()


def test_an_older_program_serves_on_where_the_newer_tables_let_it_and_is_refused_where_not(engine: Engine) -> None:
    upgrade(engine)
    assert demand_usable(engine) is False
    newer = f"{int(newest()) + 1:04}"  # what a program of tomorrow will write here

    def written(oldest: str) -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :newer, works_for = :oldest"), {"newer": newer, "oldest": oldest})

    written(newest())
    assert demand_usable(engine) is True
    with pytest.raises(OtherVersion):
        demand_current(engine)  # a command that copies or moves everything is for the newer program alone
    written(newer)
    with pytest.raises(OtherVersion, match="install the newer program"):
        demand_usable(engine)


def test_a_newer_program_waits_for_its_tables(engine: Engine) -> None:
    upgrade(engine, "0018")
    with pytest.raises(OtherVersion, match="run `vastaja db upgrade`"):
        demand_usable(engine)
