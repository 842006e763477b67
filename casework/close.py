"""A case ends with an outcome for the figures. Nothing is sent by itself."""

from casework.hand_over import was_spoken
from casework.handled import handled_case
from casework.people import Staff
from casework.refusals_of_law import ChildTrackOpen, GroundNeeded, NoGroundKnown
from casework.refusals_of_letters import NothingSpoken
from casework.topics import close_topics
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from rules.grounds import grounds_for
from rules.kinds import Outcome
from rules.life import Step
from storage.desk_tables import ChildTrack
from storage.tables import Case

UNANSWERED = (Outcome.NOT_ANSWERED, Outcome.REFUSED)


def ground_needed(case: Case) -> GroundNeeded | NoGroundKnown:
    """Return the refusal that leads to the grounds of this kind, with one of them as the example; another where the law of this kind has none."""
    known = [one.id for one in grounds_for(case.kind)]
    if not known:
        return NoGroundKnown(ref=case.ref)
    return GroundNeeded(ref=case.ref, kind=case.kind, example=known[min(1, len(known) - 1)])


def close(turn: Turn, who: Staff, ref: str, outcome: Outcome, ground: str = "") -> Case:
    """Close the case. A letter that owes an answer goes unanswered only on a ground of the law (casework/refuse.py).

    As answered orally only where it has been recorded who was told what on which day, and that it contented the person.

    Raises NoSuchCase, NotHandler, ChildTrackOpen, UnsentDraft, GroundNeeded, NothingSpoken, WrongStep.
    """
    case = handled_case(turn, who, ref)
    if outcome in UNANSWERED and case.due and not ground:
        raise ground_needed(case)
    if outcome is Outcome.ANSWERED_ORALLY and not was_spoken(turn, case):
        raise NothingSpoken(ref=case.ref)
    track = turn.session.get(ChildTrack, case.id)
    if track and not track.done_at:
        raise ChildTrackOpen(ref=case.ref)
    demand_nothing_under_way(turn, case)
    turn.move(case, Step.CLOSE, who.label, f"{outcome} {ground}".strip())
    case.outcome, case.closed_at = outcome, turn.now
    close_topics(turn, case)
    return case


def reopen(turn: Turn, who: Staff, ref: str) -> Case:
    """Open a closed case again, on the desk of the one who asks where it lay on none. Raises NoSuchCase, WrongStep."""
    case = turn.case(ref)
    turn.move(case, Step.REOPEN, who.label)
    case.outcome, case.closed_at = None, None
    case.handler_id = case.handler_id or who.id
    return case
