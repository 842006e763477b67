"""The tables of intake and of cases. What people do and what goes out stands in storage/desk_tables.py.

Dates of the law are dates at the office; moments are aware UTC. No column is null but
where "not yet" is a fact of its own.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rules.kinds import Child, Kind, Language, Outcome
from rules.life import State
from rules.records import Dispatch, Filed, Way
from storage.columns import LONG, LONG_ID, by_value


class Ledger(SQLModel, table=True):
    """Every message ever seen, and what became of it."""

    # Two partial keys: a mail server names a message by folder, UIDVALIDITY and UID, Telegram by update and digest.
    __table_args__ = (
        UniqueConstraint("source", "folder", "uidvalidity", "uid", name="ledger_place"),
        UniqueConstraint("source", "update_id", "digest", name="ledger_update"),
        Index("ledger_outcome", "outcome", "id"),
        Index("ledger_digest", "digest"),
        Index("ledger_sameness", "sameness"),
    )

    id: int | None = Field(default=None, primary_key=True)
    source: str  # imap:NAME, telegram, file
    folder: str = ""
    uidvalidity: int | None = Field(default=None, sa_type=LONG_ID)  # 32 bits without a sign (RFC 9051 section 2.3.1.1)
    uid: int | None = Field(default=None, sa_type=LONG_ID)
    update_id: int | None = Field(default=None, sa_type=LONG_ID)
    path: str = ""  # the name of an imported file as it was given
    digest: str
    sameness: str = ""  # digest of what the writer wrote, the same however the letter travelled
    size: int = 0
    seen: datetime
    received: datetime  # when the agency got it: the mail server's own date, never the letter's
    outcome: Filed = Field(default=Filed.PENDING, sa_type=by_value(Filed))
    ref: str = ""
    proposed_ref: str = ""  # for a held letter
    why: str = ""
    tries: int = 0
    receipts: bool = True  # false: imported without receipts
    read_until: datetime | None = None  # a process reads it, by the database's clock; where there are several


class Original(SQLModel, table=True):
    """The octets of a letter, in a file of that name, on disk before this row."""

    digest: str = Field(primary_key=True)
    size: int
    at: datetime


class Glanced(SQLModel, table=True):
    """A letter of a long queue whose case was registered at a glance; the row goes when the letter is understood."""

    ledger_id: int = Field(primary_key=True, foreign_key="ledger.id", sa_column_kwargs={"autoincrement": False})
    case_id: int = Field(foreign_key="case.id")
    tries: int = 0


class Counter(SQLModel, table=True):
    """Running numbers without gaps: the row is raised in the registering transaction."""

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int = 0


class Person(SQLModel, table=True):
    """A citizen or a body that writes to us."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
    address: str = Field(default="", index=True)  # mail, lower case
    telegram_id: int | None = Field(default=None, index=True, sa_type=LONG_ID)
    language: Language = Field(default=Language.UNKNOWN, sa_type=by_value(Language))
    blocked: bool = False  # the bot cannot write to them any more


