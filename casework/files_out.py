"""The letter as a file for those who work on it: bytes out, on record."""

from casework.documents import file_name
from casework.newest import latest_draft
from casework.people import Staff
from casework.refusals_of_letters import NoPdf
from casework.turn import Turn
from casework.word_edit import FileOut
from storage.desk_tables import Draft
from storage.tables import Case


def letter_pdf(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Return the PDF of the newest version as it is kept, octet for octet, on record.

    Raises NoSuchCase, NoDraft, NoPdf where the letter holds a sign that cannot be printed.
    """
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    file = kept_pdf(turn, case, draft)
    turn.note(case, who.label, "opened_pdf", f"v{draft.version}")
    return file


def kept_pdf(turn: Turn, case: Case, draft: Draft) -> FileOut:
    """Raises NoPdf."""
    if not draft.letter_pdf:
        raise NoPdf(ref=case.ref)
    return FileOut(file_name(case, draft.paper, "pdf"), turn.originals.read(draft.letter_pdf), draft.version)


def letter_for_citizen(turn: Turn, draft_id: int) -> FileOut | None:
    """Return the file that a citizen of the bot gets beside the words, signed where it was signed, None where there is none."""
    draft = turn.session.get_one(Draft, draft_id)
    if draft.signed:
        return FileOut(draft.signed["name"], turn.originals.read(draft.signed["sha256"]), draft.version)
    return kept_pdf(turn, turn.session.get_one(Case, draft.case_id), draft) if draft.letter_pdf else None
