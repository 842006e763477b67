"""Who may know of a case at all: one filter, asked in every query that finds cases, so that "not found" and "not yours" look alike.

A case is limited once anybody stands in the table for it. Where somebody stands there as one who sees it, only those see it; who
stands there as one who does not, never does. A group sees no limited case: nobody knows who reads there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, not_, or_, true
from sqlmodel import Session, col, select

from rules.kinds import Role
from storage.desk_tables import Official, Sight
from storage.tables import Case


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom a turn looks: the house itself, an official, or a group (nobody by name)."""

    official_id: int = 0
    house: bool = False


VIEWERS: Final = 1_000  # for whom a question that is asked often is kept built
HOUSE = Viewer(house=True)
GROUP = Viewer()


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which a case may be known to the viewer: for the WHERE of every query over cases."""
    if viewer.house:
        return true()
    rows = col(Sight.case_id) == col(Case.id)
    if not viewer.official_id:
        return not_(exists().where(rows))
    mine = and_(rows, col(Sight.official_id) == viewer.official_id)
    return and_(
        not_(exists().where(mine, not_(col(Sight.sees)))),
        or_(exists().where(mine, col(Sight.sees)), not_(exists().where(rows, col(Sight.sees)))),
    )


def may_see(session: Session, viewer: Viewer, case_id: int | None) -> bool:
    """Tell whether the viewer may know of this case."""
    return session.exec(select(Case.id).where(Case.id == case_id, visible(viewer))).first() is not None


def is_limited(session: Session, case_id: int | None) -> bool:
    return session.exec(select(Sight.case_id).where(Sight.case_id == case_id).limit(1)).first() is not None


def kept_out(session: Session, case_id: int | None) -> frozenset[int]:
    """Return who may never know of the case."""
    return frozenset(session.exec(select(Sight.official_id).where(Sight.case_id == case_id, not_(col(Sight.sees)))))


def let_in(session: Session, case_id: int | None) -> frozenset[int]:
    """Return to whom alone the case is shown; nobody where it is not limited so."""
    return frozenset(session.exec(select(Sight.official_id).where(Sight.case_id == case_id, col(Sight.sees))))


def write_sight(session: Session, case_id: int | None, official_ids: Iterable[int], sees: bool) -> None:
    """Note of each official whether the case is for them; a later word stands in the place of an earlier one."""
    for official_id in official_ids:
        row = session.get(Sight, (case_id, official_id)) or Sight(case_id=case_id or 0, official_id=official_id, sees=sees)
        row.sees = sees
        session.add(row)
    session.flush()


def readers_of(session: Session, case: Case) -> Sequence[int]:
    """Return who is told in private of a limited case in the place of a group: those let in, else the heads who may, else all who may."""
    out, inside = kept_out(session, case.id), let_in(session, case.id)
    staff = session.exec(select(Official).where(Official.active)).all()
    heads = [one.id or 0 for one in staff if Role.HEAD in one.roles and one.id not in out]
    others = [one.id or 0 for one in staff if Role.OFFICIAL in one.roles and one.id not in out]
    return sorted(inside) or heads or others


def inherit_sight(session: Session, from_id: int | None, to_id: int | None) -> None:
    """Let a case that comes of another, or takes it up, be known to no more people than that one."""
    for row in session.exec(select(Sight).where(Sight.case_id == from_id)).all():
        write_sight(session, to_id, [row.official_id], row.sees)