class Case(SQLModel, table=True):
    """One matter. The table is small: lists and cards read nothing else."""

    __table_args__ = (
        Index("case_open_due", "state", "safe"),
        Index("case_handler", "handler_id", "state", "safe"),
        Index("case_legal", "state", "due"),
        Index("case_registered", "registered"),
        Index("case_answered", "answered_at"),
        Index("case_extended", "extended", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ref: str = Field(unique=True)
    token: str = Field(unique=True)  # unguessable; stands in our Message-IDs and Reply-To
    state: State = Field(default=State.REGISTERED, sa_type=by_value(State))
    version: int = 1
    channel: Way = Field(default=Way.MAIL, sa_type=by_value(Way))
    mailbox: str = ""  # which of our mailboxes it came to
    person_id: int = Field(foreign_key="person.id", index=True)

    kind: Kind = Field(sa_type=by_value(Kind))
    kind_confidence: float = 0.0
    kind_by: str = ""  # the official who said so; "" while it is a suggestion
    other_kinds: list[str] = Field(default_factory=list, sa_type=JSON)
    language: Language = Field(sa_type=by_value(Language))
    topic: str = ""
    assurance: str = "unverified"  # signed, aligned, unverified
    doubts: list[str] = Field(default_factory=list, sa_type=JSON)  # what is doubtful in who wrote, by name (casework/assurance.py)
    answer_to: str = ""  # the address an official chose; "": the one the case was written from
    merged_into_id: int | None = Field(default=None, foreign_key="case.id")
    expects_reply: bool = True

    received: datetime
    registered: date
    rule: str = ""
    basis: str = ""
    due: date | None = None
    safe: date | None = Field(default=None, index=True)
    named_day: date | None = None  # the day the letter itself names
    said_rule: str = ""  # the term a person said holds, where the kind has several
    extended: bool = False
    extension_reason: str = ""

    handler_id: int | None = Field(default=None, foreign_key="official.id")
    proposed_handler_id: int | None = Field(default=None, foreign_key="official.id")
    media: bool = False
    media_deadline: datetime | None = None
    child: Child = Field(default=Child.NONE, sa_type=by_value(Child))
    restricted: bool = False
    offence: bool = False

    answered_at: datetime | None = None
    closed_at: datetime | None = Field(default=None, index=True)
    outcome: Outcome | None = Field(default=None, sa_type=by_value(Outcome))
    held_why: str = ""  # a legal hold: kept whatever its retention; no personal data
    erased_at: datetime | None = None  # its content was forgotten; figures and history are left


class Letter(SQLModel, table=True):
    """One letter of a case, in or out."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    ledger_id: int | None = Field(default=None, foreign_key="ledger.id", unique=True)
    answers_id: int | None = Field(default=None, foreign_key="letter.id", index=True)  # the letter a receipt is for
    incoming: bool
    what: str = "letter"  # letter, receipt, answer, extension, clarification, forwarding
    digest: str = ""
    message_id: str = Field(default="", index=True)
    in_reply_to: str = ""
    references: str = Field(default="", sa_type=LONG)
    at: datetime
    sender_name: str = ""
    sender: str = ""
    reply_to: str = ""
    recipients: list[str] = Field(default_factory=list, sa_type=JSON)
    subject: str = Field(default="", sa_type=LONG)
    text: str = Field(default="", sa_type=LONG)
    new_text: str = Field(default="", sa_type=LONG)
    masked: str = Field(default="", sa_type=LONG)
    defects: list[str] = Field(default_factory=list, sa_type=JSON)
    delivery: Dispatch | None = Field(default=None, sa_type=by_value(Dispatch))


class Attachment(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = Field(foreign_key="letter.id", index=True)
    name: str
    type: str
    size: int
    sha256: str
    text: str = Field(default="", sa_type=LONG)


class Suggestion(SQLModel, table=True):
    """What the house made of a case's first letter, with reasons. The names may be shown, the sentences are content."""

    case_id: int = Field(primary_key=True, foreign_key="case.id", sa_column_kwargs={"autoincrement": False})
    reasons: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # subject -> [[name, sentence], ...]


class Correction(SQLModel, table=True):
    """What a person changed in a suggestion: the house learns from these."""

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    field: str
    was: str
    became: str
    official_id: int = Field(foreign_key="official.id")
    at: datetime


class Event(SQLModel, table=True):
    """The history of a case. Rows are never changed nor deleted: a trigger refuses it.

    `previous` and `hash` chain the rows of a case, so that a missing or altered one shows.
    """

    __table_args__ = (Index("event_case", "case_id", "id"), Index("event_at", "at"))

    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="case.id")
    at: datetime
    who: str  # official:ID, vastaja, citizen, operator
    what: str
    note: str = Field(default="", sa_type=LONG)  # no personal data
    previous: str = ""
    hash: str = ""
