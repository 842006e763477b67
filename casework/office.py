"""What is particular to one agency: its texts, its calendar, its chats and what it has decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from reading.municipalities import Municipality, built_in_municipalities
from reading.topic import Topic
from reading.understand import Senders
from replies.facts import OfficeFacts
from replies.library import Library
from replies.positions import Positions
from rules.retention import KEPT, Retention
from rules.routing import Route
from rules.signing import SIGNATORIES
from rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Chats:
    """Telegram chat ids of the groups; 0 where there is none."""

    duty: int = 0
    press: int = 0
    heads: int = 0
    units: Mapping[str, int] = field(default_factory=dict)  # of mailboxes that have a duty group of their own

    def on_duty(self, mailbox: str) -> int:
        return self.units.get(mailbox, self.duty)


@dataclass(frozen=True, slots=True)
class Receipts:
    per_correspondent_day: int = 5
    per_hour: int = 600  # 0: no limit
    backlog: str = "ask"  # ask, send, none
    backlog_age: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Approval:
    four_eyes: bool = True
    approvers: str = "head"  # head, official
    undo: timedelta = timedelta(minutes=2)
    approver: Mapping[str, str] = field(default_factory=dict)  # by kind or reader, where it is another (rules/signing.py)
    signatory: Mapping[str, str] = field(default_factory=lambda: SIGNATORIES)
    superior: str = ""  # the name of the head's superior, who approves where nobody else may, and decides on letters about the head
    number_first: bool = False  # whether an answer needs its number before it is approved
    signed: bool = False  # whether answers say that they are digitally signed, and leave in writing only when they are
    attach: tuple[str, ...] = ("pdf",)  # pdf, docx: the files that go with an answer by mail
    issuers: bytes = b""  # certificates (PEM) of those whose signatures count; b"": the signature alone is checked
    largest: int = 20 * 1024 * 1024  # octets of a mail, as most servers take it


@dataclass(frozen=True, slots=True)
class Privacy:
    chat: str = "masked"  # masked, reference
    content: str = "page"  # page, chat
    reveal: timedelta = timedelta(minutes=10)
    reconfirm: timedelta = timedelta(0)  # after which an official binds the account anew; 0: never
    page_url: str = ""  # the address officials reach the page by; "" where nobody has said


@dataclass(frozen=True, slots=True)
class Alarms:
    mail: tuple[str, ...] = ()
    danger_repeat: timedelta = timedelta(minutes=10)
    night_mail: str = ""
    night_chat: int = 0
    surge: int = 3  # letters of as many people about one institution; 0: never
    surge_within: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Office:
    facts: OfficeFacts
    library: Library
    positions: Positions
    calendar: Calendar
    senders: Senders
    chats: Chats = Chats()
    receipts: Receipts = Receipts()
    approval: Approval = Approval()
    privacy: Privacy = Privacy()
    alarms: Alarms = Alarms()
    feedback: frozenset[str] = frozenset()  # kinds whose answers may ask if they were of help
    series: str = ""  # of the document register, as [office] series names it
    sent_folder: str = ""  # where copies of our letters are kept; "": the server does so itself, or nobody
    municipalities: tuple[Municipality, ...] = field(default_factory=built_in_municipalities)
    letterhead: Path | None = None  # the agency's own letter.typ, label.typ, letter.docx
    plus_addresses: frozenset[str] = field(default_factory=frozenset)  # names of mailboxes that take info+token@

    topics: tuple[Topic, ...] = ()  # the office's own, beside the built-in ones
    routing: tuple[Route, ...] = ()  # the office's own table of who gets what
    retention: Mapping[str, Retention] = field(default_factory=lambda: KEPT)  # years by kind, after which a case may be forgotten

    @property
    def domain(self) -> str:
        """Return what stands after the @ of our Message-IDs."""
        return self.facts.address.rpartition("@")[2] or "localhost"
