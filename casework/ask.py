"""Asking the citizen to clarify: the case waits, the term does not (no rule of the law stops a clock)."""

from casework.handled import handled_case
from casework.letters import recipients_of
from casework.people import Staff
from casework.plan import Plan
from casework.refusals import MissingReason
from casework.turn import Turn
from casework.write import write
from rules.records import Paper
from storage.desk_tables import Draft


def ask(turn: Turn, who: Staff, ref: str, what: str) -> Draft:
    """Draft the question (AvTS § 18 (2), § 15 (4)). Raises NoSuchCase, NotHandler, MissingReason, NoAddress."""
    case = handled_case(turn, who, ref)
    if not what.strip():
        raise MissingReason(command="tapsusta")
    return write(
        turn, case, who, Plan(Paper.CLARIFICATION, substance=what.strip(), recipients=recipients_of(turn, case))
    )
