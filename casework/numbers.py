"""Cases by the numbers people name them by: our own, those of the document system, and the sender's."""

from collections.abc import Sequence
from typing import Any, Final

from sqlmodel import col, select

from casework.turn import Turn
from rules.references import find_references, parse_reference
from storage.register_tables import RegisterNumber
from storage.tables import Case

WORDS: Final = 20  # of a question that may be numbers


def cases_numbered(turn: Turn, text: str, where: Sequence[Any] = ()) -> list[int]:
    """Return the cases whose numbers stand in a text: by our own numbers in its order, then by those of registers, newest first."""
    refs = list(dict.fromkeys(filter(None, (parse_reference(text[:40]), *find_references(text)))))
    known = dict(list(turn.session.exec(select(Case.ref, Case.id).where(col(Case.ref).in_(refs), *where)))) if refs else {}
    return list(dict.fromkeys([*(known[ref] or 0 for ref in refs if ref in known), *_registered(turn, text, where)]))


def _registered(turn: Turn, text: str, where: Sequence[Any]) -> list[int]:
    numbers = [word.strip(".,;:()\"") for word in text.split()[:WORDS] if any(map(str.isdecimal, word)) and "\x00" not in word]
    if not numbers:
        return []
    return list(turn.session.exec(select(RegisterNumber.case_id).join(Case).where(
        col(RegisterNumber.number).in_(numbers), *where).order_by(col(RegisterNumber.id).desc())))  # fmt: skip
