"""The answer is late and the person is told: when it will probably come, and why. This extends nothing."""

from datetime import date

from casework.handled import handled_case
from casework.letters import recipients_of
from casework.people import Staff
from casework.plan import Plan
from casework.refusals import DayPassed, MissingReason
from casework.refusals_of_law import NotLate
from casework.turn import Turn
from casework.write import write
from rules.records import Paper
from storage.desk_tables import Draft


def say_late(turn: Turn, who: Staff, ref: str, until: date, why: str) -> Draft:
    """Draft the notice "we are sorry, our reply is late" (HMS § 41). The figures count the answer late all the same.

    Raises NoSuchCase, NotHandler, MissingReason, NotLate while the term runs, DayPassed where the day has passed, NoAddress.
    """
    case = handled_case(turn, who, ref)
    if not why.strip():
        raise MissingReason(command="pikenda.hilineb", ref=case.ref)
    if case.due is None or turn.today <= case.due:
        raise NotLate(ref=case.ref)
    if until < turn.today:
        raise DayPassed(words=f"{until:%d.%m.%Y}")
    return write(turn, case, who, Plan(
        Paper.LATE_NOTICE, reason=why.strip(), until=until, recipients=recipients_of(turn, case)))  # fmt: skip
