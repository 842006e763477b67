"""The confusion table: how often people overruled what the house had suggested. One case and field count once, however often they were changed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from casework.turn import Turn
from storage.tables import Correction


@dataclass(frozen=True, slots=True)
class Confused:
    """How often a suggestion was overruled: what the house said, what a person said."""

    field: str  # kind, language, media, child
    was: str
    became: str
    count: int


def confusion(turn: Turn, start: datetime, end: datetime) -> tuple[Confused, ...]:
    """Return what people changed in suggestions from `start` up to, not including, `end`: by field, the most frequent first.

    Who changes a mind twice overrules the house once: what it said first stands against what was said last; a word taken back counts
    for nothing. A case counts in the time in which it was first overruled, so that no two months count the same error.
    """
    met = select(Correction.case_id).where(Correction.at >= start, Correction.at < end)
    rows = turn.session.exec(select(Correction).where(
        col(Correction.case_id).in_(met), Correction.at < end).order_by(col(Correction.id)))  # fmt: skip
    firsts: dict[tuple[int, str], Correction] = {}
    lasts: dict[tuple[int, str], Correction] = {}
    for row in rows:
        firsts.setdefault((row.case_id, row.field), row)
        lasts[row.case_id, row.field] = row
    counts = Counter((one[1], first.was, lasts[one].became) for one, first in firsts.items()
                     if first.at >= start and first.was != lasts[one].became)  # fmt: skip
    return tuple(Confused(*key, count) for key, count in sorted(counts.items(), key=lambda pair: (pair[0][0], -pair[1], pair[0])))
