"""What was forgotten after a copy was made, forgotten once more in the house that was restored from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select

from casework.forget import ERASED, forget_case
from casework.refusals import Refusal
from casework.turn import OPERATOR, Turn
from casework.under_way import demand_nothing_under_way
from rules.kinds import Outcome
from rules.life import State, Step, WrongStep
from storage.desk_tables import ChildTrack
from storage.tables import Case, Event


@dataclass(slots=True)
class Told:
    """What an exported history tells of one case: its first line, how it was closed last, why it was forgotten ("": it was not)."""

    begun: str
    closed: str = ""
    closed_at: str = ""
    erased: str = ""


@dataclass(slots=True)
class ForgottenAgain:
    refs: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # open here, and something of them is under way: a person closes them first


def forget_again(turn: Turn, history: Iterable[Mapping[str, object]]) -> ForgottenAgain:
    """Forget what the history says was forgotten and is here again; a case that is open here is closed as it was then.

    A case is known by the first line of its history, not by its number: one given since the copy may have been given to another.
    Raises KeyError, TypeError for lines of something else.
    """
    found = ForgottenAgain()
    for number, told in _told(history).items():
        case = _here(turn, number, told) if told.erased else None
        if case is None:
            continue
        if case.state is State.CLOSED or _close_as_then(turn, case, told):
            forget_case(turn, case, told.erased)
            found.refs.append(case.ref)
        else:
            found.left.append(case.ref)
    return found


def _told(history: Iterable[Mapping[str, object]]) -> dict[int, Told]:
    cases: dict[int, Told] = {}
    for line in history:
        number, what = line["case_id"], line["what"]
        if isinstance(number, int):
            told = cases.setdefault(number, Told(str(line["hash"])))
            if what == Step.CLOSE:
                told.closed, told.closed_at = str(line["note"]), str(line["at"])
            elif what == ERASED:
                told.erased = str(line["note"])
    return cases


def _here(turn: Turn, case_id: int, told: Told) -> Case | None:
    first = turn.session.exec(select(Event.hash).where(Event.case_id == case_id).order_by(col(Event.id)).limit(1)).first()
    case = turn.session.get(Case, case_id, with_for_update=True) if first == told.begun else None
    return case if case and case.erased_at is None else None


def _close_as_then(turn: Turn, case: Case, told: Told) -> bool:
    """Close a case with the outcome and the moment of then, and tell whether it could be: nothing on its way, no child's alert open."""
    track = turn.session.get(ChildTrack, case.id)
    if not told.closed or (track and not track.done_at):
        return False
    try:
        demand_nothing_under_way(turn, case)
        turn.move(case, Step.CLOSE, OPERATOR, told.closed)
    except (Refusal, WrongStep):
        return False
    case.outcome, case.closed_at = Outcome(told.closed.split()[0]), datetime.fromisoformat(told.closed_at)
    return True
