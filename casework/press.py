"""A press of a button: it changes the case it was shown for as it was then, or nothing."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from casework.people import Staff
from casework.refusals import OutOfDate
from casework.turn import Turn

P = ParamSpec("P")
T = TypeVar("T")


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
