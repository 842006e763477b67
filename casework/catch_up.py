"""Cases that were registered at a glance are understood: what a full reading tells is written on many at once."""

from collections.abc import Mapping

from sqlmodel import col, select

from casework.clock import set_clock
from casework.named import keep_from_named
from casework.propose import propose_handler
from casework.receive import GIVE_UP_AFTER, Waiting
from casework.register import alert, keep_suggestions
from casework.turn import DIGEST, SYSTEM, Turn
from casework.understand import Understood
from storage.bulk import change
from storage.tables import Attachment, Case, Glanced, Ledger, Suggestion
from storage.tables import Letter as LetterRow


def unread(turn: Turn, limit: int = 100) -> list[Waiting]:
    """Return the letters whose cases were registered at a glance, oldest first; those tried in vain come last."""
    rows = turn.session.exec(
        select(Ledger, Glanced.tries).join(Glanced, col(Glanced.ledger_id) == Ledger.id)
        .order_by(col(Glanced.tries), col(Glanced.ledger_id)).limit(limit))  # fmt: skip
    return [Waiting(row.id or 0, row.digest, row.source, row.folder, tries) for row, tries in rows]


def could_not_read(turn: Turn, ledger_id: int) -> None:
    """Note that a registered letter could not be read; the third time its case is left as it is, for a person to look."""
    glanced = turn.session.get_one(Glanced, ledger_id)
    glanced.tries += 1
    if glanced.tries < GIVE_UP_AFTER:
        turn.session.add(glanced)
        return
    case = turn.session.get_one(Case, glanced.case_id)
    turn.session.delete(glanced)
    propose_handler(turn, case)
    turn.note(case, SYSTEM, "not_understood")
    turn.tell(turn.duty(case), "new_case", case)


def complete_all(turn: Turn, read: Mapping[int, Understood]) -> None:
    """Write what a full reading tells on cases that were registered at a glance. A second call changes nothing.

    What a person has said meanwhile stands.
    """
    waiting = turn.session.exec(select(Glanced).where(col(Glanced.ledger_id).in_(read)).order_by(col(Glanced.ledger_id))).all()
    ids = [one.case_id for one in waiting]
    cases = {case.id: case for case in turn.session.exec(select(Case).where(col(Case.id).in_(ids)).with_for_update())}
    told_before = turn.session.exec(select(Suggestion).where(col(Suggestion.case_id).in_(ids))).all()  # filed as single letters
    with turn.session.no_autoflush:
        for old in told_before:
            turn.session.delete(old)
        turn.session.flush()
        for one in waiting:
            turn.session.delete(one)
            _complete_case(turn, cases[one.case_id], read[one.ledger_id])
        _complete_letters(turn, read)
        lines = {one.case_id: f"{case.kind} {case.basis} {case.due or '-'}" for one in waiting if (case := cases[one.case_id])}
        turn.note_each({case_id: ("understood", line) for case_id, line in lines.items()}, SYSTEM)
    turn.session.flush()
    known = {old.case_id for old in told_before}
    for one in waiting:
        alert(turn, cases[one.case_id], read[one.ledger_id])
        if one.case_id not in known:
            turn.tell(turn.duty(cases[one.case_id]), "new_case", cases[one.case_id], urgency=DIGEST)


def _complete_case(turn: Turn, case: Case, understood: Understood) -> None:
    told = understood.suggestions
    if not case.kind_by:
        case.kind, case.kind_confidence, case.other_kinds = told.kind, told.kind_confidence, [*map(str, told.other_kinds)]
        case.expects_reply, case.named_day = told.expects_reply, told.named_day
        set_clock(turn, case)
    case.topic, case.offence = case.topic or told.topic, case.offence or told.offence
    keep_suggestions(turn, case, understood)
    if keep_from_named(turn, case) or not (case.handler_id or case.proposed_handler_id):
        propose_handler(turn, case)
    turn.touch(case)


def _complete_letters(turn: Turn, read: Mapping[int, Understood]) -> None:
    letters = turn.session.exec(select(LetterRow.id, LetterRow.ledger_id).where(col(LetterRow.ledger_id).in_(read))).all()
    change(turn.session, LetterRow, [
        {"id": letter_id, "masked": read[ledger_id or 0].suggestions.masked} for letter_id, ledger_id in letters])  # fmt: skip
    with_files = {letter_id: read[ledger_id or 0] for letter_id, ledger_id in letters if read[ledger_id or 0].letter.attachments}
    rows = turn.session.exec(select(Attachment).where(col(Attachment.letter_id).in_(with_files))).all() if with_files else ()
    for row in rows:
        parts = with_files[row.letter_id].letter.attachments
        row.text = next((part.text or "" for part in parts if (part.sha256, part.name) == (row.sha256, row.name)), row.text)
        turn.session.add(row)
