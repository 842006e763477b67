"""A press of a button: it changes the case it was shown for as it was then, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec, TypeVar

from casework.people import Staff, who
from casework.refusals import OutOfDate
from casework.sight import GROUP, Viewer
from casework.turn import Turn
from casework.views import known_ref

P = ParamSpec("P")
T = TypeVar("T")


def who_presses(turn: Turn, telegram_id: int, case_id: int, private: bool) -> tuple[Staff | None, str]:
    """Return whose account has pressed and the reference of the case the button names, "" where it names none that may be known there.

    In a group it is looked up as the group sees it.
    """
    staff = who(turn, telegram_id)
    if staff is None or not case_id:
        return staff, ""
    return staff, known_ref(replace(turn, viewer=Viewer(staff.id) if private else GROUP), case_id)


def if_unchanged(
    turn: Turn, who: Staff, ref: str, version: int,
    verb: Callable[Concatenate[Turn, Staff, str, P], T], *args: P.args, **kwargs: P.kwargs,
) -> T:  # fmt: skip
    """Do a verb if the case is still of this version; 0 stands for a word that is right at any time.

    Raises NoSuchCase, OutOfDate, and what the verb raises.
    """
    case = turn.case(ref)
    if version and case.version != version:
        raise OutOfDate(ref=case.ref, state=case.state)
    return verb(turn, who, ref, *args, **kwargs)
