"""The tables of people at their desks: officials, drafts, what goes out, alerts and reminders."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from rules.kinds import Child, Language
from rules.records import Dispatch, Paper
from storage.columns import LONG, LONG_ID, by_value


class Official(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    mail: str = ""
    phone: str = ""
    title: str = ""  # the post, as it stands below the name of who signs
    language: Language = Field(default=Language.ESTONIAN, sa_type=by_value(Language))
    roles: list[str] = Field(default_factory=list, sa_type=JSON)
    telegram_id: int | None = Field(default=None, unique=True, sa_type=LONG_ID)
    active: bool = True
    unreachable_since: datetime | None = None
    last_given: datetime | None = None  # when a case was last proposed, for the turn


class Invitation(SQLModel, table=True):
    """A one-time code for /start; only its digest is kept."""

    id: int | None = Field(default=None, primary_key=True)
    official_id: int = Field(foreign_key="official.id", index=True)
    code_digest: str = Field(unique=True)
    expires: datetime
    used_at: datetime | None = None


class WrongCode(SQLModel, table=True):
    """How often an account has tried a wrong code: after five it is not listened to."""

    telegram_id: int = Field(primary_key=True, sa_type=LONG_ID, sa_column_kwargs={"autoincrement": False})
    tries: int = 0
    last: datetime


class Absence(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    official_id: int = Field(foreign_key="official.id", index=True)
    first: date
    last: date | None = None  # None: open-ended
    stand_in_id: int = Field(foreign_key="official.id")
    by_id: int | None = Field(default=None, foreign_key="official.id")  # who entered it
    at: datetime | None = None
    briefed_at: datetime | None = None  # when the stand-in got the handover brief
    returned_at: datetime | None = None  # when the one who came back got the return brief


class Draft(SQLModel, table=True):
    """A version of a letter we may send. What was approved is kept for ever as it was."""

    __table_args__ = (
        UniqueConstraint("case_id", "version", name="draft_version"),
        Index("draft_sent", "paper", "sent_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    version: int
    paper: Paper = Field(sa_type=by_value(Paper))
    language: Language = Field(sa_type=by_value(Language))
    subject: str = Field(default="", sa_type=LONG)
    text: str = Field(default="", sa_type=LONG)
    html: str = Field(default="", sa_type=LONG)
    recipients: list[str] = Field(default_factory=list, sa_type=JSON)  # envelope, and To
    attachments: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)  # name, sha256
    substance: str = Field(default="", sa_type=LONG)  # what the official wrote; the template stands around it
    reason: str = ""  # of an extension, in the words of the official; of a forwarding, to whom
    ground: str = ""  # of a refusal: which ground of the law (rules/grounds.py)
    until: date | None = None  # the day an extension would give
    companion_id: int | None = Field(default=None, foreign_key="draft.id")  # approved and sent together with this one
    template_hash: str = ""
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    hash: str
    returned_why: str = ""
    approved_by_id: int | None = Field(default=None, foreign_key="official.id")
    approved_at: datetime | None = None
    approved_hash: str = ""
    sent_at: datetime | None = None
    letter_pdf: str = ""  # SHA-256 of the letter as a PDF; part of what an approval signs, attached or not
    cover: str = Field(default="", sa_type=LONG)  # what the mail says instead of the letter, where that is encrypted
    sealed: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON
    )  # the encrypted container and whom it was made for
    signed: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # the signed container in the place of the PDF
    in_chat: bool = False  # the approver chose that a citizen of the bot reads it there


class OutboxItem(SQLModel, table=True):
    """A message that has been decided on but perhaps not yet sent."""

    __table_args__ = (
        Index("outbox_due", "channel", "state", "urgency", "try_after"),
        Index("outbox_what", "what", "decided"),
        Index("outbox_given", "what", "recipient", "decided"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int | None = Field(default=None, foreign_key="case.id", index=True)
    letter_id: int | None = Field(default=None, foreign_key="letter.id")
    draft_id: int | None = Field(default=None, foreign_key="draft.id")
    what: str  # receipt, answer, ... or the name of a chat message
    channel: str  # mail, chat
    recipient: str  # addresses joined by a space, or a chat id
    values: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    message_id: str = Field(default="", index=True)
    once: str | None = Field(default=None, unique=True)  # an item with this key is put in but once
    urgency: int = 5  # 0 danger ... 9 digest
    state: Dispatch = Field(default=Dispatch.PENDING, sa_type=by_value(Dispatch))
    decided: datetime
    try_after: datetime
    tries: int = 0
    lease_until: datetime | None = None
    fence: int = 0
    results: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # address, accepted, code
    last_error: str = ""
    settled_at: datetime | None = None


class Reminder(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("case_id", "rung", name="reminder_once"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id")
    rung: str
    official_id: int | None = Field(default=None, foreign_key="official.id")
    at: datetime
    acknowledged_at: datetime | None = None
    escalated_at: datetime | None = None  # handed on by hand, before noon or after


class MediaAlert(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", unique=True)
    at: datetime
    signs: list[str] = Field(default_factory=list, sa_type=JSON)
    deadline: datetime | None = None
    taken_by_id: int | None = Field(default=None, foreign_key="official.id")
    taken_at: datetime | None = None
    done_at: datetime | None = None
    withdrawn_why: str = ""
    promised_at: datetime | None = None  # when the press told the journalist to expect the answer
    remind_at: datetime | None = None  # when the press wants to be reminded, at any hour
    already_public: str = Field(default="", sa_type=LONG)  # what is known to all of the matter; holds no personal data
    may_confirm: bool = False  # whether it may be said that there is supervision (AvTS § 35 (1) p 2)
    may_confirm_by_id: int | None = Field(default=None, foreign_key="official.id")
    facts_by_id: int | None = Field(default=None, foreign_key="official.id")  # whom to ask for facts; None: the handler


class ChildTrack(SQLModel, table=True):
    """The child's own track beside the answer: open until what was done is recorded (LasteKS §§ 27, 31)."""

    case_id: int = Field(primary_key=True, foreign_key="case.id", sa_column_kwargs={"autoincrement": False})
    level: Child = Field(sa_type=by_value(Child))
    raised_at: datetime
    alert_after: datetime  # when the next alert is due
    alerts: int = 0
    taken_by_id: int | None = Field(default=None, foreign_key="official.id")
    taken_at: datetime | None = None
    done_at: datetime | None = None
    done_way: str = ""  # one of the five ways (rules/tracks.py), "" for words of an official
    done_what: str = ""


