"""The statutory clock of a case: the law's rule applied to what the case is now taken for."""

from datetime import date, datetime

from sqlalchemy import and_, or_
from sqlmodel import col, select

from casework.turn import Turn
from rules.deadlines import Deadline, carries_extension, deadline
from rules.kinds import Kind
from rules.records import Paper
from rules.terms import rules_for
from storage.desk_tables import Draft
from storage.tables import Case


def clock_of(turn: Turn, case: Case, kind: Kind | None = None) -> Deadline | None:
    """Return the deadline of the case, or what it would be were it of another kind. None where no date runs.

    More time that was told of under an earlier kind counts only where the law of this kind allows it.
    """
    first = _counted(turn, case, kind or case.kind)
    return longer_where_told(turn, case, first) if first else None


def longer_where_told(turn: Turn, case: Case, first: Deadline) -> Deadline:
    """Return a term with the more time that the person was told of, where its law allows that; else as it is."""
    if not case.extended or not carries_extension(first, _told_of_more_time(turn, case)):
        return first
    return deadline(first.rule, case.received, case.registered, turn.office.calendar, extended=True, named=case.named_day) or first


def set_clock(turn: Turn, case: Case) -> Deadline | None:
    """Write the dates of the law on the case."""
    found = clock_of(turn, case)
    put_dates(turn, case, found)
    return found


def put_dates(turn: Turn, case: Case, found: Deadline | None) -> None:
    """Write counted dates on the case."""
    case.rule = found.rule.id if found else ""
    case.basis = found.basis if found else ""
    case.due = due_day(turn, found) if found else None
    case.safe = found.safe if found else None
    turn.session.add(case)


def due_day(turn: Turn, found: Deadline) -> date:
    """Return the day the legal limit falls on at the office; a term in hours ends at a moment of it."""
    return turn.office.calendar.day_of(found.due) if isinstance(found.due, datetime) else found.due


def days_left(turn: Turn, day: date | None) -> int | None:
    """Return calendar days from today to `day`; negative when it has passed, None where there is no day."""
    return (day - turn.today).days if day else None


def _counted(turn: Turn, case: Case, kind: Kind) -> Deadline | None:
    said = [rule for rule in rules_for(kind, case.registered, case.named_day, case.expects_reply) if rule.id == case.said_rule]
    return deadline(
        said[0] if said else kind, case.received, case.registered, turn.office.calendar,
        named=case.named_day, expects_reply=case.expects_reply,
    )  # fmt: skip


def _told_of_more_time(turn: Turn, case: Case) -> date:
    """Return the day on which the notice of extension went out; that of registration where it was told before we knew the case."""
    sent = turn.session.exec(select(Draft.sent_at).where(
        Draft.case_id == case.id, col(Draft.sent_at).is_not(None),
        or_(col(Draft.paper) == Paper.EXTENSION, and_(col(Draft.paper) == Paper.CLARIFICATION, col(Draft.until).is_not(None))))
        .order_by(col(Draft.sent_at)).limit(1)).first()  # fmt: skip
    return turn.office.calendar.day_of(sent) if sent else case.registered
