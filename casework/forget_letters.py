"""Messages that stand in no case that is kept: a machine's, one a person put aside as none for us, a forgotten letter that came again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, or_, select, update

from casework.forget import note_files
from casework.receive import TELEGRAM
from casework.turn import OPERATOR, Turn
from rules.months import month_after
from rules.records import Filed
from rules.retention import MONTHS_A_YEAR, NO_CASE
from storage.forgetting import write_over
from storage.tables import Attachment, Case, Ledger, Original

OF_NO_CASE = (Filed.MACHINE, Filed.IGNORED, Filed.DUPLICATE)


@dataclass(frozen=True, slots=True)
class LettersDue:
    """Messages of no case whose time is over: their rows in the ledger, and the day before which they came."""

    ids: tuple[int, ...]
    before: date


def letters_due(turn: Turn) -> LettersDue:
    """Return the messages of no case whose octets are kept still and whose years in the table are over."""
    before = month_after(turn.today, -MONTHS_A_YEAR * turn.office.retention[NO_CASE].years)
    rows = turn.session.exec(select(Ledger.id, Ledger.received).where(
        col(Ledger.outcome).in_(OF_NO_CASE), Ledger.source != TELEGRAM, Ledger.ref == "", _has_octets()).order_by(col(Ledger.id)))  # fmt: skip
    return LettersDue(tuple(number or 0 for number, came in rows if turn.office.calendar.day_of(came) < before), before)


def forget_letters(turn: Turn) -> int:
    """Forget those messages; their rows stay, so that none of them comes in again. Return how many they were."""
    due = letters_due(turn)
    if due.ids:
        _forget(turn, due.ids)
        turn.note(None, OPERATOR, "letters_erased", f"{len(due.ids)} messages of no case, before {due.before}")
    return len(due.ids)


def forget_returned(turn: Turn) -> int:
    """Forget what came in once more after its case was forgotten, as from a mailbox that was numbered anew. Return how many letters."""
    forgotten = select(Case.ref).where(col(Case.erased_at).is_not(None))
    ids = [number or 0 for number in turn.session.exec(select(Ledger.id).where(
        Ledger.outcome == Filed.DUPLICATE, col(Ledger.ref).in_(forgotten), _has_octets()))]  # fmt: skip
    if ids:
        _forget(turn, ids)
    return len(ids)


def _has_octets() -> ColumnElement[bool]:
    return col(Ledger.digest).in_(select(Original.digest))


def _forget(turn: Turn, ids: Collection[int]) -> None:
    write_over(turn.session)
    digests = {*turn.session.exec(select(Ledger.digest).where(col(Ledger.id).in_(ids)))}
    turn.session.execute(update(Ledger).where(col(Ledger.id).in_(ids)).values(path="", why=""))
    gone = digests - _needed(turn, digests, ids)
    turn.session.execute(delete(Original).where(col(Original.digest).in_(gone)))
    note_files(turn, sorted(gone))


def _needed(turn: Turn, digests: Collection[str], ids: Collection[int]) -> set[str]:
    """Return the digests that something else that is kept stands on."""
    kept = select(Case.ref).where(col(Case.erased_at).is_(None))
    others = turn.session.exec(select(Ledger.digest).where(
        col(Ledger.digest).in_(digests), col(Ledger.id).not_in(ids), or_(col(Ledger.ref) == "", col(Ledger.ref).in_(kept))))  # fmt: skip
    return {*others, *turn.session.exec(select(Attachment.sha256).where(col(Attachment.sha256).in_(digests)))}
