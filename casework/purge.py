"""What is kept for a while only: the raw text of what was said to the bot."""

from datetime import timedelta

from sqlmodel import col, delete, select

from casework.turn import Turn
from rules.records import Filed
from storage.desk_tables import ChatUpdate
from storage.tables import Ledger

UPDATES = timedelta(days=30)


def purge_updates(turn: Turn) -> int:
    """Drop the raw text of Telegram updates after 30 days and return how many; what still waits for a person stays."""
    waiting = select(Ledger.id).where(col(Ledger.outcome).in_((Filed.PENDING, Filed.SET_ASIDE)))
    dropped = turn.session.exec(delete(ChatUpdate).where(
        col(ChatUpdate.at) < turn.now - UPDATES, col(ChatUpdate.ledger_id).not_in(waiting)))  # fmt: skip
    return int(dropped.rowcount)
