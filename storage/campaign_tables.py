"""The tables of one answer to many letters."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Campaign(SQLModel, table=True):
    """One answer to near-identical letters, begun from the draft of one of them."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)  # whose draft the others were made of
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    manifest: str = ""  # digest of the letters' own hashes: what one approval signs
    approved_by_id: int | None = Field(default=None, foreign_key="official.id")
    approved_at: datetime | None = None


class CampaignLetter(SQLModel, table=True):
    """What became of one letter of a campaign."""

    __table_args__ = (UniqueConstraint("campaign_id", "case_id", name="campaign_letter_once"),)

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    case_id: int = Field(foreign_key="case.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    hash: str = ""
    refused: str = ""  # why nothing was drafted, approved or queued: the name of the refusal
