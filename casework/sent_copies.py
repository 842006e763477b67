"""Copies of our letters for the mailbox's Sent folder: a matter of its own, which never changes that a letter was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select

from casework.turn import DIGEST, Turn
from rules.records import Dispatch
from storage.bulk import put
from storage.desk_tables import OutboxItem
from storage.tables import Case

CHANNEL = "sent_copy"
LOOKED_FOR = timedelta(days=30)  # how long an uncertain letter is looked for in the Sent folder


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A letter of ours of which nobody knows whether it has left. `mailbox` is its case's."""

    id: int
    message_id: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A letter that was sent: the item of the outbox, its case, its Message-ID."""

    of: int
    case_id: int | None
    message_id: str


def queue_copy(turn: Turn, item: OutboxItem) -> None:
    """Have a letter that was sent put into the Sent folder, where the office keeps one; each but once."""
    if item.channel == "mail" and item.letter_id:
        queue_copies(turn, [Copy(item.id or 0, item.case_id, item.message_id)])


def queue_copies(turn: Turn, sent: Sequence[Copy]) -> None:
    """Do as `queue_copy` does, for several letters at once."""
    if not turn.office.sent_folder:
        return
    keys = {f"{CHANNEL}:{one.of}": one for one in sent}
    known = set(turn.session.exec(select(OutboxItem.once).where(col(OutboxItem.once).in_(keys))))
    put(turn.session, OutboxItem, [
        {"case_id": one.case_id, "what": CHANNEL, "channel": CHANNEL, "recipient": turn.office.sent_folder,
         "message_id": one.message_id, "urgency": DIGEST, "values": {"of": one.of}, "once": once, "decided": turn.now,
         "try_after": turn.now}
        for once, one in keys.items() if once not in known])  # fmt: skip


def uncertain_letters(turn: Turn) -> list[Uncertain]:
    """Return the letters whose fate the Sent folder may tell."""
    found = turn.session.exec(
        select(OutboxItem, Case.mailbox).join(Case, isouter=True).where(
            OutboxItem.channel == "mail", OutboxItem.state == Dispatch.UNCERTAIN,
            col(OutboxItem.decided) > turn.now - LOOKED_FOR).order_by(col(OutboxItem.id)).limit(200))  # fmt: skip
    return [Uncertain(item.id or 0, item.message_id, mailbox or "") for item, mailbox in found]
