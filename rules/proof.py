"""A term told day by day: which day counts, which does not, and why, in plain Estonian with the section."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from rules.holidays import DAY
from rules.months import month_after
from rules.terms import Rule, Start, Unit
from rules.workdays import Calendar

STARTS = {
    Start.RECEIPT: "saabumise päev",
    Start.REGISTRATION: "registreerimise päev",
    Start.AWARENESS: "teadasaamise päev",
    Start.KNOWLEDGE: "teadasaamise päev",
    Start.LETTER_DATE: "saabumise päev",
    Start.EVENT: "sündmuse päev",
}


@dataclass(frozen=True, slots=True)
class ProofDay:
    date: date
    counts: bool
    why: str


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
        return (ProofDay(count.due, True, "sama tööpäev; õhtul või puhkepäeval tulnud kirjal järgmine tööpäev"),)
    return (*_before(count, calendar, received), *_days(count, calendar), *_shift(count, calendar))


def _before(count: Count, calendar: Calendar, received: datetime) -> Iterator[ProofDay]:
    arrived = calendar.day_of(received)
    if count.rule.start is Start.REGISTRATION and arrived < count.start:
        off = calendar.why_off(arrived)
        yield ProofDay(arrived, False, f"saabumise päev{off and f', {off}'}; tähtaega loetakse registreerimisest")
    yield ProofDay(
        count.start, False, f"{STARTS[count.rule.start]}; loetakse järgmisest päevast ({count.rule.counting.start})"
    )


def _days(count: Count, calendar: Calendar) -> Iterator[ProofDay]:
    day, number = count.start + DAY, 0
    while day <= count.raw_end:
        counts = count.unit is not Unit.WORKING_DAYS or calendar.is_workday(day)
        number += counts
        why = _why(count, calendar, day, number) if counts else f"ei loeta: {calendar.why_off(day)}"
        yield ProofDay(day, counts, why)
        day += DAY


def _why(count: Count, calendar: Calendar, day: date, number: int) -> str:
    words = [_number(count, day, number)]
    if day == count.raw_end:
        words.append(_last(count))
    if off := calendar.why_off(day):
        words.append(f"{off}; loetakse ikkagi")
    elif calendar.is_shortened(day):
        words.append("lühendatud tööpäev loetakse")
    return "; ".join(words)


def _number(count: Count, day: date, number: int) -> str:
    if count.unit is Unit.WORKING_DAYS:
        return f"{number}. tööpäev"
    if count.unit is Unit.CALENDAR_DAYS:
        return f"{number}. päev"
    months = next(nth for nth in range(1, count.n + 1) if day <= month_after(count.start, nth))
    return f"{months}. kuu"


def _last(count: Count) -> str:
    if count.unit is not Unit.MONTHS:
        return "tähtaja viimane päev"
    if count.raw_end.day == count.start.day:
        return f"tähtaja viimane päev, sest päeva number on sama mis alguses ({count.rule.counting.corresponding})"
    return f"tähtaja viimane päev, sest selles kuus vastavat päeva ei ole ({count.rule.counting.last_of_month})"


def _shift(count: Count, calendar: Calendar) -> Iterator[ProofDay]:
    day = count.raw_end + DAY
    while day < count.due:
        yield ProofDay(day, False, f"tähtpäev nihkub edasi: {calendar.why_off(day)}")
        day += DAY
    if day == count.due:
        why = f"esimene tööpäev pärast puhkepäeva: seaduse tähtpäev ({count.rule.counting.shift})"
        yield ProofDay(count.due, False, why)


def _hours(count: Count, calendar: Calendar, received: datetime) -> Iterator[ProofDay]:
    if not count.n:
        yield ProofDay(count.due, True, f"viivitamata, igal ajal ja igal päeval ({count.rule.basis})")
        return
    start = received.astimezone(UTC)
    end = start + timedelta(hours=count.n)
    day, gone = count.start, timedelta()
    while day <= count.due:
        opens, closes = (_midnight(one, calendar) for one in (day, day + DAY))
        first, last = max(start, opens), min(end, closes)
        gone += last - first
        until = "24.00" if last == closes else _clock(last, calendar)
        why = f"kl {_clock(first, calendar)}–{until}: {_span(last - first)}, kokku {_span(gone)}; puhkepäevi ei jäeta välja"
        yield ProofDay(day, True, why)
        day += DAY


def _named(count: Count, calendar: Calendar) -> ProofDay:
    off = calendar.why_off(count.due)
    return ProofDay(count.due, True, f"kirjas nimetatud päev{off and f'; {off}, aga nimetatud päeva ei nihutata'}")


def _years(count: Count) -> Iterator[ProofDay]:
    yield ProofDay(count.start, False, STARTS[count.rule.start])
    yield ProofDay(count.raw_end, True, f"{count.n} aasta lõpp ({count.rule.basis})")


def _midnight(day: date, calendar: Calendar) -> datetime:
    return datetime.combine(day, time(), tzinfo=calendar.zone).astimezone(UTC)


def _clock(moment: datetime, calendar: Calendar) -> str:
    return f"{moment.astimezone(calendar.zone):%H.%M}"


def _span(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
