"""Somebody on duty who takes each alert of a child in danger, and records a moment later what was done."""

from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from casework.desk import Clock, Desk
from casework.people import Staff, staff_of
from casework.protect import record_done, take_child
from casework.turn import Turn
from rules.tracks import ChildDone
from storage.desk_tables import ChildTrack, Official
from storage.store import Store
from storage.tables import Case
from vastaja.office import make_office
from vastaja.opening import originals_of
from vastaja.settings import Settings


class OnDuty:
    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._desk = Desk(store, make_office(settings), clock, originals=originals_of(settings))
        self.taken = 0

    def look(self) -> None:
        """Take what nobody has taken, and record what was done of what was taken before."""
        with suppress(SQLAlchemyError):
            for ref, taken in self._desk.look_now(_open):
                who = self._desk.look_now(_somebody)
                if taken:
                    self._desk.do_now(record_done, who, ref, "proovis kirja pandud", ChildDone.CALLED_112)
                else:
                    self.taken += self._desk.do_now(take_child, who, ref)[1]


def _open(turn: Turn) -> list[tuple[str, bool]]:
    rows = turn.session.exec(select(Case.ref, ChildTrack.taken_at).join(ChildTrack, col(ChildTrack.case_id) == col(Case.id)).where(
        col(ChildTrack.done_at).is_(None)))  # fmt: skip
    return [(ref, taken is not None) for ref, taken in rows]


def _somebody(turn: Turn) -> Staff:
    return staff_of(turn.session.exec(select(Official).where(Official.active).order_by(col(Official.id)).limit(1)).one())
