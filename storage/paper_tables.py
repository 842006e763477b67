"""The tables of papers: files that officials gave back to the bot, and letters that a person hands over in another way."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from storage.columns import LONG


class GivenBack(SQLModel, table=True):
    """A file an official sent back for a draft: an edited .docx, a signed or an encrypted container. Kept whatever came of it."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    draft_id: int = Field(foreign_key="draft.id")
    what: str  # docx, signed, sealed
    sha256: str
    size: int
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    outcome: str = ""  # taken, the name of a refusal, "" while a person is asked


class HandOver(SQLModel, table=True):
    """A letter that leaves by post, by DHX, by hand, or an answer that was spoken: sent when a person has recorded it."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    way: str  # rules/records.py, HandedBy
    address: str = Field(default="", sa_type=LONG)  # of the envelope
    label_pdf: str = ""
    prepared_by_id: int = Field(foreign_key="official.id")
    prepared_at: datetime
    recorded_by_id: int | None = Field(default=None, foreign_key="official.id")
    recorded_at: datetime | None = None
    day: date | None = None
    proof: str = Field(
        default="", sa_type=LONG
    )  # the tracking code, the number of the other system, to whom it was given
    summary: str = Field(default="", sa_type=LONG)  # of what was said
    spoken_with: str = Field(default="", sa_type=LONG)
    content: bool | None = None  # whether the person was content with a spoken answer
