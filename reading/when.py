"""Days and hours that a letter names: "homme kella 12-ks", "до пятницы 17:00", "by noon tomorrow", as moments at the office."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from reading.days import days
from reading.hours import END_OF_DAY, hours
from reading.numerals import WITHIN, WITHIN_A_DAY, WITHIN_ONE, number
from reading.text import clean, fold, short_words

OFFICE: Final = ZoneInfo("Europe/Tallinn")
SAME_MATTER: Final = 160  # letters between a day and an hour in the next sentence
MOST: Final = 100  # days and hours looked at: each is held against each other, and a letter that names more sets no term
LONGEST: Final = 200_000  # letters looked at
FARTHEST: Final = timedelta(days=400)  # a day farther ahead is no deadline of a letter


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the hour where one is named, with the place in the text it was read from."""

    day: date
    hour: time | None
    start: int
    end: int

    def at_office(self) -> datetime:
        """Return the moment, at 17:00 where only a day is named, aware, in the office's time."""
        return datetime.combine(self.day, self.hour or END_OF_DAY, tzinfo=OFFICE)


def moments(text: str, sent: datetime) -> list[Moment]:
    """Return the days that the text names, in its order, each with the hour that belongs to it; counted from `sent`."""
    plain = short_words(fold(clean(text[:LONGEST])))
    written = sent.astimezone(OFFICE).date()
    named_days = sorted(days(plain, written), key=lambda found: (found[1], -found[2]))
    kept = [found for at, found in enumerate(named_days) if not _said_twice(named_days, at)][:MOST]
    clock = hours(plain, [(start, end) for _, start, end in kept])[:MOST]
    named = [_with_hour(found, kept, clock, plain) for found in kept]
    if not kept:
        now = sent.astimezone(OFFICE).time()
        named = [Moment(written + timedelta(days=hour <= now), hour, start, end) for hour, start, end, sure in clock if sure]
    else:
        named += _of_a_day_before(kept, clock)
    named += _in_some_hours(plain, sent)
    return [moment for moment in named if -timedelta(days=1) <= moment.day - written <= FARTHEST]


def _said_twice(days: list[tuple[date, int, int]], at: int) -> bool:
    """Tell whether the day lies inside another, or is the weekday of a date that follows it."""
    _, start, end = days[at]
    if at and start < days[at - 1][2]:
        return True
    return at + 1 < len(days) and 0 <= days[at + 1][1] - end <= 3 and days[at + 1][2] - days[at + 1][1] > 3


def _of_a_day_before(
    days: list[tuple[date, int, int]], hours: list[tuple[time, int, int, bool]]
) -> list[Moment]:
    """Return the sure hours that stand apart from every day, in a later sentence: of the day that was named last before them."""
    found: list[Moment] = []
    for hour, start, end, sure in hours:
        before = [day for day in days if 40 < start - day[2] <= SAME_MATTER]
        if sure and before and min(_distance((hour, start, end, sure), day[1], day[2]) for day in days) > 40:
            found.append(Moment(before[-1][0], hour, start, end))
    return found


def _in_some_hours(plain: str, sent: datetime) -> list[Moment]:
    terms: list[tuple[timedelta, int, int]] = []
    for found in WITHIN.finditer(plain):
        count = number(found[1] or found[3])
        if count and (found[2] or found[4]).startswith(("tunni", "час", "hour", "stund")):
            terms.append((timedelta(hours=count), found.start(), found.end()))
    for found in WITHIN_ONE.finditer(plain):
        if not any(start < found.end() and found.start() < end for _, start, end in terms):
            part = next((one for one in found.groups() if one), "")
            minutes = 15 if part.startswith("veerand") else 30 if part else 60
            terms.append((timedelta(minutes=minutes), found.start(), found.end()))
    terms += [(timedelta(days=1), found.start(), found.end()) for found in WITHIN_A_DAY.finditer(plain)]
    return [_after(sent, term, start, end) for term, start, end in terms]


def _after(sent: datetime, term: timedelta, start: int, end: int) -> Moment:
    due = sent.astimezone(OFFICE).replace(second=0, microsecond=0) + term
    return Moment(due.date(), due.time(), start, end)


def _with_hour(
    day: tuple[date, int, int], days: list[tuple[date, int, int]], hours: list[tuple[time, int, int, bool]], plain: str
) -> Moment:
    """Give a day the exact hour that stands nearest to it in its sentence, else a part of the day."""
    _, start, end = day
    near = [
        (_distance(hour, start, end), not _exact(hour, plain), hour)
        for hour in hours
        if _distance(hour, start, end) <= 40 and _nearest_day(hour, days) == day
    ]
    if not near:
        return Moment(day[0], None, start, end)
    _, _, (hour, from_, to, _) = min(near, key=lambda one: (one[1], one[0]))
    return Moment(day[0], hour, min(start, from_), max(end, to))


def _exact(hour: tuple[time, int, int, bool], plain: str) -> bool:
    return any(letter.isdigit() for letter in plain[hour[1] : hour[2]])


def _distance(hour: tuple[time, int, int, bool], start: int, end: int) -> int:
    return max(0, hour[1] - end, start - hour[2])


def _nearest_day(hour: tuple[time, int, int, bool], days: list[tuple[date, int, int]]) -> tuple[date, int, int]:
    return min(days, key=lambda day: _distance(hour, day[1], day[2]))
