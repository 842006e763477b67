"""What colleagues tell each other of a case, and which cases belong together. Nothing of it ever reaches a citizen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select

from casework.people import Staff
from casework.purpose import demand_purpose
from casework.refusals import MissingReason, SameCase
from casework.turn import Turn
from rules.rights import may_use
from storage.chat_tables import CaseLink, InternalNote
from storage.desk_tables import Official
from storage.search import NOTE, queue
from storage.tables import Case


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as a colleague sees it: content."""

    at: datetime
    by: str
    text: str


def add_note(turn: Turn, who: Staff, ref: str, text: str) -> Case:
    """Keep a note beside the case. Raises NoSuchCase, MissingReason where there are no words."""
    case = turn.case(ref)
    if not text.strip():
        raise MissingReason(command="margi", ref=case.ref)
    note = InternalNote(case_id=case.id or 0, by_id=who.id, at=turn.now, text=text.strip())
    turn.session.add(note)
    turn.session.flush()
    queue(turn.session, NOTE, [note.id or 0])
    turn.note(case, who.label, "internal_note")
    return case


def reveal_notes(turn: Turn, who: Staff, ref: str) -> tuple[NoteView, ...]:
    """Show the notes of a case, on record; to who may not read its letters only the own ones. Raises NoSuchCase, PurposeNeeded."""
    case = turn.case(ref)
    if not reads_own_notes_only(who):
        demand_purpose(turn, who, case)
    turn.note(case, who.label, "opened_notes")
    rows = turn.session.exec(
        select(InternalNote, Official.name).join(Official, col(Official.id) == col(InternalNote.by_id))
        .where(*_readable(case, who)).order_by(col(InternalNote.id)))  # fmt: skip
    return tuple(NoteView(row.at, name, row.text) for row, name in rows)


def count_notes(turn: Turn, who: Staff, ref: str) -> int:
    """Return how many notes this person may read; no word of them. Raises NoSuchCase."""
    return turn.session.exec(select(func.count(col(InternalNote.id))).where(*_readable(turn.case(ref), who))).one()


def reads_own_notes_only(who: Staff) -> bool:
    """Tell whether somebody may not read letters: notes tell of them, so that only the own ones are shown."""
    return not may_use(who.roles, "kiri")


def link(turn: Turn, who: Staff, ref: str, other_ref: str) -> bool:
    """Link two cases that stay two, or part them again. Return whether they are linked now. Raises NoSuchCase, SameCase."""
    case, other = turn.case(ref), turn.case(other_ref)
    if case.id == other.id:
        raise SameCase(ref=case.ref)
    first, second = sorted((case.id or 0, other.id or 0))
    row = turn.session.get(CaseLink, (first, second))
    for one, the_other in ((case, other), (other, case)):
        turn.note(one, who.label, "parted_from" if row else "linked_with", the_other.ref)
        turn.touch(one)
    if row:
        turn.session.delete(row)
        return False
    turn.session.add(CaseLink(case_id=first, other_id=second, by_id=who.id, at=turn.now))
    return True


def links_of(turn: Turn, case_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the references of the cases linked with each of these."""
    if not case_ids:
        return {}
    rows = turn.session.exec(select(CaseLink.case_id, CaseLink.other_id).where(
        or_(col(CaseLink.case_id).in_(case_ids), col(CaseLink.other_id).in_(case_ids)))).all()  # fmt: skip
    if not rows:
        return {}
    refs = dict(turn.session.exec(select(Case.id, Case.ref).where(col(Case.id).in_({one for row in rows for one in row}))).all())
    found: dict[int, list[str]] = {}
    for first, second in rows:
        found.setdefault(first, []).append(refs[second])
        found.setdefault(second, []).append(refs[first])
    return {case_id: tuple(sorted(found[case_id])) for case_id in case_ids if case_id in found}


def _readable(case: Case, who: Staff) -> tuple[ColumnElement[bool], ...]:
    own = (col(InternalNote.by_id) == who.id,) if reads_own_notes_only(who) else ()
    return (col(InternalNote.case_id) == case.id, *own)
