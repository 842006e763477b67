"""The figures of a period: what came, what was answered and when, and what became of the rest. No personal data, no names of citizens.

"In time" is an answer on or before the legal day as it stood when it was sent, a lawful extension included; a notice that the answer is late
makes nothing in time. Days are calendar days from registration to the answer. A period counts what was registered in it and, for
answers, what was sent in it, by the days of the office.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import col, select

from casework.confusion import confusion
from casework.turn import Turn
from rules.extension_grounds import sort_of
from rules.holidays import DAY
from rules.kinds import Child
from rules.life import WAITING
from rules.records import Paper
from storage.desk_tables import ChildTrack, Draft, MediaAlert, Official
from storage.register_tables import Feedback
from storage.tables import Case

MOST_ROWS = 40  # of one table: the rest is summed


@dataclass(frozen=True, slots=True)
class Line:
    """One row: of a kind, a topic or an official. `timed` are the answers that had a day to keep."""

    name: str
    came: int = 0
    answered: int = 0
    timed: int = 0
    in_time: int = 0
    median_days: float | None = None
    slowest_days: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    came: int
    answered: int


@dataclass(frozen=True, slots=True)
class Press:
    came: int
    answered: int
    timed: int
    in_time: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Figures:
    first: date
    last: date
    whole: Line
    open_now: int
    late_now: int
    kinds: tuple[Line, ...]
    topics: tuple[Line, ...]
    handlers: tuple[Line, ...]  # for heads only, by name
    weeks: tuple[Week, ...]
    extended: int
    extension_sorts: tuple[tuple[str, int], ...]
    outcomes: tuple[tuple[str, int], ...]
    press: Press
    corrections: tuple[tuple[str, str, str, int], ...]  # field, was, became, how often
    children: int
    child_minutes: float | None  # median, from the alert to the hands that took it
    helped: int
    not_helped: int

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all happened in the period."""
        return not (self.whole.came or self.whole.answered or self.press.came or self.outcomes)


@dataclass(frozen=True, slots=True)
class _Answer:
    kind: str
    topic: str
    handler: int | None
    registered: date
    due: date | None
    day: date

    @property
    def days(self) -> int:
        return (self.day - self.registered).days


def figures(turn: Turn, first: date, last: date) -> Figures:
    """Return the figures of the days from `first` to `last`, both included."""
    start, end = _moment(turn, first), _moment(turn, last + DAY)
    came = _came(turn, first, last)
    answers = _answers(turn, start, end)
    names = {str(one): name for one, name in turn.session.exec(select(Official.id, Official.name))}
    helped = Counter(turn.session.exec(select(Feedback.helped).where(col(Feedback.answered_at) >= start, col(Feedback.answered_at) < end)))
    extended = _extended(turn, start, end)
    children, minutes = _children(turn, start, end)
    return Figures(
        first, last, _line("", sum(count for *_, count in came), answers), _open(turn), _open(turn, late=True),
        _lines(((kind, count) for kind, _, _, count in came), answers, "kind"),
        _lines(((topic, count) for _, topic, _, count in came), answers, "topic"),
        _by_name(_lines(((str(one or ""), count) for _, _, one, count in came), answers, "handler"), names),
        _weeks(turn, first, last, answers), sum(extended.values()), tuple(extended.most_common()), _outcomes(turn, start, end),
        _press(turn, start, end), _corrections(turn, start, end), children, minutes, helped[True], helped[False],
    )  # fmt: skip


def _moment(turn: Turn, day: date) -> datetime:
    """Return the beginning of a day at the office, in UTC."""
    return datetime.combine(day, time(), turn.office.calendar.zone).astimezone(UTC)


def _came(turn: Turn, first: date, last: date) -> list[tuple[str, str, int | None, int]]:
    columns = (col(Case.kind), col(Case.topic), col(Case.handler_id))
    rows = turn.session.execute(sqlalchemy_select(*columns, func.count()).where(
        col(Case.registered) >= first, col(Case.registered) <= last).group_by(*columns)).all()  # fmt: skip
    return [(str(kind), topic, handler, count) for kind, topic, handler, count in rows]


def _answers(turn: Turn, start: datetime, end: datetime) -> list[_Answer]:
    rows = turn.session.exec(select(Case.kind, Case.topic, Case.handler_id, Case.registered, Case.due, Case.answered_at).where(  # type: ignore[call-overload]
        col(Case.answered_at) >= start, col(Case.answered_at) < end))  # fmt: skip
    day_of = turn.office.calendar.day_of
    return [_Answer(str(kind), topic, handler, registered, due, day_of(at)) for kind, topic, handler, registered, due, at in rows]


