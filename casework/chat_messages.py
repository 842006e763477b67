"""Which message of ours in a chat shows which case, so that it can be answered and painted anew; and where groups have moved."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlmodel import col, select

from casework.people import heads
from casework.sight import is_limited
from casework.turn import SYSTEM, Turn
from rules.kinds import Role
from storage.desk_tables import ChatMessage, Mark
from storage.tables import Case

R = TypeVar("R")

IN_EACH: Final = 2  # newest messages of a chat that follow their case

CARD = "card"
DRAFT = "draft"  # shown to the one who writes it: an answer to it is a new version
TO_APPROVE = "to_approve"  # shown to somebody else
PRESS = "press"  # a media alert
STATEMENT = "statement"  # to the press: an answer to it is a new version
LEFT = "left"  # the end of what was being done here


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of ours. `version` is the draft's on a draft."""

    chat_id: int
    message_id: int
    case_id: int
    ref: str
    what: str
    version: int


def remember(turn: Turn, chat_id: int, message_id: int, case_id: int, what: str, version: int = 0) -> None:
    """Note what a message of ours shows; painted anew, it is the same message."""
    row = _row(turn, chat_id, message_id) or ChatMessage(
        chat_id=chat_id, message_id=message_id, case_id=case_id, what=what, at=turn.now)  # fmt: skip
    row.case_id, row.what, row.version = case_id, what, version
    turn.session.add(row)


def case_of(turn: Turn, chat_id: int, message_id: int) -> Shown | None:
    """Return what a message of ours shows, None where it shows no case."""
    row = _row(turn, chat_id, message_id)
    return _shown(turn, row) if row else None


def last_shown(turn: Turn, chat_id: int) -> Shown | None:
    """Return the newest message of a chat that shows a case."""
    row = turn.session.exec(select(ChatMessage).where(
        ChatMessage.chat_id == chat_id).order_by(col(ChatMessage.message_id).desc()).limit(1)).first()  # fmt: skip
    return _shown(turn, row) if row else None


def other_cards(
    turn: Turn, case_id: int, chat_id: int, message_id: int, what: str, limit: int = 5
) -> tuple[Shown, ...]:
    """Return the newest messages that show this of a case, at most two in each chat, but for the message named; of a limited case none."""
    if is_limited(turn.session, case_id):
        return ()
    rows = turn.session.exec(select(ChatMessage).where(
        ChatMessage.case_id == case_id, ChatMessage.what == what).order_by(col(ChatMessage.id).desc()).limit(50))  # fmt: skip
    newest = newest_in_each(rows, lambda row: row.chat_id, IN_EACH)
    return tuple(_shown(turn, row) for row in newest[:limit]
                 if (row.chat_id, row.message_id) != (chat_id, message_id))  # fmt: skip


def newest_in_each(rows: Iterable[R], chat_of: Callable[[R], int], most: int) -> list[R]:
    """Return of messages, the newest first, the first `most` of each chat."""
    seen: Counter[int] = Counter()
    found = []
    for row in rows:
        seen[chat_of(row)] += 1
        if seen[chat_of(row)] <= most:
            found.append(row)
    return found


def moved(turn: Turn, old: int, new: int) -> None:
    """Note that a group has become a supergroup with another id; told once to whoever must mend the settings."""
    if turn.session.get(Mark, _key(old)):
        return
    turn.session.add(Mark(name=_key(old), value=str(new)))
    turn.note(None, SYSTEM, "chat_moved", f"{old} -> {new}")


def present_id(turn: Turn, chat_id: int) -> int:
    """Return the id a group has now."""
    seen: set[int] = set()
    while chat_id not in seen and (mark := turn.session.get(Mark, _key(chat_id))):
        seen.add(chat_id)
        chat_id = int(mark.value)
    return chat_id


def office_chats(turn: Turn) -> frozenset[int]:
    """Return the present ids of the agency's own groups: nothing is said in any other."""
    chats, night = turn.office.chats, turn.office.alarms.night_chat
    return frozenset(present_id(turn, one) for one in (chats.duty, chats.press, chats.heads, night, *chats.units.values()) if one)


def readers(turn: Turn, chat_id: int) -> frozenset[Role]:
    """Return whose buttons stand in one of the agency's groups: in the press chat the press's own."""
    press = turn.office.chats.press
    only_press = (
        press and chat_id == present_id(turn, press) and press not in (turn.office.chats.duty, turn.office.chats.heads, *turn.office.chats.units.values())
    )
    return frozenset({Role.PRESS}) if only_press else frozenset(Role)


def left_group(turn: Turn, chat_id: int) -> None:
    """Note that the bot was taken out of one of the agency's groups, and tell the heads."""
    if chat_id not in office_chats(turn):
        return
    turn.note(None, SYSTEM, "bot_removed", str(chat_id))
    for head in heads(turn):
        turn.tell(f"official:{head.id}", "bot_removed")


def _key(chat_id: int) -> str:
    return f"moved:{chat_id}"


def _row(turn: Turn, chat_id: int, message_id: int) -> ChatMessage | None:
    return turn.session.exec(select(ChatMessage).where(
        ChatMessage.chat_id == chat_id, ChatMessage.message_id == message_id)).first()  # fmt: skip


def _shown(turn: Turn, row: ChatMessage) -> Shown:
    ref = turn.session.get_one(Case, row.case_id).ref
    return Shown(row.chat_id, row.message_id, row.case_id, ref, row.what, row.version)
