"""What somebody has begun to say to the bot and has not finished: kept in the database, so that no restart loses it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import col, select

from casework.people import Staff
from casework.turn import Turn
from rules.kinds import Role
from rules.life import State
from storage.chat_tables import Conversation, Piece
from storage.tables import Case

ASKED: Final = "asked"  # a command that lacks words: the next message is they
REGISTER: Final = "register"  # a letter taken down by hand
LETTER: Final = "letter"  # a citizen's letter that is not finished
CONTACT: Final = "contact"  # a citizen was asked for a name and another way
ANSWERED_WITHIN: Final = timedelta(minutes=30)  # a question older than that has been forgotten by the one who was asked
TO_PICK: Final = 10


@dataclass(frozen=True, slots=True)
class Begun:
    """A conversation as the doors see it. `facts` are plain values."""

    telegram_id: int
    what: str
    command: str
    ref: str
    touched: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


def ask(turn: Turn, telegram_id: int, command: str, ref: str = "", words: str = "") -> None:
    """Note that the next message of this person is what `command` lacks; an earlier question is forgotten."""
    begin(turn, telegram_id, ASKED, command, ref, {"words": words})


def asked(turn: Turn, telegram_id: int) -> Begun | None:
    """Return what this person was asked lately, None where nothing is open."""
    found = begun(turn, telegram_id, ASKED)
    return found if found and turn.now - found.touched <= ANSWERED_WITHIN else None


def begin(turn: Turn, telegram_id: int, what: str, command: str = "", ref: str = "",
          facts: Mapping[str, Any] | None = None) -> None:  # fmt: skip
    row = turn.session.get(Conversation, (telegram_id, what)) or Conversation(
        telegram_id=telegram_id, what=what, began=turn.now, touched=turn.now)  # fmt: skip
    row.command, row.ref, row.facts, row.touched = command, ref, dict(facts or {}), turn.now
    turn.session.add(row)


def begun(turn: Turn, telegram_id: int, what: str) -> Begun | None:
    row = turn.session.get(Conversation, (telegram_id, what))
    return Begun(row.telegram_id, row.what, row.command, row.ref, row.touched, row.facts) if row else None


def leave(turn: Turn, telegram_id: int, *kinds: str) -> bool:
    """End what is open of these kinds, with all that was gathered. Return whether anything was."""
    rows = turn.session.exec(select(Conversation).where(
        Conversation.telegram_id == telegram_id, col(Conversation.what).in_(kinds))).all()  # fmt: skip
    if not rows:
        return False  # pieces are gathered only while something is open
    for row in rows:
        turn.session.delete(row)
    for piece in turn.session.exec(select(Piece).where(
            Piece.telegram_id == telegram_id, col(Piece.what).in_(kinds))).all():  # fmt: skip
        turn.session.delete(piece)
    return True


def to_pick(turn: Turn, who: Staff, command: str) -> list[tuple[int, str]]:
    """Return the cases, by id and reference, that a command without a number is most likely meant for."""
    fits = _FITS.get(command, (Case.handler_id == who.id, col(Case.state) != State.CLOSED))
    if command not in _FITS and not {Role.OFFICIAL, Role.HEAD} & who.roles:
        fits = (col(Case.media), col(Case.state) != State.CLOSED) if Role.PRESS in who.roles else (col(Case.state) != State.CLOSED,)  # fmt: skip
    rows = turn.session.exec(select(Case.id, Case.ref).where(*fits).order_by(
        col(Case.safe).is_(None), col(Case.safe), col(Case.id)).limit(TO_PICK))  # fmt: skip
    return [(case_id or 0, ref) for case_id, ref in rows]


_FITS: Final[Mapping[str, tuple[Any, ...]]] = {
    "votan": (Case.state == State.REGISTERED,),
    "maara": (Case.state == State.REGISTERED,),
    "kinnita": (Case.state == State.DRAFTED,),
    "tagasi": (Case.state == State.DRAFTED,),
}
