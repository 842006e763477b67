"""The tables of work with others on a case: input asked of another unit or of the official, and statements to the press."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import LONG


class ContributionRequest(SQLModel, table=True):
    """Input that somebody else owes a case, with its own last moment. Question and answer are content."""

    __table_args__ = (Index("contribution_open", "ended_at", "due"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    unit: str  # the other unit, or the official by name
    mail: str = ""  # where the request went; "": told in the chat, or by a person
    official_id: int | None = Field(default=None, foreign_key="official.id")  # a colleague who is asked in the chat
    press: bool = False  # the press asks, for a journalist
    question: str = Field(default="", sa_type=LONG)
    due: datetime
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    chased: str = ""  # the newest step of the chase that was told (rules/contributions.py)
    ended_at: datetime | None = None  # answered, or not needed any more
    answer: str = Field(default="", sa_type=LONG)  # "" with `ended_at`: not needed any more
    ended_by_id: int | None = Field(default=None, foreign_key="official.id")


class PressStatement(SQLModel, table=True):
    """A version of what the agency would say to the press. What the head approved is kept as it was."""

    __table_args__ = (UniqueConstraint("case_id", "version", name="press_statement_version"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    version: int
    text: str = Field(default="", sa_type=LONG)
    hash: str
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    submitted_at: datetime | None = None
    approved_by_id: int | None = Field(default=None, foreign_key="official.id")
    approved_at: datetime | None = None
    returned_why: str = Field(default="", sa_type=LONG)
