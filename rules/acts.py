"""Which outgoing acts are still possible on a letter today: on a teabenõue one of them is due by working day 5."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.kinds import Kind
from rules.terms import rule_named
from rules.workdays import Calendar

ACT_DAYS: Final = 5  # working days from registration (AvTS §§ 18-23; MSVS § 5 for forwarding)


_MSVS: Final = (Kind.MEMORANDUM, Kind.EXPLANATION, Kind.COMPLAINT, Kind.COLLECTIVE, Kind.PRESS, Kind.THANKS)
FORWARDING: Final[Mapping[Kind, str]] = MappingProxyType({**dict.fromkeys(_MSVS, "R05"), Kind.INFORMATION: "R09"})


class Act(StrEnum):
    ANSWER = "answer"
    EXTEND = "extend"
    ASK = "ask"
    FORWARD = "forward"
    POINT = "point"  # to what is public already
    REFUSE = "refuse"
    RECLASSIFY = "reclassify"
    SAY_LATE = "say_late"


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts still open. `until`: the day by which one of them is due; None where no such day stands."""

    open: tuple[Act, ...]
    until: date | None = None


# fmt: off
_ON_INFORMATION: Final = (
    # by working day 5             basis: AvTS
    Act.ANSWER,                    # § 18 (1)
    Act.EXTEND,                    # § 19
    Act.ASK,                       # § 18 (2)
    Act.FORWARD,                   # § 21
    Act.POINT,                     # § 22
    Act.REFUSE,                    # § 23 (3)
    Act.RECLASSIFY,                # § 23 (2) 5)
)
# fmt: on


def forward_by(kind: Kind, registered: date, calendar: Calendar) -> date | None:
    """Return the last day on which what is not ours is forwarded (MSVS § 5, AvTS § 21); None where the law sets no such day."""
    rule = FORWARDING.get(kind)
    return calendar.nth_workday_after(registered, rule_named(rule, registered).n) if rule else None


def acts_on(kind: Kind, registered: date, today: date, calendar: Calendar, *, extended: bool, forwardable: bool) -> Acts:
    """Return what may still be done with a request for information.

    `forwardable` is False for a child's or an offence's case, which goes its own way. Other kinds have no such day: ().
    """
    if kind is not Kind.INFORMATION:
        return Acts(())
    last = calendar.nth_workday_after(registered, ACT_DAYS)
    if extended:
        return Acts((Act.ANSWER,))
    if today > last:
        return Acts((Act.ANSWER, Act.SAY_LATE), last)
    return Acts(tuple(act for act in _ON_INFORMATION if forwardable or act is not Act.FORWARD), last)
