"""The ladder of reminders toward the safe date: each rung once, one message a person a morning, then up the chain."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import insert
from sqlmodel import col, select

from casework.absence import chain_at_work, heads_at_work
from casework.approvals import approvals
from casework.history import note_all
from casework.people import Staff
from casework.propose import absences
from casework.turn import DIGEST, SYSTEM, Turn
from rules.life import State
from rules.reminders import Escalation, Rung, To, escalation, rungs
from rules.routing import stand_in_for
from storage.desk_tables import Mark, Official, Reminder
from storage.tables import Case

OPEN = (State.REGISTERED, State.ASSIGNED, State.WAITING, State.DRAFTED, State.APPROVED)
LOOK_EVERY = timedelta(minutes=2)

Told = dict[str, set[tuple[date, int]]]  # whom: (safe date, case)


def remind(turn: Turn) -> int:
    """Write the reminders whose morning has come, and tell each person of theirs in one message. Return how many were written.

    The first time on a working day it is the morning's digest: also what is not urgent yet, and what waits for approval. After an
    outage only the newest rung of a case is told: one digest, overdue first, never one message a missed day.
    """
    if not turn.office.calendar.in_working_time(turn.now) or _has_just_looked(turn):
        return 0
    told: Told = defaultdict(set)
    near = list(turn.session.exec(select(Case).where(col(Case.state).in_(OPEN), col(Case.safe) <= _horizon(turn))))
    rows, notes, people, count = list[dict[str, object]](), dict[int, str](), _Addressees(turn), 0
    written = _written(turn, near)
    for case in near:
        newest = _due_rungs(turn, case, written, rows)
        if newest:
            notes[case.id or 0] = ", ".join(_key(rung) for rung in newest)
        for rung in newest:
            count += 1
            for to in people.of(case, rung.to):
                told[to].add((case.safe or turn.today, case.id or 0))
    if rows:
        turn.session.execute(insert(Reminder), rows)
        note_all(turn, SYSTEM, "reminded", notes)
    if _is_morning(turn):
        _tell_morning(turn, told, near, people)
    else:
        for to, cases in told.items():
            ids = [case_id for _, case_id in sorted(cases)]
            turn.tell(to, "reminder", urgency=DIGEST, once=f"reminder:{to}:{turn.today}:{min(ids)}:{len(ids)}", case_ids=ids)
    return count


def acknowledge_reminder(turn: Turn, who: Staff, ref: str) -> Case:
    """Say "I am on it": nobody else is told of this morning's reminder. Raises NoSuchCase."""
    case = turn.case(ref)
    for row in _unanswered(turn, case):
        row.acknowledged_at = turn.now
        turn.session.add(row)
    turn.note(case, who.label, "reminder_acknowledged")
    return case


def pass_on_reminder(turn: Turn, who: Staff, ref: str) -> list[int]:
    """Hand a reminder to the next of the chain at once; where there is nobody, to the head. Return the ids of the told."""
    case = turn.case(ref)
    chain = [one for one in chain_at_work(turn, case.handler_id or who.id) if one != case.handler_id]
    after = chain[chain.index(who.id) + 1 :] if who.id in chain else chain
    told = [one for one in after[:1] if one != who.id] or [one for one in heads_at_work(turn) if one != who.id]
    for row in _unanswered(turn, case):
        row.escalated_at = turn.now
        turn.session.add(row)
    turn.note(case, who.label, "reminder_passed", " ".join(f"official:{one}" for one in told))
    for one in told:
        turn.tell(f"official:{one}", "reminder_passed", case, urgency=DIGEST, by=who.name,
                  once=f"passed:{case.id}:{one}:{turn.today}:{who.id}")  # fmt: skip
    return told


def escalate(turn: Turn) -> int:
    """From noon tell the stand-in, then the stand-in's stand-in, then the head of what nobody acknowledged today.

    Where nobody stands in the head is told at noon. Each is told in one message. Return how many were told of how many cases.
    """
    if not turn.office.calendar.in_working_time(turn.now):
        return 0
    steps = [step for step in escalation(turn.today, turn.office.calendar) if step.at <= turn.now]
    waiting = turn.session.exec(select(Reminder, Case).where(
        Reminder.case_id == Case.id, col(Reminder.acknowledged_at).is_(None), col(Reminder.official_id).is_not(None),
        Reminder.at >= _midnight(turn), col(Case.state).in_(OPEN))).all() if steps else ()  # fmt: skip
    told, people = dict[str, set[int]](), _Addressees(turn)
    for row, case in waiting:
        for to in _next_told(row, case, steps, people):
            told.setdefault(to, set()).add(case.id or 0)
        row.escalated_at = turn.now
        turn.session.add(row)
    for to, ids in sorted(told.items()):
        turn.tell(to, "reminder_escalated", urgency=DIGEST, case_ids=sorted(ids),
                  once=f"escalated:{to}:{turn.today}:{len(steps)}:{min(ids)}:{len(ids)}")  # fmt: skip
    return sum(map(len, told.values()))


