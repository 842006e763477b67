"""Which days and hours the office works, and on which day at the office a moment falls."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rules.holidays import (
    DAY,
    HOLIDAYS,
    LAST_YEAR,
    CannotCount,
    Holiday,
    UnknownYear,
    days_off,
    holidays_of,
    table_ends,
)

__all__ = ["Calendar", "CannotCount", "Opening", "UnknownYear", "holidays_of", "opening", "table_ends"]

# fmt: off
WEEKEND: Final[Mapping[int, tuple[str, str, str]]] = {
    5: ("laupäev (puhkepäev, TsÜS § 136 lg 9)",  "суббота (выходной, TsÜS § 136 lg 9)",     "Saturday (a day off, TsÜS § 136 lg 9)"),
    6: ("pühapäev (puhkepäev, TsÜS § 136 lg 9)", "воскресенье (выходной, TsÜS § 136 lg 9)", "Sunday (a day off, TsÜS § 136 lg 9)"),
}
CLOSED: Final = ("asutus on suletud: {reason}", "учреждение закрыто: {reason}", "the office is closed: {reason}")
# fmt: on

# A working day that stands right before one of these is three hours shorter (ATS § 42 (1), TLS § 53).
_SHORTENED_BEFORE: Final = ((1, 1), (2, 24), (6, 23), (12, 24))
_SHORTENING: Final = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Opening:
    """From when until when the office works on a day, in local time."""

    start: time
    end: time


def opening(text: str) -> Opening:
    """Return the hours written as "08:00-17:00". Raises ValueError where they are not."""
    start, dash, end = text.replace("–", "-").partition("-")
    hours = Opening(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))
    if not dash or hours.start >= hours.end:
        raise ValueError(f'office hours look like "08:00-17:00", not "{text}"')
    return hours


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's days and hours.

    `closures` (day to reason) are days on which this agency alone does not work. They move reminders and safe
    dates, never a term of the law: an agency cannot lengthen its own term by shutting the door, so `is_workday`
    does not ask for them and `is_open` does.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Tallinn"))
    closures: Mapping[date, str] = field(default_factory=dict)
    hours: Opening = Opening(time(8), time(17))
    friday: Opening = Opening(time(8), time(16))
    holidays: tuple[Holiday, ...] = HOLIDAYS
    last_year: int = LAST_YEAR  # of which the holidays are known
    _years: dict[int, Mapping[date, tuple[str, str, str]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def days_off(self, year: int) -> Mapping[date, tuple[str, str, str]]:
        """Return the year's rest days with their names in Estonian, Russian and English. Raises UnknownYear."""
        if year > self.last_year:
            raise UnknownYear(year, self.last_year)
        if year not in self._years:
            self._years[year] = days_off(year, self.holidays)
        return self._years[year]

    def is_workday(self, day: date) -> bool:
        """Tell whether `day` is a working day in law. Raises UnknownYear."""
        return day not in self.days_off(day.year) and day.weekday() not in WEEKEND

    def is_open(self, day: date) -> bool:
        """Tell whether this office works on `day`: a working day on which it is not closed."""
        return day not in self.closures and self.is_workday(day)

    def off_words(self, day: date) -> tuple[str, str, str]:
        """Return in Estonian, Russian and English why nobody works on `day`, with the section; three empty words when they do."""
        if by_law := self.days_off(day.year).get(day) or WEEKEND.get(day.weekday()):
            return by_law
        if day not in self.closures:
            return "", "", ""
        estonian, russian, english = (words.format(reason=self.closures[day]) for words in CLOSED)
        return estonian, russian, english

    def is_shortened(self, day: date) -> bool:
        """Tell whether `day` is a working day three hours shorter: one right before one of four holidays (ATS § 42 (1))."""
        after = day + DAY
        return (after.month, after.day) in _SHORTENED_BEFORE and self.is_workday(day)

    def next_workday(self, day: date) -> date:
        """Return the first working day in law on or after `day`."""
        while not self.is_workday(day):
            day += DAY
        return day

    def previous_workday(self, day: date) -> date:
        """Return the last working day in law on or before `day`."""
        while not self.is_workday(day):
            day -= DAY
        return day

    def nth_workday_after(self, day: date, n: int) -> date:
        """Return the `n`th working day in law after `day`; `day` itself is not counted."""
        for _ in range(n):
            day = self.next_workday(day + DAY)
        return day

    def next_open_day(self, day: date) -> date:
        """Return the first day on or after `day` on which this office works."""
        while not self.is_open(day):
            day += DAY
        return day

    def previous_open_day(self, day: date) -> date:
        """Return the last day on or before `day` on which this office works."""
        while not self.is_open(day):
            day -= DAY
        return day

    def nth_open_day_before(self, day: date, n: int) -> date:
        """Return the `n`th day before `day` on which this office works; `day` itself is not counted."""
        for _ in range(n):
            day = self.previous_open_day(day - DAY)
        return day

    def day_of(self, moment: datetime) -> date:
        """Return the calendar day at the office. Raises ValueError for a moment without offset, UnknownYear at the edge of time."""
        if moment.tzinfo is None:
            raise ValueError("a moment without its offset has no day at the office")
        try:
            return moment.astimezone(self.zone).date()
        except OverflowError:
            raise UnknownYear(moment.year) from None

    def registration_day(self, received: datetime) -> date:
        """Return the day of receipt if it is a working day, at any hour, else the next working day (AvTS § 12 (1))."""
        return self.next_workday(self.day_of(received))

    def open_from(self, day: date) -> datetime:
        """Return the moment (UTC) at which the office opens, or would open, on `day`."""
        return self._at(day, self._hours_of(day).start)

    def open_until(self, day: date) -> datetime:
        """Return the moment (UTC) at which the office closes, or would close, on `day`; three hours earlier on a shortened one."""
        end = self._at(day, self._hours_of(day).end)
        return end - _SHORTENING if self.is_shortened(day) else end

    def in_working_time(self, moment: datetime) -> bool:
        """Tell whether somebody is at work at that moment."""
        day = self.day_of(moment)
        return self.is_open(day) and self.open_from(day) <= moment < self.open_until(day)

    def next_working_moment(self, moment: datetime) -> datetime:
        """Return `moment` if it is in working time, else the next opening of the office (UTC)."""
        if self.in_working_time(moment):
            return moment.astimezone(UTC)
        day = self.day_of(moment)
        if moment >= self.open_from(day):
            day += DAY
        return self.open_from(self.next_open_day(day))

    def _hours_of(self, day: date) -> Opening:
        return self.friday if day.weekday() == 4 else self.hours

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=self.zone).astimezone(UTC)
