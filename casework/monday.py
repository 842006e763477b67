"""The head's Monday: what must be seen at one look, and the list behind each figure. Counts and references only."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import case, func
from sqlmodel import col, select

from casework.absence import acting_heads, heads_at_work
from casework.approvals import approvals
from casework.case_lists import PAGE, Page
from casework.people import Staff
from casework.press_view import MOST as MOST_ALERTS
from casework.propose import absences
from casework.refusals import NotAllowed
from casework.sight import visible
from casework.surge import surges_in
from casework.turn import DIGEST, Turn
from casework.views import cards
from casework.week import Week, last_week, this_week
from rules.extension_grounds import sort_of
from rules.kinds import Role
from rules.life import WAITING, State
from rules.records import Dispatch
from rules.routing import is_away, stand_in_for
from storage.desk_tables import ChildTrack, Mark, MediaAlert, Official, OutboxItem
from storage.tables import Case

AT: Final = timedelta(minutes=30)  # after the office opens: 8:30 where it opens at eight


@dataclass(frozen=True, slots=True)
class Load:
    """What lies on one desk; `away_until` and `stand_in` where its official is away."""

    name: str
    open: int
    late: int
    away: bool
    stand_in: str


@dataclass(frozen=True, slots=True)
class Monday:
    """One screen: the whole week behind, the one that runs, and what is open now."""

    since: date
    until: date
    came: int
    answered: int
    came_since: int  # in the week that runs
    answered_since: int
    counts: Mapping[str, int]  # of the lists below, by their key
    approvals_since: datetime | None  # since when the oldest waits for this head
    child_minutes: float | None  # median, from the alert to the hands that took it
    child_slowest: float | None
    children: int  # tracks of the week
    undelivered: int
    press_next: tuple[tuple[str, datetime], ...]
    load: tuple[Load, ...]  # by name: no ranking
    surges: int
    extension_sorts: tuple[tuple[str, int], ...]  # why the open ones were extended, by sort: the words are content


def monday(turn: Turn, who: Staff) -> Monday:
    """Return the head's Monday. Raises NotAllowed for everybody but heads and who stands in for one."""
    if Role.HEAD not in who.roles and who.id not in acting_heads(turn):
        raise NotAllowed
    week, running = last_week(turn), this_week(turn)
    waiting = approvals(turn).get(f"official:{who.id}", {})
    raised = ChildTrack.raised_at >= week.begins, ChildTrack.raised_at < week.ends
    minutes = [(taken - began).total_seconds() / 60 for began, taken in turn.session.exec(
        select(ChildTrack.raised_at, ChildTrack.taken_at).where(*raised)) if taken]  # fmt: skip
    return Monday(
        since=week.first, until=week.last, came=_came(turn, week), answered=_answered(turn, week),
        came_since=_came(turn, running), answered_since=_answered(turn, running),
        counts={key: _count(turn, *where(turn)) for key, where in LISTS.items()} | {"approve": len(waiting)},
        approvals_since=min(waiting.values(), default=None), child_minutes=median(minutes) if minutes else None,
        child_slowest=max(minutes, default=None),
        children=turn.session.exec(select(func.count()).select_from(ChildTrack).where(*raised)).one(),
        undelivered=_undelivered(turn), press_next=_press(turn), load=_load(turn), surges=surges_in(turn, week),
        extension_sorts=_extension_sorts(turn),
    )  # fmt: skip


def monday_list(turn: Turn, who: Staff, key: str, page: int = 0) -> Page:
    """Return the cases behind one figure, the most urgent first. Raises KeyError for a key that is not there."""
    if key == "approve":
        ids = sorted(approvals(turn).get(f"official:{who.id}", {}))
        return Page(cards(turn, ids[page * PAGE : (page + 1) * PAGE]), page, len(ids))
    where = LISTS[key](turn)
    ids = [one or 0 for one in turn.session.exec(select(Case.id).where(visible(turn.viewer), *where).order_by(
        col(Case.safe).is_(None), col(Case.safe), col(Case.id)).limit(PAGE).offset(page * PAGE))]  # fmt: skip
    return Page(cards(turn, ids), page, _count(turn, *where))


