"""Who sits in the agency's groups: while somebody does whom we do not know, a group sees numbers only, and the heads are told."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import col, select

from casework.chat_messages import office_chats
from casework.people import heads
from casework.turn import SOON, SYSTEM, Turn
from storage.desk_tables import Mark, Official
from storage.marks import held_mark

GOOD_FOR: Final = timedelta(hours=1)  # a look at who is there
BEGINNING: Final = "group:"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a group's members when it was looked at last. `strangers`: how many belong to nobody on the list of staff."""

    at: datetime
    strangers: int = 0
    ids: tuple[int, ...] = ()  # those known by their account


def seen_lately(turn: Turn, chat_id: int) -> Seen | None:
    """Return what is known of a group, None where it must be looked at anew."""
    kept = _kept(turn, chat_id)
    return kept if kept and turn.now - kept.at < GOOD_FOR else None


def has_strangers(turn: Turn, chat_id: int) -> bool:
    """Tell whether somebody unknown sits in a group, as far as was seen."""
    kept = _kept(turn, chat_id)
    return bool(kept and (kept.strangers or kept.ids))


def is_safe(turn: Turn, chat_id: int) -> bool:
    """Tell whether a group was looked at lately and nobody unknown sits there."""
    return seen_lately(turn, chat_id) is not None and not has_strangers(turn, chat_id)


def known_accounts(turn: Turn) -> frozenset[int]:
    """Return the accounts of all who work here."""
    return frozenset(turn.session.exec(select(Official.telegram_id).where(
        Official.active, col(Official.telegram_id).is_not(None))))  # type: ignore[arg-type]  # fmt: skip


def note_members(turn: Turn, chat_id: int, strangers: int, ids: Collection[int] = ()) -> None:
    """Write down what a look at a group has shown; that strangers have come is told to the heads, once each time."""
    before = _read(held_mark(turn.session, f"{BEGINNING}{chat_id}"))
    seen = Seen(turn.now, strangers, tuple(sorted(ids)))
    _keep(turn, chat_id, seen)
    if (strangers or ids) and not (before and (before.strangers or before.ids)):
        _tell(turn, chat_id)


def joined(turn: Turn, chat_id: int, ids: Collection[int]) -> None:
    """Note accounts that have come into one of our groups: those of nobody here are strangers."""
    if chat_id not in office_chats(turn):
        return
    new = set(ids) - known_accounts(turn)
    before = _kept(turn, chat_id)
    if new and not new <= set(before.ids if before else ()):
        _keep(turn, chat_id, Seen(turn.now, before.strangers if before else 0, tuple(sorted({*(before.ids if before else ()), *new}))))
        _tell(turn, chat_id)


def left(turn: Turn, chat_id: int, telegram_id: int) -> None:
    """Note that somebody has left one of our groups: it is counted anew before anything more is said there."""
    before = _kept(turn, chat_id)
    if before:
        ids = tuple(one for one in before.ids if one != telegram_id)
        _keep(turn, chat_id, Seen(before.at - GOOD_FOR, before.strangers if ids else 0, ids))


def _tell(turn: Turn, chat_id: int) -> None:
    turn.note(None, SYSTEM, "stranger_in_group", str(chat_id))
    for head in heads(turn):
        turn.tell(f"official:{head.id}", "stranger_in_group", urgency=SOON, group=_name(turn, chat_id))


def _name(turn: Turn, chat_id: int) -> str:
    chats = turn.office.chats
    if chat_id in chats.units.values():
        return "duty"
    return next((name for name, one in (("duty", chats.duty), ("press", chats.press), ("heads", chats.heads)) if one == chat_id), "other")


def _kept(turn: Turn, chat_id: int) -> Seen | None:
    return _read(turn.session.get(Mark, f"{BEGINNING}{chat_id}"))


def _read(row: Mark | None) -> Seen | None:
    if row is None or not row.value:
        return None
    told: dict[str, Any] = json.loads(row.value)
    return Seen(datetime.fromisoformat(told["at"]), told["strangers"], tuple(told["ids"]))


def _keep(turn: Turn, chat_id: int, seen: Seen) -> None:
    row = held_mark(turn.session, f"{BEGINNING}{chat_id}")
    row.value = json.dumps({"at": seen.at.isoformat(), "strangers": seen.strangers, "ids": list(seen.ids)})
    turn.session.add(row)
