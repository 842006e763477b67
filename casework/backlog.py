"""Receipts of old letters wait until a person has said whether they are to be sent: a full mailbox is no reason for a flood."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from casework.turn import Turn
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from storage.tables import Letter

UNTIL_ASKED = datetime(9999, 1, 1, tzinfo=UTC)  # when such a receipt is due, until a person has decided

_HELD_BACK = UNTIL_ASKED - timedelta(days=1)

WAITING = (
    OutboxItem.channel == "mail", OutboxItem.state == Dispatch.PENDING, OutboxItem.what == "receipt",
    OutboxItem.try_after >= _HELD_BACK,
)  # fmt: skip


def is_held_back(item: OutboxItem) -> bool:
    """Tell whether this letter of ours waits for a person's word about the receipts of old letters."""
    return item.what == "receipt" and item.state is Dispatch.PENDING and item.try_after >= _HELD_BACK


def held_receipts(turn: Turn) -> int:
    """Return how many receipts wait for a decision."""
    return turn.session.exec(select(func.count(col(OutboxItem.id))).where(*WAITING)).one()


def release_receipts(turn: Turn, who: str) -> int:
    """Send the receipts that wait, no faster than the limits of [receipts] allow. Return how many."""
    limits, to_each = turn.office.receipts, Counter[str]()
    found = _items(turn)
    for number, item in enumerate(found):
        hours = number // limits.per_hour if limits.per_hour else 0
        days = to_each[item.recipient] // limits.per_correspondent_day
        to_each[item.recipient] += 1
        item.try_after = turn.now + timedelta(hours=hours, days=days)
        turn.decided.add(item.channel)
        turn.session.add(item)
    return _noted(turn, who, "receipts_released", len(found))


def drop_receipts(turn: Turn, who: str) -> int:
    """Let the receipts that wait never be sent; the cases stand. Return how many."""
    found = _items(turn)
    for item in found:
        item.state, item.settled_at = Dispatch.WITHDRAWN, turn.now
        turn.session.add(item)
        if item.letter_id:
            letter = turn.session.get_one(Letter, item.letter_id)
            letter.delivery = Dispatch.WITHDRAWN
            turn.session.add(letter)
    return _noted(turn, who, "receipts_dropped", len(found))


def _items(turn: Turn) -> Sequence[OutboxItem]:
    return turn.session.exec(select(OutboxItem).where(*WAITING).order_by(col(OutboxItem.id)).with_for_update()).all()


def _noted(turn: Turn, who: str, what: str, count: int) -> int:
    if count:
        turn.note(None, who, what, str(count))
    return count
