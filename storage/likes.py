"""Letters that are like others, and institutions that several letters name: kept as numbers, found by number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BindParameter, Select, delete, func, insert, select
from sqlmodel import Session

from storage.search_tables import MENTION, SKETCH, SKETCH_BAND

MOST: Final = 50  # letters that one is compared with


@dataclass(frozen=True, slots=True)
class Like:
    """A letter and its sketch. `group_id`: the first letter of those that are alike, itself where it is alone."""

    letter_id: int
    case_id: int
    group_id: int
    hashes: tuple[int, ...]


def sketches_near(session: Session, bands: Sequence[int], since: int) -> list[Like]:
    """Return the newest letters that share one of these numbers and came since that second."""
    sketch = SKETCH.c
    rows = session.execute(
        select(sketch.letter_id, sketch.case_id, sketch.group_id, sketch.hashes).where(
            sketch.letter_id.in_(select(SKETCH_BAND.c.letter_id).where(SKETCH_BAND.c.value.in_(bands))), sketch.at >= since)
        .order_by(sketch.letter_id.desc()).limit(MOST))  # fmt: skip
    return [Like(row[0], row[1], row[2], tuple(row[3])) for row in rows]


def put_sketch(session: Session, one: Like, at: int, bands: Sequence[int]) -> None:
    """Keep a letter's sketch; a letter that is like another needs no numbers of its own to be met by."""
    take_sketch_out(session, one.letter_id)
    session.execute(insert(SKETCH).values(
        letter_id=one.letter_id, case_id=one.case_id, group_id=one.group_id, at=at, hashes=list(one.hashes)))  # fmt: skip
    if bands and one.group_id == one.letter_id:
        session.execute(insert(SKETCH_BAND), [{"value": value, "letter_id": one.letter_id} for value in sorted({*bands})])


def take_sketch_out(session: Session, letter_id: int) -> None:
    session.execute(delete(SKETCH).where(SKETCH.c.letter_id == letter_id))
    session.execute(delete(SKETCH_BAND).where(SKETCH_BAND.c.letter_id == letter_id))


def take_case_out(session: Session, case_id: int) -> None:
    """Forget what the letters of a case were like and which institutions they named."""
    letters = select(SKETCH.c.letter_id).where(SKETCH.c.case_id == case_id)
    session.execute(delete(SKETCH_BAND).where(SKETCH_BAND.c.letter_id.in_(letters)))
    session.execute(delete(SKETCH).where(SKETCH.c.case_id == case_id))
    session.execute(delete(MENTION).where(MENTION.c.case_id == case_id))


def groups_of(session: Session, case_ids: Sequence[int]) -> dict[int, int]:
    """Return the group of each case's first letter, where it has a sketch."""
    rows = session.execute(select(SKETCH.c.case_id, SKETCH.c.group_id).where(SKETCH.c.case_id.in_(case_ids)))
    return {row[0]: row[1] for row in rows}


def cases_of_group(session: Session, group_id: int) -> list[int]:
    """Return the cases of one group, the earliest first."""
    rows = session.execute(select(SKETCH.c.case_id).where(SKETCH.c.group_id == group_id).order_by(SKETCH.c.letter_id))
    return [row[0] for row in rows]


def cases_like(case: BindParameter[int]) -> Select[tuple[int]]:
    """Return the question which cases are of one group with a case, itself among them."""
    return select(SKETCH.c.case_id).where(SKETCH.c.group_id.in_(select(SKETCH.c.group_id).where(SKETCH.c.case_id == case)))


def put_mentions(session: Session, letter_id: int, case_id: int, at: int, keys: Iterable[int]) -> None:
    session.execute(delete(MENTION).where(MENTION.c.letter_id == letter_id))
    if rows := [{"key": key, "letter_id": letter_id, "case_id": case_id, "at": at} for key in sorted({*keys})]:
        session.execute(insert(MENTION), rows)


def cases_that_mention(session: Session, key: int, since: int) -> list[int]:
    """Return the cases that name an institution since that second, the earliest first."""
    rows = session.execute(select(MENTION.c.case_id).where(MENTION.c.key == key, MENTION.c.at >= since)
                           .group_by(MENTION.c.case_id).order_by(func.min(MENTION.c.letter_id)))  # fmt: skip
    return [row[0] for row in rows]


def forget_before(session: Session, moment: int) -> int:
    """Let no letter meet those that came before that second any more. Return how many numbers were dropped."""
    old = select(SKETCH.c.letter_id).where(SKETCH.c.at < moment)
    dropped = session.execute(delete(SKETCH_BAND).where(SKETCH_BAND.c.letter_id.in_(old)))
    dropped_too = session.execute(delete(MENTION).where(MENTION.c.at < moment))
    return int(dropped.rowcount) + int(dropped_too.rowcount)  # type: ignore[attr-defined]
