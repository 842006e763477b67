"""Several letters about one institution within days are told to the head and the press, once and without names."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from casework.sight import GROUP, visible
from casework.turn import SYSTEM, Turn
from casework.week import Week
from storage import likes
from storage.desk_tables import Mark
from storage.tables import Case, Event, Letter

SURGE = "surge"  # the event
SHOWN = 10  # references of one message


def put_mentions(turn: Turn, letter: Letter, keys: Iterable[int]) -> None:
    """Note which institutions a letter names, and tell where they have become many. `keys` are digests, not names."""
    wanted = sorted({*keys})
    likes.put_mentions(turn.session, letter.id or 0, letter.case_id, int(letter.at.timestamp()), wanted)
    for key in wanted:
        _look(turn, key)


def surges_in(turn: Turn, week: Week) -> int:
    """Return how many surges were told in a week: for the weekly digests."""
    return turn.session.exec(select(func.count()).select_from(Event).where(
        Event.what == SURGE, Event.at >= week.begins, Event.at < week.ends)).one()  # fmt: skip


def _look(turn: Turn, key: int) -> None:
    """Tell of an institution that as many cases of as many people name as the office has set; once within that time."""
    alarms = turn.office.alarms
    if not alarms.surge:
        return
    ids = likes.cases_that_mention(turn.session, key, int((turn.now - alarms.surge_within).timestamp()))
    if len(ids) < alarms.surge or _told_lately(turn, key):
        return
    cases = turn.session.exec(select(Case).where(col(Case.id).in_(ids)).order_by(col(Case.id))).all()
    if len({case.person_id for case in cases}) < alarms.surge:
        return  # one writes again and again
    turn.session.merge(Mark(name=_name(key), value=turn.now.isoformat()))
    told = set(turn.session.exec(select(Case.id).where(col(Case.id).in_(ids), visible(GROUP))))
    open_refs = [case.ref for case in cases if case.id in told and not case.restricted]
    turn.note(None, SYSTEM, SURGE, f"{len(cases)} cases: {' '.join(case.ref for case in cases[:SHOWN])}")
    for chat in dict.fromkeys((turn.office.chats.heads or turn.office.chats.duty, turn.office.chats.press)):
        turn.tell(f"chat:{chat}", "surge", count=len(cases), days=alarms.surge_within.days, refs=", ".join(open_refs[:SHOWN]) or "–")


def _told_lately(turn: Turn, key: int) -> bool:
    mark = turn.session.get(Mark, _name(key))
    return mark is not None and turn.now - datetime.fromisoformat(mark.value) < turn.office.alarms.surge_within


def _name(key: int) -> str:
    return f"surge:{key:x}"
