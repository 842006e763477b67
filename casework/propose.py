"""Who should handle a new case: a proposal on the card, by topic, language, turn and absence. A person decides."""

from sqlalchemy import func
from sqlmodel import col, select

from casework.turn import Turn
from rules.kinds import Role
from rules.life import State
from rules.routing import NEVER, Absence, Desk
from rules.routing import propose_handler as propose
from storage.desk_tables import Absence as AbsenceRow
from storage.desk_tables import Official
from storage.tables import Case


def propose_handler(turn: Turn, case: Case) -> None:
    """Write the proposed handler on the case, if there is anybody to propose."""
    officials = [
        one for one in turn.session.exec(select(Official).where(Official.active)) if Role.OFFICIAL in one.roles
    ]
    loads = dict(turn.session.exec(
        select(Case.handler_id, func.count()).where(Case.state != State.CLOSED, col(Case.handler_id).is_not(None))
        .group_by(col(Case.handler_id))).all())  # fmt: skip
    desks = [Desk(str(one.id), languages=frozenset({one.language}), load=loads.get(one.id, 0),
                  last_given=one.last_given or NEVER) for one in officials]  # fmt: skip
    chosen = propose(case.topic, case.language, desks=desks, absences=absences(turn), day=turn.today)
    if chosen.official:
        case.proposed_handler_id = int(chosen.official)
        turn.session.get_one(Official, case.proposed_handler_id).last_given = turn.now
        turn.session.add(case)


def absences(turn: Turn) -> list[Absence]:
    """Return all absences, as the rules of routing know them."""
    return [Absence(str(row.official_id), row.first, row.last, str(row.stand_in_id))
            for row in turn.session.exec(select(AbsenceRow))]  # fmt: skip
