"""Cases by the numbers people name them by: our own."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from casework.turn import Turn
from rules.references import find_references, parse_reference
from storage.tables import Case


def cases_numbered(turn: Turn, text: str, where: Sequence[Any] = ()) -> list[int]:
    """Return the cases whose numbers stand in a text, in its order."""
    refs = list(dict.fromkeys(filter(None, (parse_reference(text[:40]), *find_references(text)))))
    rows = turn.session.exec(select(Case.ref, Case.id).where(col(Case.ref).in_(refs), *where)) if refs else ()
    known = dict(list(rows))
    return [known[ref] or 0 for ref in refs if ref in known]
