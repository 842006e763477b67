"""More time for the answer: a letter to the person, which takes effect when it has been sent, never past the law's limit."""

from casework.clock import clock_of, due_day
from casework.handled import handled_case
from casework.letters import recipients_of
from casework.people import Staff
from casework.plan import Plan
from casework.refusals import MissingReason
from casework.refusals_of_law import ExtensionNotPossible, LateNotice
from casework.turn import Turn
from casework.write import write
from rules.records import Paper
from storage.desk_tables import Draft


def extend(turn: Turn, who: Staff, ref: str, why: str) -> Draft:
    """Draft the notice of extension (MSVS § 6, AvTS § 19). The clock moves when the notice has been sent.

    Raises NoSuchCase, NotHandler, MissingReason, ExtensionNotPossible, NoAddress; LateNotice where the term has ended.
    """
    case = handled_case(turn, who, ref)
    if not why.strip():
        raise MissingReason(command="pikenda")
    clock = clock_of(turn, case)
    if clock is None or clock.extended_due is None:
        raise ExtensionNotPossible(ref=case.ref, why="no_term")
    if case.extended:
        raise ExtensionNotPossible(ref=case.ref, why="already")
    if turn.today > due_day(turn, clock):
        raise LateNotice(ref=case.ref)
    return write(turn, case, who, Plan(
        Paper.EXTENSION, reason=why.strip(), until=clock.extended_due, recipients=recipients_of(turn, case)))  # fmt: skip
