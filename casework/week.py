"""The weeks of digests: whole ones, from Monday to Sunday at the office, so that each thing is counted once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from casework.turn import Turn

DAYS: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """The days from `first` to `last`, both included, and their moments: `ends` is the first that is not part of it."""

    first: date
    last: date
    begins: datetime
    ends: datetime


def last_week(turn: Turn) -> Week:
    """Return the week before the one that runs, on whatever day it is asked: a digest of Tuesday, after a holiday, loses no day."""
    return _of(turn, _monday(turn) - DAYS)


def this_week(turn: Turn) -> Week:
    """Return the week that runs."""
    return _of(turn, _monday(turn))


def _monday(turn: Turn) -> date:
    return turn.today - timedelta(days=turn.today.weekday())


def _of(turn: Turn, monday: date) -> Week:
    return Week(monday, monday + DAYS - timedelta(days=1), _midnight(turn, monday), _midnight(turn, monday + DAYS))


def _midnight(turn: Turn, day: date) -> datetime:
    return datetime.combine(day, time(), turn.office.calendar.zone).astimezone(UTC)
