"""The week of the press in one message: what is open, what was done, and what comes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from casework.sight import GROUP, visible
from casework.surge import surges_since
from casework.turn import DIGEST, Turn
from storage.desk_tables import Mark, MediaAlert
from storage.tables import Case

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PressWeek:
    """Counts of the last seven days, and what is open now."""

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
    since, count = turn.now - WEEK, func.count()
    done = turn.session.exec(select(MediaAlert.done_at, MediaAlert.deadline).where(MediaAlert.done_at >= since)).all()  # type: ignore[operator]
    timed = [(at, until) for at, until in done if at and until]
    waiting = (col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "")
    coming = turn.session.exec(select(Case.ref, MediaAlert.deadline).where(
        MediaAlert.case_id == Case.id, visible(GROUP), *waiting, col(MediaAlert.deadline).between(turn.now, turn.now + WEEK))
        .order_by(col(MediaAlert.deadline)).limit(10)).all()  # fmt: skip
    topics = turn.session.exec(select(Case.topic, count).where(
        MediaAlert.case_id == Case.id, MediaAlert.at >= since).group_by(Case.topic).order_by(count.desc(), Case.topic).limit(5)).all()  # fmt: skip

    def counted(*where: object) -> int:
        return turn.session.exec(select(count).select_from(MediaAlert).where(*where)).one()  # type: ignore[arg-type]

    return PressWeek(
        came=counted(MediaAlert.at >= since), done=len(done), in_time=sum(at <= until for at, until in timed),
        with_deadline=len(timed), withdrawn=counted(MediaAlert.at >= since, MediaAlert.withdrawn_why != ""), open=counted(*waiting),
        untaken=counted(*waiting, col(MediaAlert.taken_by_id).is_(None)),
        coming=tuple((ref, until) for ref, until in coming if until), topics=tuple((topic, many) for topic, many in topics),
        surges=surges_since(turn, since),
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
