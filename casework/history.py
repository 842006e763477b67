"""Many lines of history at once: what one morning or one new calendar changes on thousands of cases, in few statements."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import func, insert
from sqlmodel import col, select

from casework.turn import Turn, chained
from storage.tables import Event

BATCH = 500


def note_all(turn: Turn, who: str, what: str, notes: Mapping[int, str]) -> None:
    """Add a line to the history of each case (by its id), chained as `Turn.note` chains it. `notes` hold no personal data."""
    turn.session.flush()
    for ids in _batches(list(notes)):
        last = select(func.max(Event.id)).where(col(Event.case_id).in_(ids)).group_by(col(Event.case_id))
        before = dict(turn.session.exec(select(Event.case_id, Event.hash).where(col(Event.id).in_(last))).all())
        turn.session.execute(insert(Event), [
            {"case_id": one, "at": turn.now, "who": who, "what": what, "note": notes[one], "previous": before.get(one, ""),
             "hash": chained(before.get(one, ""), one, turn.now, who, what, notes[one])} for one in ids])  # fmt: skip


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch
