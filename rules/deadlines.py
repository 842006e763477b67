"""When the law wants something done: one pure count over the table of terms, with its proof and its safe date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rules.holidays import DAY, CannotCount
from rules.kinds import Kind
from rules.months import month_after
from rules.proof import Count, ProofDay, told
from rules.terms import RULES, EndShift, Extension, Mode, Rule, Start, Unit, rule_for, rule_named, rules_for
from rules.workdays import Calendar

__all__ = [
    "RULES",
    "BeforeReceipt",
    "CannotCount",
    "DateNeeded",
    "Deadline",
    "NoExtension",
    "ProofDay",
    "Rule",
    "action_dates",
    "carries_extension",
    "deadline",
    "deadlines",
    "rule_for",
    "rule_named",
]


class NoExtension(CannotCount):
    """An extension was asked for that the law does not know."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(f"the term of {rule.id} ({rule.basis}) cannot be extended")
        self.rule = rule


class DateNeeded(CannotCount):
    """The rule counts to a day named in the letter, and none was given."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(f"{rule.id} needs the date named in the letter")
        self.rule = rule


class BeforeReceipt(CannotCount):
    """A letter cannot have been registered before it came."""

    def __init__(self, registered: date, received: date) -> None:
        super().__init__(f"registered on {registered.isoformat()}, before it was received on {received.isoformat()}")
        self.registered, self.received = registered, received


@dataclass(frozen=True, slots=True)
class Deadline:
    """A counted term.

    `raw_end` is the end before any shift, `due` the legal limit (a moment in UTC for terms in hours), `safe` the last
    day before the raw end on which the office works: whether the shift off a rest day protects an agency is not
    settled, so reminders aim at `safe`. `notice_by` and `extended_due` are None where the law knows no extension.
    """

    rule: Rule
    basis: str
    received: datetime
    registered: date
    raw_end: date
    due: date | datetime
    safe: date
    notice_by: date | None
    extended_due: date | None
    proof: tuple[ProofDay, ...]
    start: date
    extended: bool = False


@dataclass(frozen=True, slots=True)
class _Facts:
    received: datetime
    registered: date
    calendar: Calendar
    named: date | None = None


def deadline(
    kind_or_rule: Kind | Rule,
    received: datetime,
    registered: date,
    calendar: Calendar,
    *,
    extended: bool = False,
    named: date | None = None,
    expects_reply: bool = True,
) -> Deadline | None:
    """Return the strictest term of a letter, or None where no answer is owed.

    `named` is the day an authority named in its letter; nobody else's wish moves a term. With `extended` the end and the
    legal date are the extended ones, `notice_by` and `extended_due` stay what they were. Raises CannotCount.
    """
    found = deadlines(
        kind_or_rule, received, registered, calendar, extended=extended, named=named, expects_reply=expects_reply
    )
    return next(iter(found), None)


def deadlines(
    kind_or_rule: Kind | Rule,
    received: datetime,
    registered: date,
    calendar: Calendar,
    *,
    extended: bool = False,
    named: date | None = None,
    expects_reply: bool = True,
) -> tuple[Deadline, ...]:
    """Return every term that may bind the letter, the strictest first (a challenge has two). Raises CannotCount."""
    arrived = calendar.day_of(received)
    if registered < arrived:
        raise BeforeReceipt(registered, arrived)
    facts = _Facts(received, registered, calendar, named)
    rules = (
        (kind_or_rule,) if isinstance(kind_or_rule, Rule) else rules_for(kind_or_rule, registered, named, expects_reply)
    )
    return _strictest_first(_counted(rule, facts, extended) for rule in rules)


def action_dates(
    kind: Kind,
    other_kinds: Iterable[Kind],
    received: datetime,
    registered: date,
    calendar: Calendar,
    *,
    named: date | None = None,
    expects_reply: bool = True,
) -> tuple[Deadline, ...]:
    """Return the terms of the kind and of the kinds it may also be, the earliest action date first; () where none is owed.

    In doubt both are computed and the earlier is shown (DESIGN.md section 4). Raises CannotCount.
    """
    kinds = dict.fromkeys((kind, *other_kinds))
    return _strictest_first(
        found
        for one in kinds
        for found in deadlines(one, received, registered, calendar, named=named, expects_reply=expects_reply)
    )


def carries_extension(first: Deadline, notice: date) -> bool:
    """Tell whether more time that the person was told of on `notice` stands under this term, the case having been of another kind.

    The law of the new kind must know an extension, and want its notice no earlier than it came: before the end of the
    first term (MSVS § 6, AvTS § 19, GDPR art. 12 (3)). Else the case is where that law puts it.
    """
    return first.extended_due is not None and not isinstance(first.due, datetime) and notice <= first.due


def _strictest_first(found: Iterable[Deadline]) -> tuple[Deadline, ...]:
    return tuple(sorted(found, key=lambda one: (one.safe, one.raw_end, one.rule.id)))


def _counted(rule: Rule, facts: _Facts, extended: bool) -> Deadline:
    if extended and rule.extension is None:
        raise NoExtension(rule)
    start = _start(rule, facts)
    first = _count(rule, _term(rule, None), start, facts)
    longer = _count(rule, _term(rule, rule.extension), start, facts) if rule.extension else None
    count = longer if extended and longer else first
    return Deadline(
        rule=rule,
        basis=rule.extension.basis if extended and rule.extension else rule.basis,
        received=facts.received,
        registered=facts.registered,
        raw_end=count.raw_end,
        due=_moment(rule, facts) if rule.unit is Unit.HOURS else count.due,
        safe=_safe(count, facts),
        notice_by=_safe(first, facts) if longer else None,
        extended_due=longer.due if longer else None,
        proof=told(count, facts.calendar, facts.received),
        start=start,
        extended=extended,
    )


def _start(rule: Rule, facts: _Facts) -> date:
    if rule.start is Start.REGISTRATION:
        return facts.registered
    if rule.unit is Unit.WORKING_DAYS and not rule.n:  # the same working day: in the evening that is the next one
        return facts.calendar.day_of(facts.calendar.next_working_moment(facts.received))
    return facts.calendar.day_of(facts.received)


def _term(rule: Rule, extension: Extension | None) -> tuple[int, Unit]:
    if extension is None:
        return rule.n, rule.unit
    return extension.n + (rule.n if extension.mode is Mode.PLUS else 0), extension.unit


def _count(rule: Rule, term: tuple[int, Unit], start: date, facts: _Facts) -> Count:
    n, unit = term
    raw_end = _raw_end(rule, n, unit, start, facts)
    shifted = rule.end_shift is EndShift.NEXT_WORKING_DAY
    due = facts.calendar.next_workday(raw_end) if shifted else raw_end
    return Count(rule=rule, n=n, unit=unit, start=start, raw_end=raw_end, due=due)


def _raw_end(rule: Rule, n: int, unit: Unit, start: date, facts: _Facts) -> date:
    if unit is Unit.CALENDAR_DAYS:
        return start + n * DAY
    if unit is Unit.WORKING_DAYS:
        return facts.calendar.nth_workday_after(start, n)
    if unit is Unit.HOURS:
        return facts.calendar.day_of(_moment(rule, facts))
    if unit is Unit.NAMED_DAY:
        if facts.named is None:
            raise DateNeeded(rule)
        return facts.named
    return month_after(start, n if unit is Unit.MONTHS else 12 * n)


def _moment(rule: Rule, facts: _Facts) -> datetime:
    # Elapsed time: in UTC, because a sum in local time would lose or win the hour of a DST night.
    return facts.received.astimezone(UTC) + timedelta(hours=rule.n)


def _safe(count: Count, facts: _Facts) -> date:
    """The last day on or before the raw end on which the office works, though never before the term began."""
    if count.unit is Unit.YEARS or (not count.n and count.unit is Unit.HOURS):
        return count.raw_end
    calendar = facts.calendar
    day = calendar.previous_open_day(count.raw_end)
    if count.unit is Unit.HOURS and calendar.open_from(day) >= _moment(count.rule, facts):
        day = calendar.previous_open_day(day - DAY)
    return max(day, min(count.start, count.raw_end))
