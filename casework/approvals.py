"""Which drafts wait for whose approval: of those who were asked, and of who stands in while they are away."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, select

from casework.propose import absences
from casework.turn import Turn
from rules.routing import stand_in_for
from storage.desk_tables import Draft, OutboxItem

ASKED_WITHIN: Final = timedelta(days=60)  # a request for approval older than that is told no more


def approvals(turn: Turn) -> Mapping[str, Mapping[int, datetime]]:
    """Return which cases wait for whose approval, and since when: those who were asked, while that version is the newest.

    What one was asked who is away waits for the stand-in, but for the stand-in's own drafts: nobody approves those.
    """
    asked = turn.session.exec(select(OutboxItem.recipient, OutboxItem.case_id, OutboxItem.values, OutboxItem.decided).where(
        OutboxItem.what == "draft_waits", OutboxItem.decided >= turn.now - ASKED_WITHIN).order_by(col(OutboxItem.decided))).all()  # fmt: skip
    ids = {case_id for _, case_id, _, _ in asked if case_id}
    newest = {row.case_id: row for row in turn.session.exec(
        select(Draft).where(col(Draft.case_id).in_(ids)).order_by(col(Draft.version)))}  # fmt: skip
    present = _Present(turn)
    waiting: dict[str, dict[int, datetime]] = defaultdict(dict)
    for recipient, case_id, values, since in asked:
        draft = newest.get(case_id or 0)
        if draft and draft.version == values.get("version") and not draft.approved_at and not draft.returned_why:
            waiting[present.instead_of(recipient, draft.by_id)].setdefault(draft.case_id, since)
    return waiting


class _Present:
    """Who is there for whom today."""

    def __init__(self, turn: Turn) -> None:
        self._away, self._today = absences(turn), turn.today

    def instead_of(self, recipient: str, drafter: int) -> str:
        """Return the recipient, else who stands in; the recipient after all where that is nobody or the drafter."""
        deputy = stand_in_for(recipient.removeprefix("official:"), self._away, self._today)
        return f"official:{deputy}" if deputy and deputy != str(drafter) else recipient
