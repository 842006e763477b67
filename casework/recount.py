"""A changed holiday, closure or rule: which open cases move and by how much, told before it is applied and written when it is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework.clock import clock_of, due_day, put_dates
from casework.history import note_all
from casework.turn import OPERATOR, Turn
from rules.deadlines import CannotCount, Deadline
from rules.life import WAITING
from storage.tables import Case

BATCH = 500  # cases a look: ten thousand rows are not held at once


@dataclass(frozen=True, slots=True)
class Shift:
    """An open case whose dates are no longer what the rules and the calendar give. `fault` says why none can be counted."""

    case_id: int
    ref: str
    kind: str
    handler_id: int | None
    rule_was: str
    rule: str
    due_was: date | None
    due: date | None
    safe_was: date | None
    safe: date | None
    fault: str = ""

    @property
    def days(self) -> int:
        """Return by how many calendar days the legal date moves; 0 where there was none or is none."""
        return (self.due - self.due_was).days if self.due and self.due_was else 0

    @property
    def safe_days(self) -> int:
        return (self.safe - self.safe_was).days if self.safe and self.safe_was else 0


def shifts(turn: Turn) -> tuple[Shift, ...]:
    """Return the open cases that would move, by their reference. Nothing is changed."""
    return tuple(shift for shift, _, _ in _moving(turn))


def recount(turn: Turn) -> tuple[Shift, ...]:
    """Write the new dates, an event each, and tell every handler once. A case that cannot be counted keeps what it has."""
    told: dict[str, list[dict[str, object]]] = defaultdict(list)
    done, notes = [], {}
    for shift, case, found in _moving(turn):
        done.append(shift)
        if shift.fault:
            continue
        put_dates(turn, case, found)
        turn.touch(case)
        notes[shift.case_id] = (f"{shift.rule_was or '-'} -> {shift.rule or '-'}; {shift.due_was or '-'} -> "
                                f"{shift.due or '-'}; {shift.safe_was or '-'} -> {shift.safe or '-'}")  # fmt: skip
        to = turn.handler_or_duty(case)
        told[to].append({"case_id": shift.case_id, "was": _written(shift.due_was), "now": _written(shift.due),
                         "safe_was": _written(shift.safe_was), "safe": _written(shift.safe)})  # fmt: skip
    note_all(turn, OPERATOR, "recounted", notes)
    for to, moved in told.items():
        turn.tell(to, "dates_moved", moved=moved)
    return tuple(done)


def _moving(turn: Turn) -> list[tuple[Shift, Case, Deadline | None]]:
    found = []
    rows = turn.session.exec(
        select(Case).where(col(Case.state).in_(WAITING)).order_by(col(Case.id))
        .execution_options(yield_per=BATCH))  # fmt: skip
    for case in rows:
        shift, deadline = _compared(turn, case)
        if shift.fault or (shift.rule_was, shift.due_was, shift.safe_was) != (shift.rule, shift.due, shift.safe):
            found.append((shift, case, deadline))
    return found


def _compared(turn: Turn, case: Case) -> tuple[Shift, Deadline | None]:
    deadline, fault = None, ""
    try:
        deadline = clock_of(turn, case)
    except CannotCount as cannot:
        fault = str(cannot)
    return Shift(
        case.id or 0, case.ref, case.kind.value, case.handler_id, case.rule, deadline.rule.id if deadline else "",
        case.due, due_day(turn, deadline) if deadline else None, case.safe, deadline.safe if deadline else None, fault,
    ), deadline  # fmt: skip


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""
