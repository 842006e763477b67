"""Which number of the document system belongs to which letter of ours: the one that waits, and those that went out."""

from sqlmodel import col, select

from casework.letterhead import Direction
from casework.turn import Turn
from rules.records import Dispatch, Paper
from storage.register_tables import RegisterNumber
from storage.tables import Case, Letter

DOCUMENTS = tuple(paper.value for paper in Paper)  # of ours that are registered; receipts are not


def number_waiting(turn: Turn, case: Case) -> str:
    """Return the number that the next letter of the case will bear, "" where none was given."""
    row = _waiting(turn, case)
    return row.number if row else ""


def letter_without_number(turn: Turn, case: Case) -> Letter | None:
    """Return the newest letter of ours that went out and has no number yet."""
    numbered = select(RegisterNumber.letter_id).where(
        RegisterNumber.case_id == case.id, col(RegisterNumber.letter_id).is_not(None))  # fmt: skip
    return turn.session.exec(select(Letter).where(
        Letter.case_id == case.id, col(Letter.what).in_(DOCUMENTS), Letter.delivery == Dispatch.SENT,
        col(Letter.id).not_in(numbered)).order_by(col(Letter.id).desc()).limit(1)).first()  # fmt: skip


def take_number(turn: Turn, case: Case, letter: Letter) -> None:
    """Let a letter that is decided on bear the number that waits for it."""
    row = _waiting(turn, case)
    if row:
        turn.session.flush()
        row.letter_id = letter.id
        turn.session.add(row)


def _waiting(turn: Turn, case: Case) -> RegisterNumber | None:
    """Return the newest number that no letter bears, or whose letter was taken back."""
    rows = turn.session.exec(
        select(RegisterNumber, Letter.delivery).join(Letter, col(Letter.id) == col(RegisterNumber.letter_id), isouter=True)
        .where(RegisterNumber.case_id == case.id, RegisterNumber.direction == Direction.OUT)
        .order_by(col(RegisterNumber.id).desc()))  # fmt: skip
    return next((row for row, delivery in rows if row.letter_id is None or delivery is Dispatch.WITHDRAWN), None)
