"""What has been decided goes out: claimed under a lease, marked before it is sent, settled by what the far side said.

"Not now" is tried again with growing pauses, "never" goes to a person, "uncertain" is never repeated by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from casework.effects import after_sending
from casework.people import Staff
from casework.refusals import CannotSettle
from casework.sent_copies import CHANNEL as SENT_COPY
from casework.sent_copies import queue_copy
from casework.turn import OPERATOR, SOON, SYSTEM, Turn
from rules.records import Dispatch
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Case, Letter

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
LEASE = timedelta(minutes=5)
STOPPED = "the house was stopped while it was being sent"
TELL_AFTER = timedelta(hours=1)  # a letter that has waited so long is told to the official


@dataclass(frozen=True, slots=True)
class Parcel:
    """An outbox item as the senders see it: everything needed to send it, nothing of the database."""

    id: int
    fence: int
    what: str
    channel: str
    recipient: str
    values: dict[str, Any]
    message_id: str
    ref: str = ""
    subject: str = ""
    text: str = ""
    in_reply_to: str = ""
    references: str = ""
    token: str = ""
    mailbox: str = ""
    decided: datetime | None = None
    tries: int = 0
    trouble: str = ""  # what the far side said of the try before this one


@dataclass(frozen=True, slots=True)
class Told:
    """What the far side said of one parcel."""

    id: int
    fence: int
    state: Dispatch  # PENDING: not now
    sentence: str = ""
    results: tuple[dict[str, Any], ...] = field(default=())
    pause: timedelta | None = None  # where the far side named one


def due(turn: Turn, channel: str) -> bool:
    """Return whether anything waits to be sent now."""
    return turn.session.exec(_due(turn, channel).limit(1)).first() is not None


def claim(turn: Turn, channel: str, limit: int) -> list[Parcel]:
    """Mark due items as being sent and hand them out; the marks are committed before anything is sent."""
    items = turn.session.exec(
        _due(turn, channel).order_by(col(OutboxItem.urgency), col(OutboxItem.id)).limit(limit)
        .with_for_update(skip_locked=True)).all()  # fmt: skip
    kept = _at_hand(turn, items)
    for item in items:
        item.state, item.lease_until, item.fence = Dispatch.SENDING, turn.now + LEASE, item.fence + 1
        item.tries += 1
        _mark_letter(turn, item)
        turn.session.add(item)
    parcels = [_parcel(turn, item) for item in items]
    kept.clear()
    return parcels


def settle(turn: Turn, told: Sequence[Told]) -> None:
    """Record what became of parcels. A parcel that was given to somebody else meanwhile is left alone."""
    answers = {one.id: one for one in told}
    items = [item for item in turn.session.exec(select(OutboxItem).where(
        col(OutboxItem.id).in_(answers)).order_by(col(OutboxItem.id)).with_for_update())
        if _awaited(item) and item.fence == answers[item.id or 0].fence]  # fmt: skip
    kept = _at_hand(turn, items)
    plain = [item for item in items if _went_plainly(item, answers[item.id or 0])]
    _sent_plainly(turn, plain, answers)
    for item in items:
        if item not in plain:
            _settle(turn, item, answers[item.id or 0])
    kept.clear()


def _at_hand(turn: Turn, items: Sequence[OutboxItem]) -> list[Case | Letter]:
    """Bring the cases and letters of the items into the session at once: while the list lives they are asked for no more."""
    letters = {item.letter_id for item in items if item.letter_id}
    cases = {item.case_id for item in items if item.case_id}
    kept: list[Case | Letter] = []
    if letters:
        kept.extend(turn.session.exec(select(Letter).where(col(Letter.id).in_(letters))).all())
    if cases:
        kept.extend(turn.session.exec(select(Case).where(col(Case.id).in_(cases)).with_for_update()).all())
    return kept


def _went_plainly(item: OutboxItem, told: Told) -> bool:
    """Tell whether a receipt went out whole: nothing follows from it but a line in the history."""
    accepted = all(one.get("accepted", True) for one in told.results)
    return bool(told.state is Dispatch.SENT and accepted and item.what == "receipt" and item.case_id and item.letter_id)


def _sent_plainly(turn: Turn, items: Sequence[OutboxItem], told: Mapping[int, Told]) -> None:
    for item in items:
        one = told[item.id or 0]
        item.last_error, item.lease_until, item.results = one.sentence, None, list(one.results) or item.results
        item.state, item.settled_at = Dispatch.SENT, turn.now
        _mark_letter(turn, item)
        turn.session.add(item)
    turn.note_each({item.case_id or 0: ("sent_receipt", item.message_id) for item in items}, SYSTEM)


def abandoned(turn: Turn) -> int:
    """Settle what was being sent when a process died: a letter is uncertain, a chat message is told again.

    A second alert is a nuisance, a second answer to a citizen is not to happen. Return how many there were.
    For the start of a house: on SQLite it is the only one, on PostgreSQL others may be sending.
    """
    alone = turn.session.get_bind().dialect.name == "sqlite"
    return _give_up(turn, select(OutboxItem).where(OutboxItem.state == Dispatch.SENDING)) if alone else lapsed(turn)


def lapsed(turn: Turn) -> int:
    """Settle what a sender has had in hand for longer than its lease, as `abandoned` does. Return how many there were."""
    return _give_up(turn, select(OutboxItem).where(
        col(OutboxItem.channel).in_(("mail", "chat", SENT_COPY)), OutboxItem.state == Dispatch.SENDING,
        col(OutboxItem.lease_until) <= turn.now))  # fmt: skip


def _give_up(turn: Turn, which: SelectOfScalar[OutboxItem]) -> int:
    found = turn.session.exec(which.with_for_update(skip_locked=True)).all()
    for item in found:
        again = item.channel in ("chat", SENT_COPY) and item.what != "letter_to_citizen"
        state = Dispatch.PENDING if again else Dispatch.UNCERTAIN
        _settle(turn, item, Told(item.id or 0, item.fence, state, STOPPED))
    return len(found)


def settle_by_hand(turn: Turn, item_id: int, sent: bool, who: Staff | None = None) -> OutboxItem:
    """Say what became of an uncertain or refused letter. `not sent` sends it again under the same Message-ID.

    Raises CannotSettle where there is no such letter, or nobody need say anything of it.
    """
    item = turn.session.get(OutboxItem, item_id, with_for_update=True)
    if item is None or item.state not in (Dispatch.UNCERTAIN, Dispatch.NEVER):
        raise CannotSettle(id=item_id, state=item.state if item else "")
    case = turn.session.get(Case, item.case_id) if item.case_id else None
    turn.note(case, who.label if who else OPERATOR, "settled_sent" if sent else "settled_not_sent", item.what)
    if sent:
        _sent(turn, item)
    else:
        item.state, item.try_after, item.settled_at = Dispatch.PENDING, turn.now, None
        _mark_letter(turn, item)
    turn.session.add(item)
    return item


def prove_sent(turn: Turn, message_id: str, how: str) -> bool:
    """Settle an uncertain letter that is proved to have left: what has been found out need not be asked of a person."""
    item = turn.session.exec(select(OutboxItem).where(
        OutboxItem.message_id == message_id, OutboxItem.channel == "mail", OutboxItem.state == Dispatch.UNCERTAIN)
        .with_for_update()).first()  # fmt: skip
    if item is None or not message_id:
        return False
    case = turn.session.get(Case, item.case_id) if item.case_id else None
    turn.note(case, SYSTEM, "settled_sent", f"{item.what}: {how}")
    _sent(turn, item)
    turn.session.add(item)
    return True


def bounced(turn: Turn, message_id: str, status: str) -> None:
    """Put a letter that was taken and came back among those a person must settle."""
    for item in turn.session.exec(select(OutboxItem).where(
            OutboxItem.message_id == message_id, OutboxItem.channel == "mail", OutboxItem.state == Dispatch.SENT)):  # fmt: skip
        item.state, item.last_error = Dispatch.NEVER, f"came back: {status}"
        turn.session.add(item)


def parcel(turn: Turn, item_id: int) -> Parcel:
    """Return an item as it was given to the senders."""
    return _parcel(turn, turn.session.get_one(OutboxItem, item_id))


def _awaited(item: OutboxItem) -> bool:
    """Tell whether a sender's word still counts: in time, or late but before anybody else has settled it."""
    return item.state is Dispatch.SENDING or (item.state is Dispatch.UNCERTAIN and item.last_error == STOPPED)


