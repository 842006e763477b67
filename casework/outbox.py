"""What has been decided goes out: claimed under a lease, marked before it is sent, settled by what the far side said.

"Not now" is tried again with growing pauses, "never" goes to a person, "uncertain" is never repeated by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from casework.effects import after_sending
from casework.parcels import STOPPED, Handed, Parcel, Told, awaited, handed_out, parcel, parcels, went_plainly
from casework.people import Staff
from casework.sent_copies import CHANNEL as SENT_COPY
from casework.sent_copies import Copy, queue_copies, queue_copy
from casework.stuck import waiting_item
from casework.turn import OPERATOR, SOON, SYSTEM, Turn
from rules.records import Dispatch
from storage.bulk import ask, change, change_all, columns_of
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Case, Letter

__all__ = [
    "BUSY", "STOPPED", "Parcel", "Told", "abandoned", "bounced", "claim", "claim_alike", "due", "lapsed", "parcel", "prove_sent", "settle",
    "settle_and_claim", "settle_by_hand",
]  # fmt: skip

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
LEASE = timedelta(minutes=5)
GIVEN_UP = timedelta(minutes=10)  # by then a mail server has ended a talk that nobody goes on with
BUSY = "quietly, the chat is busy"
TELL_AFTER = timedelta(hours=1)  # a letter that has waited so long is told to the official


def due(turn: Turn, channel: str) -> bool:
    """Return whether anything waits to be sent now."""
    return turn.session.exec(select(OutboxItem.id).where(
        OutboxItem.channel == channel, OutboxItem.state == Dispatch.PENDING, OutboxItem.try_after <= turn.now).limit(1)).first() is not None


def claim(turn: Turn, channel: str, limit: int) -> list[Parcel]:
    """Mark due items as being sent and hand them out; the marks are committed before anything is sent.

    What is most urgent comes first, and of that what has been due longest: the order of the index, so that a
    long queue is not sorted for each handful.
    """
    found = ask(turn.session, _next_due(), {"channel": channel, "now": turn.now, "limit": limit})
    change_all(turn.session, Letter, [letter_id for _, letter_id in found if letter_id], {"delivery": Dispatch.SENDING})
    return _handed(turn, [item_id for item_id, _ in found])


def claim_alike(turn: Turn, recipient: str, what: str, most: int) -> list[Parcel]:
    """Mark further messages of one name to one chat, the oldest first, also those that only wait for the chat to be less busy."""
    return _handed(turn, [item_id or 0 for item_id in turn.session.exec(select(OutboxItem.id).where(
        OutboxItem.channel == "chat", OutboxItem.state == Dispatch.PENDING, OutboxItem.recipient == recipient, OutboxItem.what == what,
        (col(OutboxItem.try_after) <= turn.now) | (OutboxItem.last_error == BUSY))
        .order_by(col(OutboxItem.id)).limit(most).with_for_update(skip_locked=True))])  # fmt: skip


def _handed(turn: Turn, ids: list[int]) -> list[Parcel]:
    change_all(turn.session, OutboxItem, ids, {"state": Dispatch.SENDING, "lease_until": turn.now + LEASE}, raised=("fence", "tries"))
    return parcels(turn, ids)


def settle(turn: Turn, told: Sequence[Told]) -> None:
    """Record what became of parcels. A parcel that was given to somebody else meanwhile is left alone."""
    answers = {one.id: one for one in told}
    handed = [item for item in handed_out(turn, answers) if awaited(item) and item.fence == answers[item.id].fence]
    plain = [item for item in handed if went_plainly(item, answers[item.id])]
    _sent_plainly(turn, plain, answers)
    others = {item.id for item in handed} - {item.id for item in plain}
    if others:
        items = turn.session.exec(select(OutboxItem).where(col(OutboxItem.id).in_(others)).order_by(col(OutboxItem.id))).all()
        kept = _at_hand(turn, items)
        for item in items:
            _settle(turn, item, answers[item.id or 0])
        kept.clear()


def settle_and_claim(turn: Turn, told: Sequence[Told], channel: str, limit: int) -> list[Parcel]:
    """Record what became of some parcels and mark the next: one commit for both, as a queue is worked off."""
    settle(turn, told)
    return claim(turn, channel, limit)


def _sent_plainly(turn: Turn, items: Sequence[Handed], told: Mapping[int, Told]) -> None:
    if not items:
        return
    turn.hold([item.case_id or 0 for item in items])
    change(turn.session, OutboxItem, [
        {"id": item.id, "state": Dispatch.SENT, "settled_at": turn.now, "lease_until": None,
         "last_error": told[item.id].sentence, "results": list(told[item.id].results) or item.results}
        for item in items])  # fmt: skip
    change_all(turn.session, Letter, [item.letter_id or 0 for item in items], {"delivery": Dispatch.SENT})
    turn.note_each({item.case_id or 0: ("sent_receipt", item.message_id) for item in items}, SYSTEM)
    queue_copies(turn, [Copy(item.id, item.case_id, item.message_id) for item in items])


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
    item, case = waiting_item(turn, item_id)
    turn.note(case, who.label if who else OPERATOR, "settled_sent" if sent else "settled_not_sent", item.what)
    if sent:
        _sent(turn, item)
    else:
        item.state, item.try_after, item.settled_at = Dispatch.PENDING, _may_go(turn, item), None
        _mark_letter(turn, item)
        turn.decided.add(item.channel)
    turn.session.add(item)
    return item


def _may_go(turn: Turn, item: OutboxItem) -> datetime:
    """Return when a letter whose fate was open may go again.

    Where several processes send, the one that fell silent over it may only be paused, in the middle of its talk with the mail
    server: the letter goes when that server must have given the talk up (RFC 5321 section 4.5.3.2.6: ten minutes).
    """
    paused = item.last_error == STOPPED and turn.session.get_bind().dialect.name != "sqlite"
    return max(turn.now, (item.settled_at or turn.now) + GIVEN_UP) if paused else turn.now


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


@cache
def _next_due() -> Select[Any]:
    item = columns_of(OutboxItem)
    return (columns(item["id"], item["letter_id"]).where(
        item["channel"] == bindparam("channel"), item["state"] == Dispatch.PENDING, item["try_after"] <= bindparam("now"))
        .order_by(item["urgency"], item["try_after"], item["id"]).limit(bindparam("limit")).with_for_update(skip_locked=True))  # fmt: skip


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
    to = turn.handler_or_duty(case)
    turn.tell(to, what, case, urgency=SOON, once=once, item_id=item.id, paper=item.what)


def _mark_letter(turn: Turn, item: OutboxItem) -> None:
    if item.letter_id:
        letter = turn.session.get_one(Letter, item.letter_id)
        letter.delivery = item.state
        turn.session.add(letter)