def _next_told(row: Reminder, case: Case, steps: Sequence[Escalation], people: "_Addressees") -> set[str]:
    """Return who is to be told of a case by the steps since it was last taken up, but for those told by the steps before."""
    since = row.escalated_at
    by_step = {step: people.of(case, step.to) or people.of(case, To.HEAD) for step in steps}
    before = {to for step, all_told in by_step.items() if since and step.at <= since for to in all_told}
    return {to for step, all_told in by_step.items() if not since or step.at > since for to in all_told} - before


class _Addressees:
    """Who is told of a case, asked once for each handler."""

    def __init__(self, turn: Turn) -> None:
        self._turn, self._known = turn, dict[tuple[int | None, To, str], list[str]]()

    def of(self, case: Case, to: To) -> list[str]:
        """Return who is told: the handler or who stands in, the heads; the duty chat for what nobody has taken."""
        on_duty = self._turn.duty(case)
        key = (case.handler_id, to, on_duty)
        if key not in self._known:
            self._known[key] = self._found(case.handler_id, to, on_duty)
        return self._known[key]

    def _found(self, handler: int | None, to: To, on_duty: str) -> list[str]:
        turn = self._turn
        if to is To.HEAD:
            return self._heads()
        if handler is None:
            return [on_duty]
        if to is To.OFFICIAL:
            present = stand_in_for(str(handler), absences(turn), turn.today)
            left = not turn.session.get_one(Official, handler).active
            return self._heads() if left and not present else [f"official:{present or handler}"]
        chain = [one for one in chain_at_work(turn, handler) if one != handler]
        place = 0 if to is To.STAND_IN else 1
        return [f"official:{chain[place]}"] if len(chain) > place else []

    def _heads(self) -> list[str]:
        return [f"official:{one}" for one in heads_at_work(self._turn)] or [f"chat:{self._turn.office.chats.heads}"]


def _tell_morning(turn: Turn, told: Told, near: Sequence[Case], people: _Addressees) -> None:
    """Give each person one message: what is due in the coming days, and what waits for this person's approval."""
    for case in near:
        if case.handler_id is not None:
            for to in people.of(case, To.OFFICIAL):
                told[to].add((case.safe or turn.today, case.id or 0))
    waiting = approvals(turn)
    for to in sorted({*told, *waiting}):
        ids = [case_id for _, case_id in sorted(told.get(to, ()))]
        turn.tell(to, "reminder", urgency=DIGEST, once=f"digest:{to}:{turn.today}", case_ids=ids,
                  approve_ids=sorted(waiting.get(to, ())))  # fmt: skip


def _has_just_looked(turn: Turn) -> bool:
    """Tell whether all open cases were gone through a moment ago: ten thousand of them are not to be read every ten seconds."""
    mark = turn.session.get(Mark, "reminded") or Mark(name="reminded")
    last = datetime.fromisoformat(mark.value) if mark.value else None
    if last and timedelta(0) <= turn.now - last < LOOK_EVERY and turn.office.calendar.day_of(last) == turn.today:
        return True
    mark.value = turn.now.isoformat()
    turn.session.add(mark)
    return False


def _is_morning(turn: Turn) -> bool:
    """Tell whether the office has just opened for the day, and remember that it has."""
    mark = turn.session.get(Mark, "digest") or Mark(name="digest")
    if mark.value == turn.today.isoformat():
        return False
    mark.value = turn.today.isoformat()
    turn.session.add(mark)
    return True


def _horizon(turn: Turn) -> date:
    return turn.office.calendar.nth_workday_after(turn.today, 6)


def _midnight(turn: Turn) -> datetime:
    return datetime.combine(turn.today, time(), turn.office.calendar.zone).astimezone(UTC)


def _written(turn: Turn, cases: Sequence[Case]) -> set[tuple[int, str]]:
    ids = [case.id for case in cases]
    return set(turn.session.exec(select(Reminder.case_id, Reminder.rung).where(col(Reminder.case_id).in_(ids))).all())


def _due_rungs(turn: Turn, case: Case, written: set[tuple[int, str]], rows: list[dict[str, object]]) -> list[Rung]:
    """Return the rungs to tell now, the newest for each addressee that has not been written yet; put all of them on `rows`."""
    if case.safe is None:
        return []
    ladder = rungs(case.safe, case.due or case.safe, case.registered, turn.office.calendar, until=turn.today)
    newest: dict[To, Rung] = {}
    for rung in ladder:
        if rung.day <= turn.today and (case.id or 0, _key(rung)) not in written:
            rows.append({"case_id": case.id, "rung": _key(rung), "at": turn.now,
                         "official_id": case.handler_id if rung.to is To.OFFICIAL else None})  # fmt: skip
            newest[rung.to] = rung
    return list(newest.values())


def _key(rung: Rung) -> str:
    return f"{rung.key}:{rung.day}"


def _unanswered(turn: Turn, case: Case) -> list[Reminder]:
    return list(turn.session.exec(select(Reminder).where(
        Reminder.case_id == case.id, col(Reminder.acknowledged_at).is_(None))))  # fmt: skip
