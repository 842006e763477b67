"""The table of models that were learnt from corrections: which is in use, from which cases, and how well each reads."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class LearntModel(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    digest: str  # SHA-256 of its file, and the file's name
    case_ids: list[int] = Field(default_factory=list, sa_type=JSON)  # of the corrected cases it has learnt from
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    in_use: bool = True
    erased: bool = False  # a case it has learnt from was erased since: it is to be trained anew
