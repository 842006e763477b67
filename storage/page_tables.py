"""The tables of the content page: links that open once, and words that are being written."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.columns import LONG


class PageLink(SQLModel, table=True):
    """A one-time link of one official to the content of one case, and the visit it has become. Only digests are kept."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # stands in the address of the visit; opens nothing
    token_digest: str = Field(unique=True)
    code_digest: str
    official_id: int = Field(foreign_key="official.id", index=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    what: str  # casework/page_links.py
    subject: str = Field(default="", sa_type=LONG)  # of a held letter its number, of a search its words
    made: datetime = Field(index=True)
    expires: datetime
    tries: int = 0
    opened_at: datetime | None = None
    visit_digest: str = ""
    until: datetime | None = None  # the end of the visit; moves while somebody is there
    ended_at: datetime | None = None


class PageWords(SQLModel, table=True):
    """What somebody is writing in a visit, kept as they type; it becomes a version of the draft, and then it goes."""

    link_id: int = Field(primary_key=True, foreign_key="pagelink.id", sa_column_kwargs={"autoincrement": False})
    case_id: int = Field(foreign_key="case.id", index=True)
    official_id: int = Field(foreign_key="official.id", index=True)
    base: int  # the version it was begun from
    text: str = Field(default="", sa_type=LONG)
    at: datetime
