"""What delivery reports say of our letters. A report moves a case only through a Message-ID of ours inside it."""

from casework.outbox import bounced, prove_sent
from casework.thread import case_of_message
from casework.turn import SYSTEM, Turn
from mail.letter import Letter
from rules.life import State, Step
from rules.records import Dispatch
from storage.tables import Case


def note_deliveries(turn: Turn, letter: Letter) -> str:
    """Record each delivery status (RFC 3464) on the letter it speaks of. Return that case's reference, or ""."""
    ref = ""
    for delivery in letter.deliveries:
        sent = case_of_message(turn, delivery.message_id) if delivery.message_id else None
        if sent is None or delivery.recipient.lower() not in (one.lower() for one in sent.recipients):
            continue
        case = turn.session.get_one(Case, sent.case_id)
        ref = case.ref
        prove_sent(turn, delivery.message_id, f"a delivery report: {delivery.action}")
        turn.note(case, SYSTEM, f"delivery_{delivery.action}", f"{sent.what} {delivery.status}")
        if delivery.action == "failed" and sent.delivery is not Dispatch.NEVER:
            sent.delivery = Dispatch.NEVER
            turn.session.add(sent)
            bounced(turn, delivery.message_id, delivery.status)
            _undelivered(turn, case, sent.what)
    return ref


def _undelivered(turn: Turn, case: Case, what: str) -> None:
    """An answer that did not arrive is no answer: the case goes back, and the handler is told."""
    if what == "answer" and case.state is State.SENT:
        turn.move(case, Step.UNDELIVERED, SYSTEM)
        case.answered_at = None
    to = turn.handler_or_duty(case)
    turn.tell(to, "undelivered", case, urgency=3, paper=what)
