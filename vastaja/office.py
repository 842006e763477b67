"""The agency as casework sees it: made from the settings and the files of the office's folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from casework.office import Alarms, Approval, Chats, Office, Privacy, Receipts
from replies.facts import OfficeFacts
from replies.library import Library
from replies.positions import Positions
from vastaja.folder import OfficeFault, calendar_of, municipalities_of, retention_of, routing_of, senders_of, topics_of
from vastaja.settings import Settings

T = TypeVar("T")

NAMELESS: Final = "asutus"  # an office that has told neither name nor address; `check` asks for them

__all__ = ["OfficeFault", "facts_of", "library_of", "make_office", "positions_of"]


def make_office(settings: Settings) -> Office:
    """Return the office of these settings. Raises OfficeFault with the faults of all its files at once."""
    faults: list[str] = []
    calendar, senders = _or_fault(calendar_of, settings, faults), _or_fault(senders_of, settings, faults)
    municipalities = _or_fault(municipalities_of, settings, faults)
    routing, retention = _or_fault(routing_of, settings, faults), _or_fault(retention_of, settings, faults)
    topics = _or_fault(topics_of, settings, faults)
    positions = positions_of(settings)
    faults += [f"positions/{bad.file.name}: {bad.sentence}" for bad in positions.faults]
    if faults or calendar is None or senders is None or municipalities is None or routing is None or retention is None or topics is None:
        raise OfficeFault(tuple(dict.fromkeys(faults)))
    return Office(
        facts=facts_of(settings), library=library_of(settings), positions=positions, calendar=calendar, senders=senders,
        chats=_chats(settings),
        receipts=_receipts(settings), approval=_approval(settings), privacy=_privacy(settings), alarms=_alarms(settings),
        series=settings.office.series, feedback=frozenset(settings.feedback.kinds),
        sent_folder=settings.smtp.sent_folder if settings.mailbox else "",
        municipalities=municipalities, letterhead=settings.office.folder / "letterhead",
        plus_addresses=frozenset(box.name for box in settings.mailbox if box.plus_addresses),
        routing=routing, retention=retention, topics=topics,
    )  # fmt: skip


def library_of(settings: Settings) -> Library:
    """Return the templates, the agency's own before the built-in ones."""
    own = settings.office.folder / "templates"
    return Library((own,) if own.is_dir() else (), settings.office.time_zone)


def positions_of(settings: Settings) -> Positions:
    """Return the official positions of the office's folder, the built-in examples where it has none."""
    own: Path = settings.office.folder / "positions"
    return Positions(own) if own.is_dir() else Positions()


def _or_fault(make: Callable[[Settings], T], settings: Settings, faults: list[str]) -> T | None:
    try:
        return make(settings)
    except OfficeFault as fault:
        faults += fault.faults
        return None


def facts_of(settings: Settings) -> OfficeFacts:
    office = settings.office
    name = office.name or office.unit or office.address.rpartition("@")[2] or NAMELESS
    return OfficeFacts(
        name=name, unit=office.unit, phone=office.phone, address=office.address, website=office.website,
        privacy_url=office.privacy_url, postal_address=office.postal_address, registry_code=office.registry_code,
        press_phone=office.press_phone, press_mail=office.press_mail,
    )  # fmt: skip


def _chats(settings: Settings) -> Chats:
    units = {box.name: box.duty for box in settings.mailbox if box.duty}
    return Chats(settings.chats.duty, settings.chats.press, settings.chats.heads, units)


def _receipts(settings: Settings) -> Receipts:
    told = settings.receipts
    return Receipts(told.per_correspondent_day, told.per_hour, told.backlog, told.backlog_age)


def _approval(settings: Settings) -> Approval:
    told = settings.approval
    return Approval(
        told.four_eyes, told.approvers, told.undo, approver=told.approver, signatory=told.signatory, superior=told.superior,
        number_first=told.number_first, signed=told.signed, attach=told.attach, issuers=_octets(told.signature_issuers), largest=told.largest_mail * 1024 * 1024,
    )  # fmt: skip


def _octets(file: str) -> bytes:
    """Return what a file holds, b"" where none is named. Raises OfficeFault."""
    try:
        return Path(file).read_bytes() if file else b""
    except OSError:
        raise OfficeFault((f"[approval] signature_issuers: {file} cannot be read",)) from None


def _privacy(settings: Settings) -> Privacy:
    told = settings.privacy
    return Privacy(told.chat, told.content, told.reveal, told.reconfirm, settings.web.address)


def _alarms(settings: Settings) -> Alarms:
    told = settings.alarms
    return Alarms(told.mail, told.danger_repeat, settings.child.night_mail, settings.child.night_chat,
                  told.surge, told.surge_within)  # fmt: skip
