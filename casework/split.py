"""A letter that brought a new matter into a case becomes a case of its own, with its own number, clock and receipt."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from casework.acknowledge import acknowledge
from casework.letters import first_letter, incoming_letters, person_of
from casework.named import keep_from_named
from casework.people import Staff
from casework.propose import propose_handler
from casework.refusals import NoSuchLetter, NotHandler
from casework.register import alert, new_case
from casework.sight import inherit_sight, kept_out
from casework.turn import Turn
from casework.understand import Understood
from rules.kinds import Role
from rules.records import Filed, Way
from storage.desk_tables import Official
from storage.tables import Case, Ledger, Letter


@dataclass(frozen=True, slots=True)
class LaterLetter:
    """A letter that could be a case of its own: its place among those that came, and when."""

    id: int
    number: int
    at: datetime
    digest: str


def split(turn: Turn, who: Staff, ref: str, letter_id: int, understood: Understood) -> Case:
    """Make a case of one letter that was added to `ref`; its clock runs from the day that letter came.

    The history of the old case stays, and both name each other. Raises NoSuchCase, NotHandler, NoSuchLetter.
    """
    case = tended_case(turn, who, ref)
    letter = splittable(turn, case, letter_id)
    row = turn.session.exec(select(Ledger).where(Ledger.id == letter.ledger_id).with_for_update()).one()
    person = person_of(turn, case)
    made = new_case(turn, row, understood, Way.MAIL, person if person.address == letter.sender else None)
    letter.case_id = made.id or 0
    row.outcome, row.ref = Filed.CASE, made.ref
    turn.session.add_all([letter, row])
    turn.session.flush()
    turn.touch(case)
    turn.note(case, who.label, "split_off", made.ref)
    turn.note(made, who.label, "split_from", case.ref)
    acknowledge(turn, made, letter, understood, row)
    inherit_sight(turn.session, case.id, made.id)
    keep_from_named(turn, made)
    if case.handler_id and case.handler_id not in kept_out(turn.session, made.id):
        made.proposed_handler_id = case.handler_id
    else:
        propose_handler(turn, made)
    alert(turn, made, understood)
    turn.tell(turn.duty(made), "new_case", made)
    return made


def later_letters(turn: Turn, ref: str) -> list[LaterLetter]:
    """Return the letters that came by mail after the one the case began with, numbered from 2. Raises NoSuchCase."""
    rows = incoming_letters(turn, turn.case(ref))
    return [LaterLetter(row.id or 0, number, row.at, row.digest) for number, row in enumerate(rows, 1)
            if number > 1 and row.sender]  # fmt: skip


def splittable(turn: Turn, case: Case, letter_id: int) -> Letter:
    """Return a letter of the case that may be split off: any that came by mail but the first. Raises NoSuchLetter."""
    letter = turn.session.get(Letter, letter_id)
    if letter is None or letter.case_id != case.id or not letter.incoming or not letter.ledger_id or not letter.sender:
        raise NoSuchLetter(ref=case.ref)
    if letter.id == first_letter(turn, case).id:
        raise NoSuchLetter(ref=case.ref)
    return letter


def tended_case(turn: Turn, who: Staff, ref: str) -> Case:
    """Return a case whose letters this official may sort: nobody's, an own one, or any for a head or a clerk.

    Raises NoSuchCase, NotHandler.
    """
    case = turn.case(ref)
    if case.handler_id not in (None, who.id) and not {Role.HEAD, Role.CLERK} & who.roles:
        raise NotHandler(ref=case.ref, handler=turn.session.get_one(Official, case.handler_id).name)
    return case
