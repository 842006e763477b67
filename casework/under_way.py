"""What was decided on and may still leave, or may have left: nothing takes its place until a person knows which."""

from sqlmodel import col, select

from casework.refusals_of_letters import UnsentDraft
from casework.turn import Turn
from rules.records import Dispatch, Paper
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Case

UNDER_WAY = (Dispatch.PENDING, Dispatch.SENDING, Dispatch.UNCERTAIN)


def demand_nothing_under_way(turn: Turn, case: Case, *papers: Paper) -> None:
    """Raise UnsentDraft where an approved letter of the case is on its way: one of these papers, or any where none is named."""
    wanted = select(OutboxItem.id).where(
        OutboxItem.case_id == case.id, col(OutboxItem.draft_id).is_not(None), col(OutboxItem.state).in_(UNDER_WAY))  # fmt: skip
    if papers:
        wanted = wanted.join(Draft, col(OutboxItem.draft_id) == col(Draft.id)).where(col(Draft.paper).in_(papers))
    if turn.session.exec(wanted).first() is not None:
        raise UnsentDraft(ref=case.ref)
