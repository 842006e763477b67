"""A fact of the case has changed that our letters bear: what waits is written anew, so that what is approved is what is true."""

from sqlmodel import col, select

from casework.draft import newly_written
from casework.newest import latest_draft
from casework.refusals_of_letters import FactMissing, NoDraft, UnsentDraft
from casework.turn import Turn
from rules.life import State
from rules.records import Paper
from storage.desk_tables import Draft
from storage.tables import Case


def refresh_drafts(turn: Turn, case: Case) -> Draft | None:
    """Write the waiting version anew where its words would differ now; an approval of the old one is void.

    Return the new version, None where nothing waits, differs, or can be written. What is on its way stays as it was approved.
    """
    try:
        draft = latest_draft(turn, case)
        if (
            draft.sent_at
            or draft.returned_why
            or (draft.paper is Paper.ANSWER and case.state not in (State.DRAFTED, State.APPROVED))
        ):
            return None
        newer = newly_written(turn, case, draft)
    except (NoDraft, UnsentDraft, FactMissing):
        return None
    return newer if newer.id != draft.id else None


def waiting_drafts(turn: Turn) -> list[Draft]:
    """Return the answers that wait for approval or for sending, the newest version of each case."""
    rows = turn.session.exec(select(Draft).join(Case, col(Case.id) == col(Draft.case_id)).where(
        col(Case.state).in_((State.DRAFTED, State.APPROVED)), Draft.paper == Paper.ANSWER, col(Draft.sent_at).is_(None))
        .order_by(col(Draft.version)))  # fmt: skip
    return list({row.case_id: row for row in rows}.values())
