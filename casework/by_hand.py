"""A letter taken down by a person: what came on paper, by phone, in person or through the document system becomes a case."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlmodel import select

from casework.conversations import REGISTER, leave
from casework.letterhead import Direction
from casework.people import Staff
from casework.pieces import parts
from casework.receive import FILE, Arrival, take_in
from casework.refusals import AlreadyFiled, DayAhead
from casework.register import add_follow_up, correspondent, open_case
from casework.register_number import put_number
from casework.turn import Turn
from casework.understand import Understood
from mail.letter import Address, Automatic
from rules.records import Filed, Way
from storage.chat_tables import ByHand
from storage.tables import Case, Ledger

HANDED_IN = "by hand"  # stands for the path in the ledger


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What a person says of the letter beside its text. `number` and `number_day`: of another system that registered it first."""

    way: Way
    received: date
    name: str = ""
    address: str = ""
    number: str = ""
    number_day: date | None = None
    receipt: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The octets made of the pieces and what they tell."""

    digest: str
    size: int
    understood: Understood


def register_by_hand(turn: Turn, who: Staff, made: Made, told: TakenDown) -> Case:
    """Register the letter; another system's registration day starts the clock, else the day of receipt does.

    Raises AlreadyFiled where these octets are a case already, BadDay for a day to come, BadNumber.
    """
    if told.received > turn.today:
        raise DayAhead(words=f"{told.received:%d.%m.%Y}")
    row = _row(turn, made, told)
    understood = _as_told(made.understood, told)
    sender = understood.letter.sender
    person = correspondent(turn, sender.address, sender.name, understood.suggestions.language)
    case = open_case(turn, row, understood, told.way, person)
    turn.session.add(ByHand(case_id=case.id or 0, by_id=who.id, at=turn.now))
    turn.note(case, who.label, "registered_by_hand", told.way)
    if told.number:
        put_number(turn, who, case.ref, told.number, Direction.IN, told.number_day)
    _end(turn, who, case)
    return case


def add_by_hand(turn: Turn, who: Staff, made: Made, told: TakenDown, ref: str) -> Case:
    """Add the letter to a case that it belongs to. Raises NoSuchCase, AlreadyFiled."""
    case = turn.case(ref)
    row = _row(turn, made, told)
    add_follow_up(turn, row, case, _as_told(made.understood, told))
    turn.note(case, who.label, "added_by_hand", told.way)
    if told.number and case.registered:
        put_number(turn, who, case.ref, told.number, Direction.IN)  # the clock of the case runs already
    _end(turn, who, case)
    return case


def _row(turn: Turn, made: Made, told: TakenDown) -> Ledger:
    """Return the new row of the ledger: nothing becomes a case that does not stand there."""
    arrival = Arrival(made.digest, made.size, _moment(turn, told.received), path=HANDED_IN, receipts=told.receipt)
    new = take_in(turn, FILE, "", [arrival])
    if not new:
        known = turn.session.exec(select(Ledger).where(Ledger.source == FILE, Ledger.digest == made.digest)).first()
        raise AlreadyFiled(ref=(known.ref if known else "") or "–")
    row = turn.session.get_one(Ledger, new[0])
    row.sameness = made.understood.sameness
    return row


def _moment(turn: Turn, received: date) -> datetime:
    """Return now for a letter of today, noon for an earlier day: nobody knows the hour."""
    return turn.now if received == turn.today else datetime.combine(received, time(12), turn.office.calendar.zone)


def _as_told(understood: Understood, told: TakenDown) -> Understood:
    """Return the letter from whom the person says it is; a letter that says so itself keeps its own sender."""
    letter = understood.letter
    sender = Address(told.name, told.address) if told.name or told.address else letter.sender
    return replace(understood, letter=replace(letter, sender=sender, automatic=Automatic(), deliveries=()))


def _end(turn: Turn, who: Staff, case: Case) -> None:
    """End the conversation; what was said in it is taken out of the chat, for it was somebody's letter."""
    for piece in parts(turn, who.telegram_id or 0, REGISTER):
        row = turn.session.get_one(Ledger, piece.ledger_id)
        row.outcome, row.ref = Filed.COMMAND, case.ref
        turn.session.add(row)
        turn.tell(f"chat:{who.telegram_id}", "delete_message", urgency=5, chat_id=who.telegram_id, message_id=piece.message_id)
    leave(turn, who.telegram_id or 0, REGISTER)
