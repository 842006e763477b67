"""The ladder of reminders toward the safe date: each rung once, one message a person a morning, then up the chain."""

from collections import defaultdict
from datetime import date

from sqlmodel import col, select

from casework.people import Staff, heads
from casework.propose import absences
from casework.turn import DIGEST, SYSTEM, Turn
from rules.life import State
from rules.reminders import Rung, To, escalated_to, rungs
from rules.routing import chain_of, stand_in_for
from storage.desk_tables import Reminder
from storage.tables import Case

OPEN = (State.REGISTERED, State.ASSIGNED, State.WAITING, State.DRAFTED, State.APPROVED)


def remind(turn: Turn) -> int:
    """Write the reminders whose morning has come, and tell each person of theirs in one message. Return how many were written.

    After an outage only the newest rung of a case is told: one digest, overdue first, never one message a missed day.
    """
    if not turn.office.calendar.in_working_time(turn.now):
        return 0
    told: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for case in turn.session.exec(select(Case).where(
            col(Case.state).in_(OPEN), col(Case.safe) <= _horizon(turn))):  # fmt: skip
        for rung in _due_rungs(turn, case):
            for to in _addressees(turn, case, rung.to):
                told[to].append((case.safe or turn.today, case.id or 0))
    for to, cases in told.items():
        ids = [case_id for _, case_id in sorted(set(cases))]
        turn.tell(
            to, "reminder", urgency=DIGEST, once=f"reminder:{to}:{turn.today}:{min(ids)}:{len(ids)}", case_ids=ids
        )
    return sum(map(len, told.values()))


def acknowledge_reminder(turn: Turn, who: Staff, ref: str) -> Case:
    """Say "I am on it": nobody else is told of this morning's reminder. Raises NoSuchCase."""
    case = turn.case(ref)
    for row in _unanswered(turn, case):
        row.acknowledged_at = turn.now
        turn.session.add(row)
    turn.note(case, who.label, "reminder_acknowledged")
    return case


def escalate(turn: Turn) -> int:
    """From noon tell the stand-in, then the stand-in's stand-in, then the head of what nobody acknowledged."""
    if not turn.office.calendar.in_working_time(turn.now):
        return 0
    count = 0
    for row in turn.session.exec(select(Reminder).where(
            col(Reminder.acknowledged_at).is_(None), col(Reminder.official_id).is_not(None))):  # fmt: skip
        if turn.office.calendar.day_of(row.at) != turn.today:
            continue
        case = turn.session.get_one(Case, row.case_id)
        for to in escalated_to(turn.today, turn.now, turn.office.calendar) if case.state in OPEN else ():
            for addressee in _addressees(turn, case, to):
                turn.tell(addressee, "reminder_escalated", case, urgency=DIGEST,
                          once=f"escalated:{row.id}:{to}:{addressee}")  # fmt: skip
                count += 1
    return count


def _horizon(turn: Turn) -> date:
    return turn.office.calendar.nth_workday_after(turn.today, 6)


def _due_rungs(turn: Turn, case: Case) -> list[Rung]:
    """Return the rungs to tell now: the newest for each addressee that has not been written yet."""
    if case.safe is None:
        return []
    ladder = rungs(case.safe, case.due or case.safe, case.registered, turn.office.calendar, until=turn.today)
    written = {row.rung for row in turn.session.exec(select(Reminder).where(Reminder.case_id == case.id))}
    newest: dict[To, Rung] = {}
    for rung in ladder:
        if rung.day <= turn.today and _key(rung) not in written:
            turn.session.add(Reminder(case_id=case.id or 0, rung=_key(rung), at=turn.now, official_id=(
                case.handler_id if rung.to is To.OFFICIAL else None)))  # fmt: skip
            newest[rung.to] = rung
    if newest:
        turn.note(case, SYSTEM, "reminded", ", ".join(_key(rung) for rung in newest.values()))
    return list(newest.values())


def _key(rung: Rung) -> str:
    return f"{rung.key}:{rung.day}"


def _addressees(turn: Turn, case: Case, to: To) -> list[str]:
    """Return who is told: the handler or who stands in, the heads; the duty chat for what nobody has taken."""
    if to is To.HEAD:
        return [f"official:{head.id}" for head in heads(turn)] or [f"chat:{turn.office.chats.heads}"]
    if case.handler_id is None:
        return [f"chat:{turn.office.chats.duty}"]
    away = absences(turn)
    if to is To.OFFICIAL:
        present = stand_in_for(str(case.handler_id), away, turn.today)
        return [f"official:{present or case.handler_id}"]
    chain = chain_of(str(case.handler_id), away, turn.today)
    place = 1 if to is To.STAND_IN else 2
    return [f"official:{chain[place]}"] if len(chain) > place else []


def _unanswered(turn: Turn, case: Case) -> list[Reminder]:
    return list(turn.session.exec(select(Reminder).where(
        Reminder.case_id == case.id, col(Reminder.acknowledged_at).is_(None))))  # fmt: skip
