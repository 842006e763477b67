"""Who is away, who stands in, and what each must know of the other's cases. Nobody asks why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from casework.approvals import approvals
from casework.people import Staff, find, heads
from casework.propose import absences
from casework.refusals import BadAbsence, NotAllowed
from casework.turn import SYSTEM, USUAL, Turn
from rules.holidays import DAY
from rules.kinds import Role
from rules.life import ANSWERED
from rules.routing import Absence, chain_of, closes_a_ring, is_away, stand_in_for
from storage.desk_tables import Absence as AbsenceRow
from storage.desk_tables import Official
from storage.tables import Case, Event

WORKS = frozenset({Role.OFFICIAL, Role.HEAD})


@dataclass(frozen=True, slots=True)
class AwayNow:
    """An absence that runs: to its last day, None where it is open-ended; `stand_in_id` 0 where nobody is there to stand in."""

    last: date | None
    stand_in_id: int
    stand_in: str


def go_away(turn: Turn, who: Staff, whose: str, first: date, last: date | None, stand_in: str) -> AbsenceRow:
    """Enter an absence from `first` to `last`, both included; open-ended where `last` is None. `whose` "" is one's own.

    A head may enter it for another. Raises NoSuchOfficial, SeveralOfficials, NotAllowed, BadAbsence.
    """
    official = find(turn, whose) if whose else who
    if official.id != who.id and Role.HEAD not in who.roles:
        raise NotAllowed
    deputy = find(turn, stand_in)
    _demand_sense(turn, official, first, last, deputy)
    row = AbsenceRow(official_id=official.id, first=first, last=last, stand_in_id=deputy.id, by_id=who.id, at=turn.now)
    turn.session.add(row)
    turn.note(None, who.label, "absence", f"official:{official.id} {first} {last or '-'} official:{deputy.id}")
    turn.session.flush()
    _tell_of(turn, who, official, row, "absence", stand_in=deputy.name)
    if first <= turn.today:
        _brief(turn, row)
    return row


def come_back(turn: Turn, who: Staff, whose: str = "") -> list[AbsenceRow]:
    """End the absence that runs now, its last day was yesterday; where none runs, cancel the next to come.

    The stand-in and the heads are told. Raises as `go_away`; BadAbsence where no absence is entered.
    """
    official = find(turn, whose) if whose else who
    if official.id != who.id and Role.HEAD not in who.roles:
        raise NotAllowed
    ahead = turn.session.exec(select(AbsenceRow).where(
        AbsenceRow.official_id == official.id, _not_over(turn))
        .order_by(col(AbsenceRow.first))).all()  # fmt: skip
    if not ahead:
        raise BadAbsence(why="not_away", name=official.name)
    running = [row for row in ahead if row.first <= turn.today]
    for row in running or ahead[:1]:
        _tell_of(turn, who, official, row, "absence_over" if running else "absence_cancelled")
    if not running:
        turn.session.delete(ahead[0])
    for row in running:
        row.last = turn.today - DAY
        _welcome(turn, row)
    turn.note(None, who.label, "came_back" if running else "absence_cancelled", f"official:{official.id}")
    return running or [ahead[0]]


def _tell_of(turn: Turn, who: Staff, official: Staff, row: AbsenceRow, what: str, **more: Any) -> None:
    """Tell the one away, the stand-in and the heads of an absence: all but who entered it."""
    for one in sorted({official.id, row.stand_in_id, *(head.id for head in heads(turn))} - {who.id}):
        turn.tell(f"official:{one}", what, name=official.name, first=row.first.isoformat(),
                  last=row.last.isoformat() if row.last else "", **more)  # fmt: skip


def _not_over(turn: Turn) -> ColumnElement[bool]:
    return or_(col(AbsenceRow.last).is_(None), col(AbsenceRow.last) >= turn.today)


def away_now(turn: Turn, official_id: int) -> AwayNow | None:
    """Return how an official is away today, None where they are at work."""
    running = turn.session.exec(select(AbsenceRow).where(
        AbsenceRow.official_id == official_id, AbsenceRow.first <= turn.today, _not_over(turn))).first()  # fmt: skip
    if running is None:
        return None
    present = int(stand_in_for(str(official_id), absences(turn), turn.today) or 0)
    return AwayNow(running.last, present, _name(turn, present) if present else "")


def away_now_or_later(turn: Turn) -> list[tuple[str, date, date | None, str]]:
    """Return who is away or will be: name, first day, last day, the stand-in's name; the earliest first."""
    rows = turn.session.exec(select(AbsenceRow).where(_not_over(turn)).order_by(col(AbsenceRow.first))).all()
    return [(_name(turn, row.official_id), row.first, row.last, _name(turn, row.stand_in_id)) for row in rows]


def briefs(turn: Turn) -> int:
    """In working time hand over what begins today, and brief those whose absence has ended. Return how many were told."""
    if not turn.office.calendar.in_working_time(turn.now):
        return 0
    begun = turn.session.exec(select(AbsenceRow).where(
        AbsenceRow.first <= turn.today, col(AbsenceRow.briefed_at).is_(None),
        # After an outage that outlasted the absence there is nobody to hand over to: who was away is back.
        _not_over(turn))).all()  # fmt: skip
    ended = turn.session.exec(select(AbsenceRow).where(
        col(AbsenceRow.last) < turn.today, col(AbsenceRow.returned_at).is_(None))).all()  # fmt: skip
    for row in begun:
        _brief(turn, row)
    for row in ended:
        _welcome(turn, row)
    return len(begun) + len(ended)


