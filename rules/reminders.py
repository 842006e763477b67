"""The ladder of reminders toward the safe date, who is told on each rung, and who when nobody says "I am on it"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from rules.holidays import DAY
from rules.workdays import Calendar


class To(StrEnum):
    OFFICIAL = "official"
    STAND_IN = "stand_in"
    SECOND_STAND_IN = "second_stand_in"  # the stand-in's stand-in
    HEAD = "head"


class Aim(StrEnum):
    SAFE = "safe"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder: so many working days before the day aimed at."""

    key: str
    aim: Aim
    days_before: int
    to: To


# fmt: off
LADDER: Final = (
    #    key           aims at   before  told to
    Step("safe-5",     Aim.SAFE, 5,      To.OFFICIAL),
    Step("safe-2",     Aim.SAFE, 2,      To.OFFICIAL),
    Step("safe-1",     Aim.SAFE, 1,      To.OFFICIAL),
    Step("safe",       Aim.SAFE, 0,      To.OFFICIAL),
    Step("safe-head",  Aim.SAFE, 0,      To.HEAD),
    Step("due",        Aim.DUE,  0,      To.OFFICIAL),
    Step("due-head",   Aim.DUE,  0,      To.HEAD),
)
# A reminder nobody acknowledged goes up, at these hours of its own day.
ESCALATION: Final = (
    (To.STAND_IN,        time(12)),
    (To.SECOND_STAND_IN, time(13)),
    (To.HEAD,            time(14)),
)
# fmt: on

_BEFORE_CLOSING: Final = timedelta(minutes=30)  # the last moment at which asking somebody still makes sense
_APPROVE_BEFORE: Final = 1  # working days before the safe date
_DRAFT_BEFORE: Final = 2


@dataclass(frozen=True, slots=True)
class Rung:
    """A reminder to be sent once, on the morning of `day`; `key` and `day` together name it."""

    key: str
    day: date
    to: To


@dataclass(frozen=True, slots=True)
class Escalation:
    to: To
    at: datetime  # UTC


def rungs(
    safe: date, due: date | datetime, registered: date, calendar: Calendar, *, until: date | None = None
) -> tuple[Rung, ...]:
    """Return the reminders of a case in their order, all on days on which the office works.

    Days up to that of registration are left out, except that a term which ends at once is told at once; of two reminders
    to one person on one day the more urgent stays. With `until` the days overdue up to it follow, to official and head.
    """
    last = calendar.day_of(due) if isinstance(due, datetime) else due
    days = {Aim.SAFE: calendar.previous_open_day(safe), Aim.DUE: calendar.previous_open_day(last)}
    found = {}
    for step in LADDER:
        day = calendar.nth_open_day_before(days[step.aim], step.days_before)
        if day > registered or step.days_before == 0:
            day = day if day >= registered else calendar.next_open_day(registered)
            found[day, step.to] = Rung(step.key, day, step.to)
    ladder = sorted(found.values(), key=lambda rung: rung.day)
    return (*ladder, *_overdue(last, until, calendar))


def _overdue(last: date, until: date | None, calendar: Calendar) -> Iterator[Rung]:
    day = last + DAY
    while until and day <= until:
        if calendar.is_open(day):
            yield Rung("overdue", day, To.OFFICIAL)
            yield Rung("overdue-head", day, To.HEAD)
        day += DAY


def rings_at(rung: Rung, calendar: Calendar) -> datetime:
    """Return when a reminder goes out (UTC): when the office opens."""
    return calendar.open_from(rung.day)


def escalation(day: date, calendar: Calendar) -> tuple[Escalation, ...]:
    """Return who is told next, and when, while a reminder of that day is not acknowledged: first at noon.

    On a shortened day the hours are pulled forward, so that the last still falls in working time.
    """
    latest = calendar.open_until(day) - _BEFORE_CLOSING
    return tuple(Escalation(to, min(_local(day, hour, calendar), latest)) for to, hour in ESCALATION)


def escalated_to(day: date, now: datetime, calendar: Calendar) -> tuple[To, ...]:
    """Return everybody who is to have been told by `now` of a reminder of that day nobody acknowledged."""
    return tuple(step.to for step in escalation(day, calendar) if step.at <= now)


def approve_by(safe: date, registered: date, calendar: Calendar) -> date:
    """Return the day by which the approval is wanted, so that it is not asked for at the close of the last day."""
    return max(calendar.nth_open_day_before(safe, _APPROVE_BEFORE), min(registered, safe))


def draft_by(safe: date, registered: date, calendar: Calendar) -> date:
    """Return the day by which the draft is wanted."""
    return max(calendar.nth_open_day_before(safe, _DRAFT_BEFORE), min(registered, safe))


def _local(day: date, hour: time, calendar: Calendar) -> datetime:
    return datetime.combine(day, hour, tzinfo=calendar.zone).astimezone(UTC)
