"""A case ends with an outcome for the figures. Nothing is sent by itself."""

from sqlmodel import col, select

from casework.draft import handled_case
from casework.people import Staff
from casework.refusals import ChildTrackOpen, UnsentDraft
from casework.turn import Turn
from rules.kinds import Outcome
from rules.life import Step
from rules.records import Dispatch
from storage.desk_tables import ChildTrack, OutboxItem
from storage.tables import Case


def close(turn: Turn, who: Staff, ref: str, outcome: Outcome) -> Case:
    """Close the case. Raises NoSuchCase, NotHandler, ChildTrackOpen, UnsentDraft, WrongStep."""
    case = handled_case(turn, who, ref)
    track = turn.session.get(ChildTrack, case.id)
    if track and not track.done_at:
        raise ChildTrackOpen(ref=case.ref)
    if _on_its_way(turn, case):
        raise UnsentDraft(ref=case.ref)
    turn.move(case, Step.CLOSE, who.label, outcome)
    case.outcome, case.closed_at = outcome, turn.now
    return case


def reopen(turn: Turn, who: Staff, ref: str) -> Case:
    """Open a closed case again, on the desk of the one who asks where it lay on none. Raises NoSuchCase, WrongStep."""
    case = turn.case(ref)
    turn.move(case, Step.REOPEN, who.label)
    case.outcome, case.closed_at = None, None
    case.handler_id = case.handler_id or who.id
    return case


def _on_its_way(turn: Turn, case: Case) -> bool:
    waiting = (Dispatch.PENDING, Dispatch.SENDING, Dispatch.UNCERTAIN)
    return turn.session.exec(select(OutboxItem.id).where(
        OutboxItem.case_id == case.id, col(OutboxItem.draft_id).is_not(None), col(OutboxItem.state).in_(waiting))).first() is not None  # fmt: skip
