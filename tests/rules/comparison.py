"""Random letters told to rules/ and to the second reading of the law; where the two differ, a sentence says in what."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rules.deadlines import BeforeReceipt, CannotCount, Deadline, carries_extension, deadline, rule_named
from rules.kinds import Kind
from rules.workdays import Calendar
from tests.rules import second_reading
from tests.rules.second_reading import ALL_ROWS, TALLINN, Letter, NoTerm, Reading

FIRST = datetime(2020, 1, 1, tzinfo=TALLINN)
LAST = datetime(2035, 12, 31, 23, 59, tzinfo=TALLINN)
CHANNELS = ("mail", "bot", "paper", "document system")
# Days on which terms are most often counted wrong: both DST nights, the ends of months, the eves of holidays.
ODD_DAYS = ((3, 25), (3, 31), (10, 25), (10, 31), (12, 31), (2, 28), (2, 23), (6, 19), (6, 22), (8, 5), (12, 9), (12, 23))


@dataclass(frozen=True, slots=True)
class Told:
    """One random case: a letter, how it came, what it was taken for one after the other, and when more time was told of."""

    channel: str
    letter: Letter
    whats: tuple[str, ...]
    extended: bool
    notice: date | None = None  # the day the notice of an extension under the first went out


def random_cases(seed: int, count: int) -> Iterator[Told]:
    chance = random.Random(seed)  # noqa: S311  (the same letters each time, no secret)
    for _ in range(count):
        yield _case(chance)


def disagreement(told: Told) -> str:
    """Return in what the two readings differ, "" where they agree in everything."""
    calendar = Calendar(closures=dict.fromkeys(told.letter.closed, "suletud"))
    for what in told.whats:
        for extended in (False, told.extended):
            ours, theirs = _ours(what, told, calendar, extended), _theirs(what, told, extended)
            if difference := _difference(ours, theirs):
                return f"{what}{' extended' if extended else ''} of {told}: {difference}"
    return _reclassified(told, calendar)


def _case(chance: random.Random) -> Told:
    moment = _moment(chance)
    channel = chance.choice(CHANNELS)
    day = moment.astimezone(TALLINN).date()
    # A letter on paper or from the document system is entered by a person, some days late or with the day of another register.
    late = chance.randrange(6) if channel in ("paper", "document system") else 0
    registered = day + timedelta(days=late) if channel == "document system" else (
        second_reading.registration_day(day + timedelta(days=late)))  # fmt: skip
    named = day + timedelta(days=chance.randrange(1, 60)) if chance.random() < 0.5 else None
    shut = frozenset(day + timedelta(days=chance.randrange(90)) for _ in range(chance.choice((0, 0, 1, 3))))
    letter = Letter(moment, registered, named, chance.random() < 0.8, shut)
    if chance.random() < 0.4:
        return Told(channel, letter, (chance.choice(ALL_ROWS),), chance.random() < 0.5)
    kinds = tuple(chance.choice(list(Kind)).value for _ in range(chance.choice((1, 1, 2, 3))))
    extended = chance.random() < 0.5
    notice = registered + timedelta(days=chance.randrange(16)) if extended else None
    return Told(channel, letter, kinds, extended, notice)


def _moment(chance: random.Random) -> datetime:
    seconds = chance.randrange(int((LAST - FIRST).total_seconds()))
    moment = FIRST.astimezone(UTC) + timedelta(seconds=seconds)
    if chance.random() < 0.3:
        month, number = chance.choice(ODD_DAYS)
        around = datetime(moment.year, month, number, moment.hour, moment.minute, moment.second, tzinfo=UTC)
        moment = around + timedelta(days=chance.randrange(-3, 7))
        moment = min(max(moment, FIRST.astimezone(UTC)), LAST.astimezone(UTC))
    return moment


def _ours(what: str, told: Told, calendar: Calendar, extended: bool) -> Deadline | type[NoTerm] | None:
    letter = told.letter
    try:
        kind_or_rule = rule_named(what, letter.registered) if what in ALL_ROWS else Kind(what)
        return deadline(kind_or_rule, letter.moment, letter.registered, calendar, extended=extended,
                        named=letter.named, expects_reply=letter.expects_reply)  # fmt: skip
    except BeforeReceipt:
        raise
    except CannotCount:
        return NoTerm


def _theirs(what: str, told: Told, extended: bool) -> Reading | type[NoTerm] | None:
    try:
        return second_reading.read(what, told.letter, extended)
    except NoTerm:
        return NoTerm


def _difference(ours: Deadline | type[NoTerm] | None, theirs: Reading | type[NoTerm] | None) -> str:
    if not isinstance(ours, Deadline) or not isinstance(theirs, Reading):
        return "" if ours is theirs else f"{ours} is not {theirs}"
    pairs = [(name, getattr(ours, name), getattr(theirs, name))
             for name in ("raw_end", "due", "safe", "notice_by", "extended_due")]  # fmt: skip
    pairs.append(("rule", ours.rule.id, theirs.rule))
    if theirs.counted:
        pairs.append(("days counted", tuple(row.date for row in ours.proof if row.counts), theirs.counted))
        # Every other day between the start and the legal date stands in the proof as not counted.
        rest = {row.date for row in ours.proof if not row.counts}
        whole = {ours.start + timedelta(days=n) for n in range((_day(ours) - ours.start).days + 1)}
        pairs.append(("days told", rest | set(theirs.counted) >= whole, True))
    return "; ".join(f"{name} {one} is not {other}" for name, one, other in pairs if one != other)


def _day(found: Deadline) -> date:
    return found.due.astimezone(TALLINN).date() if isinstance(found.due, datetime) else found.due


def _reclassified(told: Told, calendar: Calendar) -> str:
    """More time that was told of under the first kind stands under the last one only if that one's law would have let it.

    It knows an extension, and wants the notice before its own first term has ended (MSVS § 6, AvTS § 19, GDPR art. 12 (3)).
    """
    if told.notice is None or len(told.whats) < 2:
        return ""
    now, paper = _ours(told.whats[-1], told, calendar, False), _theirs(told.whats[-1], told, False)
    if not isinstance(now, Deadline) or not isinstance(paper, Reading):
        return ""
    ours = carries_extension(now, told.notice)
    theirs = paper.extended_due is not None and not isinstance(paper.due, datetime) and told.notice <= paper.due
    return "" if ours is theirs else f"the extension of {told}: {ours} is not {theirs}"
