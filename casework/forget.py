"""What is kept no longer: by the table of retention, with a person's yes, or on request; figures and history stay.

Files cannot be deleted inside a transaction: their digests are noted in it, and whoever deletes them says so afterwards.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework.learn import unlearn
from casework.near_copies import copies_elsewhere
from casework.refusals import CannotForget, MissingReason, ReasonIsPersonal
from casework.turn import OPERATOR, Turn
from reading.personal import LISTED, places
from reading.text import clean
from rules.kinds import Child, Kind
from rules.life import State
from rules.retention import kept_until
from storage.desk_tables import ChildTrack, Mark, Track
from storage.forgetting import forget_content
from storage.tables import Case, Original

FILES = "forget:files"  # the mark of originals that are to be deleted
BY_TERM, ON_REQUEST = "retention", "request"
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose time is over."""

    ref: str
    kind: Kind
    ended: date
    kept_until: date


def due_to_go(turn: Turn) -> list[Due]:
    """Return the closed cases whose retention has ended, the oldest first; one under a legal hold is not among them."""
    tracked = set(turn.session.exec(select(ChildTrack.case_id))) | set(turn.session.exec(select(Track.case_id)))
    closed = turn.session.exec(select(Case).where(
        Case.state == State.CLOSED, col(Case.erased_at).is_(None), Case.held_why == "", col(Case.closed_at).is_not(None))
        .order_by(col(Case.closed_at)))  # fmt: skip
    found = [_due(turn, case, case.id in tracked) for case in closed]
    return [one for one in found if one.kept_until < turn.today]


def forget_due(turn: Turn, refs: Sequence[str]) -> int:
    """Forget those of the cases that are due still; the operator has seen their list. Return how many there were."""
    wanted = [one for one in due_to_go(turn) if one.ref in set(refs)]
    for one in wanted:
        forget_case(turn, turn.case(one.ref), BY_TERM)
    return len(wanted)


def forget_on_request(turn: Turn, ref: str, why: str) -> None:
    """Forget one closed case before its time (GDPR art. 17). `why` holds no personal data. Raises NoSuchCase, MissingReason, CannotForget."""
    case = turn.case(ref)
    _demand_reason(why)
    track = turn.session.get(ChildTrack, case.id)
    if case.state is not State.CLOSED or (track and not track.done_at):
        raise CannotForget(ref=case.ref, why="it is not closed")
    if case.held_why:
        raise CannotForget(ref=case.ref, why="it is under a legal hold")
    if case.erased_at is None:
        elsewhere = " ".join(one.ref for one in copies_elsewhere(turn, case.ref))
        forget_case(turn, case, f"{ON_REQUEST}: {why.strip()}" + (f"; beside it {elsewhere}" if elsewhere else ""))


def forget_case(turn: Turn, case: Case, why: str) -> None:
    """Take the content of a closed case out, and write the reason into its history. `why` holds no personal data."""
    digests = forget_content(turn.session, case)
    unlearn(turn, case)
    case.erased_at = turn.now
    turn.touch(case)
    turn.note(case, OPERATOR, ERASED, why)
    note_files(turn, digests)


def hold_case(turn: Turn, ref: str, why: str) -> None:
    """Keep a case whatever its retention, as for a dispute in court. Raises NoSuchCase, MissingReason."""
    case = turn.case(ref)
    _demand_reason(why)
    case.held_why = why.strip()
    turn.session.add(case)
    turn.note(case, OPERATOR, "legal_hold", why.strip())


def release_case(turn: Turn, ref: str) -> None:
    """End a legal hold. Raises NoSuchCase."""
    case = turn.case(ref)
    if case.held_why:
        case.held_why = ""
        turn.session.add(case)
        turn.note(case, OPERATOR, "legal_hold_ended")


def note_files(turn: Turn, digests: Sequence[str]) -> None:
    """Note that these originals are to be deleted when the turn is committed."""
    _write_files(turn, sorted({*_noted_files(turn), *digests}))


def files_to_delete(turn: Turn) -> list[str]:
    """Return the digests of originals that are forgotten and may lie on the disk still; none that has come in again since."""
    noted = _noted_files(turn)
    kept = {*turn.session.exec(select(Original.digest).where(col(Original.digest).in_(noted)))} if noted else set()
    return [one for one in noted if one not in kept]


def files_deleted(turn: Turn, digests: Sequence[str]) -> None:
    """Note that these originals are gone from the disk."""
    _write_files(turn, [one for one in _noted_files(turn) if one not in set(digests)])


def _demand_reason(why: str) -> None:
    if not why.strip():
        raise MissingReason(command="forget")
    if any(place.type in LISTED for place in places(clean(why))):
        raise ReasonIsPersonal


def _noted_files(turn: Turn) -> list[str]:
    mark = turn.session.get(Mark, FILES)
    return list(json.loads(mark.value)) if mark and mark.value else []


def _write_files(turn: Turn, digests: Sequence[str]) -> None:
    mark = turn.session.get(Mark, FILES) or Mark(name=FILES)
    mark.value = json.dumps(list(digests))
    turn.session.add(mark)


def _due(turn: Turn, case: Case, tracked: bool) -> Due:
    ended = turn.office.calendar.day_of(case.closed_at) if case.closed_at else date.max
    kept = kept_until(case.kind, ended, tracked or case.offence or case.child is not Child.NONE, turn.office.retention)
    return Due(case.ref, case.kind, ended, kept)
