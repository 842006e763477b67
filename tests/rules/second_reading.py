"""A second reading of law.md sections 1 to 7 and 12, row by row, by another hand: it shares no line with rules/.

Where rules/ counts, this looks days up in a list of working days; where rules/ holds one general form of a term, this has a
plain sentence of code for each row. A row that the law paper leaves open is read as the paper's text beside it says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from tests.rules import oracle

TALLINN = ZoneInfo("Europe/Tallinn")
ONE = timedelta(days=1)
NEW_MSVS = date(2024, 12, 28)
SHORT_BEFORE = {(12, 31), (2, 23), (6, 22), (12, 23)}


@dataclass(frozen=True, slots=True)
class Letter:
    """What is known of a letter or an event: day 0 is chosen from it."""

    moment: datetime  # when it was received, or when the event was learnt of
    registered: date
    named: date | None = None
    expects_reply: bool = True
    closed: frozenset[date] = frozenset()  # days on which this agency alone is shut

    @property
    def day(self) -> date:
        return self.moment.astimezone(TALLINN).date()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the law paper says of one letter. `counted` are the days that make up the term; empty where it is not in days."""

    rule: str
    raw_end: date
    due: date | datetime
    safe: date
    notice_by: date | None = None
    extended_due: date | None = None
    counted: tuple[date, ...] = ()


class NoTerm(Exception):
    """The law paper has no such row for that day, or knows no extension there, or the day is missing."""


