"""A house for the tests: a real office with real texts and calendar, a real database, a clock moved by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from casework.desk import Desk
from casework.office import Alarms, Approval, Chats, Office, Privacy
from casework.people import Staff, bind, invite
from casework.receive import Arrival, take_in
from casework.register import file_letter
from casework.understand import understand_octets
from reading.outlets import built_in_senders
from replies.facts import OfficeFacts
from replies.library import Library
from replies.positions import Positions
from rules.kinds import Role
from rules.records import Filed
from rules.workdays import Calendar
from storage.originals import Originals
from storage.store import Store
from storage.tables import Ledger
from tests.template import lay_out

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday 10:00 in Tallinn
DUTY, PRESS, HEADS = -1001, -1002, -1003
MARI, JYRI, HELVE, PIRET = 11, 12, 13, 14  # Telegram ids
CITIZEN = "kadri.kask@post.example"


@dataclass(slots=True)
class HandClock:
    """A clock that moves only when told."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@cache
def built_in_texts() -> Library:
    """Return the house's own templates, read and compiled once for all tests: together they take a tenth of a second."""
    return Library()


def make_office(**changes: Any) -> Office:
    office = Office(
        facts=OfficeFacts(
            name="Näidisamet", unit="järelevalve talitus", phone="600 0000", address="info@ska.example",
            website="https://ska.example", privacy_url="https://ska.example/privaatsus", postal_address="Tamme 1, Kivila",
            registry_code="70000000", press_phone="600 0001", press_mail="press@ska.example",
        ),
        library=built_in_texts(), positions=Positions(), calendar=Calendar(),
        senders=built_in_senders(own=("ska.example",)), chats=Chats(DUTY, PRESS, HEADS), privacy=Privacy(content="chat"),
        approval=Approval(undo=timedelta(0)), alarms=Alarms(mail=("valve@ska.example",)),
    )  # fmt: skip
    return replace(office, **changes)


def make_desk(database_url: str, clock: HandClock | None = None, office: Office | None = None, originals: Path | None = None) -> Desk:
    """Return a desk at a database. Where nobody names a folder for the originals, they lie beside the file that a database is."""
    lay_out(database_url)
    if originals is None and "sqlite" not in database_url:
        originals = Path(mkdtemp(prefix="originals-"))  # a server has no folder of its own
    return Desk(
        Store(database_url), office or make_office(), clock or HandClock(), originals=Originals(originals) if originals else None
    )


@dataclass(frozen=True, slots=True)
class People:
    mari: Staff  # official
    jyri: Staff  # official
    helve: Staff  # head
    piret: Staff  # press


def hire(desk: Desk) -> People:
    """Invite the people of the house and bind their accounts."""

    def one(name: str, telegram_id: int, *roles: Role) -> Staff:
        code = desk.do_now(invite, name, list(roles), f"{name.split()[0].lower()}@ska.example")
        return desk.do_now(bind, telegram_id, code)

    return People(
        one("Mari Mets", MARI, Role.OFFICIAL), one("Jüri Jõgi", JYRI, Role.OFFICIAL),
        one("Helve Hein", HELVE, Role.HEAD, Role.OFFICIAL), one("Piret Press", PIRET, Role.PRESS))  # fmt: skip


def letter(
    text: str, subject: str = "Küsimus", sender: str = f"Kadri Kask <{CITIZEN}>", message_id: str = "<a1@post.example>",
    at: datetime = MONDAY, headers: Mapping[str, str] | None = None,
) -> bytes:  # fmt: skip
    """Return the octets of a plain letter to the agency."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "info@ska.example", subject
    message["Date"] = format_datetime(at)
    if message_id:
        message["Message-ID"] = message_id
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(text)
    return message.as_bytes()


def receive(
    desk: Desk, originals: Path, raw: bytes, uid: int = 1, folder: str = "INBOX", arrived: datetime | None = None,
) -> tuple[Filed, str]:  # fmt: skip
    """Take a letter in and file it, as the mail loop does. Return its outcome and the reference of its case."""
    digest = Originals(originals).keep(raw)
    (ledger_id,) = desk.do_now(
        take_in, "imap:info", folder, [Arrival(digest, len(raw), arrived or desk.clock(), 1, uid)]
    )
    outcome = desk.do_now(file_letter, ledger_id, understand_octets(raw, desk.office.senders))
    return outcome, desk.look_now(lambda turn: turn.session.get_one(Ledger, ledger_id).ref)