def _line(name: str, came: int, answers: Sequence[_Answer]) -> Line:
    days = [one.days for one in answers]
    timed = [one for one in answers if one.due]
    return Line(name, came, len(answers), len(timed), sum(one.day <= one.due for one in timed if one.due),
                median(days) if days else None, max(days, default=None))  # fmt: skip


def _lines(came: Iterable[tuple[str, int]], answers: Sequence[_Answer], by: str) -> tuple[Line, ...]:
    """Return a line for each name, the most letters first."""
    counts, groups = Counter[str](), defaultdict[str, list[_Answer]](list)
    for name, count in came:
        counts[name] += count
    for one in answers:
        groups[str(getattr(one, by) or "")].append(one)
    lines = [_line(name, counts[name], groups[name]) for name in {*counts, *groups}]
    return tuple(sorted(lines, key=lambda line: (-line.came, -line.answered, line.name)))[:MOST_ROWS]


def _by_name(lines: Sequence[Line], names: Mapping[str, str]) -> tuple[Line, ...]:
    """Return the lines of officials by name, never by how much they did: figures are no ranking."""
    named = [Line(names.get(one.name, ""), one.came, one.answered, one.timed, one.in_time, one.median_days, one.slowest_days)
             for one in lines]  # fmt: skip
    return tuple(sorted(named, key=lambda line: (line.name == "", line.name.casefold())))


def _weeks(turn: Turn, first: date, last: date, answers: Sequence[_Answer]) -> tuple[Week, ...]:
    """Return how much came and was answered in each week that the period touches, the newest last."""
    rows = turn.session.execute(sqlalchemy_select(col(Case.registered), func.count()).where(
        col(Case.registered) >= first, col(Case.registered) <= last).group_by(col(Case.registered))).all()  # fmt: skip
    came, answered = Counter[date](), Counter[date]()
    for day, count in rows:
        came[_monday(day)] += count
    for one in answers:
        answered[_monday(one.day)] += 1
    weeks = [_monday(first) + timedelta(days=7 * number) for number in range((_monday(last) - _monday(first)).days // 7 + 1)]
    return tuple(Week(monday, came[monday], answered[monday]) for monday in weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _open(turn: Turn, late: bool = False) -> int:
    where: list[ColumnElement[bool]] = [col(Case.state).in_(WAITING)]
    if late:
        where.append(col(Case.due) < turn.today)
    return turn.session.exec(select(func.count()).select_from(Case).where(*where)).one()


def _extended(turn: Turn, start: datetime, end: datetime) -> Counter[str]:
    """Count the notices of extension that went out, by the sort of their reason; the words themselves are content."""
    reasons = turn.session.exec(select(Draft.reason).where(
        Draft.paper == Paper.EXTENSION, col(Draft.sent_at) >= start, col(Draft.sent_at) < end))  # fmt: skip
    return Counter(sort_of(reason) for reason in reasons)


def _outcomes(turn: Turn, start: datetime, end: datetime) -> tuple[tuple[str, int], ...]:
    rows = turn.session.exec(select(Case.outcome, func.count()).where(
        col(Case.closed_at) >= start, col(Case.closed_at) < end, col(Case.outcome).is_not(None)).group_by(col(Case.outcome))).all()  # fmt: skip
    return tuple(sorted(((str(outcome), count) for outcome, count in rows), key=lambda pair: (-pair[1], pair[0])))


def _press(turn: Turn, start: datetime, end: datetime) -> Press:
    rows = turn.session.exec(select(MediaAlert.done_at, MediaAlert.deadline, MediaAlert.withdrawn_why).where(
        MediaAlert.at >= start, MediaAlert.at < end)).all()  # fmt: skip
    timed = [(done, until) for done, until, why in rows if done and until and not why]
    return Press(len(rows), sum(bool(done) and not why for done, _, why in rows), len(timed),
                 sum(done <= until for done, until in timed), sum(bool(why) for *_, why in rows))  # fmt: skip


def _corrections(turn: Turn, start: datetime, end: datetime) -> tuple[tuple[str, str, str, int], ...]:
    """Return what people changed of what the house had suggested: the house's own errors."""
    return tuple((one.field, one.was, one.became, one.count) for one in confusion(turn, start, end))[:MOST_ROWS]


def _children(turn: Turn, start: datetime, end: datetime) -> tuple[int, float | None]:
    rows = turn.session.exec(select(ChildTrack.raised_at, ChildTrack.taken_at).where(
        ChildTrack.raised_at >= start, ChildTrack.raised_at < end, ChildTrack.level != Child.NONE)).all()  # fmt: skip
    minutes = [(taken - raised).total_seconds() / 60 for raised, taken in rows if taken]
    return len(rows), median(minutes) if minutes else None
