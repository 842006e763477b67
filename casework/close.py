"""A case ends with an outcome for the figures. Nothing is sent by itself."""

from casework.draft import handled_case
from casework.people import Staff
from casework.refusals import ChildTrackOpen
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from rules.kinds import Outcome
from rules.life import Step
from storage.desk_tables import ChildTrack
from storage.tables import Case


def close(turn: Turn, who: Staff, ref: str, outcome: Outcome) -> Case:
    """Close the case. Raises NoSuchCase, NotHandler, ChildTrackOpen, UnsentDraft, WrongStep."""
    case = handled_case(turn, who, ref)
    track = turn.session.get(ChildTrack, case.id)
    if track and not track.done_at:
        raise ChildTrackOpen(ref=case.ref)
    demand_nothing_under_way(turn, case)
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
