"""Which cases a person may know of: asked in every query that finds cases, never afterwards."""

from sqlalchemy import ColumnElement

from casework.people import Staff
from casework.turn import Turn


def visible_to(_turn: Turn, _who: Staff) -> tuple[ColumnElement[bool], ...]:
    """Return what must hold of a case (conditions on the table Case) so that this person may know of it; none: all cases."""
    return ()
