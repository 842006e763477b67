"""The statutory clock of a case: the law's rule applied to what the case is now taken for."""

from datetime import date, datetime

from casework.turn import Turn
from rules.deadlines import Deadline, deadline
from rules.kinds import Kind
from storage.tables import Case


def clock_of(turn: Turn, case: Case, kind: Kind | None = None) -> Deadline | None:
    """Return the deadline of the case, or what it would be were it of another kind. None where no date runs."""
    return deadline(
        kind or case.kind, case.received, case.registered, turn.office.calendar, extended=case.extended,
        named=case.named_day, expects_reply=case.expects_reply,
    )  # fmt: skip


def set_clock(turn: Turn, case: Case) -> Deadline | None:
    """Write the dates of the law on the case."""
    found = clock_of(turn, case)
    case.rule = found.rule.id if found else ""
    case.basis = found.basis if found else ""
    case.due = due_day(turn, found) if found else None
    case.safe = found.safe if found else None
    turn.session.add(case)
    return found


def due_day(turn: Turn, found: Deadline) -> date:
    """Return the day the legal limit falls on at the office; a term in hours ends at a moment of it."""
    return turn.office.calendar.day_of(found.due) if isinstance(found.due, datetime) else found.due


def days_left(turn: Turn, day: date | None) -> int | None:
    """Return calendar days from today to `day`; negative when it has passed, None where there is no day."""
    return (day - turn.today).days if day else None
