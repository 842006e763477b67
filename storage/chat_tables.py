"""The tables of what people have begun to say to the bot and have not finished."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from storage.columns import LONG, LONG_ID


class Conversation(SQLModel, table=True):
    """Something begun in a private chat: it survives a restart and ends with its effect or with /katkesta."""

    telegram_id: int = Field(primary_key=True, sa_type=LONG_ID, sa_column_kwargs={"autoincrement": False})
    what: str = Field(primary_key=True)  # asked, register, letter
    command: str = ""
    ref: str = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    began: datetime
    touched: datetime = Field(index=True)


class Piece(SQLModel, table=True):
    """A message that belongs to a letter in the making: words, or a file that lies among the originals."""

    id: int | None = Field(default=None, primary_key=True)
    telegram_id: int = Field(index=True, sa_type=LONG_ID)
    what: str  # of the conversation: register, letter
    ledger_id: int = Field(foreign_key="ledger.id", index=True)
    message_id: int
    text: str = Field(default="", sa_type=LONG)
    name: str = ""
    type: str = ""
    size: int = 0
    sha256: str = ""
    at: datetime


class ByHand(SQLModel, table=True):
    """A case whose letter a person took down: it may be here already by another road."""

    case_id: int = Field(primary_key=True, foreign_key="case.id", sa_column_kwargs={"autoincrement": False})
    by_id: int = Field(foreign_key="official.id")
    at: datetime = Field(index=True)


class InternalNote(SQLModel, table=True):
    """What colleagues tell each other of a case. Content, and never for the citizen: no text of ours is made from it."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    text: str = Field(default="", sa_type=LONG)


class CaseLink(SQLModel, table=True):
    """Two cases that speak of one thing and stay two; written once, the smaller id first."""

    case_id: int = Field(primary_key=True, foreign_key="case.id", sa_column_kwargs={"autoincrement": False})
    other_id: int = Field(primary_key=True, foreign_key="case.id", index=True, sa_column_kwargs={"autoincrement": False})
    by_id: int = Field(foreign_key="official.id")
    at: datetime
