"""The proof of a date as a paragraph of the answer, where the person is to see why the answer comes when it comes."""

from casework.agreed_language import agreed_language
from casework.clock import clock_of
from casework.draft import edit
from casework.handled import handled_case
from casework.letters import written_language
from casework.newest import latest_draft
from casework.people import Staff
from casework.plan import in_two_languages
from casework.refusals_of_letters import NoDraft
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
    own, translated = in_two_languages(draft.substance)
    zone = turn.office.calendar.zone
    paragraph = proof_paragraph(found, agreed_language(turn, case), zone)
    if paragraph in own:
        return draft
    text = f"{own}\n\n{paragraph}"
    if translated:
        text += f"\n\n---\n\n{translated}\n\n{proof_paragraph(found, written_language(case.language), zone)}"
    return edit(turn, who, ref, draft.version, text)
