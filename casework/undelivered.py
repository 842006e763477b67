"""What could not be told in the chat is told by mail; what cannot be mailed either is told to the head."""

from datetime import timedelta
from typing import Final

from sqlmodel import and_, col, or_, select

from casework.absence import acting_heads, heads_at_work
from casework.turn import DANGER, SOON, Turn
from rules.records import Dispatch
from storage.desk_tables import Official, OutboxItem
from storage.tables import Case

# How long a message may wait for the chat before it goes by mail; danger waits a moment only.
PATIENCE: Final = {
    "child_alert": timedelta(seconds=30), "child_ask_again": timedelta(minutes=5), "track_due": timedelta(minutes=30),
    "reminder": timedelta(hours=1), "reminder_escalated": timedelta(hours=1), "reminder_passed": timedelta(hours=1),
    "press_deadline": timedelta(minutes=10), "handover": timedelta(hours=1),
}  # fmt: skip
LOOK_BACK: Final = timedelta(days=2)
WORDS: Final = """Vestluses saadetud teade ei jõudnud kohale, seepärast saadame selle e-postiga.

Pöördumised: {refs}

Palun vaadake need üle vestluses või asutuse lehel. Kirjade sisu selles teates ei ole.
"""
CHILD_WORDS: Final = """Asutuse postkasti saabus kiri, mille järgi laps võib vajada abi, ja vestluses ei õnnestunud sellest teatada.

Pöördumise number on {refs}. Kui lapse elu või tervis on ohus, helistage kohe hädaabinumbril 112. Kirja sisu selles teates ei ole.
"""


def tell_by_mail(turn: Turn) -> int:
    """Mail what has waited too long for the chat, once each; tell the head of what no mail can take. Return how many."""
    found = turn.session.exec(select(OutboxItem).where(
        OutboxItem.channel == "chat", col(OutboxItem.what).in_(PATIENCE), OutboxItem.decided >= turn.now - LOOK_BACK,
        or_(col(OutboxItem.state).in_((Dispatch.NEVER, Dispatch.PENDING)),
            # A call that hangs holds an alert in hand for its whole patience: a child waits for no time-out.
            and_(OutboxItem.state == Dispatch.SENDING, OutboxItem.what == "child_alert")))).all()  # fmt: skip
    late = [one for one in found if one.state is Dispatch.NEVER or turn.now - one.decided >= PATIENCE[one.what]]
    return sum(_mail(turn, one) for one in late) + _unmailed(turn)


def _mail(turn: Turn, item: OutboxItem) -> int:
    """Mail one message to whom it was for, or tell the heads that there is no address. Return 1 where something was done."""
    key = f"by-mail:{item.id}"
    if _known(turn, key):
        return 0
    refs = _refs(turn, item)
    child = item.what.startswith("child")
    subject = f"Kiire: laps võib vajada abi ({refs})" if child else f"Meeldetuletus: {refs}"
    addresses = _addresses(turn, item.recipient, child)
    if not addresses:
        return _tell_heads(turn, item, refs)
    for number, address in enumerate(addresses):
        turn.mail(address, subject, (CHILD_WORDS if child else WORDS).format(refs=refs), DANGER if child else SOON,
                  once=key if not number else f"{key}:{number}")  # fmt: skip
    return 1


def _addresses(turn: Turn, recipient: str, child: bool) -> list[str]:
    kind, _, name = recipient.partition(":")
    if kind == "official":
        row = turn.session.get(Official, int(name))
        return [row.mail] if row and row.mail else []
    heads = [turn.session.get_one(Official, one).mail for one in acting_heads(turn)] if child else []
    return list(dict.fromkeys(one for one in (*turn.office.alarms.mail, *heads) if one))


def _unmailed(turn: Turn) -> int:
    """Tell the heads of reminders whose mail was refused too."""
    refused = turn.session.exec(select(OutboxItem).where(
        OutboxItem.channel == "mail", OutboxItem.what == "alarm", OutboxItem.state == Dispatch.NEVER,
        OutboxItem.decided >= turn.now - LOOK_BACK, col(OutboxItem.once).like("by-mail:%"))).all()  # fmt: skip
    count = 0
    for one in refused:
        first = turn.session.get(OutboxItem, int(str(one.once).split(":")[1]))
        count += _tell_heads(turn, first, _refs(turn, first)) if first else 0
    return count


def _tell_heads(turn: Turn, item: OutboxItem, refs: str) -> int:
    kind, _, name = item.recipient.partition(":")
    row = turn.session.get(Official, int(name)) if kind == "official" else None
    count = 0
    for head in heads_at_work(turn):
        key = f"undelivered:{item.id}:{head}"
        if f"official:{head}" != item.recipient and not _known(turn, key):
            turn.tell(f"official:{head}", "reminder_undelivered", urgency=SOON, once=key, name=row.name if row else "–", refs=refs)
            count += 1
    return count


def _refs(turn: Turn, item: OutboxItem) -> str:
    ids = [item.case_id] if item.case_id else [int(one) for one in item.values.get("case_ids", [])]
    return ", ".join(turn.session.exec(select(Case.ref).where(col(Case.id).in_(ids)).order_by(col(Case.safe), col(Case.id)))) or "–"


def _known(turn: Turn, key: str) -> bool:
    return turn.session.exec(select(OutboxItem.id).where(OutboxItem.once == key)).first() is not None
