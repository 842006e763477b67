"""Letters put away as a machine's, or by a person as none of ours: listed, and put back into the pen where that was a mistake."""

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from casework.held import Held, held_of
from casework.receive import TELEGRAM
from casework.refusals import NoSuchHeld
from casework.register import hold
from casework.sight import visible
from casework.turn import Turn
from rules.records import Filed
from storage.tables import Case, Ledger, Original

PUT_AWAY = (Filed.MACHINE, Filed.IGNORED)
MOST = 10
_IS_KEPT = col(Ledger.digest).in_(select(Original.digest))  # not forgotten since


def put_away(turn: Turn, most: int = MOST) -> list[Held]:
    """Return the letters put away last, the newest first; one that joined a limited case only to those who may know of it."""
    rows = turn.session.exec(select(Ledger).where(
        col(Ledger.outcome).in_(PUT_AWAY), Ledger.source != TELEGRAM, _IS_KEPT, _may_know(turn))
        .order_by(col(Ledger.id).desc()).limit(most))  # fmt: skip
    return [held_of(turn, row) for row in rows]


def put_back(turn: Turn, who: str, ledger_id: int) -> None:
    """Have a letter wait for a person again; the case it joined is proposed. Raises NoSuchHeld."""
    row = turn.session.exec(select(Ledger).where(
        Ledger.id == ledger_id, col(Ledger.outcome).in_(PUT_AWAY), Ledger.source != TELEGRAM, _IS_KEPT, _may_know(turn))
        .with_for_update()).first()  # fmt: skip
    if row is None:
        raise NoSuchHeld(id=ledger_id)
    turn.note(None, who, "put_back", f"ledger {ledger_id} {row.outcome}")
    hold(turn, row, "put_back", row.ref)


def _may_know(turn: Turn) -> ColumnElement[bool]:
    return or_(col(Ledger.ref) == "", col(Ledger.ref).in_(select(Case.ref).where(visible(turn.viewer))))
