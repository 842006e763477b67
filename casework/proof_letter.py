"""The proof of a date as a paragraph of the answer, where the person is to see why the answer comes when it comes."""

from casework.clock import clock_of
from casework.draft import edit, handled_case, latest_draft
from casework.people import Staff
from casework.refusals import NoDraft
from casework.turn import Turn
from rules.explain import proof_paragraph
from rules.records import Paper
from storage.desk_tables import Draft


def add_proof(turn: Turn, who: Staff, ref: str) -> Draft:
    """Add the proof of the term to the newest version of the answer; once: what stands there already is not added again.

    Raises NoSuchCase, NotHandler, NoDraft where no answer is drafted, and what `edit` raises.
    """
    case = handled_case(turn, who, ref)
    draft, found = latest_draft(turn, case), clock_of(turn, case)
    if draft.paper is not Paper.ANSWER or found is None:
        raise NoDraft(ref=case.ref)
    paragraph = proof_paragraph(found, draft.language, turn.office.calendar.zone)
    if paragraph in draft.substance:
        return draft
    return edit(turn, who, ref, draft.version, f"{draft.substance.rstrip()}\n\n{paragraph}")
