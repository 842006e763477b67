"""Nights of 23 and 25 hours, a clock that jumps by an hour, a day or a year, restarts at midnight: each alert once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlmodel import select

from casework.assign import take
from casework.desk import Desk
from casework.protect import repeat_alerts
from casework.remind import escalate, remind
from casework.views import card
from storage.desk_tables import OutboxItem
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.house import DUTY, HandClock, People, make_office

BEATEN = "Naabri last pekstakse praegu, ta karjub appi."
# Saturday 23:55 in Tallinn, and Sunday 07:00: the clock goes back, or forward, between them.
LONG_NIGHT = (datetime(2026, 10, 24, 20, 55, tzinfo=UTC), datetime(2026, 10, 25, 5, 0, tzinfo=UTC))
SHORT_NIGHT = (datetime(2026, 3, 28, 21, 55, tzinfo=UTC), datetime(2026, 3, 29, 4, 0, tzinfo=UTC))


def round_of(desk: Desk) -> Desk:
    """Do what the clock does in one round, by a house that has just been started anew on the same database."""
    anew = Desk(desk.store, make_office(), desk.clock)
    for verb in (repeat_alerts, remind, escalate):
        anew.do_now(verb)
    return anew


@pytest.mark.parametrize(("begins", "ends"), [LONG_NIGHT, SHORT_NIGHT], ids=["25 hours", "23 hours"])
def test_a_child_is_alerted_every_ten_minutes_of_an_odd_night(
    desk: Desk, people: People, post: Post, clock: HandClock, begins: datetime, ends: datetime
) -> None:
    clock.now = begins
    post(text=BEATEN)
    while clock.now < ends:
        clock.move(minutes=5)
        round_of(desk)
    to_duty = told(desk, "child_alert", f"chat:{DUTY}")
    at = [one.decided for one in to_duty]
    assert len(at) == (ends - begins) // timedelta(minutes=10) + 1
    assert {later - earlier for earlier, later in pairwise(at)} == {timedelta(minutes=10)}


@pytest.mark.parametrize(("night", "due"), [(LONG_NIGHT, "2026-11-10"), (SHORT_NIGHT, "2026-04-14")])
def test_a_letter_of_either_side_of_midnight_and_of_the_changed_hour_has_the_same_right_date(
    desk: Desk, people: People, post: Post, clock: HandClock, night: tuple[datetime, datetime], due: str
) -> None:
    found = set()
    for minutes in (-5, 6, 190, 250, 310):  # Saturday evening, midnight, the hour before, in and after the change
        clock.now = night[0] + timedelta(minutes=minutes)
        _, ref = post(text=f"Palun selgitage küsimust {minutes}.", message_id=f"<m{minutes}@post.example>")
        found.add(str(desk.look_now(card, ref).due))
    assert found == {due}  # all are of the weekend: registered on Monday


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(days=1), timedelta(days=365)], ids=str)
def test_a_clock_that_jumps_and_comes_back_repeats_no_reminder(
    desk: Desk, people: People, post: Post, clock: HandClock, jump: timedelta
) -> None:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    clock.now = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)  # Monday 9:00, a day before the safe date
    for by in (timedelta(0), jump, -jump, timedelta(0)):
        clock.now += by
        round_of(desk)
    keys = Counter(one.once for one in _reminders(desk))
    assert keys.most_common(1)[0][1] == 1
    today = [one for one in _reminders(desk) if one.recipient == people.mari.label and one.decided == clock.now]
    assert len(today) <= 1


def test_a_restart_at_midnight_and_one_in_the_morning_tell_nothing_twice(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    clock.now = datetime(2026, 12, 7, 21, 59, 59, tzinfo=UTC)  # Monday, a second before midnight
    for by in (0, 1, 1, 3600 * 8 + 60, 5, 5):  # over midnight, and when the office opens on Tuesday
        clock.move(seconds=by)
        round_of(desk)
    assert [one.decided.day for one in _reminders(desk) if one.recipient == people.mari.label] == [8]


def _reminders(desk: Desk) -> list[OutboxItem]:
    return desk.look_now(lambda turn: list(turn.session.exec(
        select(OutboxItem).where(OutboxItem.what == "reminder").order_by(OutboxItem.id))))  # type: ignore[arg-type]  # fmt: skip
