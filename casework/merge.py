"""Two cases of one matter become one: letters, open papers and duties move, the earlier clock stays, nothing is forgotten."""

from datetime import date
from typing import Final

from sqlmodel import select

from casework.letters import recipients_of
from casework.newest import latest_draft
from casework.people import Staff
from casework.plan import HOLE, Plan
from casework.refusals import CaseIsClosed, SameCase
from casework.refusals_of_law import ChildTrackOpen
from casework.refusals_of_letters import NoDraft
from casework.restrict import take_over_restriction
from casework.sight import inherit_sight
from casework.split import tended_case
from casework.topics import close_topics
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from casework.write import write
from rules.kinds import Child, Outcome
from rules.life import State, Step
from rules.records import Paper
from storage.desk_tables import ChildTrack, Draft, MediaAlert, Referral, Track
from storage.tables import Case, Ledger, Letter

# What tells when the answer is due and why: it is taken from one case or the other, never mixed.
CLOCK: Final = ("kind", "kind_confidence", "kind_by", "other_kinds", "received", "registered", "rule", "basis", "due", "safe",
                "named_day", "said_rule", "extended", "extension_reason")  # fmt: skip


def merge(turn: Turn, who: Staff, ref: str, other_ref: str) -> Case:
    """Let the case `ref` take up the other, which is closed as merged. The answer goes to the writer of `ref`.

    Raises NoSuchCase, NotHandler, SameCase, CaseIsClosed, UnsentDraft where a letter is on its way, ChildTrackOpen where
    both have a child's track and the other's is open.
    """
    kept, other = tended_case(turn, who, ref), tended_case(turn, who, other_ref)
    if kept.id == other.id:
        raise SameCase(ref=kept.ref)
    for case in (kept, other):
        if case.state is State.CLOSED:
            raise CaseIsClosed(ref=case.ref)
        demand_nothing_under_way(turn, case)
    _move_child_track(turn, kept, other)
    _move_duties(turn, kept, other)
    _move_letters(turn, kept, other)
    _keep_earlier_clock(kept, other)
    kept.handler_id = kept.handler_id or other.handler_id
    take_over_restriction(turn, kept, other)
    kept.offence = kept.offence or other.offence
    kept.doubts = list(dict.fromkeys([*kept.doubts, *other.doubts]))
    if kept.handler_id and kept.state is State.REGISTERED:
        turn.move(kept, Step.ASSIGN, who.label, f"official:{kept.handler_id}")
    inherit_sight(turn.session, other.id, kept.id)
    substance = _open_answer(turn, other)
    _close(turn, who, kept, other)
    turn.touch(kept)
    turn.note(kept, who.label, "merged_with", other.ref)
    if substance and kept.state is not State.REGISTERED and not _open_answer(turn, kept):
        write(turn, kept, who, Plan(Paper.ANSWER, substance, recipients=recipients_of(turn, kept)))
    return kept


def same_writer(turn: Turn, ref: str, other_ref: str) -> bool:
    """Tell whether the same person wrote both, by all we know. Raises NoSuchCase."""
    return turn.case(ref).person_id == turn.case(other_ref).person_id


def _move_letters(turn: Turn, kept: Case, other: Case) -> None:
    for letter in turn.session.exec(select(Letter).where(Letter.case_id == other.id)).all():
        letter.case_id = kept.id or 0
        turn.session.add(letter)
    for row in turn.session.exec(select(Ledger).where(Ledger.ref == other.ref)).all():
        row.ref = kept.ref
        turn.session.add(row)


def _move_child_track(turn: Turn, kept: Case, other: Case) -> None:
    """Move the child's own track with its times; two tracks never become one while the other's is open."""
    track = turn.session.get(ChildTrack, other.id)
    if track is None:
        return
    if turn.session.get(ChildTrack, kept.id):
        if not track.done_at:
            raise ChildTrackOpen(ref=other.ref)
        return
    facts = track.model_dump() | {"case_id": kept.id}
    turn.session.delete(track)
    turn.session.add(ChildTrack(**facts))
    kept.child, other.child = other.child, Child.NONE


def _move_duties(turn: Turn, kept: Case, other: Case) -> None:
    for referral in turn.session.exec(select(Referral).where(Referral.case_id == other.id)).all():
        if not turn.session.get(Referral, (kept.id, referral.authority)):
            facts = referral.model_dump() | {"case_id": kept.id}
            turn.session.delete(referral)
            turn.session.add(Referral(**facts))
    for track in turn.session.exec(select(Track).where(Track.case_id == other.id)).all():
        track.case_id = kept.id or 0
        turn.session.add(track)
    alert = turn.session.exec(select(MediaAlert).where(MediaAlert.case_id == other.id)).first()
    if alert and not kept.media:
        alert.case_id = kept.id or 0
        kept.media, kept.media_deadline, other.media = True, other.media_deadline, False
        turn.session.add(alert)
    elif alert and not alert.done_at:
        alert.done_at, alert.withdrawn_why = turn.now, kept.ref
        turn.session.add(alert)


def _keep_earlier_clock(kept: Case, other: Case) -> None:
    if (other.due or date.max) < (kept.due or date.max):
        for name in CLOCK:
            setattr(kept, name, getattr(other, name))


def _open_answer(turn: Turn, case: Case) -> str:
    """Return what an official has written in an answer that was not sent, "" where nothing was."""
    try:
        draft: Draft = latest_draft(turn, case)
    except NoDraft:
        return ""
    return "" if draft.sent_at or draft.paper is not Paper.ANSWER or HOLE in draft.substance else draft.substance


def _close(turn: Turn, who: Staff, kept: Case, other: Case) -> None:
    if other.state is State.APPROVED:
        turn.move(other, Step.RETURN, who.label, "merged")
    turn.move(other, Step.CLOSE, who.label, Outcome.MERGED)
    close_topics(turn, other)
    other.outcome, other.closed_at, other.merged_into_id = Outcome.MERGED, turn.now, kept.id
    turn.note(other, who.label, "merged_into", kept.ref)