class Referral(SQLModel, table=True):
    """A notice to an authority: to whom, with which sentences, and how a person sent it (LasteKS § 27, KrMS § 195)."""

    case_id: int = Field(primary_key=True, foreign_key="case.id", sa_column_kwargs={"autoincrement": False})
    authority: str = Field(primary_key=True)  # KOV, PPA
    recipient: str = ""  # the municipality or body
    phone: str = ""
    mail: str = ""
    dhx: str = ""
    chosen: list[int] = Field(default_factory=list, sa_type=JSON)  # numbers of the sentences, from 1
    with_reporter: bool = False  # the reporter's contact, for the child protection official only
    subject: str = ""
    text: str = Field(default="", sa_type=LONG)  # "" until it was drafted
    hash: str = ""
    by_id: int = Field(foreign_key="official.id")
    at: datetime
    approved_by_id: int | None = Field(default=None, foreign_key="official.id")
    approved_at: datetime | None = None
    sent_at: datetime | None = None
    sent_way: str = ""  # krüpteeritult, DHX, telefon
    proof: str = Field(default="", sa_type=LONG)


class Track(SQLModel, table=True):
    """A duty with its own clock beside the answer: a whistleblower's report, a breach of data, a suspected offence."""

    __table_args__ = (Index("track_open", "ended_at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    kind: str  # rules/tracks.py
    started_at: datetime
    started_by: str = ""
    ended_at: datetime | None = None
    ended_why: str = Field(default="", sa_type=LONG)


class TrackStep(SQLModel, table=True):
    """One thing a track asks for, with the moment it must be done by."""

    __table_args__ = (UniqueConstraint("track_id", "rule", name="track_step_once"),)

    id: int | None = Field(default=None, primary_key=True)
    track_id: int = Field(foreign_key="track.id", index=True)
    rule: str
    due: datetime  # the last moment; of a term in days the close of its last day
    safe: date
    done_at: datetime | None = None


class ChatUpdate(SQLModel, table=True):
    """The raw text of a Telegram update, kept 30 days beside its ledger row."""

    ledger_id: int = Field(primary_key=True, foreign_key="ledger.id", sa_column_kwargs={"autoincrement": False})
    raw: str = Field(sa_type=LONG)
    at: datetime = Field(index=True)


class ChatMessage(SQLModel, table=True):
    """A message of ours in a chat that may be answered, edited in place or must be deleted in time."""

    __table_args__ = (UniqueConstraint("chat_id", "message_id", name="chat_message_place"),)

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_type=LONG_ID)  # a supergroup's is longer than 32 bits
    message_id: int
    case_id: int = Field(foreign_key="case.id", index=True)
    what: str
    version: int = 0
    at: datetime


class Sight(SQLModel, table=True):
    """Who may know of a limited case (casework/sight.py): `sees` false keeps somebody out, true lets only such people in."""

    case_id: int = Field(primary_key=True, foreign_key="case.id", sa_column_kwargs={"autoincrement": False})
    official_id: int = Field(primary_key=True, foreign_key="official.id", index=True, sa_column_kwargs={"autoincrement": False})
    sees: bool


class Mark(SQLModel, table=True):
    """A small thing the house must remember between starts, by name."""

    name: str = Field(primary_key=True)
    value: str = ""


class Lease(SQLModel, table=True):
    """Which process serves a door of the house, until when by the database's clock, and under which number."""

    name: str = Field(primary_key=True)
    holder: str = ""
    fence: int = 0
    until: datetime
