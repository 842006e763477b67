"""The life of a case, as one table that a lawyer can read.

Nothing else in the house may set a state: `casework` asks `after` for it. Buttons, help,
the diagram in docs/ and the tests derive from the same table.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class State(StrEnum):
    REGISTERED = "registered"
    ASSIGNED = "assigned"
    WAITING = "waiting"  # the citizen was asked to clarify; the term runs on
    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"
    CLOSED = "closed"


OPEN: Final = tuple(state for state in State if state is not State.CLOSED)
ANSWERED: Final = (State.SENT, State.CLOSED)
WAITING: Final = tuple(state for state in State if state not in ANSWERED)  # for an answer


class Step(StrEnum):
    ASSIGN = "assign"
    ASK = "ask"
    CLARIFIED = "clarified"
    DRAFT = "draft"
    RETURN = "return"
    APPROVE = "approve"
    VOID = "void"  # an approval that no longer holds
    SEND = "send"
    UNDELIVERED = "undelivered"
    CLOSE = "close"
    REOPEN = "reopen"


class WrongStep(Exception):
    """A step was asked for that the case's present state does not allow."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"a case that is {state} cannot {step}")
        self.state, self.step = state, step


# fmt: off
LIFE: Final[Mapping[tuple[State, Step], State]] = MappingProxyType({
    # a case that is ...   may ...              and is then ...
    (State.REGISTERED,     Step.ASSIGN):        State.ASSIGNED,
    (State.REGISTERED,     Step.CLOSE):         State.CLOSED,
    (State.ASSIGNED,       Step.ASSIGN):        State.ASSIGNED,
    (State.ASSIGNED,       Step.DRAFT):         State.DRAFTED,
    (State.ASSIGNED,       Step.ASK):           State.WAITING,
    (State.ASSIGNED,       Step.CLOSE):         State.CLOSED,
    (State.WAITING,        Step.ASSIGN):        State.WAITING,
    (State.WAITING,        Step.CLARIFIED):     State.ASSIGNED,
    (State.WAITING,        Step.ASK):           State.WAITING,
    (State.WAITING,        Step.DRAFT):         State.DRAFTED,
    (State.WAITING,        Step.CLOSE):         State.CLOSED,
    (State.DRAFTED,        Step.ASSIGN):        State.DRAFTED,
    (State.DRAFTED,        Step.DRAFT):         State.DRAFTED,
    (State.DRAFTED,        Step.ASK):           State.WAITING,
    (State.DRAFTED,        Step.RETURN):        State.ASSIGNED,
    (State.DRAFTED,        Step.APPROVE):       State.APPROVED,
    (State.DRAFTED,        Step.CLOSE):         State.CLOSED,
    (State.APPROVED,       Step.ASSIGN):        State.APPROVED,
    (State.APPROVED,       Step.DRAFT):         State.DRAFTED,
    (State.APPROVED,       Step.VOID):          State.DRAFTED,
    (State.APPROVED,       Step.RETURN):        State.ASSIGNED,
    (State.APPROVED,       Step.SEND):          State.SENT,
    (State.SENT,           Step.UNDELIVERED):   State.APPROVED,
    (State.SENT,           Step.DRAFT):         State.DRAFTED,
    (State.SENT,           Step.CLOSE):         State.CLOSED,
    (State.CLOSED,         Step.REOPEN):        State.ASSIGNED,
})
# fmt: on


def after(state: State, step: Step) -> State:
    """Return the state that `step` leads to. Raises WrongStep where the table has no such row."""
    try:
        return LIFE[state, step]
    except KeyError:
        raise WrongStep(state, step) from None


def steps_from(state: State) -> tuple[Step, ...]:
    """Return the steps open to a case in `state`, in the order of the table."""
    return tuple(step for (start, step) in LIFE if start is state)


def diagram() -> str:
    """Return the table as a Mermaid state diagram, as docs/way-of-a-letter.md prints it."""
    rows = [f"    {start} --> {end}: {step}" for (start, step), end in LIFE.items()]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.REGISTERED}", *rows, f"    {State.CLOSED} --> [*]"])
