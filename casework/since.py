"""What has come since an answer was approved: it voids nothing, but whoever sends the answer is shown it first."""

from typing import Final

from sqlmodel import col, select

from casework.newest import latest_draft
from casework.turn import Turn
from storage.tables import Event

# What may have changed, by the name of its line in the history.
NEWS: Final = {
    "attached": "letter", "wrote_again": "letter", "extended": "extension", "late_notice_sent": "late_notice", "kind": "kind",
    "language": "language", "restricted": "restriction", "named_day": "day", "answer_address": "address", "sent_receipt": "receipt",
}  # fmt: skip


def since_approval(turn: Turn, ref: str) -> tuple[str, ...]:
    """Return the names of what has come since the newest version was approved: letter, extension, kind, receipt, ...

    Raises NoSuchCase, NoDraft.
    """
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    if draft.approved_at is None:
        return ()
    what = turn.session.exec(select(Event.what).where(
        Event.case_id == case.id, col(Event.at) > draft.approved_at).order_by(col(Event.id))).all()  # fmt: skip
    return tuple(dict.fromkeys(NEWS[one] for one in what if one in NEWS))