def acting_heads(turn: Turn) -> list[int]:
    """Return the ids of the heads, each with whoever stands in while one is away: a child's alarm waits for nobody's return."""
    away = absences(turn)
    ids = {head.id for head in heads(turn)}
    ids |= {int(one) for head in heads(turn) if (one := stand_in_for(str(head.id), away, turn.today))}
    return sorted(ids)


def heads_at_work(turn: Turn) -> list[int]:
    """Return the ids of the heads who are there, and of who stands in for each of the others; who is away is left in peace.

    Where nobody is there for any of them it is all the heads: nothing is told to nobody.
    """
    away = absences(turn)
    present = {stand_in_for(str(head.id), away, turn.today) for head in heads(turn)} - {""}
    return sorted(map(int, present)) or [head.id for head in heads(turn)]


def chain_at_work(turn: Turn, official_id: int) -> list[int]:
    """Return who is at work of the official and those behind: the stand-in of the absence that runs, else of the last one entered.

    A stand-in who is away is passed over for that one's own; a ring ends where it closes.
    """
    away, deputies = absences(turn), dict[str, str]()
    for one in sorted(away, key=lambda one: (one.covers(turn.today), one.first)):
        if one.stand_in:
            deputies[one.official] = one.stand_in
    chain: list[str] = []
    behind = str(official_id)
    while behind and behind not in chain:
        chain.append(behind)
        behind = deputies.get(behind, "")
    return [int(one) for one in chain if not is_away(one, away, turn.today)]


def _demand_sense(turn: Turn, official: Staff, first: date, last: date | None, deputy: Staff) -> None:
    """Refuse an absence that cannot be: in the past, backwards, with oneself, in a ring, or with one who does other work."""
    if last is not None and last < first:
        raise BadAbsence(why="backwards", name=official.name)
    if last is not None and last < turn.today:
        raise BadAbsence(why="past", name=official.name)
    if deputy.id == official.id:
        raise BadAbsence(why="oneself", name=official.name)
    if official.roles & WORKS and not deputy.roles & WORKS:
        raise BadAbsence(why="other_work", name=deputy.name)
    known, new = absences(turn), Absence(str(official.id), first, last, str(deputy.id))
    if any(one.official == new.official and _overlap(one, new) for one in known):
        raise BadAbsence(why="already", name=official.name)
    if closes_a_ring(new, known):
        raise BadAbsence(why="ring", name=deputy.name)
    if is_away(str(deputy.id), known, first) and not stand_in_for(str(deputy.id), known, first):
        raise BadAbsence(why="stand_in_away", name=deputy.name)


def _overlap(one: Absence, other: Absence) -> bool:
    return one.first <= (other.last or date.max) and other.first <= (one.last or date.max)


def _brief(turn: Turn, row: AbsenceRow) -> None:
    """Hand the cases over in one message to whoever is there to take them: the first of the chain at work."""
    row.briefed_at = turn.now
    turn.session.add(row)
    chain = chain_of(str(row.official_id), absences(turn), turn.today)
    present = stand_in_for(str(row.official_id), absences(turn), turn.today) or str(row.stand_in_id)
    cases, approve = _open_cases(turn, row.official_id), approvals(turn).get(f"official:{present}", {})
    turn.note(None, SYSTEM, "handover", f"official:{row.official_id} -> official:{present}")
    turn.tell(f"official:{present}", "handover", urgency=USUAL, once=f"handover:{row.id}", name=_name(turn, row.official_id),
              first=row.first.isoformat(), last=row.last.isoformat() if row.last else "", through=len(chain) > 2,
              case_ids=[case.id for case in cases], approve_ids=sorted(approve))  # fmt: skip


def _welcome(turn: Turn, row: AbsenceRow) -> None:
    """Tell the one who is back what lies on the desk and what has happened to it meanwhile."""
    row.briefed_at, row.returned_at = row.briefed_at or turn.now, turn.now
    turn.session.add(row)
    cases = _open_cases(turn, row.official_id)
    since = turn.office.calendar.open_from(row.first)
    changed = turn.session.exec(select(Event.case_id).join(Case).where(
        Case.handler_id == row.official_id, Event.at >= since).distinct()).all()  # fmt: skip
    turn.tell(f"official:{row.official_id}", "return_brief", urgency=USUAL, once=f"return:{row.id}",
              case_ids=[case.id for case in cases], changed=len(changed),
              stand_in=_name(turn, row.stand_in_id))  # fmt: skip


def _open_cases(turn: Turn, official_id: int) -> list[Case]:
    return list(turn.session.exec(select(Case).where(
        Case.handler_id == official_id, col(Case.state).not_in(ANSWERED))
        .order_by(col(Case.safe).is_(None), col(Case.safe), col(Case.id))))  # fmt: skip


def _name(turn: Turn, official_id: int) -> str:
    return turn.session.get_one(Official, official_id).name
