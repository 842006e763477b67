"""Whose case it is to work on: the handler's, or a head's."""

from casework.people import Staff
from casework.refusals import NotHandler
from casework.turn import Turn
from rules.kinds import Role
from storage.desk_tables import Official
from storage.tables import Case


def handled_case(turn: Turn, who: Staff, ref: str) -> Case:
    """Return the case if it is this official's to work on: the handler's or a head's. Raises NoSuchCase, NotHandler."""
    case = turn.case(ref)
    if case.handler_id != who.id and Role.HEAD not in who.roles:
        handler = turn.session.get(Official, case.handler_id) if case.handler_id else None
        raise NotHandler(ref=case.ref, handler=handler.name if handler else "")
    return case
