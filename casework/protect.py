"""The child's own track beside the answer (LasteKS §§ 27, 31): alerted at once, day and night, until a person takes it,
and open until what was done is recorded. No deadline of an answer delays it."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, select

from casework.absence import acting_heads
from casework.correct import remember_correction
from casework.people import Staff
from casework.refusals import MissingReason
from casework.turn import DANGER, SYSTEM, Turn
from rules.holidays import DAY
from rules.kinds import Child
from rules.tracks import CHILD_DONE_NEEDS, ChildDone
from storage.desk_tables import ChildTrack
from storage.tables import Case

NIGHT_WORDS = """Asutuse postkasti saabus kiri, mille järgi võib laps olla ohus. Pöördumise number on {ref}.

Palun võtke ühendust järelevalve valveametnikuga. Kui lapse elu või tervis on ohus, helistage kohe hädaabinumbril 112. Kirja sisu selles teates ei ole.
"""
ASK_AGAIN: Final = timedelta(minutes=30)  # after a danger was taken and nothing has been recorded
HEADS_AFTER: Final = timedelta(hours=1)  # then the heads are asked too


def open_track(turn: Turn, case: Case, level: Child, by: str = SYSTEM) -> None:
    """Open the track, or raise its level; an open track of the same or a higher level stays as it is."""
    track = turn.session.get(ChildTrack, case.id)
    if track and not track.done_at and (track.level is Child.DANGER or level is Child.CONCERN):
        return
    track = track or ChildTrack(case_id=case.id or 0, level=level, raised_at=turn.now, alert_after=turn.now)
    track.level, track.raised_at, track.alert_after = level, turn.now, turn.now
    track.done_at, track.done_what, track.done_way, track.taken_at, track.taken_by_id = None, "", "", None, None
    case.child = level
    turn.session.add_all([track, case])
    turn.note(case, by, "child_track", level)
    send_alert(turn, case, track)


def send_alert(turn: Turn, case: Case, track: ChildTrack) -> None:
    """Alert the duty chat; from the second time the heads too; out of hours the agency's own round-the-clock desk."""
    track.alerts += 1
    track.alert_after = turn.now + turn.office.alarms.danger_repeat
    turn.session.add(track)
    key, level, number = (
        f"child:{case.id}:{track.raised_at.timestamp():.0f}:{track.alerts}",
        str(track.level),
        track.alerts,
    )
    told = {turn.duty(case)}
    if track.alerts > 1 or not turn.office.chats.on_duty(case.mailbox):
        told |= {f"chat:{turn.office.chats.heads}", *(f"official:{head}" for head in acting_heads(turn))}
    if not turn.office.calendar.in_working_time(turn.now):
        told.add(f"chat:{turn.office.alarms.night_chat}")
        _mail_night_desk(turn, case, track)
    for to in sorted(told):
        turn.tell(to, "child_alert", case, urgency=DANGER, once=f"{key}:{to}", level=level, number=number)


def _mail_night_desk(turn: Turn, case: Case, track: ChildTrack) -> None:
    """Out of hours the round-the-clock desk hears by mail: the reference, no letter."""
    if not turn.office.alarms.night_mail or track.alerts > 1:
        return
    turn.mail(turn.office.alarms.night_mail, f"Kiire: laps võib olla ohus ({case.ref})", NIGHT_WORDS.format(ref=case.ref),
              DANGER, once=f"night:{case.id}:{track.raised_at.timestamp():.0f}")  # fmt: skip


def set_child(turn: Turn, who: Staff, ref: str, level: Child, why: str = "") -> Case:
    """Start, change or, with a reason, end the track by a person's word. Raises NoSuchCase, MissingReason."""
    case = turn.case(ref)
    if level is Child.NONE and not why:
        raise MissingReason(command="laps")
    if case.child is not level:
        remember_correction(turn, case, who, "child", case.child, level)
    if level is Child.NONE:
        record_done(turn, who, ref, why, ChildDone.NOT_IN_NEED)
        case.child = Child.NONE
    else:
        track = turn.session.get(ChildTrack, case.id)
        if track and not track.done_at and track.level is not level:
            track.level, case.child = level, level
            turn.session.add(track)
            turn.note(case, who.label, "child_track", level)
        open_track(turn, case, level, who.label)
    turn.touch(case)
    return case


def take_child(turn: Turn, who: Staff, ref: str) -> tuple[Case, bool]:
    """Take the alert: it is not repeated, but the track stays open. Return the case and whether this one took it."""
    case = turn.case(ref)
    track = turn.session.get(ChildTrack, case.id)
    if track is None or track.taken_at or track.done_at:
        return case, False
    track.taken_at, track.taken_by_id = turn.now, who.id
    track.alert_after = turn.now + ASK_AGAIN if track.level is Child.DANGER else _next_morning(turn)
    turn.session.add(track)
    turn.note(case, who.label, "child_taken")
    return case, True


def record_done(turn: Turn, who: Staff, ref: str, what: str, way: ChildDone) -> Case:
    """Record what was done for the child, in one of the five ways; only this ends the track. The heads see it after.

    A way may need words: to whom and how, who says so, why not. Raises NoSuchCase, MissingReason.
    """
    case = turn.case(ref)
    if not what.strip() and way in CHILD_DONE_NEEDS:
        raise MissingReason(command=f"laps.{way}", ref=case.ref)
    track = turn.session.get(ChildTrack, case.id)
    if track and not track.done_at:
        track.done_at, track.done_what, track.done_way = turn.now, what.strip(), way
        track.taken_at, track.taken_by_id = track.taken_at or turn.now, track.taken_by_id or who.id
        turn.session.add(track)
        turn.touch(case)
        turn.note(case, who.label, "child_done", way)
        for head in acting_heads(turn):
            if head != who.id:
                turn.tell(f"official:{head}", "child_recorded", case, done=way, by=who.name)
    return case


def repeat_alerts(turn: Turn) -> int:
    """Alert again for each track nobody has taken, and ask again of those who took one. Return how many were told."""
    due = turn.session.exec(select(ChildTrack).where(
        col(ChildTrack.done_at).is_(None), ChildTrack.alert_after <= turn.now)).all()  # fmt: skip
    for track in due:
        case = turn.session.get_one(Case, track.case_id)
        if track.taken_by_id is None:
            send_alert(turn, case, track)
            continue
        track.alert_after = turn.now + ASK_AGAIN if track.level is Child.DANGER else _next_morning(turn)
        turn.session.add(track)
        asked = {track.taken_by_id}
        if track.taken_at and turn.now - track.taken_at >= (HEADS_AFTER if track.level is Child.DANGER else DAY):
            asked |= set(acting_heads(turn))  # nothing has been recorded for too long
        for one in sorted(asked):
            turn.tell(f"official:{one}", "child_ask_again", case, urgency=DANGER)
    return len(due)


def _next_morning(turn: Turn) -> datetime:
    """Return the next opening of the office after now."""
    calendar = turn.office.calendar
    later = turn.now if not calendar.in_working_time(turn.now) else calendar.open_until(turn.today)
    return calendar.next_working_moment(later)
