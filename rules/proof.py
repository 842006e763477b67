"""A term told day by day: which day counts, which does not, and why, in plain words with the section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final

from rules.holidays import DAY
from rules.kinds import Language
from rules.months import month_after
from rules.proof_words import STARTS, WHY, Three
from rules.terms import Rule, Start, Unit
from rules.workdays import Calendar

Fact = str | Three
_COLUMNS: Final[Mapping[Language, int]] = MappingProxyType({Language.ESTONIAN: 0, Language.RUSSIAN: 1})


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said of a day: a row of the words, and what is filled in, the same in all languages or in three."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def words(self, column: int) -> str:
        facts = {name: fact if isinstance(fact, str) else fact[column] for name, fact in self.facts.items()}
        return WHY[self.key][column].format(**facts)


@dataclass(frozen=True, slots=True)
class ProofDay:
    date: date
    counts: bool
    said: tuple[Said, ...]

    @property
    def why(self) -> str:
        """Return in Estonian why the day counts or does not."""
        return self.told(Language.ESTONIAN)

    def told(self, language: Language) -> str:
        """Return why the day counts or does not, in Estonian or Russian, for every other language in English."""
        return "; ".join(one.words(_COLUMNS.get(language, 2)) for one in self.said)


@dataclass(frozen=True, slots=True)
class Count:
    """A finished count, to be told: `n` units from `start` end on `raw_end`, and by law on `due`."""

    rule: Rule
    n: int
    unit: Unit
    start: date
    raw_end: date
    due: date


def told(count: Count, calendar: Calendar, received: datetime) -> tuple[ProofDay, ...]:
    """Return the days from receipt to the legal date, one row a day; as many rows count as the term has days."""
    if count.unit is Unit.HOURS:
        return tuple(_hours(count, calendar, received))
    if count.unit is Unit.NAMED_DAY:
        return (_named(count, calendar),)
    if count.unit is Unit.YEARS:
        return tuple(_years(count))
    if not count.n:
        return (_day(count.due, True, Said("same_day")),)
    return (*_before(count, calendar, received), *_days(count, calendar), *_shift(count, calendar))


def _day(day: date, counts: bool, *said: Said) -> ProofDay:
    return ProofDay(day, counts, said)


def _off(off: Three) -> tuple[Said, ...]:
    return (Said("off", {"off": off}),) if off[0] else ()


def _before(count: Count, calendar: Calendar, received: datetime) -> Iterator[ProofDay]:
    arrived = calendar.day_of(received)
    if count.rule.start is Start.REGISTRATION and arrived < count.start:
        yield _day(arrived, False, Said("arrived"), *_off(calendar.off_words(arrived)), Said("registers"))
    first = Said("off", {"off": STARTS[count.rule.start]})
    yield _day(count.start, False, first, Said("next", {"source": count.rule.counting.start}))


def _days(count: Count, calendar: Calendar) -> Iterator[ProofDay]:
    day, number = count.start + DAY, 0
    while day <= count.raw_end:
        counts = count.unit is not Unit.WORKING_DAYS or calendar.is_workday(day)
        number += counts
        said = _why(count, calendar, day, number) if counts else (Said("skipped", {"off": calendar.off_words(day)}),)
        yield ProofDay(day, counts, tuple(said))
        day += DAY


def _why(count: Count, calendar: Calendar, day: date, number: int) -> Iterator[Said]:
    yield _number(count, day, number)
    if day == count.raw_end:
        yield _last(count)
    if (off := calendar.off_words(day))[0]:
        yield from (*_off(off), Said("anyway"))
    elif calendar.is_shortened(day):
        yield Said("shortened")


def _number(count: Count, day: date, number: int) -> Said:
    if count.unit is Unit.MONTHS:
        months = next(nth for nth in range(1, count.n + 1) if day <= month_after(count.start, nth))
        return Said("month", {"n": str(months)})
    return Said("working_day" if count.unit is Unit.WORKING_DAYS else "day", {"n": str(number)})


def _last(count: Count) -> Said:
    if count.unit is not Unit.MONTHS:
        return Said("last")
    if count.raw_end.day == count.start.day:
        return Said("last_same", {"source": count.rule.counting.corresponding})
    return Said("last_short", {"source": count.rule.counting.last_of_month})


def _shift(count: Count, calendar: Calendar) -> Iterator[ProofDay]:
    day = count.raw_end + DAY
    while day < count.due:
        yield _day(day, False, Said("shifts", {"off": calendar.off_words(day)}))
        day += DAY
    if day == count.due:
        yield _day(count.due, False, Said("after_off", {"source": count.rule.counting.shift}))


def _hours(count: Count, calendar: Calendar, received: datetime) -> Iterator[ProofDay]:
    if not count.n:
        yield _day(count.due, True, Said("at_once", {"source": count.rule.basis}))
        return
    start = received.astimezone(UTC)
    end = start + timedelta(hours=count.n)
    day, gone = count.start, timedelta()
    while day <= count.due:
        opens, closes = (_midnight(one, calendar) for one in (day, day + DAY))
        first, last = max(start, opens), min(end, closes)
        gone += last - first
        facts: dict[str, Fact] = {
            "first": _clock(first, calendar), "last": "24.00" if last == closes else _clock(last, calendar),
            "span": _span(last - first), "all": _span(gone),
        }  # fmt: skip
        yield _day(day, True, Said("hours", facts), Said("hours_run"))
        day += DAY


def _named(count: Count, calendar: Calendar) -> ProofDay:
    off = calendar.off_words(count.due)
    return _day(count.due, True, Said("named"), *((Said("named_off", {"off": off}),) if off[0] else ()))


def _years(count: Count) -> Iterator[ProofDay]:
    yield _day(count.start, False, Said("off", {"off": STARTS[count.rule.start]}))
    yield _day(count.raw_end, True, Said("years", {"n": str(count.n), "source": count.rule.basis}))


def _midnight(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, time(), tzinfo=calendar.zone).astimezone(UTC)


def _clock(moment: datetime, calendar: Calendar) -> str:
    return f"{moment.astimezone(calendar.zone):%H.%M}"


def _span(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
