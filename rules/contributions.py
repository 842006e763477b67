"""When somebody is chased for input that another unit owes a case: one table, in working days of this office."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rules.workdays import Calendar


class Chased(StrEnum):
    """Who hears of it."""

    ASKED = "asked"  # the unit, by mail; a colleague, in the chat
    ASKER = "asker"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Chaser:
    """A step of the chase. `days`: working days from the day the input is due, negative before it."""

    key: str
    days: int
    to: frozenset[Chased]


# fmt: off
CHASERS: Final = (
    #      key       days  who hears of it
    Chaser("soon",   -1,   frozenset({Chased.ASKED, Chased.ASKER})),
    Chaser("today",   0,   frozenset({Chased.ASKER})),
    Chaser("late",    1,   frozenset({Chased.ASKED, Chased.ASKER})),
    Chaser("later",   3,   frozenset({Chased.ASKED, Chased.ASKER, Chased.HEAD})),
)
# fmt: on


def chaser_due(due: date, asked: date, today: date, calendar: Calendar) -> Chaser | None:
    """Return the newest step that has come, None where none has; a step that had come before anybody was asked is none."""
    come = [(day, one) for one in CHASERS if asked < (day := chased_on(one, due, calendar)) <= today]
    return max(come, key=lambda pair: pair[1].days)[1] if come else None


def chased_on(one: Chaser, due: date, calendar: Calendar) -> date:
    """Return the day on which a step falls."""
    return calendar.nth_open_day_before(due, -one.days) if one.days < 0 else calendar.nth_workday_after(due, one.days)
