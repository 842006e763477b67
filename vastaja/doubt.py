"""After a restore: a letter of ours that was still to go may have gone since the copy was made, so it does not go unasked."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from casework.backlog import is_held_back
from casework.stuck import IS_LETTER
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from storage.tables import Letter

MAY_HAVE_GONE: Final = "was still to go when the copy was made, and may have gone since"


def doubt(engine: Engine) -> int:
    """Make every letter to somebody outside that was still to go uncertain, and return how many there are.

    Alarms, alerts and messages to officials go all the same: a second one is a nuisance, a second answer is not to happen. Receipts
    that wait for a person's word go on waiting for it.
    """
    with Session(engine) as session:
        found = [item for item in session.exec(select(OutboxItem).where(
            IS_LETTER, col(OutboxItem.letter_id).is_not(None),
            col(OutboxItem.state).in_((Dispatch.PENDING, Dispatch.SENDING)))) if not is_held_back(item)]  # fmt: skip
        for item in found:
            item.state, item.last_error, item.lease_until = Dispatch.UNCERTAIN, MAY_HAVE_GONE, None
            item.settled_at = datetime.now(UTC)
            session.get_one(Letter, item.letter_id).delivery = Dispatch.UNCERTAIN
        session.commit()
        return len(found)
