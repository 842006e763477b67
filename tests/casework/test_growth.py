"""What one more letter costs does not grow with the register: no question of its way walks through a table that grows."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event

from bench.seed import seed
from casework.assign import take
from casework.desk import Desk
from tests.house import MONDAY, HandClock, hire, letter, make_desk, receive

LONG: Final = (
    "Palun selgitage, kes peab maksma hooldekodu kohatasu siis, kui vanaema elukoht registris muutub, kas vana või uus vald, millal "
    "otsus tehakse, kuhu avaldus esitada ning kui kaua selle lahendamine tavaliselt aega võtab, sest pere vajab kindlust enne jõule."
)
CASES: Final = 3_000
GROWING: Final = ("case", "letter", "ledger", "event", "person", "outbox", "draft", "attachment", "suggestion", "indexed")
_SCAN: Final = re.compile(r"^SCAN (\w+)")


def plans(desk: Desk, work: Callable[[], Any]) -> dict[str, list[str]]:
    """Return how the engine goes about each statement of this work: statement, steps."""
    asked: dict[str, Any] = {}

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if not many and statement.split(None, 1)[0] in {"SELECT", "UPDATE", "DELETE"}:
            asked[statement] = values

    event.listen(desk.store.engine, "before_cursor_execute", hear)
    try:
        work()
    finally:
        event.remove(desk.store.engine, "before_cursor_execute", hear)
    with desk.store.engine.connect() as connection:
        return {
            one: [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values)] for one, values in asked.items()
        }


def test_no_growing_table_is_walked_through_for_one_letter(tmp_path: Path) -> None:
    desk = make_desk(f"sqlite:///{tmp_path}/house.db", HandClock())
    people = hire(desk)
    seed(desk.store, CASES, MONDAY, [people.mari.id, people.jyri.id])
    receive(desk, tmp_path, letter(LONG), 1)  # what is asked once a process is asked
    ref = ""

    def a_day() -> None:
        nonlocal ref
        _, ref = receive(desk, tmp_path, letter(LONG, sender="p2@post.example", message_id="<b2@post.example>"), 2)
        desk.do_now(take, people.mari, ref)

    found = plans(desk, a_day)
    assert ref
    assert len(found) > 20
    walked = {one: steps for one, steps in found.items() if any((hit := _SCAN.match(step)) and hit[1] in GROWING for step in steps)}
    assert not walked
    desk.store.close()
