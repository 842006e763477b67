"""What has moved the clock of a case, read from its history: registration, another kind, more time, a new calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import col, select

from casework.turn import Turn
from rules.kinds import Kind
from storage.desk_tables import Official
from storage.tables import Case, Event


@dataclass(frozen=True, slots=True)
class ClockAct:
    """One act, with the legal day before and after it. `by` is the official's name, "" where the house did it."""

    at: datetime
    what: str  # registered, understood, kind, registered_on, extended, recounted
    by: str
    kind_was: Kind | None = None
    kind: Kind | None = None
    due_was: date | None = None
    due: date | None = None
    safe_was: date | None = None  # of a recount only: a closure moves this day alone
    safe: date | None = None


_DAY: Final = r"(\d{4}-\d\d-\d\d|-)"
# How each verb writes its line: casework/register.py, in_bulk.py, correct.py, register_number.py, effects.py, recount.py.
_NOTES: Final = {
    "registered": re.compile(rf"(?P<kind>\S+) .*?(?P<due>{_DAY})$"),
    "understood": re.compile(rf"(?P<kind>\S+) .*?(?P<due>{_DAY})$"),
    "kind": re.compile(rf"(?P<kind_was>\S+) -> (?P<kind>\S+); (?P<due_was>{_DAY}) -> (?P<due>{_DAY})$"),
    "registered_on": re.compile(rf"\S+ -> \S+; (?P<due_was>{_DAY}) -> (?P<due>{_DAY})$"),
    "extended": re.compile(rf"(?P<due_was>{_DAY}|None) -> (?P<due>{_DAY}|None)$"),
    "recounted": re.compile(rf"\S+ -> \S+; (?P<due_was>{_DAY}) -> (?P<due>{_DAY}); (?P<safe_was>{_DAY}) -> (?P<safe>{_DAY})"),
}


def clock_acts(turn: Turn, case: Case) -> tuple[ClockAct, ...]:
    """Return the acts in their order; lines that moved nothing are left out but for the registration."""
    rows = turn.session.exec(
        select(Event).where(Event.case_id == case.id, col(Event.what).in_(_NOTES)).order_by(col(Event.id))
    ).all()
    names = {f"official:{row.id}": row.name for row in turn.session.exec(select(Official))} if rows else {}
    found = (_act(row, names.get(row.who, "")) for row in rows)
    return tuple(act for act in found if act and not _moved_nothing(act))


def _act(row: Event, by: str) -> ClockAct | None:
    written = _NOTES[row.what].match(row.note)
    if written is None:
        return None
    told = written.groupdict()
    kind_was, kind = (Kind(told[name]) if told.get(name) in list(Kind) else None for name in ("kind_was", "kind"))
    return ClockAct(row.at, row.what, by, kind_was, kind, *(_day(told.get(name)) for name in ("due_was", "due", "safe_was", "safe")))


def _moved_nothing(act: ClockAct) -> bool:
    return act.what == "kind" and act.kind_was is act.kind and act.due_was == act.due


def _day(word: str | None) -> date | None:
    return date.fromisoformat(word) if word and word[0].isdigit() else None
