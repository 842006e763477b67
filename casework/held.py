"""What waits for a person: letters in the holding pen, and those that could not be read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlmodel import col, select

from casework.receive import TELEGRAM
from casework.refusals import MissingReason, NoSuchHeld
from casework.register import add_follow_up, open_case
from casework.sight import visible
from casework.turn import Turn
from casework.understand import Understood
from rules.records import Filed
from storage.desk_tables import ChatUpdate
from storage.tables import Case, Ledger

IN_THE_PEN = (Filed.HELD, Filed.SET_ASIDE)


@dataclass(frozen=True, slots=True)
class Held:
    id: int
    outcome: Filed
    why: str
    proposed_ref: str
    digest: str
    received: str
    source: str = ""

    @property
    def is_update(self) -> bool:
        """Tell whether it came by the bot: there is no letter to open, it can be handled again or dismissed."""
        return self.source == TELEGRAM


def held(turn: Turn) -> list[Held]:
    """Return what waits, the oldest first; a proposed case only where the viewer may know of it."""
    rows = turn.session.exec(select(Ledger).where(col(Ledger.outcome).in_(IN_THE_PEN)).order_by(col(Ledger.id)))
    found = [held_of(turn, row) for row in rows]
    known = _known(turn, {one.proposed_ref for one in found if one.proposed_ref})
    return [one if one.proposed_ref in known else replace(one, proposed_ref="") for one in found]


def show_held(turn: Turn, held_id: int) -> Held:
    """Raises NoSuchHeld."""
    return held_of(turn, _row(turn, held_id))


def show_update(turn: Turn, held_id: int) -> str:
    """Return what came by the bot, as it came; "" where its text has been dropped."""
    kept = turn.session.get(ChatUpdate, held_id)
    return kept.raw if kept else ""


def said_in_update(raw: str) -> str:
    """Return the words and presses in an update as Telegram sent it: content."""
    return "\n".join(_said(json.loads(raw)))


def attach(turn: Turn, who: str, held_id: int, ref: str, understood: Understood) -> Case:
    """Add a held letter to a case, by a person's word. Raises NoSuchHeld, NoSuchCase."""
    row, case = _row(turn, held_id), turn.case(ref)
    add_follow_up(turn, row, case, understood)
    turn.note(case, who, "attached", f"ledger {held_id}")
    return case


def make_case(turn: Turn, who: str, held_id: int, understood: Understood) -> Case:
    """Register a held letter as a case of its own; its clock runs from the day it came. Raises NoSuchHeld."""
    case = open_case(turn, _row(turn, held_id), understood)
    turn.note(case, who, "taken_from_pen", f"ledger {held_id}")
    return case


def dismiss(turn: Turn, who: str, held_id: int, why: str) -> None:
    """Say that this is no letter to us. It stays in the ledger. Raises NoSuchHeld, MissingReason."""
    if not why.strip():
        raise MissingReason(command="ootel")
    row = _row(turn, held_id)
    row.outcome, row.why = Filed.IGNORED, why.strip()
    turn.session.add(row)
    turn.note(None, who, "dismissed", f"ledger {held_id}")


def replay(turn: Turn, who: str, held_id: int) -> None:
    """Have a letter read and filed once more. Raises NoSuchHeld."""
    row = _row(turn, held_id)
    row.outcome, row.tries, row.why = Filed.PENDING, 0, ""
    turn.session.add(row)
    turn.note(None, who, "replayed", f"ledger {held_id}")


def held_of(turn: Turn, row: Ledger) -> Held:
    """Return what is told of a row of the ledger."""
    received = row.received.astimezone(turn.office.calendar.zone).isoformat(timespec="seconds")
    return Held(row.id or 0, row.outcome, row.why, row.proposed_ref, row.digest, received, row.source)


def _known(turn: Turn, refs: set[str]) -> set[str]:
    return set(turn.session.exec(select(Case.ref).where(col(Case.ref).in_(refs), visible(turn.viewer)))) if refs else set()


def _said(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name in ("text", "caption", "data") and isinstance(value, str):
                yield value
            else:
                yield from _said(value)
    elif isinstance(part, list):
        for one in part:
            yield from _said(one)


def _row(turn: Turn, held_id: int) -> Ledger:
    row = turn.session.get(Ledger, held_id, with_for_update=True)
    if row is None or row.outcome not in IN_THE_PEN:
        raise NoSuchHeld(id=held_id)
    return row
