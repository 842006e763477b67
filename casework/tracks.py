"""Duties with a clock of their own beside the answer: a whistleblower's report, a breach of personal data, a suspected offence."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlmodel import col, select

from casework.absence import heads_at_work
from casework.people import Staff
from casework.propose import absences
from casework.refusals import MissingReason
from casework.refusals_of_law import NoSuchTrack
from casework.turn import SOON, Turn
from rules.deadlines import deadlines
from rules.routing import stand_in_for
from rules.terms import Unit, rule_named
from rules.tracks import DUTIES, Duty, TrackKind
from storage.desk_tables import OutboxItem, Track, TrackStep
from storage.tables import Case

WITHOUT_TERM: Final = "-"  # stands for the rule of a duty that is due without delay
DAY_BEGINS, EVENING, DAY_ENDS = time(8), time(16), time(21)  # a term in hours runs over the weekend, but it wakes nobody
HOURS_BEFORE: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=48))  # of a term in hours
DAYS_BEFORE: Final = (0, 1, 2, 5)  # open days before the safe day, of a term in days


@dataclass(frozen=True, slots=True)
class TrackView:
    """A track on a card: its next duty, "" where all that has a term is done. `due` is None for "without delay"."""

    case_id: int
    kind: TrackKind
    duty: str
    due: datetime | None
    late: bool


def start_track(turn: Turn, who: Staff, ref: str, kind: TrackKind) -> Track:
    """Start a track, once: the open one of this kind stays as it is. A breach counts from now, a report from its receipt.

    Raises NoSuchCase.
    """
    case = turn.case(ref)
    if found := _open_track(turn, case, kind):
        return found
    track = Track(case_id=case.id or 0, kind=kind, started_at=turn.now, started_by=who.label)
    turn.session.add(track)
    turn.session.flush()
    for duty in DUTIES[kind]:
        due, safe = _term(turn, case, kind, duty)
        turn.session.add(TrackStep(track_id=track.id or 0, rule=duty.rule or WITHOUT_TERM, due=due, safe=safe))
    case.offence = case.offence or kind is TrackKind.OFFENCE
    turn.touch(case)
    turn.note(case, who.label, "track_started", kind)
    for to in _concerned(turn, case):
        if to != f"official:{who.id}":
            turn.tell(to, "track_started", case, urgency=SOON, track=kind)
    return track


def misdirected(turn: Turn, who: Staff, ref: str) -> datetime:
    """Note that an answer went to the wrong person: a breach, 72 hours from now (GDPR art. 33). Return the last moment."""
    track = start_track(turn, who, ref, TrackKind.BREACH)
    turn.note(turn.case(ref), who.label, "misdirected")
    return turn.session.exec(select(TrackStep.due).where(TrackStep.track_id == track.id)).one()


def finish_duty(turn: Turn, who: Staff, ref: str, kind: TrackKind, word: str = "") -> Duty:
    """Record that a duty of a track was done: the one named, else the first that is open. Raises NoSuchCase, NoSuchTrack."""
    case = turn.case(ref)
    track = _open_track(turn, case, kind)
    waiting = [(duty, step) for duty, step in _steps(turn, track) if not step.done_at] if track else []
    found = next(((duty, step) for duty, step in waiting if word in ("", duty.word)), None)
    if found is None:
        raise NoSuchTrack(ref=case.ref, track=f"{kind} {word}".strip())
    duty, step = found
    step.done_at = turn.now
    turn.session.add(step)
    turn.touch(case)
    turn.note(case, who.label, "track_duty_done", f"{kind} {duty.word}")
    return duty


def end_track(turn: Turn, who: Staff, ref: str, kind: TrackKind, why: str) -> Track:
    """End a track, with a reason. Raises NoSuchCase, NoSuchTrack, MissingReason."""
    case = turn.case(ref)
    track = _open_track(turn, case, kind)
    if track is None:
        raise NoSuchTrack(ref=case.ref, track=kind)
    if not why.strip():
        raise MissingReason(command="rada")
    track.ended_at, track.ended_why = turn.now, why.strip()
    turn.session.add(track)
    turn.touch(case)
    turn.note(case, who.label, "track_ended", kind)
    return track


def tracks_of(turn: Turn, case_ids: list[int]) -> dict[int, tuple[TrackView, ...]]:
    """Return the open tracks of these cases, two queries for all of them."""
    if not case_ids:
        return {}
    open_tracks = turn.session.exec(select(Track).where(
        col(Track.case_id).in_(case_ids), col(Track.ended_at).is_(None)).order_by(col(Track.id))).all()  # fmt: skip
    if not open_tracks:
        return {}
    steps = turn.session.exec(select(TrackStep).where(
        col(TrackStep.track_id).in_([one.id for one in open_tracks]), col(TrackStep.done_at).is_(None))).all()  # fmt: skip
    found: dict[int, tuple[TrackView, ...]] = {}
    for track in open_tracks:
        mine = sorted((one for one in steps if one.track_id == track.id), key=lambda one: one.due)
        found[track.case_id] = (*found.get(track.case_id, ()), _view(turn, track, mine))
    return found


def open_tracks(turn: Turn) -> dict[int, tuple[TrackView, ...]]:
    """Return all open tracks by case: they stand in the list of deadlines also where the letter itself has been answered."""
    ids = turn.session.exec(select(Track.case_id).where(col(Track.ended_at).is_(None)).distinct()).all()
    return tracks_of(turn, list(ids))


def remind_tracks(turn: Turn) -> int:
    """Tell of each open duty as its end comes near: of hours on any day, of days in working time. Return how many were told.

    What is due of one track is one message: two duties of a report fall on the same days.
    """
    rows = turn.session.exec(select(TrackStep, Track).where(
        TrackStep.track_id == Track.id, col(Track.ended_at).is_(None), col(TrackStep.done_at).is_(None))
        .order_by(col(TrackStep.due), col(TrackStep.id))).all()  # fmt: skip
    due = defaultdict[int, list[tuple[TrackStep, str]]](list)
    for step, track in rows:
        if key := _reminder_key(turn, step):
            due[track.id or 0].append((step, key))
    return sum(_tell_due(turn, turn.session.get_one(Track, track_id), steps) for track_id, steps in due.items())


def _tell_due(turn: Turn, track: Track, due: list[tuple[TrackStep, str]]) -> int:
    """Tell each whom it concerns what of this was not told yet, in one message. Return how many were told."""
    case = turn.session.get_one(Case, track.case_id)
    rows = turn.session.exec(select(OutboxItem.values).where(OutboxItem.case_id == case.id, OutboxItem.what == "track_due")).all()
    known = {name for values in rows for name in values.get("told", ())}
    count = 0
    for to in _concerned(turn, case):
        new = {name: step for step, key in due if (name := f"{step.id}:{key}:{to}") not in known}
        if new:
            duties = [{"duty": _duty(TrackKind(track.kind), step.rule).word, "moment": step.due.isoformat(), "when": _when(turn, step)}
                      for step in new.values()]  # fmt: skip
            turn.tell(to, "track_due", case, urgency=SOON, once=f"track:{'+'.join(new)}", track=track.kind, duties=duties, told=list(new))
            count += 1
    return count


def _reminder_key(turn: Turn, step: TrackStep) -> str:
    """Return the name of the newest reminder that is due now, "" where none is."""
    calendar = turn.office.calendar
    if step.rule != WITHOUT_TERM and rule_named(step.rule, turn.today).unit is Unit.HOURS:
        return _key_of_hours(turn, step)
    if not calendar.in_working_time(turn.now):
        return ""
    if turn.today > step.safe or step.rule == WITHOUT_TERM:
        return f"late:{turn.today}"
    days = [before for before in DAYS_BEFORE if calendar.nth_open_day_before(step.safe, before) <= turn.today]
    return f"days:{days[0]}" if days else ""


def _key_of_hours(turn: Turn, step: TrackStep) -> str:
    """A reminder that would fall into the night is given the evening before; one of what is late, in the morning."""
    local = turn.now.astimezone(turn.office.calendar.zone)
    if not DAY_BEGINS <= local.time() < DAY_ENDS:
        return ""
    if step.due < turn.now:
        return f"late:{turn.today}"
    evening = local.time() >= EVENING
    left = step.due - (datetime.combine(local.date() + timedelta(days=1), DAY_BEGINS, local.tzinfo) if evening else turn.now)
    near = next((one for one in HOURS_BEFORE if left <= one), None)
    return "" if near is None else f"{near.total_seconds():.0f}"


def _when(turn: Turn, step: TrackStep) -> str:
    if step.rule == WITHOUT_TERM:
        return "at_once"
    return "late" if step.due < turn.now else ""


def _view(turn: Turn, track: Track, steps: list[TrackStep]) -> TrackView:
    kind = TrackKind(track.kind)
    if not steps:
        return TrackView(track.case_id, kind, "", None, late=False)
    step = steps[0]
    without = step.rule == WITHOUT_TERM
    return TrackView(
        track.case_id, kind, _duty(kind, step.rule).word, None if without else step.due, late=not without and turn.now > step.due
    )


def _term(turn: Turn, case: Case, kind: TrackKind, duty: Duty) -> tuple[datetime, date]:
    """Return the last moment and the safe day of a duty; of a term in days the moment is the close of its last day."""
    if not duty.rule:
        return turn.now, turn.today
    start = turn.now if kind is TrackKind.BREACH else case.received
    registered = turn.office.calendar.registration_day(start)
    found = deadlines(rule_named(duty.rule, registered), start, registered, turn.office.calendar)[0]
    due = found.due if isinstance(found.due, datetime) else turn.office.calendar.open_until(found.due)
    return due, found.safe


def _steps(turn: Turn, track: Track) -> list[tuple[Duty, TrackStep]]:
    rows = turn.session.exec(select(TrackStep).where(TrackStep.track_id == track.id).order_by(col(TrackStep.due)))
    return [(_duty(TrackKind(track.kind), row.rule), row) for row in rows]


def _duty(kind: TrackKind, rule: str) -> Duty:
    return next(one for one in DUTIES[kind] if (one.rule or WITHOUT_TERM) == rule)


def _open_track(turn: Turn, case: Case, kind: TrackKind) -> Track | None:
    return turn.session.exec(select(Track).where(
        Track.case_id == case.id, Track.kind == kind, col(Track.ended_at).is_(None))).first()  # fmt: skip


def _concerned(turn: Turn, case: Case) -> list[str]:
    """Return who is told of a track: the handler or who stands in, and the heads; the duty chat where nobody has it."""
    heads = {f"official:{one}" for one in heads_at_work(turn)}
    if case.handler_id is None:
        return sorted({*heads, turn.duty(case)})
    return sorted({*heads, f"official:{stand_in_for(str(case.handler_id), absences(turn), turn.today) or case.handler_id}"})
