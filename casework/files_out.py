"""The letter as a file for those who work on it: bytes out, on record."""

from casework.documents import file_name
from casework.draft import latest_draft
from casework.people import Staff
from casework.refusals import NoPdf
from casework.turn import Turn
from casework.word_edit import FileOut


def letter_pdf(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Return the PDF of the newest version as it is kept, octet for octet, on record.

    Raises NoSuchCase, NoDraft, NoPdf where the letter holds a sign that cannot be printed.
    """
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    if not draft.letter_pdf:
        raise NoPdf(ref=case.ref)
    turn.note(case, who.label, "opened_pdf", f"v{draft.version}")
    return FileOut(file_name(case, draft.paper, "pdf"), turn.originals.read(draft.letter_pdf), draft.version)
