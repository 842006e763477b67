"""The journalist's own deadline: the press is reminded of it in time, at any hour, until the alert is done."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, select

from casework.turn import SOON, Turn
from storage.desk_tables import MediaAlert
from storage.tables import Case

BEFORE: Final = (timedelta(minutes=30), timedelta(hours=2))  # the newest first: after an outage only one is told


def remind_press(turn: Turn) -> int:
    """Tell the press chat two hours and half an hour before a journalist's deadline, each once. Return how many were told."""
    alerts = turn.session.exec(select(MediaAlert).where(
        col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "", col(MediaAlert.deadline) > turn.now,
        col(MediaAlert.deadline) <= turn.now + max(BEFORE))).all()  # fmt: skip
    return sum(_told(turn, alert, alert.deadline) for alert in alerts if alert.deadline)


def _told(turn: Turn, alert: MediaAlert, deadline: datetime) -> int:
    step = next(one for one in BEFORE if deadline - one <= turn.now)
    if alert.at > deadline - step:  # the alert itself has just said it
        return 0
    case = turn.session.get_one(Case, alert.case_id)
    turn.tell(f"chat:{turn.office.chats.press}", "press_deadline", case, urgency=SOON, moment=deadline.isoformat(),
              once=f"press:{alert.id}:{deadline.timestamp():.0f}:{step.total_seconds():.0f}")  # fmt: skip
    return 1