def in_months(start: date, months: int) -> date:
    """The day of the same number; going back from it where the month is shorter."""
    month = start.month + months
    year, month = start.year + (month - 1) // 12, (month - 1) % 12 + 1
    for number in (start.day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


def open_on_or_before(day: date, closed: frozenset[date]) -> date:
    day = oracle.on_or_before(day)
    while day in closed:
        day = oracle.on_or_before(day - ONE)
    return day


@dataclass(frozen=True, slots=True)
class Span:
    """A term in days, working days or months: its last day before any shift, and the days that count."""

    start: date
    last: date
    counted: tuple[date, ...]
    shifts: bool = True


def calendar_days(start: date, n: int) -> Span:
    days = tuple(start + ONE * number for number in range(1, n + 1))
    return Span(start, days[-1], days)


def working_days(start: date, n: int) -> Span:
    days = tuple(oracle.working_days_after(start, number) for number in range(1, n + 1))
    return Span(start, days[-1], days)


def months(start: date, n: int) -> Span:
    last = in_months(start, n)
    return Span(start, last, tuple(start + ONE * number for number in range(1, (last - start).days + 1)))


def years(start: date, n: int) -> Span:
    return Span(start, in_months(start, 12 * n), (), shifts=False)


Count = Callable[[date], Span]


def read(what: str, letter: Letter, extended: bool = False) -> Reading | None:
    """Return what the law paper says of a kind or a rule; None where it owes no answer. Raises NoTerm."""
    if what[0] == "R" and what[1:3].isdigit():
        return _row(what, letter, extended)
    found = [_row(row, letter, extended) for row in _rows_of_kind(what, letter)]
    return min(found, key=lambda one: (one.safe, one.raw_end, one.rule)) if found else None


def _rows_of_kind(kind: str, letter: Letter) -> list[str]:
    """DESIGN.md section 5, "Rule by kind"."""
    old = letter.registered < NEW_MSVS
    memorandum, explanation = ("R02", "R02") if old else ("R03", "R04")
    match kind:
        case "muu":
            return []
        case "tanu_tagasiside":
            return [memorandum] if letter.expects_reply else []
        case "margukiri" | "kaebus" | "kollektiivne":
            return [memorandum]
        case "selgitustaotlus" | "ajakirjandus":
            return [explanation]
        case "jarelparimine":
            return ["R29"] if letter.named else [explanation]
        case "teabenoue":
            return ["R07"]
        case "andmesubjekti_taotlus":
            return ["R16"]
        case "vaie":
            return ["R12", "R13"] if letter.registered >= date(2026, 1, 9) else ["R12"]
    raise AssertionError(kind)


# Of each row: when it was in force (first and last day), from what it runs, the term, and the extended term.
# fmt: off
ROWS: dict[str, tuple[str, str, str, Count, Count | None]] = {
    "R01": ("2007-12-28", "", "receipt",      lambda d: working_days(d, 1),   None),
    "R02": ("2004-12-10", "2024-12-27", "registration", lambda d: calendar_days(d, 30), lambda d: months(d, 2)),
    "R03": ("2024-12-28", "", "registration", lambda d: calendar_days(d, 15), lambda d: months(d, 2)),
    "R04": ("2024-12-28", "", "registration", lambda d: calendar_days(d, 15), lambda d: months(d, 2)),
    "R05": ("2004-12-10", "", "registration", lambda d: working_days(d, 5),   None),
    "R07": ("2001-01-01", "", "registration", lambda d: working_days(d, 5),   lambda d: working_days(d, 15)),
    "R08": ("2001-01-01", "", "registration", lambda d: working_days(d, 5),   None),
    "R09": ("2001-01-01", "", "registration", lambda d: working_days(d, 5),   None),
    "R10": ("2001-01-01", "", "registration", lambda d: working_days(d, 5),   None),
    "R11": ("2001-01-01", "", "registration", lambda d: working_days(d, 5),   None),
    "R12": ("2002-01-01", "", "receipt",      lambda d: calendar_days(d, 10), lambda d: calendar_days(d, 40)),
    "R13": ("2026-01-09", "", "receipt",      lambda d: calendar_days(d, 30), lambda d: calendar_days(d, 60)),
    "R14": ("2002-01-01", "", "event",        lambda d: calendar_days(d, 10), None),
    "R15": ("2026-01-09", "", "receipt",      lambda d: working_days(d, 10),  None),
    "R16": ("2018-05-25", "", "receipt",      lambda d: months(d, 1),         lambda d: months(d, 3)),
    "R18c": ("2026-01-01", "", "event",       lambda d: months(d, 1),         None),
    "R21": ("2016-01-01", "", "event",        lambda d: calendar_days(d, 10), None),
    "R23": ("2024-09-01", "", "receipt",      lambda d: calendar_days(d, 7),  None),
    "R24": ("2024-09-01", "", "receipt",      lambda d: working_days(d, 5),   None),
    "R25": ("2024-09-01", "", "receipt",      lambda d: months(d, 3),         lambda d: months(d, 6)),
    "R27": ("", "", "receipt",                lambda d: working_days(d, 10),  None),
    "R28": ("2026-07-01", "", "receipt",      lambda d: working_days(d, 10),  lambda d: working_days(d, 20)),
    "R32": ("2019-01-15", "", "receipt",      lambda d: calendar_days(d, 30), lambda d: calendar_days(d, 90)),
    "R33": ("2022-06-28", "", "event",        lambda d: calendar_days(d, 30), None),
    "R34": ("2026-03-16", "", "event",        lambda d: years(d, 75),         None),
    "R35": ("2026-03-16", "", "event",        lambda d: years(d, 5),          lambda d: years(d, 10)),
}
HOURS = {  # hours, and since when the row is in force: elapsed time, over nights, rest days and both DST nights alike
    "R17": (72, "2018-05-25"), "R18a": (24, "2018-05-23"), "R18b": (72, "2026-01-01"), "R22": (72, "2016-01-01"),
    "R19": (0, "2016-01-01"), "R20": (0, "2016-01-01"),
}
NAMED = {"R26", "R29", "R30"}
# fmt: on
ALL_ROWS = (*ROWS, *HOURS, *sorted(NAMED), "R06", "R18", "R31")


def _row(what: str, letter: Letter, extended: bool) -> Reading:
    if what == "R06":  # many signatures: as R03 or R04, and before the change as R02
        like = _row("R02" if letter.registered < NEW_MSVS else "R03", letter, extended)
        if letter.registered < date(2014, 4, 11):
            raise NoTerm
        return Reading("R06", like.raw_end, like.due, like.safe, like.notice_by, like.extended_due, like.counted)
    if what in NAMED:
        return _named(what, letter, extended)
    if what in HOURS or what == "R18":
        return _hours("R18a" if what == "R18" else what, letter, extended)
    if what == "R31":
        return _same_working_day(letter, extended)
    first_day, last_day, runs_from, term, longer = ROWS[what]
    if not (first_day or "0001-01-01") <= letter.registered.isoformat() <= (last_day or "9999-12-31"):
        raise NoTerm
    if extended and longer is None:
        raise NoTerm
    start = letter.registered if runs_from == "registration" else letter.day
    plain, long = term(start), longer(start) if longer else None
    counts = long if extended and long else plain
    return Reading(
        what, counts.last, _shifted(counts), _safe(counts, letter), _safe(plain, letter) if long else None,
        _shifted(long) if long else None, counts.counted,
    )  # fmt: skip


def _shifted(span: Span) -> date:
    return oracle.on_or_after(span.last) if span.shifts else span.last


def _safe(span: Span, letter: Letter) -> date:
    """The last day of work on or before the unshifted end, but never before the term began."""
    if not span.shifts:
        return span.last
    return max(open_on_or_before(span.last, letter.closed), min(span.start, span.last))


def _named(what: str, letter: Letter, extended: bool) -> Reading:
    if extended or letter.named is None or (what == "R26" and letter.registered < date(1992, 7, 3)):
        raise NoTerm
    safe = max(open_on_or_before(letter.named, letter.closed), min(letter.day, letter.named))
    return Reading(what, letter.named, letter.named, safe)


def _hours(what: str, letter: Letter, extended: bool) -> Reading:
    hours, since = HOURS[what]
    if extended or letter.registered.isoformat() < since:
        raise NoTerm
    end = datetime.fromtimestamp(letter.moment.timestamp() + 3600 * hours, tz=UTC)
    day = end.astimezone(TALLINN).date()
    if not hours:
        return Reading(what, day, end, day)
    safe = open_on_or_before(day, letter.closed)
    if datetime.combine(safe, time(8), TALLINN).timestamp() >= end.timestamp():
        safe = open_on_or_before(safe - ONE, letter.closed)
    return Reading(what, day, end, max(safe, min(letter.day, day)))


def _same_working_day(letter: Letter, extended: bool) -> Reading:
    """The office's own aim: the day itself while somebody is still at work, else the next day of work."""
    if extended:
        raise NoTerm
    local, day = letter.moment.astimezone(TALLINN), letter.day
    closes = 16 if day.isoweekday() == 5 else 17
    if (day.month, day.day) in SHORT_BEFORE:
        closes -= 3
    works = oracle.works(day) and day not in letter.closed
    if not works or local.hour >= closes:
        day = oracle.on_or_after(day + ONE)
        while day in letter.closed:
            day = oracle.on_or_after(day + ONE)
    return Reading("R31", day, oracle.on_or_after(day), day)


@cache
def registration_day(day: date) -> date:
    return oracle.on_or_after(day)
