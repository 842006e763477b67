"""Which cases a person may know of, as conditions of a search: the one filter of casework/sight.py, left out where it says nothing."""

from sqlalchemy import ColumnElement
from sqlmodel import select

from casework.people import Staff
from casework.sight import Viewer, visible
from casework.turn import Turn
from storage.desk_tables import Sight


def visible_to(turn: Turn, who: Staff) -> tuple[ColumnElement[bool], ...]:
    """Return what must hold of a case (conditions on the table Case) so that this person may know of it; none: all cases."""
    if turn.session.exec(select(Sight.case_id).limit(1)).first() is None:
        return ()  # nothing is limited: a search over many hits need not ask of each
    return (visible(Viewer(who.id) if turn.viewer.house else turn.viewer),)
