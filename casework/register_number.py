"""The numbers of the document system: of the letter, of our answer, and the sender's own; the registered day moves the clock."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework.clock import set_clock
from casework.letterhead import Direction, numbers_of
from casework.numbering import letter_without_number
from casework.people import Staff
from casework.redraft import refresh_drafts
from casework.refusals import BadDay, BadNumber
from casework.sight import visible
from casework.turn import Turn
from rules.deadlines import Deadline
from rules.life import State
from rules.references import register_number
from storage.register_tables import RegisterNumber
from storage.tables import Case

WRITING = (State.DRAFTED, State.APPROVED)
LONGEST_OF_THEIRS = 40  # signs of a number that another agency gave


@dataclass(frozen=True, slots=True)
class Numbered:
    """What became of the clock, and the cases that bear the same number: the same letter may have come twice."""

    ref: str
    direction: Direction
    number: str
    day: date | None
    registered_before: date
    registered: date
    due_before: date | None
    due: date | None
    deadline: Deadline | None
    same_number: tuple[str, ...]
    redrafted: bool  # a waiting letter bears the new number now


def put_number(turn: Turn, who: Staff, ref: str, number: str, direction: Direction | None = None,
               day: date | None = None) -> Numbered:  # fmt: skip
    """Record a number; of the letter (`sisse`) with its registration day, from which the term runs anew (MSVS § 6, AvTS § 18 (3)).

    Without a direction it is the letter's, or the answer's where the letter has one. Raises NoSuchCase, BadNumber, BadDay
    for a day to come.
    """
    case = turn.case(ref)
    numbers = numbers_of(turn, case)
    direction = direction or (Direction.OUT if Direction.IN in numbers else Direction.IN)
    found = _checked(case, number, direction)
    if day and day > turn.today:
        raise BadDay(words=f"{day:%d.%m.%Y}")
    before, due_before, clock = case.registered, case.due, None
    row = RegisterNumber(case_id=case.id or 0, direction=direction, number=found, day=day, by_id=who.id, at=turn.now)
    sent = letter_without_number(turn, case) if direction is Direction.OUT and case.state not in WRITING else None
    row.letter_id = sent.id if sent else None  # while a letter waits the number is that letter's
    turn.session.add(row)
    turn.session.flush()
    if direction is Direction.IN and day:
        case.registered = day
        clock = set_clock(turn, case)
        turn.note(case, who.label, "registered_on", f"{before} -> {day}; {due_before or '-'} -> {case.due or '-'}")
    turn.note(case, who.label, f"number_{direction}", found)
    turn.touch(case)
    redrafted = direction is not Direction.IN and refresh_drafts(turn, case) is not None
    return Numbered(case.ref, direction, found, day, before, case.registered, due_before, case.due, clock,
                    _elsewhere(turn, case, found, direction), redrafted)  # fmt: skip


def _checked(case: Case, words: str, direction: Direction) -> str:
    """Return the number as it was written; the sender's own may have any form, ours has that of the document system."""
    number = words.strip().rstrip(".,;")
    if direction is Direction.THEIRS:
        if 0 < len(number) <= LONGEST_OF_THEIRS and any(sign.isdigit() for sign in number) and number.isprintable():
            return number
    elif register_number(number) == number != "":
        return number
    raise BadNumber(ref=case.ref, words=number)


def _elsewhere(turn: Turn, case: Case, number: str, direction: Direction) -> tuple[str, ...]:
    if direction is Direction.THEIRS:
        return ()
    return tuple(turn.session.exec(
        select(Case.ref).join(RegisterNumber, col(RegisterNumber.case_id) == col(Case.id))
        .where(RegisterNumber.number == number, RegisterNumber.direction == direction, Case.id != case.id, visible(turn.viewer))
        .distinct().order_by(col(Case.ref))))  # fmt: skip
