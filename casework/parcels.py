"""What the senders are given of an item of the outbox, and what they tell of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as columns

from casework.turn import Turn
from rules.records import Dispatch
from storage.bulk import ask, columns_of, several
from storage.desk_tables import OutboxItem
from storage.tables import Case, Letter

STOPPED = "the house was stopped while it was being sent"


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


@dataclass(frozen=True, slots=True)
class Handed:
    """What the outbox knows of a parcel that a sender has had in hand."""

    id: int
    fence: int
    state: Dispatch
    last_error: str
    what: str
    case_id: int | None
    letter_id: int | None
    message_id: str
    results: list[dict[str, Any]]


def parcel(turn: Turn, item_id: int) -> Parcel:
    """Return an item as it was given to the senders."""
    (found,) = parcels(turn, [item_id])
    return found


def parcels(turn: Turn, ids: Sequence[int]) -> list[Parcel]:
    """Return items as the senders get them, in the order of `ids`."""
    found = {row[0]: _parcel(tuple(row)) for row in ask(turn.session, _parcels_of(), {"ids": ids})} if ids else {}
    return [found[one] for one in ids]


def handed_out(turn: Turn, ids: Iterable[int]) -> list[Handed]:
    """Return what the outbox knows of these items, held till the end of the turn, in order."""
    return [Handed(*row) for row in ask(turn.session, _handed(), {"ids": list(ids)})]


def awaited(item: Handed) -> bool:
    """Tell whether a sender's word still counts: in time, or late but before anybody else has settled it."""
    return item.state is Dispatch.SENDING or (item.state is Dispatch.UNCERTAIN and item.last_error == STOPPED)


def went_plainly(item: Handed, told: Told) -> bool:
    """Tell whether a receipt went out whole: nothing follows from it but a line in the history."""
    accepted = all(one.get("accepted", True) for one in told.results)
    return bool(told.state is Dispatch.SENT and accepted and item.what == "receipt" and item.case_id and item.letter_id)


@cache
def _parcels_of() -> Select[Any]:
    item, case, letter = columns_of(OutboxItem), columns_of(Case), columns_of(Letter)
    return columns(
        *(item[name] for name in ("id", "fence", "what", "channel", "recipient", "values", "message_id", "decided", "tries", "last_error")),
        case["ref"], case["token"], case["mailbox"],
        letter["subject"], letter["text"], letter["in_reply_to"], letter["references"],
    ).select_from(OutboxItem).join(Case, case["id"] == item["case_id"], isouter=True).join(
        Letter, letter["id"] == item["letter_id"], isouter=True).where(item["id"].in_(several("ids")))  # fmt: skip


@cache
def _handed() -> Select[Any]:
    item = columns_of(OutboxItem)
    wanted = columns(*(item[one.name] for one in fields(Handed))).where(item["id"].in_(several("ids")))
    return wanted.order_by(item["id"]).with_for_update()


def _parcel(row: Sequence[Any]) -> Parcel:
    (number, fence, what, channel, recipient, values, message_id, decided, tries, trouble,
     ref, token, mailbox, subject, text, in_reply_to, references) = row  # fmt: skip
    has_letter = subject is not None
    return Parcel(
        id=number, fence=fence, what=what, channel=channel, recipient=recipient, values=values, message_id=message_id,
        ref=ref or "", subject=subject if has_letter else str(values.get("subject", "")),
        text=text if has_letter else str(values.get("text", "")), in_reply_to=in_reply_to or "", references=references or "",
        token=token or "", mailbox=mailbox or "", decided=decided, tries=tries, trouble=trouble,
    )  # fmt: skip
