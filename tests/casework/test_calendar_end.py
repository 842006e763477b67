"""A table of holidays that ends too soon is told from September on, once a week, in chat and by mail."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from casework.calendar_end import missing_year, watch_calendar
from casework.desk import Desk
from rules.workdays import Calendar
from storage.desk_tables import OutboxItem
from tests.house import HEADS, HandClock


@pytest.fixture
def ending(desk: Desk) -> Desk:
    """The desk of an office whose holidays are known to the end of 2026."""
    desk.office = replace(desk.office, calendar=Calendar(last_year=2026))
    return desk


def told(desk: Desk) -> list[str]:
    rows = desk.look_now(lambda turn: turn.session.exec(
        select(OutboxItem).where(OutboxItem.once.like("calendar_ends:%"))).all())  # type: ignore[union-attr]  # fmt: skip
    return sorted(row.recipient for row in rows)


@pytest.mark.parametrize(("today", "last", "missing"), [
    (date(2026, 8, 31), 2026, 0), (date(2026, 9, 1), 2026, 2027), (date(2026, 9, 1), 2027, 0), (date(2027, 1, 4), 2026, 2027),
])  # fmt: skip
def test_the_next_year_must_be_known_from_september_on(today: date, last: int, missing: int) -> None:
    assert missing_year(today, last) == missing


def test_the_heads_and_the_operator_are_told(ending: Desk) -> None:
    assert ending.do_now(watch_calendar) == 2027
    assert told(ending) == [f"chat:{HEADS}", "valve@ska.example"]


def test_it_is_told_once_a_week_however_often_the_clock_asks(ending: Desk, clock: HandClock) -> None:
    for _ in range(5):
        ending.do_now(watch_calendar)
        clock.move(days=1)
    assert len(told(ending)) == 2
    clock.move(days=2)  # the next Monday
    ending.do_now(watch_calendar)
    assert len(told(ending)) == 4


def test_it_is_not_told_at_night(ending: Desk, clock: HandClock) -> None:
    clock.now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    ending.do_now(watch_calendar)
    assert told(ending) == []


def test_when_the_year_itself_is_unknown_it_is_told_all_the_same(ending: Desk, clock: HandClock) -> None:
    clock.now = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
    assert ending.do_now(watch_calendar) == 2027


def test_nothing_is_told_while_the_table_is_long_enough(desk: Desk) -> None:
    assert desk.do_now(watch_calendar) == 0
