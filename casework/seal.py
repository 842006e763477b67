"""A seal over the whole history once a day: a line cut off the end of a case's history shows, and so does a whole history taken out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlmodel import col, func, select

from casework.turn import SYSTEM, Turn
from storage.tables import Event

SEALED: Final = "sealed"
SETTLED: Final = timedelta(hours=1)  # a line as old as this waits for no transaction with a lower number
MOST: Final = 50_000  # lines under one seal, so that no turn holds the house up


@dataclass(frozen=True, slots=True)
class Seal:
    """All lines up to number `through` that no earlier seal covers: how many, and the digest over theirs and the seal before."""

    through: int
    count: int
    digest: str

    def __str__(self) -> str:
        return f"through {self.through} count {self.count} digest {self.digest}"

    @classmethod
    def read(cls, note: str) -> "Seal":
        """Return the seal that a line's note holds. Raises ValueError."""
        words = note.split()
        if words[::2] != ["through", "count", "digest"]:
            raise ValueError("this is no seal")
        return cls(int(words[1]), int(words[3]), words[5])


def seal(turn: Turn, most: int = MOST) -> Seal | None:
    """Seal the lines that no seal covers yet, at most `most` at once; None where today's seal is there or nothing waits."""
    last = turn.session.exec(select(Event).where(
        col(Event.case_id).is_(None), Event.what == SEALED).order_by(col(Event.id).desc()).limit(1)).first()  # fmt: skip
    before = Seal.read(last.note) if last else Seal(0, 0, "")
    if last and turn.office.calendar.day_of(last.at) == turn.today and before.count < most:
        return None
    until = turn.session.exec(select(func.max(Event.id)).where(
        col(Event.id) > before.through, Event.at <= turn.now - SETTLED)).one()  # fmt: skip
    if until is None:
        return None
    lines = turn.session.exec(select(Event.id, Event.hash).where(
        col(Event.id) > before.through, col(Event.id) <= until).order_by(col(Event.id)).limit(most)).all()  # fmt: skip
    made = Seal(lines[-1][0] or 0, len(lines), _digest(before.digest, (hash for _, hash in lines)))
    turn.note(None, SYSTEM, SEALED, str(made))
    return made


def broken_seals(seals: Iterable[Seal], lines: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Give a sentence for each seal that the lines (number and hash, in order) do not bear out."""
    before, numbered = "", iter(lines)
    number, hash = next(numbered, (0, ""))
    for one in sorted(seals, key=lambda one: one.through):
        under = []
        while number and number <= one.through:
            under.append(hash)
            number, hash = next(numbered, (0, ""))
        if len(under) != one.count:
            yield f"the seal through event {one.through} covers {one.count} lines, {len(under)} are there"
        elif _digest(before, under) != one.digest:
            yield f"the seal through event {one.through} is not borne out: a line under it is another"
        before = one.digest


def _digest(before: str, hashes: Iterable[str]) -> str:
    made = hashlib.sha256(before.encode())
    for hash in hashes:
        made.update(hash.encode())
    return made.hexdigest()