def tell_monday(turn: Turn) -> int:
    """Tell each head once a week: half an hour after the office opens on its first working day of the week."""
    calendar = turn.office.calendar
    first = turn.today - timedelta(days=turn.today.weekday())
    if turn.today != calendar.next_open_day(first) or not calendar.in_working_time(turn.now):
        return 0
    mark = turn.session.get(Mark, "monday") or Mark(name="monday")
    if mark.value == first.isoformat() or turn.now < calendar.open_from(turn.today) + AT:
        return 0
    mark.value = first.isoformat()
    turn.session.add(mark)
    heads = heads_at_work(turn)
    for head in heads:
        turn.tell(f"official:{head}", "monday", urgency=DIGEST, once=f"monday:{head}:{first}", official_id=head)
    return len(heads)


def _late(turn: Turn) -> tuple[Any, ...]:
    return col(Case.state).in_(WAITING), col(Case.due) < turn.today


def _this_week(turn: Turn) -> tuple[Any, ...]:
    sunday = turn.today + timedelta(days=6 - turn.today.weekday())
    return col(Case.state).in_(WAITING), col(Case.safe) >= turn.today, col(Case.safe) <= sunday


def _open_children(_turn: Turn) -> tuple[Any, ...]:
    return (col(Case.id).in_(select(ChildTrack.case_id).where(col(ChildTrack.done_at).is_(None))),)


def _open_alerts(_turn: Turn) -> tuple[Any, ...]:
    return (col(Case.id).in_(select(MediaAlert.case_id).where(col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "")),)


# fmt: off
LISTS: Final[Mapping[str, Callable[[Turn], tuple[Any, ...]]]] = MappingProxyType({
    # the list      which cases it holds
    "open":         lambda _: (col(Case.state).in_(WAITING),),
    "week":         _this_week,
    "late":         _late,
    "untaken":      lambda _: (Case.state == State.REGISTERED,),
    "extended":     lambda _: (col(Case.state).in_(WAITING), col(Case.extended)),
    "children":     _open_children,
    "press":        _open_alerts,
})
# fmt: on


def _count(turn: Turn, *where: Any) -> int:
    return turn.session.exec(select(func.count()).select_from(Case).where(visible(turn.viewer), *where)).one()


def _came(turn: Turn, week: Week) -> int:
    return _count(turn, Case.registered >= week.first, Case.registered <= week.last)


def _answered(turn: Turn, week: Week) -> int:
    return _count(turn, col(Case.answered_at) >= week.begins, col(Case.answered_at) < week.ends)


def _extension_sorts(turn: Turn) -> tuple[tuple[str, int], ...]:
    reasons = turn.session.exec(select(Case.extension_reason).where(visible(turn.viewer), *LISTS["extended"](turn)))
    return tuple(Counter(sort_of(reason) for reason in reasons).most_common())


def _undelivered(turn: Turn) -> int:
    return turn.session.exec(select(func.count()).select_from(OutboxItem).where(
        OutboxItem.channel == "mail", col(OutboxItem.state).in_((Dispatch.UNCERTAIN, Dispatch.NEVER)))).one()  # fmt: skip


def _press(turn: Turn) -> tuple[tuple[str, datetime], ...]:
    rows = turn.session.exec(select(Case.ref, MediaAlert.deadline).where(
        MediaAlert.case_id == Case.id, visible(turn.viewer), col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "",
        col(MediaAlert.deadline) >= turn.now).order_by(col(MediaAlert.deadline)).limit(MOST_ALERTS)).all()  # fmt: skip
    return tuple((ref, until) for ref, until in rows if until)[:5]


def _load(turn: Turn) -> tuple[Load, ...]:
    """Return what lies on each desk, by name; who is away and who stands in."""
    is_late = case((col(Case.due) < turn.today, 1), else_=0)
    rows_of = turn.session.exec(select(Case.handler_id, func.count(), func.sum(is_late)).where(
        col(Case.state).in_(WAITING), col(Case.handler_id).is_not(None)).group_by(col(Case.handler_id))).all()  # fmt: skip
    counted = {one: (int(count), int(late or 0)) for one, count, late in rows_of}
    away = absences(turn)
    rows = turn.session.exec(select(Official).order_by(Official.name)).all()
    names = {row.id: row.name for row in rows}

    def deputy(row: Official) -> str:
        found = stand_in_for(str(row.id), away, turn.today)
        return names.get(int(found), "") if found else ""

    works = {Role.OFFICIAL, Role.HEAD}
    return tuple(Load(row.name, *counted.get(row.id, (0, 0)), is_away(str(row.id), away, turn.today), deputy(row))
                 for row in rows if row.id in counted or (row.active and works & set(row.roles)))  # fmt: skip
