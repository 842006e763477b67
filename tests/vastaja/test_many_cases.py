"""The bench of reports with a small sample: every command is answered, and lists are read out of indexes alone."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from bench.reports import COMMANDS, measure
from bench.seed import NOW, seed
from casework import case_lists
from casework.desk import Desk
from tests.house import HandClock, hire, make_desk


async def test_every_command_of_the_bench_is_answered(tmp_path: Path) -> None:
    found = await measure(f"sqlite:///{tmp_path}/bench.db", tmp_path, cases=300, times=2)
    assert list(found.commands) == list(COMMANDS)
    assert all(len(answers) == 2 for answers in found.commands.values())
    assert min(found.month, found.monday, found.late, found.picture) > 0


@pytest.mark.parametrize("name", ["untaken", "mine", "by_deadline"])
def test_a_list_is_put_in_order_out_of_an_index_alone(tmp_path: Path, name: str) -> None:
    desk = make_desk(f"sqlite:///{tmp_path}/bench.db", HandClock(NOW))
    people = hire(desk)
    seed(desk.store, 2_000, NOW, [people.mari.id, people.jyri.id])
    plans = _plans(desk, name, people.mari)
    desk.store.close()
    assert plans
    assert [plan for plan in plans if "COVERING INDEX" not in plan] == []


def _plans(desk: Desk, name: str, who: object) -> list[str]:
    """Return how SQLite finds and orders the cases of a list."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        if statement.startswith('SELECT "case".id') and "ORDER BY" in statement:
            asked.append((statement, parameters))

    engine: Engine = desk.store.reading_engine
    event.listen(engine, "before_cursor_execute", note)
    view = getattr(case_lists, name)
    page = desk.look_now(view, who) if name == "mine" else desk.look_now(view)
    event.remove(engine, "before_cursor_execute", note)
    assert len(page.cards) == case_lists.PAGE
    with engine.connect() as connection:
        rows = [row for statement, parameters in asked for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    return [row[3] for row in rows if row[3].startswith(("SCAN", "SEARCH"))]
