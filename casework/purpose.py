"""Whoever looks into a case that is not theirs says why first, on record (AvTS § 39 (2))."""

from sqlmodel import select

from casework.absence import chain_at_work
from casework.letterhead import Direction, numbers_of
from casework.newest import latest_draft
from casework.people import Staff
from casework.refusals import NotAllowed, PurposeNeeded
from casework.refusals_of_letters import NoDraft
from casework.signing import why_not_approve
from casework.turn import Turn
from rules.kinds import Child, Role
from rules.life import ANSWERED, State
from rules.purposes import Purpose, needs_purpose
from storage.desk_tables import ChildTrack
from storage.tables import Case, Event

SAID = "purpose"


def demand_purpose(turn: Turn, who: Staff, case: Case) -> None:
    """Raise PurposeNeeded where the case is somebody else's and this person has not said today what the look is for.

    Who only keeps the register opens what is being registered and nothing else (NotAllowed).
    """
    if who.roles <= {Role.CLERK} and not _is_being_registered(turn, case):
        raise NotAllowed
    if needs_purpose(
        untaken=case.handler_id is None, handler=case.handler_id == who.id, stands_in=_stands_in(turn, who, case),
        proposed=case.proposed_handler_id == who.id, drafts=_has_part_in_draft(turn, who, case), child_taken=_took_child(turn, who, case),
    ) and not _has_said(turn, who, case):  # fmt: skip
        raise PurposeNeeded(ref=case.ref)


def _is_being_registered(turn: Turn, case: Case) -> bool:
    """Tell whether a letter of the case lacks its number of the document system: what came, or what went out."""
    numbers = numbers_of(turn, case)
    return Direction.IN not in numbers or (case.state in ANSWERED and Direction.OUT not in numbers)


def state_purpose(turn: Turn, who: Staff, ref: str, purpose: Purpose) -> None:
    """Write down why this person looks into the case; it holds till the end of the day. Raises NoSuchCase."""
    turn.note(turn.case(ref), who.label, SAID, purpose)


def _has_said(turn: Turn, who: Staff, case: Case) -> bool:
    rows = turn.session.exec(select(Event.at).where(
        Event.case_id == case.id, Event.who == who.label, Event.what == SAID))  # fmt: skip
    return any(turn.office.calendar.day_of(at) == turn.today for at in rows)


def _stands_in(turn: Turn, who: Staff, case: Case) -> bool:
    return case.handler_id is not None and who.id in chain_at_work(turn, case.handler_id)[:1]


def _has_part_in_draft(turn: Turn, who: Staff, case: Case) -> bool:
    """Tell whether this person has written or approved the newest draft, or may approve it now."""
    if case.state is State.CLOSED:
        return False
    try:
        draft = latest_draft(turn, case)
    except NoDraft:
        return False
    waits = draft.approved_at is None and draft.sent_at is None
    return who.id in (draft.by_id, draft.approved_by_id) or (waits and not why_not_approve(turn, who, case, draft))


def _took_child(turn: Turn, who: Staff, case: Case) -> bool:
    if case.child is Child.NONE:
        return False
    track = turn.session.get(ChildTrack, case.id)
    return bool(track and (track.taken_by_id == who.id or (track.done_at is None and Role.HEAD in who.roles)))
