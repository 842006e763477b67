"""What of ours waits for a person: letters whose fate nobody knows or that nobody takes, and messages no chat took."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import not_, or_
from sqlmodel import col, func, select

from casework.people import Staff
from casework.refusals import MissingReason, NotAllowed
from casework.refusals_of_letters import CannotSettle, SayWhetherSent
from casework.sight import visible
from casework.turn import OPERATOR, Turn
from rules.kinds import Role
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from storage.tables import Case, Letter

WAITING = (Dispatch.UNCERTAIN, Dispatch.NEVER)
WAITS = col(OutboxItem.state).in_(WAITING)
IS_LETTER = or_(col(OutboxItem.channel) == "mail", col(OutboxItem.what) == "letter_to_citizen")


@dataclass(frozen=True, slots=True)
class Stuck:
    """A letter of ours whose fate a person must settle. `may_rest`: it may be left unsent, for no answer hangs on it."""

    id: int
    ref: str
    what: str
    state: Dispatch
    tries: int
    error: str
    may_rest: bool


@dataclass(frozen=True, slots=True)
class StuckLetter:
    """Such a letter opened: content."""

    id: int
    ref: str
    what: str
    to: str
    subject: str
    text: str
    error: str
    files: tuple[str, ...]


def stuck(turn: Turn) -> list[Stuck]:
    """Return the letters that wait for a word, oldest first; of a limited case only to those who may know of it."""
    found = turn.session.exec(select(OutboxItem, Case.ref).join(Case, isouter=True).where(
        WAITS, IS_LETTER, visible(turn.viewer)).order_by(col(OutboxItem.id)))  # fmt: skip
    return [Stuck(item.id or 0, ref or "", item.what, item.state, item.tries, item.last_error, _may_rest(item)) for item, ref in found]


def reveal_stuck(turn: Turn, who: Staff, item_id: int) -> StuckLetter:
    """Show a letter of ours that waits for a word, on record. Who only keeps the register opens no answer.

    Raises CannotSettle, NotAllowed.
    """
    item, case = waiting_item(turn, item_id)
    if who.roles <= {Role.CLERK} and item.draft_id:
        raise NotAllowed
    letter = turn.session.get(Letter, item.letter_id) if item.letter_id else None
    turn.note(case, who.label, "opened_unsent", f"{item.what} {item_id}")
    return StuckLetter(
        id=item_id, ref=case.ref if case else "", what=item.what, to=item.recipient, error=item.last_error,
        subject=letter.subject if letter else str(item.values.get("subject", "")),
        text=letter.text if letter else str(item.values.get("text", "")),
        files=tuple(str(one["name"]) for one in item.values.get("files", ())),
    )  # fmt: skip


def let_rest(turn: Turn, item_id: int, why: str, who: Staff | None = None) -> None:
    """Leave a letter as it is: it is sent no more. Of an answer that may have arrived it must be said whether it has.

    Raises CannotSettle, MissingReason, SayWhetherSent.
    """
    item, case = waiting_item(turn, item_id)
    if not why.strip():
        raise MissingReason(command="ootel")
    if not _may_rest(item):
        raise SayWhetherSent(ref=case.ref if case else "")
    _withdraw(turn, item)
    if case:
        turn.touch(case)
    turn.note(case, who.label if who else OPERATOR, "left_unsent", item.what)


def waiting_item(turn: Turn, item_id: int) -> tuple[OutboxItem, Case | None]:
    """Return an item that waits for a word, held till the end of the turn, and its case. Raises CannotSettle."""
    item = turn.session.get(OutboxItem, item_id, with_for_update=not turn.reading)
    if item is None or item.state not in WAITING:
        raise CannotSettle(id=item_id, state=item.state if item else "")
    if item.case_id is None:
        return item, None
    case = turn.session.exec(select(Case).where(Case.id == item.case_id, visible(turn.viewer))).first()
    if case is None:
        raise CannotSettle(id=item_id, state="")
    return item, case


def unheard(turn: Turn) -> int:
    """Return how many messages to chats, and copies for the Sent folder, never got there."""
    return turn.session.exec(select(func.count(col(OutboxItem.id))).where(WAITS, not_(IS_LETTER))).one()


def say_again(turn: Turn, who: str) -> int:
    """Try those messages and copies once more. Return how many."""
    found = _unheard(turn)
    for item in found:
        item.state, item.try_after, item.settled_at, item.tries = Dispatch.PENDING, turn.now, None, 0
        turn.decided.add(item.channel)
        turn.session.add(item)
    return _noted(turn, who, "said_again", len(found))


def let_unheard_rest(turn: Turn, who: str) -> int:
    """Let those messages and copies be. Return how many."""
    found = _unheard(turn)
    for item in found:
        _withdraw(turn, item)
    return _noted(turn, who, "left_unsaid", len(found))


def _unheard(turn: Turn) -> Sequence[OutboxItem]:
    return turn.session.exec(select(OutboxItem).where(WAITS, not_(IS_LETTER)).order_by(col(OutboxItem.id)).with_for_update()).all()


def _may_rest(item: OutboxItem) -> bool:
    return item.state is Dispatch.NEVER or item.draft_id is None


def _withdraw(turn: Turn, item: OutboxItem) -> None:
    item.state, item.settled_at = Dispatch.WITHDRAWN, turn.now
    turn.session.add(item)
    if item.letter_id:
        letter = turn.session.get_one(Letter, item.letter_id)
        letter.delivery = Dispatch.WITHDRAWN
        turn.session.add(letter)


def _noted(turn: Turn, who: str, what: str, count: int) -> int:
    if count:
        turn.note(None, who, what, str(count))
    return count
