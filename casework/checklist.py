"""The questions of a case's letters, ticked off as the answer takes them up. They are content, masked; none stays unanswered unseen."""

from dataclasses import dataclass

from sqlmodel import col, select

from casework.letters import incoming_letters
from casework.people import Staff
from casework.refusals_of_letters import NoSuchQuestion
from casework.turn import Turn
from reading.questions import questions
from storage.register_tables import ListedQuestion
from storage.tables import Case

ENOUGH = 2  # one question needs no list


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its number. `text` is content."""

    number: int
    text: str
    done: bool


def list_questions(turn: Turn, case: Case) -> None:
    """Write down what the letters of the case ask and the list does not hold yet; one question alone needs no list."""
    rows = turn.session.exec(select(ListedQuestion).where(ListedQuestion.case_id == case.id)).all()
    seen, known = {row.letter_id for row in rows}, {row.text for row in rows}
    asked = [(letter.id or 0, one) for letter in incoming_letters(turn, case) if letter.id not in seen for one in questions(letter.masked)]
    new = list({text: (letter_id, text) for letter_id, text in asked if text not in known}.values())
    if len(rows) + len(new) < ENOUGH:
        return
    for number, (letter_id, text) in enumerate(new, len(rows) + 1):
        turn.session.add(ListedQuestion(case_id=case.id or 0, letter_id=letter_id, number=number, text=text))
    turn.session.flush()


def checklist(turn: Turn, ref: str) -> tuple[Item, ...]:
    """Return the list of a case: content. Raises NoSuchCase."""
    return tuple(Item(row.number, row.text, row.done_at is not None) for row in _rows(turn, turn.case(ref)))


def open_questions(turn: Turn, ref: str) -> tuple[int, ...]:
    """Return the numbers that are not ticked. Raises NoSuchCase."""
    return tuple(row.number for row in _rows(turn, turn.case(ref)) if row.done_at is None)


def tick(turn: Turn, who: Staff, ref: str, number: int) -> tuple[Item, ...]:
    """Tick a question, or take the tick back. The draft stays as it is. Raises NoSuchCase, NoSuchQuestion."""
    case = turn.case(ref)
    row = next((one for one in _rows(turn, case) if one.number == number), None)
    if row is None:
        raise NoSuchQuestion(ref=case.ref, number=number)
    row.done_at, row.done_by_id = (None, None) if row.done_at else (turn.now, who.id)
    turn.session.add(row)
    turn.session.flush()
    turn.note(case, who.label, "question_ticked" if row.done_at else "question_open", str(number))
    return checklist(turn, ref)


def _rows(turn: Turn, case: Case) -> list[ListedQuestion]:
    return list(turn.session.exec(
        select(ListedQuestion).where(ListedQuestion.case_id == case.id).order_by(col(ListedQuestion.number))))  # fmt: skip
