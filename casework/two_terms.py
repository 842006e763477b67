"""Every term that may hold for a case, where the law leaves it to a person to say which."""

from dataclasses import dataclass
from datetime import date

from casework.clock import due_day, longer_where_told
from casework.turn import Turn
from rules.deadlines import deadlines


@dataclass(frozen=True, slots=True)
class Term:
    rule: str
    basis: str
    due: date
    said: bool


def terms_of(turn: Turn, ref: str) -> tuple[Term, ...]:
    """Return the terms of the case as they now run, the strictest first. Raises NoSuchCase, CannotCount."""
    case = turn.case(ref)
    found = deadlines(case.kind, case.received, case.registered, turn.office.calendar,
                      named=case.named_day, expects_reply=case.expects_reply)  # fmt: skip
    return tuple(Term(one.rule.id, one.rule.basis, due_day(turn, longer_where_told(turn, case, one)), one.rule.id == case.said_rule) for one in found)
