"""The week of the press in one message: what is open, what was done, and what comes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from casework.sight import GROUP, visible
from casework.surge import surges_in
from casework.turn import DIGEST, Turn
from casework.week import DAYS, Week, last_week, this_week
from storage.desk_tables import Mark, MediaAlert
from storage.tables import Case


@dataclass(frozen=True, slots=True)
class PressWeek:
    """Counts of a week, and what is open now."""

    week: Week
    came: int
    done: int
    in_time: int  # of those done that had a deadline
    with_deadline: int
    withdrawn: int
    open: int
    untaken: int
    coming: tuple[tuple[str, datetime], ...]  # references with their deadlines, the nearest first
    topics: tuple[tuple[str, int], ...]  # of what came, the most frequent first
    surges: int  # of letters about one institution


def press_week(turn: Turn) -> PressWeek:
    """Return the week behind, as it is told on Monday."""
    return _counted(turn, last_week(turn))


def press_week_so_far(turn: Turn) -> PressWeek:
    """Return the week that runs, as /meedia shows it."""
    return _counted(turn, this_week(turn))


def _counted(turn: Turn, week: Week) -> PressWeek:
    count = func.count()
    came = MediaAlert.at >= week.begins, MediaAlert.at < week.ends
    done = turn.session.exec(select(MediaAlert.done_at, MediaAlert.deadline).where(
        col(MediaAlert.done_at) >= week.begins, col(MediaAlert.done_at) < week.ends)).all()  # fmt: skip
    timed = [(at, until) for at, until in done if at and until]
    waiting = (col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "")
    coming = turn.session.exec(select(Case.ref, MediaAlert.deadline).where(
        MediaAlert.case_id == Case.id, visible(GROUP), *waiting, col(MediaAlert.deadline).between(turn.now, turn.now + DAYS))
        .order_by(col(MediaAlert.deadline)).limit(10)).all()  # fmt: skip
    topics = turn.session.exec(select(Case.topic, count).where(
        MediaAlert.case_id == Case.id, *came).group_by(Case.topic).order_by(count.desc(), Case.topic).limit(5)).all()  # fmt: skip

    def counted(*where: object) -> int:
        return turn.session.exec(select(count).select_from(MediaAlert).where(*where)).one()  # type: ignore[arg-type]

    return PressWeek(
        week=week, came=counted(*came), done=len(done), in_time=sum(at <= until for at, until in timed),
        with_deadline=len(timed), withdrawn=counted(*came, MediaAlert.withdrawn_why != ""), open=counted(*waiting),
        untaken=counted(*waiting, col(MediaAlert.taken_by_id).is_(None)),
        coming=tuple((ref, until) for ref, until in coming if until), topics=tuple((topic, many) for topic, many in topics),
        surges=surges_in(turn, week),
    )  # fmt: skip


def tell_press_week(turn: Turn) -> int:
    """Once a week, when the office opens on its first working day, tell the press chat. Return how many were told."""
    calendar = turn.office.calendar
    monday = turn.today - timedelta(days=turn.today.weekday())
    if not turn.office.chats.press or not calendar.in_working_time(turn.now) or turn.today != calendar.next_open_day(monday):
        return 0
    return _once(turn, "press_week", monday)


def _once(turn: Turn, name: str, week: date) -> int:
    mark = turn.session.get(Mark, name) or Mark(name=name)
    if mark.value == week.isoformat():
        return 0
    mark.value = week.isoformat()
    turn.session.add(mark)
    turn.tell(f"chat:{turn.office.chats.press}", "press_week", urgency=DIGEST, once=f"press_week:{week}")
    return 1
