"""The tables of what the agency registers and says officially: numbers of the document system, restrictions, positions, questions."""

from datetime import date, datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import LONG


class RegisterNumber(SQLModel, table=True):
    """A number the document system (or the sender's) gave to a letter of a case; the newest of each direction holds."""

    __table_args__ = (Index("registernumber_case", "case_id", "direction", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    direction: str  # sisse, valja, teie
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)  # of ours, which bears it
    number: str = Field(index=True)
    day: date | None = None  # of registration; of the letter where it is the sender's own number
    by_id: int = Field(foreign_key="official.id")
    at: datetime


class Restriction(SQLModel, table=True):
    """What a person decided of the access to a case and its documents (AvTS §§ 35, 40, 41)."""

    case_id: int = Field(primary_key=True, foreign_key="case.id", sa_column_kwargs={"autoincrement": False})
    points: list[str] = Field(default_factory=list, sa_type=JSON)  # of AvTS § 35 (1); [] where there is no restriction
    begun: date
    until: date | None = None
    declined_why: str = Field(default="", sa_type=LONG)
    in_force_on: date | None = None  # when the decision of the supervision took effect (AvTS § 36 (1) 12)
    by_id: int = Field(foreign_key="official.id")
    at: datetime


class ListedQuestion(SQLModel, table=True):
    """A question of the letter, masked: kept so that none stays unanswered. Content."""

    __table_args__ = (UniqueConstraint("case_id", "number", name="listedquestion_once"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    letter_id: int = Field(foreign_key="letter.id", index=True)
    number: int
    text: str = Field(default="", sa_type=LONG)
    done_at: datetime | None = None
    done_by_id: int | None = Field(default=None, foreign_key="official.id")


class GivenFact(SQLModel, table=True):
    """A fact that a template asked for and the case did not hold: a person gave it in the chat."""

    __table_args__ = (UniqueConstraint("case_id", "name", name="givenfact_once"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    name: str  # as the template writes it: case.their_reference
    text: str = Field(default="", sa_type=LONG)
    by_id: int = Field(foreign_key="official.id")
    at: datetime


class PositionText(SQLModel, table=True):
    """An official position entered in the chat; a newer row of the same topic takes the place of an older one."""

    id: int | None = Field(default=None, primary_key=True)
    topic: str = Field(index=True)
    language: str
    text: str = Field(default="", sa_type=LONG)
    owner: str
    source: str
    valid_from: date
    valid_to: date | None = None
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    withdrawn_at: datetime | None = None


class UsedPosition(SQLModel, table=True):
    """A position that an answer of the case rests on, as it was then; `why`: the reason for departing from it."""

    __table_args__ = (UniqueConstraint("case_id", "topic", "digest", name="usedposition_once"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    topic: str
    digest: str  # of the very words
    at: datetime
    dropped_at: datetime | None = None  # the answer rests on it no more
    why: str = Field(default="", sa_type=LONG)
    why_by_id: int | None = Field(default=None, foreign_key="official.id")


class Feedback(SQLModel, table=True):
    """Whether an answer was of help, as its reader said; counted by topic."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", unique=True)
    topic: str = Field(index=True)
    asked_at: datetime
    person_id: int = Field(foreign_key="person.id", index=True)
    helped: bool | None = None  # None: asked, not answered
    answered_at: datetime | None = None
