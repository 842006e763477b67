"""Who answers many letters at once is told once, when the last has been sent, not of each."""

from sqlmodel import col, select

from casework.turn import Turn
from rules.records import Dispatch
from storage.campaign_tables import Campaign, CampaignLetter
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Case


def told_with_campaign(turn: Turn, draft: Draft) -> bool:
    """Return whether a sent answer is one of many; the handler of the first is told when all of them have gone."""
    letter = turn.session.exec(select(CampaignLetter).where(CampaignLetter.draft_id == draft.id)).first()
    if letter is None:
        return False
    turn.session.flush()
    ids = turn.session.exec(select(CampaignLetter.draft_id).where(
        CampaignLetter.campaign_id == letter.campaign_id, col(CampaignLetter.draft_id).is_not(None))).all()  # fmt: skip
    sent = turn.session.exec(select(OutboxItem.draft_id).where(
        col(OutboxItem.draft_id).in_(ids), OutboxItem.state == Dispatch.SENT)).all()  # fmt: skip
    if {*sent, draft.id} >= {*ids}:
        case = turn.session.get_one(Case, turn.session.get_one(Campaign, letter.campaign_id).case_id)
        turn.tell(f"official:{case.handler_id}", "campaign_sent", case, count=len(ids), once=f"campaign_sent:{letter.campaign_id}:{len(ids)}")
    return True
