"""The receipt: sent before any person has looked, the same words whatever was found, never to a machine, never a flood."""

from datetime import datetime, time, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from casework.backlog import UNTIL_ASKED
from casework.letters import case_facts, sendable
from casework.texts_at_fault import TEXT_AT_FAULT
from casework.turn import SYSTEM, Turn
from casework.understand import Understood
from rules.kinds import Kind
from rules.records import Filed, Way
from storage.desk_tables import OutboxItem
from storage.tables import Case, Ledger, Person
from storage.tables import Letter as LetterRow


def acknowledge(turn: Turn, case: Case, letter: LetterRow, understood: Understood, row: Ledger) -> None:
    """Put the receipt of a new case into the outbox, unless a machine wrote or the import was told not to."""
    if not understood.letter.automatic.may_acknowledge or not row.receipts or row.outcome is not Filed.CASE:
        return
    if case.channel is Way.TELEGRAM:
        _acknowledge_in_chat(turn, case)
        return
    address = understood.letter.sender.address
    if not sendable(address):
        turn.note(case, SYSTEM, "no_receipt", "the letter names no address that could be written to")
        return
    if turn.office.receipts.backlog == "none" and _is_old(turn, row):
        turn.note(case, SYSTEM, "no_receipt", "the letter is old: [receipts] backlog")
        return
    reply = "receipt_press" if case.kind is Kind.PRESS else "receipt"
    try:
        text = turn.office.library.render_bilingual(reply, case.language, facts_of_receipt(turn, case))
    except TEXT_AT_FAULT as fault:
        _tell_fault(turn, case, fault)
        return
    receipt = LetterRow(
        case_id=case.id or 0, answers_id=letter.id, incoming=False, what="receipt", at=turn.now, recipients=[address],
        subject=text.subject, text=text.text, in_reply_to=letter.message_id,
        references=f"{letter.references} {letter.message_id}".strip(),
    )  # fmt: skip
    turn.post(case, receipt, urgency=3, after=_pause(turn, row, address), html=text.html, automatic=True)


def _acknowledge_in_chat(turn: Turn, case: Case) -> None:
    person = turn.session.get_one(Person, case.person_id)
    try:
        words = turn.office.library.chat("receipt_chat", case.language, facts_of_receipt(turn, case))
    except TEXT_AT_FAULT as fault:
        _tell_fault(turn, case, fault)
        return
    turn.tell(f"chat:{person.telegram_id}", "to_citizen", case, urgency=3, text=words)


def _tell_fault(turn: Turn, case: Case, fault: Exception) -> None:
    """A receipt that cannot be written undoes no registration: the duty chat hears of it once a day, with its first case."""
    turn.note(case, SYSTEM, "no_receipt", f"its text is at fault: {type(fault).__name__}")
    turn.tell(f"chat:{turn.office.chats.heads or turn.office.chats.duty}", "receipt_at_fault", case,
              once=f"receipt_at_fault:{turn.today}")  # fmt: skip


def facts_of_receipt(turn: Turn, case: Case) -> dict[str, object]:
    """Return the facts a receipt may use. What was found in the letter is not among them."""
    return {"office": turn.office.facts, "case": case_facts(turn, case)}


def _pause(turn: Turn, row: Ledger, address: str) -> timedelta:
    """Return how long the receipt must wait: nothing on most days."""
    limits = turn.office.receipts
    if limits.backlog == "ask" and _is_old(turn, row):
        turn.tell(f"chat:{turn.office.chats.duty}", "backlog", once=f"backlog:{turn.today}")
        return UNTIL_ASKED - turn.now
    given = _given(turn, address, turn.now - timedelta(days=1))
    return pause_after(turn, given, _given(turn, "", turn.now - timedelta(hours=1)) if limits.per_hour else 0)


def pause_after(turn: Turn, to_address: int, this_hour: int) -> timedelta:
    """Return how long a receipt waits after so many to the same address today and so many to anybody this hour."""
    limits = turn.office.receipts
    if to_address >= limits.per_correspondent_day:
        midnight = datetime.combine(turn.today + timedelta(days=1), time(), turn.office.calendar.zone)
        return midnight - turn.now
    if limits.per_hour and this_hour >= limits.per_hour:
        turn.tell(f"chat:{turn.office.chats.duty}", "receipts_held_back", once=f"receipts:{turn.now:%Y-%m-%dT%H}")
        return timedelta(hours=this_hour // limits.per_hour)
    return timedelta(0)


def _is_old(turn: Turn, row: Ledger) -> bool:
    """Tell whether a letter was old when we found it; the days it waits for a person here do not count."""
    return row.seen - row.received > turn.office.receipts.backlog_age


def _given(turn: Turn, address: str, since: datetime) -> int:
    wanted = (
        select(func.count()).select_from(OutboxItem).where(OutboxItem.what == "receipt", OutboxItem.decided > since)
    )
    if address:
        wanted = wanted.where(col(OutboxItem.recipient) == address)
    return turn.session.exec(wanted).one()
