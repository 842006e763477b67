"""What an official sent back to the bot for a draft is kept, whatever comes of it: nobody's work is lost to a refusal."""

from sqlmodel import col, select

from casework.documents import keep
from casework.people import Staff
from casework.turn import Turn
from storage.desk_tables import Draft
from storage.paper_tables import GivenBack

HANDED = "docx_handed_out"
EDITED = "docx_edited"


def note_file(turn: Turn, who: Staff, draft: Draft, what: str, octets: bytes, outcome: str = "") -> GivenBack:
    """Keep a file that was handed out or given back for a draft."""
    row = GivenBack(case_id=draft.case_id, draft_id=draft.id or 0, what=what, sha256=keep(turn, octets), size=len(octets),
                    by_id=who.id, at=turn.now, outcome=outcome)  # fmt: skip
    turn.session.add(row)
    turn.session.flush()
    return row


def newest_file(turn: Turn, draft: Draft, what: str, by_id: int | None = None) -> GivenBack | None:
    """Return the newest file of this kind for a draft, of one official where `by_id` names one."""
    wanted = select(GivenBack).where(GivenBack.draft_id == draft.id, GivenBack.what == what)
    if by_id is not None:
        wanted = wanted.where(GivenBack.by_id == by_id)
    return turn.session.exec(wanted.order_by(col(GivenBack.id).desc()).limit(1)).first()
