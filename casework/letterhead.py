"""What stands at the head of a case's letters beside names and dates: the numbers of both sides and the mark of restriction."""

from collections.abc import Sequence
from enum import StrEnum

from sqlmodel import col, select

from casework.turn import Turn
from rules.restrictions import mark
from storage.register_tables import RegisterNumber, Restriction
from storage.tables import Case


class Direction(StrEnum):
    """Whose number it is. The values are the words of /viit."""

    IN = "sisse"
    OUT = "valja"
    THEIRS = "teie"


def numbers_of(turn: Turn, case: Case) -> dict[Direction, RegisterNumber]:
    """Return the number that holds in each direction."""
    return numbers_for(turn, [case.id or 0]).get(case.id or 0, {})


def numbers_for(turn: Turn, case_ids: Sequence[int]) -> dict[int, dict[Direction, RegisterNumber]]:
    """Return the numbers of many cases at once."""
    found: dict[int, dict[Direction, RegisterNumber]] = {}
    for row in turn.session.exec(
            select(RegisterNumber).where(col(RegisterNumber.case_id).in_(case_ids)).order_by(col(RegisterNumber.id))):  # fmt: skip
        found.setdefault(row.case_id, {})[Direction(row.direction)] = row
    return found


def mark_of(turn: Turn, case: Case) -> str:
    """Return the line of the mark that the case's letters bear, "" where access is not restricted (AvTS § 41 (2))."""
    row = turn.session.get(Restriction, case.id) if case.restricted else None
    return mark(turn.office.facts.name, row.points, row.begun, row.until) if row and row.until else ""
