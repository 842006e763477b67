"""A letter goes unanswered only on a ground of the law, which a person names with a reason; the person is told where that is owed."""

from casework.close import close, ground_needed
from casework.handled import handled_case
from casework.letters import recipients_of
from casework.people import Staff
from casework.plan import Plan
from casework.refusals_of_law import ChildTrackOpen
from casework.turn import Turn
from casework.write import write
from rules.grounds import ground_named
from rules.records import Paper
from storage.desk_tables import ChildTrack, Draft


def refuse(turn: Turn, who: Staff, ref: str, ground: str, why: str) -> Draft | None:
    """Draft the notice of refusal; the case ends when it has been sent. None where no notice is owed: it has ended.

    The outcome is the ground's own. Raises NoSuchCase, NotHandler, GroundNeeded, ChildTrackOpen, NoAddress, WrongStep.
    """
    case = handled_case(turn, who, ref)
    found = ground_named(ground)
    if found is None or case.kind not in found.kinds or not why.strip():
        raise ground_needed(case)
    if not found.notice:
        close(turn, who, ref, found.outcome, found.id)
        return None
    track = turn.session.get(ChildTrack, case.id)
    if track and not track.done_at:
        raise ChildTrackOpen(ref=case.ref)
    return write(turn, case, who, Plan(
        Paper.REFUSAL, reason=why.strip(), recipients=recipients_of(turn, case), ground=found.id))  # fmt: skip
