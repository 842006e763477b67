"""What became of letters that were written: lost, doubled, uncertain. Compared with the ledger and with what the sink got."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from casework.outbox import LEASE
from playground.smtp import Delivered
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.tables import Glanced, Ledger


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of letters; `uncertain` waits for a person, `silent` has neither a receipt nor that."""

    lost: int = 0
    doubled_cases: int = 0
    doubled_receipts: int = 0
    uncertain: int = 0
    silent: int = 0

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled_cases or self.doubled_receipts or self.silent)


def settled(session: Session, letters: int, papers: Sequence[str] = ("receipt",), since: datetime | None = None) -> bool:
    """Tell whether so many letters have their outcome and nothing of them is under way any more.

    What a sender had in hand before `since` is not waited for: where it died, a person hears of it when the lease has run out.
    """
    outcomes = session.exec(select(Ledger.digest, Ledger.outcome)).all()
    done = {digest for digest, outcome in outcomes if outcome is not Filed.PENDING}
    in_hand = OutboxItem.state == Dispatch.SENDING
    if since:
        in_hand = and_(in_hand, col(OutboxItem.lease_until) > since + LEASE)
    waiting = sum(outcome is Filed.PENDING for _, outcome in outcomes) + session.exec(select(func.count(col(OutboxItem.id))).where(
        col(OutboxItem.what).in_(papers), or_(OutboxItem.state == Dispatch.PENDING, in_hand))).one()  # fmt: skip
    return len(done) >= letters and not waiting and not session.exec(select(Glanced.ledger_id).limit(1)).first()


def outcome(session: Session, senders: Sequence[str], delivered: Sequence[Delivered]) -> Outcome:
    """Count what became of one letter from each of `senders`."""
    filed = session.exec(select(Ledger.digest).where(Ledger.outcome == Filed.CASE)).all()
    uncertain = set(session.exec(select(OutboxItem.recipient).where(
        OutboxItem.what == "receipt", OutboxItem.state == Dispatch.UNCERTAIN)))  # fmt: skip
    receipts = Counter(address for one in delivered for address in one.recipients)
    return Outcome(
        lost=len(senders) - len(set(filed)), doubled_cases=len(filed) - len(set(filed)),
        doubled_receipts=sum(count - 1 for count in receipts.values()), uncertain=len(uncertain),
        silent=len(set(senders) - set(receipts) - uncertain),
    )  # fmt: skip
