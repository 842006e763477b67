"""Terms: rules/ against a second reading of the law, and how long the mornings of a country's office take.

`python -m bench.deadlines [CASES [SEED]]` ends with exit code 1 where one date differs or a promise is not kept.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bench.machine import median_of, table
from casework.desk import Desk
from casework.recount import recount, shifts
from casework.remind import remind
from rules.deadlines import deadline
from rules.kinds import Kind, Language
from rules.life import State
from rules.workdays import Calendar
from storage.tables import Case, Person
from tests.house import HandClock, hire, make_desk
from tests.rules.comparison import disagreement, random_cases

CASES = 100_000
OPEN = 10_000
ROUNDS = 5
MORNING = 5.0  # seconds
RULE_CHANGE = 10.0  # seconds
SHUT = date(2026, 12, 8)  # Tuesday: the agency closes its doors for a day


def main(cases: int = CASES, seed: int = 20202035) -> int:
    compared, disagreements, began = 0, [], time.perf_counter()
    for told in random_cases(seed, cases):
        compared += 1
        if words := disagreement(told):
            disagreements.append(words)
    seconds = time.perf_counter() - began
    for words in disagreements[:5]:
        print(words, file=sys.stderr)
    table(f"Two readings of law.md, 2020-2035, seed {seed}, in {seconds:.0f} s", [
        ("cases", compared, ""), ("disagreements", len(disagreements), "promised: 0")])  # fmt: skip
    morning, evaluated, applied = _mornings()
    table(f"{OPEN:,} open cases, seconds, median of {ROUNDS}", [
        ("the digests of a morning", median_of(morning), f"promised: < {MORNING:.0f}; {_spread(morning)}"),
        ("a changed calendar evaluated", median_of(evaluated), f"promised: < {RULE_CHANGE:.0f}; {_spread(evaluated)}"),
        ("a changed calendar applied", median_of(applied), _spread(applied)),
    ])  # fmt: skip
    kept = not disagreements and median_of(morning) < MORNING and median_of(evaluated) < RULE_CHANGE
    return 0 if kept else 1


def _mornings() -> tuple[list[float], list[float], list[float]]:
    """Return the seconds of five mornings of one week, and of a closed day evaluated and applied on each of them."""
    with tempfile.TemporaryDirectory() as folder:
        clock = HandClock(datetime(2026, 11, 27, 7, 0, tzinfo=UTC))  # Friday 9:00
        desk = _office(Path(folder), clock)
        try:
            desk.do_now(remind)  # the first morning of all also writes what was due before the office began
            clock.now = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  # Monday 9:00
            rounds = [_day(desk, clock, SHUT + timedelta(days=n)) for n in range(ROUNDS)]
        finally:
            desk.store.close()
    mornings, evaluated, applied = zip(*rounds, strict=True)
    return list(mornings), list(evaluated), list(applied)


def _day(desk: Desk, clock: HandClock, shut: date) -> tuple[float, float, float]:
    morning = _seconds(lambda: desk.do_now(remind))
    desk.office = replace(desk.office, calendar=Calendar(closures={shut: "kolimine"}))
    evaluated = _seconds(lambda: desk.look_now(shifts))
    applied = _seconds(lambda: desk.do_now(recount))
    clock.move(days=1)
    return morning, evaluated, applied


def _seconds(measured: Callable[[], object]) -> float:
    began = time.perf_counter()
    if not measured():
        raise AssertionError("nothing was reminded of, or a closed day on which hundreds of terms end moved no case")
    return time.perf_counter() - began


def _office(folder: Path, clock: HandClock) -> Desk:
    """An office with 10,000 letters of the last weeks on the desks of three."""
    desk = make_desk(f"sqlite:///{folder}/bench.db", clock)
    people = hire(desk)
    handlers = (people.mari.id, people.jyri.id, people.helve.id)
    kinds = (Kind.EXPLANATION, Kind.MEMORANDUM, Kind.INFORMATION, Kind.DATA_SUBJECT, Kind.COMPLAINT)
    calendar = desk.office.calendar

    def fill(session: Session) -> None:
        session.add(person := Person(address="kodanik@post.example"))
        session.flush()
        for n in range(OPEN):
            received, kind = datetime(2026, 11, 12, 8, 0, tzinfo=UTC) + timedelta(minutes=2 * n), kinds[n % len(kinds)]
            registered = calendar.registration_day(received)
            found = deadline(kind, received, registered, calendar)
            if found is None or isinstance(found.due, datetime):
                raise AssertionError(kind)
            session.add(Case(
                ref=f"26-{n + 1:05d}", token=f"{n:024x}", state=State.ASSIGNED, kind=kind, kind_confidence=1.0,
                language=Language.ESTONIAN, person_id=person.id or 0, received=received, registered=registered,
                rule=found.rule.id, basis=found.basis, due=found.due, safe=found.safe, handler_id=handlers[n % len(handlers)],
            ))  # fmt: skip

    desk.store.write_now(fill)
    return desk


def _spread(values: list[float]) -> str:
    return f"{min(values):.2f} to {max(values):.2f}"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
