"""Who should handle a new case: a proposal on the card, by topic, language, turn and absence. A person decides."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from casework.sight import kept_out
from casework.turn import Turn
from rules.kinds import Role
from rules.life import OPEN, State
from rules.routing import NEVER, Absence, Desk, Route, is_away
from rules.routing import propose_handler as propose
from storage.desk_tables import Absence as AbsenceRow
from storage.desk_tables import Official
from storage.tables import Case, Suggestion


def propose_handler(turn: Turn, case: Case) -> None:
    """Write the proposed handler on the case, if there is anybody to propose."""
    if kept_out(turn.session, case.id):
        case.proposed_handler_id = whom_to_propose(turn, case)
        turn.session.add(case)
        _keep_reasons(turn, case, ("decides",))
        return
    officials = [
        one for one in turn.session.exec(select(Official).where(Official.active)) if Role.OFFICIAL in one.roles
    ]
    loads = _loads(turn, officials)
    desks = [_desk(one, turn.office.routing, loads[one.id]) for one in officials]
    chosen = propose(case.topic, case.language, desks=desks, absences=absences(turn), day=turn.today)
    if chosen.official:
        case.proposed_handler_id = int(chosen.official)
        loads[case.proposed_handler_id] += 1
        turn.session.get_one(Official, case.proposed_handler_id).last_given = turn.now
        turn.session.add(case)
        _keep_reasons(turn, case, chosen.reasons)


def _keep_reasons(turn: Turn, case: Case, names: Sequence[str]) -> None:
    """Keep beside the other suggestions why this person is proposed; a case read at a glance has none yet."""
    kept = turn.session.get(Suggestion, case.id)
    if kept:
        kept.reasons = {**kept.reasons, "handler": [[f"handler_{name}", ""] for name in names]}
        turn.session.add(kept)


def _loads(turn: Turn, officials: Sequence[Official]) -> Counter[int | None]:
    """Return how many cases each of these has to answer, with those that wait for a yes to the proposal; counted once a transaction.

    Without the proposals, all letters of a night would be proposed to one colleague: who had the least in the evening.
    """
    known: Counter[int | None] | None = turn.session.info.get("loads")
    if known is None:
        # The values are named, so that the index is entered at each colleague's open cases and no closed one is walked past.
        taken = select(Case.handler_id, func.count()).where(col(Case.handler_id).in_([one.id for one in officials]), col(Case.state).in_(OPEN))
        proposed = select(Case.proposed_handler_id, func.count()).where(Case.state == State.REGISTERED, col(Case.handler_id).is_(None))
        known = Counter(dict(turn.session.exec(taken.group_by(col(Case.handler_id))).all()))
        known.update(dict(turn.session.exec(proposed.group_by(col(Case.proposed_handler_id))).all()))
        turn.session.info["loads"] = known
    return known


def whom_to_propose(turn: Turn, case: Case) -> int | None:
    """Return who decides on a case that is about one of us: a head it is not about, else the head's superior, else whoever is left."""
    out = kept_out(turn.session, case.id)
    staff = [one for one in turn.session.exec(select(Official).where(Official.active).order_by(Official.name)) if one.id not in out]
    heads = [one for one in staff if Role.HEAD in one.roles and one.name != turn.office.approval.superior]
    superior = [one for one in staff if one.name == turn.office.approval.superior]
    others = [one for one in staff if Role.OFFICIAL in one.roles]
    away = absences(turn)
    ranked = [one.id for one in (*heads, *superior, *others)]
    return next((one for one in ranked if not is_away(str(one), away, turn.today)), ranked[0] if ranked else None)


def _desk(official: Official, table: Sequence[Route], load: int) -> Desk:
    """Return what an official takes: by the office's table where it names anything of theirs, else by their language."""
    mine = [row for row in table if row.official.casefold() == official.name.casefold()]
    languages = {row.language for row in mine if row.language} or {str(official.language)}
    topics = frozenset(row.topic for row in mine if row.topic)
    return Desk(str(official.id), topics, frozenset(languages), load, official.last_given or NEVER)


def absences(turn: Turn) -> list[Absence]:
    """Return all absences, as the rules of routing know them. Who has left the office is away for good."""
    left = turn.session.exec(select(Official.id).where(~col(Official.active)).order_by(col(Official.id))).all()
    return [*(Absence(str(row.official_id), row.first, row.last, str(row.stand_in_id))
              for row in turn.session.exec(select(AbsenceRow))),
            *(Absence(str(one), date.min) for one in left)]  # fmt: skip
