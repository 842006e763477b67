"""Who should handle a new case: a proposal on the card, by mailbox, topic, language, turn and absence. A person decides."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import func, or_
from sqlalchemy import select as columns
from sqlmodel import col, select

from casework.sight import kept_out
from casework.turn import Turn
from rules.kinds import Role
from rules.life import OPEN, State
from rules.routing import NEVER, Absence, Desk, Route, is_away, unit_of
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
    desks = _unit(turn, case.mailbox)
    loads = _loads(turn, case.mailbox, [int(one.official) for one in desks])
    chosen = propose(
        case.topic, case.language, desks=[replace(one, load=loads[int(one.official)]) for one in desks],
        absences=absences(turn, turn.today), day=turn.today, mailbox=case.mailbox,
    )  # fmt: skip
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


def _unit(turn: Turn, mailbox: str) -> list[Desk]:
    """Return the desks among which a letter of this mailbox is given."""
    table: dict[str, list[Route]] = {}
    for row in turn.office.routing:
        table.setdefault(row.official.casefold(), []).append(row)
    wanted = columns(*(col(one) for one in (Official.id, Official.name, Official.language, Official.last_given, Official.roles)))
    staff = turn.session.execute(wanted.where(col(Official.active))).all()
    return unit_of(mailbox, [_desk(str(number), language, last_given, table.get(name.casefold(), []))
                             for number, name, language, last_given, roles in staff if Role.OFFICIAL in roles])  # fmt: skip


def _loads(turn: Turn, mailbox: str, officials: Sequence[int]) -> Counter[int | None]:
    """Return how many cases each of a unit has to answer, with those that wait for a yes to the proposal; counted once a transaction.

    Without the proposals, all letters of a night would be proposed to one colleague: who had the least in the evening.
    """
    known: dict[str, Counter[int | None]] = turn.session.info.setdefault("loads", {})
    if mailbox not in known:
        # The values are named, so that the index is entered at each colleague's open cases and no closed one is walked past.
        taken = select(Case.handler_id, func.count()).where(col(Case.handler_id).in_(officials), col(Case.state).in_(OPEN))
        proposed = select(Case.proposed_handler_id, func.count()).where(
            Case.state == State.REGISTERED, col(Case.handler_id).is_(None), col(Case.proposed_handler_id).in_(officials))  # fmt: skip
        known[mailbox] = Counter(dict(turn.session.exec(taken.group_by(col(Case.handler_id))).all()))
        known[mailbox].update(dict(turn.session.exec(proposed.group_by(col(Case.proposed_handler_id))).all()))
    return known[mailbox]


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


def _desk(official: str, language: str, last_given: datetime | None, mine: Sequence[Route]) -> Desk:
    """Return what an official takes: by the office's table where it names anything of theirs, else by their language."""
    return Desk(
        official, topics=frozenset(row.topic for row in mine if row.topic),
        languages=frozenset({row.language for row in mine if row.language} or {str(language)}),
        mailboxes=frozenset(row.mailbox for row in mine if row.mailbox), last_given=last_given or NEVER,
    )  # fmt: skip


def absences(turn: Turn, on: date | None = None) -> list[Absence]:
    """Return all absences, or those of one day, as the rules of routing know them. Who has left the office is away for good."""
    left = turn.session.exec(select(Official.id).where(~col(Official.active)).order_by(col(Official.id))).all()
    rows = select(AbsenceRow)
    if on:
        rows = rows.where(AbsenceRow.first <= on, or_(col(AbsenceRow.last).is_(None), col(AbsenceRow.last) >= on))
    return [*(Absence(str(row.official_id), row.first, row.last, str(row.stand_in_id)) for row in turn.session.exec(rows)),
            *(Absence(str(one), date.min) for one in left)]  # fmt: skip
