"""Duties with a clock of their own beside the answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.desk import Desk
from casework.refusals import MissingReason
from casework.refusals_of_law import NoSuchTrack
from casework.tracks import end_track, finish_duty, misdirected, open_tracks, remind_tracks, start_track, tracks_of
from rules.tracks import TrackKind
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.house import HandClock, People

FRIDAY_16 = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # law.md W46: Friday 16:00 in Tallinn


def test_a_wrong_recipient_starts_seventy_two_hours_that_run_over_the_weekend(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    clock.now = FRIDAY_16
    _, ref = post()
    assert desk.do_now(misdirected, people.mari, ref) == FRIDAY_16 + timedelta(hours=72)  # Monday 16:00
    assert desk.do_now(misdirected, people.mari, ref) == FRIDAY_16 + timedelta(hours=72)  # once
    counts = []
    for gone in (1, 25, 49, 67, 71.5, 73, 74):
        clock.now = FRIDAY_16 + timedelta(hours=gone)
        desk.do_now(remind_tracks)
        counts.append(len(told(desk, "track_due", people.helve.label)))
    assert counts == [0, 1, 2, 3, 4, 5, 5]


@pytest.mark.parametrize(("due", "told_at"), [
    ("26 10:00", {"24 10": "48", "25 10": "24", "25 16": "6", "26 09": "1", "26 11": "late"}),  # six hours before is 04:00
    ("26 07:00", {"23 16": "48", "24 16": "24", "25 16": "1", "26 08": "late"}),
])  # fmt: skip
def test_a_term_in_hours_wakes_nobody_and_loses_no_reminder(
    desk: Desk, people: People, post: Post, clock: HandClock, due: str, told_at: dict[str, str]
) -> None:
    zone = desk.office.calendar.zone
    end = datetime.strptime(f"2026-11-{due}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    clock.now = end - timedelta(hours=72)
    desk.do_now(misdirected, people.mari, post()[1])
    seen: dict[str, str] = {}
    for _ in range(76):
        clock.move(hours=1)
        desk.do_now(remind_tracks)
        keys = [str(one.once).split(":")[2] for one in told(desk, "track_due", people.helve.label)]
        if len(keys) > len(seen):
            seen[f"{clock.now.astimezone(zone):%d %H}"] = f"{int(keys[-1]) // 3600}" if keys[-1].isdecimal() else keys[-1]
    assert seen == told_at


def test_a_whistleblower_s_report_has_three_terms(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    clock.now = datetime(2026, 12, 17, 8, 0, tzinfo=UTC)  # Thursday; law.md W44
    _, ref = post()
    track = desk.do_now(start_track, people.mari, ref, TrackKind.WHISTLEBLOWER)
    seen: list[tuple[str, date]] = []
    for _ in range(3):
        (view,) = desk.look_now(tracks_of, [track.case_id])[track.case_id]
        assert view.due is not None
        seen.append((view.duty, desk.office.calendar.day_of(view.due)))
        desk.do_now(finish_duty, people.mari, ref, TrackKind.WHISTLEBLOWER)
    assert seen == [
        ("kinnitus", date(2026, 12, 28)),  # day 7 is 24 December
        ("edastus", date(2026, 12, 28)),  # five working days over Christmas
        ("tagasiside", date(2027, 3, 17)),
    ]
    (view,) = desk.look_now(tracks_of, [track.case_id])[track.case_id]
    assert view.duty == ""
    assert desk.do_now(remind_tracks) == 0


def test_an_offence_is_told_without_delay_and_each_morning(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, ref = post()
    desk.do_now(start_track, people.mari, ref, TrackKind.OFFENCE)
    assert desk.look_now(lambda turn: turn.case(ref).offence)
    desk.do_now(remind_tracks)
    desk.do_now(remind_tracks)
    clock.move(days=1)
    desk.do_now(remind_tracks)
    assert len(told(desk, "track_due", people.helve.label)) == 2


def test_a_track_ends_with_a_reason(desk: Desk, people: People, post: Post) -> None:
    _, ref = post()
    with pytest.raises(NoSuchTrack):
        desk.do_now(end_track, people.mari, ref, TrackKind.BREACH, "oht puudub")
    desk.do_now(start_track, people.mari, ref, TrackKind.BREACH)
    with pytest.raises(MissingReason):
        desk.do_now(end_track, people.mari, ref, TrackKind.BREACH, " ")
    assert desk.look_now(open_tracks)
    desk.do_now(end_track, people.mari, ref, TrackKind.BREACH, "oht puudub")
    assert desk.look_now(open_tracks) == {}
