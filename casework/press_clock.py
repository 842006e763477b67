"""The press's own clock: the journalist's deadline, the hour that was promised, and a reminder agreed on, at any hour of the day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, or_, select

from casework.chat_messages import PRESS, present_id
from casework.turn import DIGEST, SOON, Turn
from storage.desk_tables import ChatMessage, MediaAlert
from storage.tables import Case

BEFORE: Final = (timedelta(minutes=30), timedelta(hours=2))  # the newest first: after an outage only one is told
BEFORE_PROMISE: Final = (timedelta(minutes=30),)
COUNTED, NEAR, QUARTER = timedelta(hours=24), timedelta(hours=3), timedelta(minutes=15)  # how a card counts down
LATE_BY: Final = timedelta(hours=12)  # an agreed reminder that an outage held up longer is told no more


def remind_press(turn: Turn) -> int:
    """Tell the press two hours and half an hour before a deadline, before a promise, and at the hour agreed on, each once.

    Whoever has taken the alert is told in private too. Return how many were told.
    """
    near = turn.now + max(BEFORE)
    alerts = turn.session.exec(select(MediaAlert).where(
        col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "",
        or_(col(MediaAlert.deadline).between(turn.now, near), col(MediaAlert.promised_at).between(turn.now, near),
            col(MediaAlert.remind_at).between(turn.now - LATE_BY, turn.now)))).all()  # fmt: skip
    return sum(_tell(turn, alert, *due) for alert in alerts for due in _due(turn, alert))


def count_down(turn: Turn) -> int:
    """Have the press's newest card of each alert painted anew while its deadline nears: every hour, at last every quarter. Return how many."""
    press = present_id(turn, turn.office.chats.press)
    rows = turn.session.exec(select(MediaAlert, ChatMessage.message_id).where(
        ChatMessage.case_id == MediaAlert.case_id, ChatMessage.chat_id == press, ChatMessage.what == PRESS,
        col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "",
        col(MediaAlert.deadline).between(turn.now - QUARTER, turn.now + COUNTED)).order_by(col(ChatMessage.id))).all()  # fmt: skip
    newest = {alert.id: (alert, message_id) for alert, message_id in rows}
    for alert, message_id in newest.values():
        left = (alert.deadline or turn.now) - turn.now
        step = left // QUARTER if left <= NEAR else left // timedelta(hours=1) + NEAR // QUARTER
        turn.tell(f"chat:{turn.office.chats.press}", "media_alert", turn.session.get_one(Case, alert.case_id), urgency=DIGEST,
                  repaint=message_id, once=f"paint:{alert.id}:{message_id}:{alert.deadline}:{step}")  # fmt: skip
    return len(newest)


def _due(turn: Turn, alert: MediaAlert) -> Iterator[tuple[str, datetime, int]]:
    """Yield what is to be told of an alert now: the message, the moment it speaks of, and which step of it."""
    for what, moment, steps in (("press_deadline", alert.deadline, BEFORE), ("press_promise", alert.promised_at, BEFORE_PROMISE)):
        step = next((one for one in steps if moment and moment > turn.now >= moment - one), None)
        if moment and step and alert.at <= moment - step:  # else the alert itself has just said it
            yield what, moment, int(step.total_seconds())
    if alert.remind_at and alert.remind_at <= turn.now:
        yield "press_reminder", alert.deadline or alert.remind_at, int(alert.remind_at.timestamp())


def _tell(turn: Turn, alert: MediaAlert, what: str, moment: datetime, step: int) -> int:
    case = turn.session.get_one(Case, alert.case_id)
    key = f"press:{alert.id}:{moment.timestamp():.0f}:{step}" if what == "press_deadline" else f"{what}:{alert.id}:{moment.timestamp():.0f}:{step}"
    turn.tell(f"chat:{turn.office.chats.press}", what, case, urgency=SOON, moment=moment.isoformat(), once=key)
    if alert.taken_by_id:
        turn.tell(f"official:{alert.taken_by_id}", what, case, urgency=SOON, moment=moment.isoformat(), once=f"{key}:own")
    if what == "press_reminder":
        alert.remind_at = None
        turn.session.add(alert)
    return 1