def _due(turn: Turn, channel: str) -> SelectOfScalar[OutboxItem]:
    return select(OutboxItem).where(
        OutboxItem.channel == channel, OutboxItem.state == Dispatch.PENDING, OutboxItem.try_after <= turn.now)  # fmt: skip


def _settle(turn: Turn, item: OutboxItem, told: Told) -> None:
    item.last_error, item.lease_until = told.sentence, None
    item.results = list(told.results) or item.results
    match told.state:
        case Dispatch.SENT:
            _sent(turn, item)
        case Dispatch.PENDING:
            item.state = Dispatch.PENDING
            growing = min(FIRST_PAUSE * 2 ** min(item.tries - 1, 10), LONGEST_PAUSE)
            pause = growing if told.pause is None else told.pause
            item.try_after = turn.now + pause
            if item.channel == "mail" and turn.now - item.decided > TELL_AFTER:
                _tell(turn, item, "waits_long", once=f"waits:{item.id}")
        case _ if item.what == "canary":
            item.state, item.settled_at = Dispatch.WITHDRAWN, turn.now  # that it does not come back is told
        case _:
            item.state, item.settled_at = told.state, turn.now
            if item.channel == "mail" or item.what == "letter_to_citizen":
                _tell(turn, item, "uncertain" if told.state is Dispatch.UNCERTAIN else "undelivered")
    _mark_letter(turn, item)
    turn.session.add(item)


