"""Whose desk a case lies on."""

from casework.absence import away_now
from casework.people import Staff, find
from casework.refusals import AlreadyTaken, KeptOut, NotAllowed
from casework.sight import kept_out, let_in, write_sight
from casework.turn import Turn
from rules.kinds import Role
from rules.life import Step
from storage.desk_tables import Official
from storage.tables import Case


def take(turn: Turn, who: Staff, ref: str, version: int | None = None) -> Case:
    """Give the case to the one who asks. Raises NoSuchCase, AlreadyTaken, WrongStep.

    Of two who press at once one wins; the other hears who.
    """
    case = turn.case(ref)
    if case.handler_id == who.id:
        return case
    if case.handler_id is not None:
        raise AlreadyTaken(ref=case.ref, handler=turn.session.get_one(Official, case.handler_id).name)
    return _give(turn, case, who, who)


def assign(turn: Turn, who: Staff, ref: str, to: str) -> Case:
    """Give the case to a colleague by name; where they are away, who stands in is told too. Raises NoSuchCase, NoSuchOfficial, SeveralOfficials, NotAllowed, KeptOut, WrongStep."""
    case = turn.case(ref)
    if Role.HEAD not in who.roles and case.handler_id not in (None, who.id):
        raise NotAllowed
    receiver = find(turn, to)
    if not {Role.OFFICIAL, Role.HEAD} & receiver.roles:
        raise NotAllowed
    if receiver.id in kept_out(turn.session, case.id):
        raise KeptOut(ref=case.ref, name=receiver.name)
    if let_in(turn.session, case.id):
        write_sight(turn.session, case.id, [receiver.id], True)
    _give(turn, case, receiver, who)
    if receiver.id != who.id:
        turn.tell(f"official:{receiver.id}", "assigned", case, by=who.name)
    away = away_now(turn, receiver.id)
    if away and away.stand_in_id not in (0, who.id):
        turn.tell(f"official:{away.stand_in_id}", "assigned_away", case, by=who.name, name=receiver.name)
    return case


def _give(turn: Turn, case: Case, receiver: Staff, by: Staff) -> Case:
    case.handler_id = receiver.id
    turn.move(case, Step.ASSIGN, by.label, f"official:{receiver.id}")
    return case
