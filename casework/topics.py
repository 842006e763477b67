"""A topic for each case in a group that has topics: which one it is, and whether the group has any. A topic is known as the message that began it."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, select

from casework.chat_messages import remember
from casework.turn import DIGEST, Turn
from storage.desk_tables import ChatMessage, Mark
from storage.marks import held_mark
from storage.tables import Case

TOPIC: Final = "topic"
GOOD_FOR: Final = timedelta(days=1)  # what a group said of its topics
BEGINNING: Final = "topics:"
MAKING: Final = "topic:"  # a mark while the topic of a case is being made in a group
MADE_WITHIN: Final = timedelta(seconds=30)  # whoever takes longer has died over it


def topic_of(turn: Turn, chat_id: int, case_id: int) -> int:
    """Return the topic of a case in a group, 0 where it has none."""
    return turn.session.exec(select(ChatMessage.message_id).where(
        ChatMessage.case_id == case_id, ChatMessage.chat_id == chat_id, ChatMessage.what == TOPIC)
        .order_by(col(ChatMessage.id).desc()).limit(1)).first() or 0  # fmt: skip


def claim_topic(turn: Turn, chat_id: int, case_id: int) -> bool:
    """Tell whether the caller is to make the topic of a case: of two messages that go at once, in two processes too, one is."""
    row = held_mark(turn.session, _making(chat_id, case_id))
    if topic_of(turn, chat_id, case_id) or (row.value and turn.now - datetime.fromisoformat(row.value) < MADE_WITHIN):
        return False
    row.value = turn.now.isoformat()
    turn.session.add(row)
    return True


def is_being_made(turn: Turn, chat_id: int, case_id: int) -> bool:
    return turn.session.get(Mark, _making(chat_id, case_id)) is not None


def keep_topic(turn: Turn, chat_id: int, case_id: int, thread: int) -> None:
    """Note the topic that was made for a case: what is said there is said of it. `thread` 0: none could be made."""
    if thread:
        remember(turn, chat_id, thread, case_id, TOPIC)
    turn.session.delete(held_mark(turn.session, _making(chat_id, case_id)))


def forget_topic(turn: Turn, chat_id: int, thread: int) -> None:
    """Forget a topic that somebody has deleted."""
    for row in turn.session.exec(select(ChatMessage).where(
            ChatMessage.chat_id == chat_id, ChatMessage.message_id == thread, ChatMessage.what == TOPIC)):  # fmt: skip
        turn.session.delete(row)


def close_topics(turn: Turn, case: Case) -> None:
    """Have the topics of a case closed: what is open in a group is what there is to do."""
    for row in turn.session.exec(select(ChatMessage).where(ChatMessage.case_id == case.id, ChatMessage.what == TOPIC)):
        turn.tell(f"chat:{row.chat_id}", "close_topic", urgency=DIGEST, thread=row.message_id)


def has_topics(turn: Turn, chat_id: int) -> bool | None:
    """Tell whether topics may be made in a group, None where it is to be asked anew."""
    row = turn.session.get(Mark, f"{BEGINNING}{chat_id}")
    at, _, said = row.value.partition(" ") if row else ("", "", "")
    return said == "yes" if at and turn.now - datetime.fromisoformat(at) < GOOD_FOR else None


def note_topics(turn: Turn, chat_id: int, yes: bool) -> None:
    """Note whether topics may be made in a group."""
    row = held_mark(turn.session, f"{BEGINNING}{chat_id}")
    row.value = f"{turn.now.isoformat()} {'yes' if yes else 'no'}"
    turn.session.add(row)


def _making(chat_id: int, case_id: int) -> str:
    return f"{MAKING}{chat_id}:{case_id}"