def _sent(turn: Turn, item: OutboxItem) -> None:
    item.state, item.settled_at = Dispatch.SENT, turn.now
    _mark_letter(turn, item)
    if item.case_id and item.letter_id:
        case = turn.session.exec(select(Case).where(Case.id == item.case_id).with_for_update()).one()
        turn.note(case, SYSTEM, f"sent_{turn.session.get_one(Letter, item.letter_id).what}", item.message_id)
        if item.draft_id:
            draft = turn.session.get_one(Draft, item.draft_id)
            draft.sent_at = turn.now
            turn.session.add(draft)
            after_sending(turn, case, draft)
    queue_copy(turn, item)
    partly = [one for one in item.results if not one.get("accepted", True)]
    if partly:
        _tell(turn, item, "partly_delivered")


def _tell(turn: Turn, item: OutboxItem, what: str, once: str | None = None) -> None:
    case = turn.session.get(Case, item.case_id) if item.case_id else None
    to = f"official:{case.handler_id}" if case and case.handler_id else f"chat:{turn.office.chats.duty}"
    turn.tell(to, what, case, urgency=SOON, once=once, item_id=item.id, paper=item.what)


def _mark_letter(turn: Turn, item: OutboxItem) -> None:
    if item.letter_id:
        letter = turn.session.get_one(Letter, item.letter_id)
        letter.delivery = item.state
        turn.session.add(letter)


def _parcel(turn: Turn, item: OutboxItem) -> Parcel:
    case = turn.session.get(Case, item.case_id) if item.case_id else None
    letter = turn.session.get(Letter, item.letter_id) if item.letter_id else None
    return Parcel(
        id=item.id or 0, fence=item.fence, what=item.what, channel=item.channel, recipient=item.recipient,
        values=item.values, message_id=item.message_id, ref=case.ref if case else "",
        subject=letter.subject if letter else str(item.values.get("subject", "")),
        text=letter.text if letter else str(item.values.get("text", "")),
        in_reply_to=letter.in_reply_to if letter else "", references=letter.references if letter else "",
        token=case.token if case else "", mailbox=case.mailbox if case else "", decided=item.decided, tries=item.tries,
        trouble=item.last_error,
    )  # fmt: skip
