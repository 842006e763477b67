"""More time for the answer: a letter to the person, which takes effect when it has been sent, never past the law's limit."""

from dataclasses import replace
from datetime import date

from casework.clock import clock_of, due_day
from casework.handled import handled_case
from casework.letters import recipients_of
from casework.newest import latest_draft
from casework.people import Staff
from casework.plan import Plan, plan_of
from casework.refusals import MissingReason
from casework.refusals_of_law import DayNotChosen, ExtensionNotPossible, LateNotice
from casework.turn import Turn
from casework.write import write
from rules.records import Paper
from storage.desk_tables import Draft
from storage.tables import Case


def extend(turn: Turn, who: Staff, ref: str, why: str) -> Draft:
    """Draft the notice of extension (MSVS § 6, AvTS § 19). The clock moves when the notice has been sent.

    Raises NoSuchCase, NotHandler, MissingReason, ExtensionNotPossible, NoAddress; LateNotice where the term has ended.
    """
    case = handled_case(turn, who, ref)
    return write(turn, case, who, Plan(
        Paper.EXTENSION, reason=why.strip(), until=_new_day(turn, case, why), recipients=recipients_of(turn, case)))  # fmt: skip


def extend_with_question(turn: Turn, who: Staff, ref: str, why: str) -> Draft:
    """Put the notice of extension into the question to the person that waits: one letter says both (AvTS § 19, MSVS § 6).

    Raises as `extend`; NoDraft or ExtensionNotPossible where no question waits to be approved.
    """
    case = handled_case(turn, who, ref)
    until, draft = _new_day(turn, case, why), latest_draft(turn, case)
    if draft.paper is not Paper.CLARIFICATION or draft.approved_at:
        raise ExtensionNotPossible(ref=case.ref, why="no_question")
    return write(turn, case, who, replace(plan_of(turn, draft), reason=why.strip(), until=until))


def refuse_day(turn: Turn, who: Staff, ref: str) -> None:
    """Say which day the extension would name, where somebody asks for one of their own. Raises DayNotChosen, or as `extend`."""
    case = handled_case(turn, who, ref)
    raise DayNotChosen(ref=case.ref, until=_new_day(turn, case, "-"))


def _new_day(turn: Turn, case: Case, why: str) -> date:
    if not why.strip():
        raise MissingReason(command="pikenda")
    if case.answered_at:
        raise ExtensionNotPossible(ref=case.ref, why="answered")
    clock = clock_of(turn, case)
    if clock is None or clock.extended_due is None:
        raise ExtensionNotPossible(ref=case.ref, why="no_term")
    if case.extended:
        raise ExtensionNotPossible(ref=case.ref, why="already")
    if turn.today > due_day(turn, clock):
        raise LateNotice(ref=case.ref)
    return clock.extended_due
