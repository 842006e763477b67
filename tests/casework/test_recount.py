"""A changed holiday, closure or rule: told before it is applied, and applied once, with an event and a word to each handler."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from casework.assign import take
from casework.close import close
from casework.content import history
from casework.desk import Desk
from casework.recount import Shift, recount, shifts
from casework.views import card
from rules.holidays import HOLIDAYS, Holiday
from rules.kinds import Outcome
from rules.workdays import Calendar
from storage.desk_tables import OutboxItem
from tests.casework.conftest import Post
from tests.house import DUTY, People

# A letter of Monday 23 November 2026 is due on Tuesday 8 December.
NEW_HOLIDAY = Holiday(12, 8, "uus püha", "новый праздник", "a new holiday", "PühadeS § 2 p 12", date(2026, 1, 1))


def with_calendar(desk: Desk, calendar: Calendar) -> None:
    desk.office = replace(desk.office, calendar=calendar)


def moved_by(found: tuple[Shift, ...]) -> list[tuple[str, int, int]]:
    return [(one.ref, one.days, one.safe_days) for one in found]


@pytest.fixture
def ref(post: Post) -> str:
    return post()[1]


def test_nothing_moves_while_the_calendar_is_what_it_was(desk: Desk, ref: str) -> None:
    assert desk.look_now(shifts) == ()


def test_a_new_holiday_is_told_before_anything_is_changed(desk: Desk, ref: str) -> None:
    with_calendar(desk, Calendar(holidays=(*HOLIDAYS, NEW_HOLIDAY)))
    assert moved_by(desk.look_now(shifts)) == [(ref, 1, -1)]  # due on Wednesday, safe on Monday
    assert desk.look_now(card, ref).due == date(2026, 12, 8)  # Tuesday


def test_a_closure_moves_the_safe_date_only(desk: Desk, ref: str) -> None:
    with_calendar(desk, Calendar(closures={date(2026, 12, 8): "kolimine"}))
    assert moved_by(desk.look_now(shifts)) == [(ref, 0, -1)]


def test_applying_writes_the_dates_and_an_event(desk: Desk, ref: str) -> None:
    with_calendar(desk, Calendar(holidays=(*HOLIDAYS, NEW_HOLIDAY)))
    desk.do_now(recount)
    found = desk.look_now(card, ref)
    assert (found.due, found.safe) == (date(2026, 12, 9), date(2026, 12, 7))  # Wednesday, Monday
    lines = desk.look_now(lambda turn: history(turn, turn.case(ref)))
    assert [(who, what, note) for _, who, what, note in lines][-1] == (
        "operator", "recounted", "R04 -> R04; 2026-12-08 -> 2026-12-09; 2026-12-08 -> 2026-12-07")  # fmt: skip


def test_the_line_of_history_hangs_on_the_one_before_it(desk: Desk, ref: str) -> None:
    from casework.turn import event_hash
    from storage.tables import Event

    with_calendar(desk, Calendar(holidays=(*HOLIDAYS, NEW_HOLIDAY)))
    desk.do_now(recount)
    rows = desk.look_now(lambda turn: list(turn.session.exec(
        select(Event).where(Event.case_id == turn.case(ref).id).order_by(Event.id))))  # type: ignore[arg-type]  # fmt: skip
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]
    assert [row.hash for row in rows] == [event_hash(row) for row in rows]


def test_applying_twice_changes_nothing_more(desk: Desk, ref: str) -> None:
    with_calendar(desk, Calendar(holidays=(*HOLIDAYS, NEW_HOLIDAY)))
    desk.do_now(recount)
    assert desk.do_now(recount) == ()
    assert desk.look_now(shifts) == ()


def test_each_handler_is_told_once_of_all_cases_that_moved(desk: Desk, people: People, post: Post) -> None:
    refs = [post(message_id=f"<{n}@post.example>", text=f"Palun selgitage küsimust {n}.")[1] for n in range(3)]
    for ref in refs[:2]:
        desk.do_now(take, people.mari, ref)
    with_calendar(desk, Calendar(holidays=(*HOLIDAYS, NEW_HOLIDAY)))
    desk.do_now(recount)
    rows = desk.look_now(
        lambda turn: list(turn.session.exec(select(OutboxItem).where(OutboxItem.what == "dates_moved")))
    )
    assert {row.recipient: len(row.values["moved"]) for row in rows} == {f"official:{people.mari.id}": 2, f"chat:{DUTY}": 1}
    assert rows[0].values["moved"][0]["now"] == "2026-12-09"


def test_a_closed_case_does_not_move(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(take, people.mari, ref)
    desk.do_now(close, people.mari, ref, Outcome.NOTED)
    with_calendar(desk, Calendar(holidays=(*HOLIDAYS, NEW_HOLIDAY)))
    assert desk.look_now(shifts) == ()


def test_a_case_that_can_no_longer_be_counted_keeps_its_dates_and_is_named(desk: Desk, ref: str) -> None:
    with_calendar(desk, Calendar(last_year=2025))
    assert [(one.ref, one.fault != "") for one in desk.do_now(recount)] == [(ref, True)]
    assert desk.look_now(card, ref).due == date(2026, 12, 8)  # Tuesday
