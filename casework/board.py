"""The live board of the heads: its figures, where it hangs, and when it is to be painted anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func
from sqlmodel import col, select

from casework.monday import LISTS
from casework.sight import GROUP, visible
from casework.turn import DIGEST, Turn
from rules.records import Dispatch
from storage.desk_tables import Mark, OutboxItem
from storage.marks import held_mark
from storage.tables import Case

EVERY: Final = timedelta(minutes=3)
KEYS: Final = ("open", "week", "late", "untaken", "children", "press")
_MARK: Final = "board:"


@dataclass(frozen=True, slots=True)
class Board:
    counts: tuple[tuple[str, int], ...]

    @property
    def digest(self) -> str:
        return " ".join(f"{key}={count}" for key, count in self.counts)


def board(turn: Turn) -> Board:
    """Return the figures of this moment, as a group may know them: the house paints it for all who look."""
    found = [
        (key, turn.session.exec(select(func.count()).select_from(Case).where(visible(GROUP), *LISTS[key](turn))).one())
        for key in KEYS
    ]
    stuck = turn.session.exec(select(func.count()).select_from(OutboxItem).where(
        OutboxItem.channel == "mail", col(OutboxItem.state).in_((Dispatch.UNCERTAIN, Dispatch.NEVER)))).one()  # fmt: skip
    return Board((*found, ("undelivered", stuck)))


def hang_board(turn: Turn, chat_id: int, message_id: int, shown: Board) -> None:
    """Remember which message of a chat is its board; an older one stays as it is."""
    mark = held_mark(turn.session, f"{_MARK}{chat_id}")
    mark.value = f"{message_id} {turn.now.isoformat()} {shown.digest}"
    turn.session.add(mark)


def repaint_boards(turn: Turn) -> int:
    """Have each board painted anew whose figures have changed, at most every few minutes. Return how many."""
    marks = turn.session.exec(select(Mark).where(col(Mark.name).startswith(_MARK, autoescape=True))).all()
    due = [mark for mark in marks if turn.now - datetime.fromisoformat(mark.value.split(" ", 2)[1]) >= EVERY]
    if not due:
        return 0
    now = board(turn)
    changed = [mark for mark in due if mark.value.split(" ", 2)[2] != now.digest]
    for mark in due:
        message_id, chat_id = mark.value.split(" ", 1)[0], mark.name.removeprefix(_MARK)
        if mark in changed:
            turn.tell(f"chat:{chat_id}", "board", urgency=DIGEST, repaint=int(message_id))
        mark.value = f"{message_id} {turn.now.isoformat()} {now.digest}"
        turn.session.add(mark)
    return len(changed)


def take_down_board(turn: Turn, chat_id: int, message_id: int) -> None:
    """Forget a board whose message is no more."""
    mark = turn.session.get(Mark, f"{_MARK}{chat_id}")
    if mark and mark.value.startswith(f"{message_id} "):
        turn.session.delete(mark)
