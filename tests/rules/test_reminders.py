"""The ladder of reminders toward the safe date, and who is told when nobody answers."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import deadline
from rules.kinds import Kind
from rules.reminders import ESCALATION, To, approve_by, draft_by, escalated_to, escalation, rings_at, rungs
from rules.workdays import Calendar

TALLINN = ZoneInfo("Europe/Tallinn")
OFFICE = Calendar()


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TALLINN).astimezone(UTC)


def test_the_ladder_of_a_letter_whose_term_ends_on_a_saturday() -> None:
    safe, due = date(2026, 3, 20), date(2026, 3, 23)  # Friday, Monday
    assert [(rung.key, str(rung.day), rung.to) for rung in rungs(safe, due, date(2026, 3, 6), OFFICE)] == [
        ("safe-5", "2026-03-13", To.OFFICIAL),  # Friday
        ("safe-2", "2026-03-18", To.OFFICIAL),  # Wednesday
        ("safe-1", "2026-03-19", To.OFFICIAL),  # Thursday
        ("safe", "2026-03-20", To.OFFICIAL),
        ("safe-head", "2026-03-20", To.HEAD),
        ("due", "2026-03-23", To.OFFICIAL),
        ("due-head", "2026-03-23", To.HEAD),
    ]


def test_where_safe_and_due_are_one_day_the_more_urgent_reminder_stays() -> None:
    day = date(2026, 1, 20)  # Tuesday
    last = [rung.key for rung in rungs(day, day, date(2026, 1, 5), OFFICE) if rung.day == day]
    assert last == ["due", "due-head"]


def test_holidays_are_stepped_over() -> None:
    safe = date(2026, 12, 30)  # Wednesday, after Christmas
    before = next(rung for rung in rungs(safe, safe, date(2026, 12, 14), OFFICE) if rung.key == "safe-5")
    assert before.day == date(2026, 12, 21)  # Monday; 24 to 27 December do not count


def test_a_short_term_has_only_the_rungs_after_registration() -> None:
    safe = date(2026, 11, 23)  # Monday
    found = rungs(safe, safe, date(2026, 11, 16), OFFICE)  # registered on Monday, five working days before
    assert [rung.key for rung in found] == ["safe-2", "safe-1", "due", "due-head"]


def test_a_term_that_is_past_already_is_told_on_the_day_of_registration() -> None:
    found = rungs(date(2026, 11, 12), date(2026, 11, 12), date(2026, 11, 16), OFFICE)
    assert {(rung.key, rung.day) for rung in found} == {("due", date(2026, 11, 16)), ("due-head", date(2026, 11, 16))}


def test_a_term_in_hours_is_reminded_of_by_its_day() -> None:
    due = local(2026, 11, 23, 16)  # Monday
    found = rungs(date(2026, 11, 23), due, date(2026, 11, 20), OFFICE)
    assert [(rung.key, rung.day) for rung in found] == [("due", date(2026, 11, 23)), ("due-head", date(2026, 11, 23))]


def test_what_is_overdue_is_told_every_working_day() -> None:
    due = date(2026, 3, 19)  # Thursday
    found = rungs(due, due, date(2026, 3, 2), OFFICE, until=date(2026, 3, 24))  # Tuesday
    late = [(str(rung.day), rung.to) for rung in found if rung.key.startswith("overdue")]
    assert late == [
        ("2026-03-20", To.OFFICIAL), ("2026-03-20", To.HEAD),  # Friday
        ("2026-03-23", To.OFFICIAL), ("2026-03-23", To.HEAD),  # Monday
        ("2026-03-24", To.OFFICIAL), ("2026-03-24", To.HEAD),
    ]  # fmt: skip


@given(
    received=st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    kind=st.sampled_from([kind for kind in Kind if kind is not Kind.OTHER]),
    closed=st.sets(st.integers(0, 40), max_size=8),
)
def test_reminders_fall_on_days_the_office_works_each_once_and_not_after_the_term(
    received: datetime, kind: Kind, closed: set[int]
) -> None:
    registered = OFFICE.registration_day(received)
    office = Calendar(closures={registered + timedelta(days=n + 1): "suletud" for n in closed})
    found = deadline(kind, received, registered, office)
    assert found is not None
    assert isinstance(found.due, date)
    ladder = rungs(found.safe, found.due, registered, office)
    assert all(office.is_open(rung.day) for rung in ladder)
    assert (
        len({(rung.day, rung.to) for rung in ladder}) == len({(rung.key, rung.day) for rung in ladder}) == len(ladder)
    )
    assert [rung.day for rung in ladder] == sorted(rung.day for rung in ladder)
    assert all(registered <= rung.day <= found.due for rung in ladder)
    assert all(office.in_working_time(rings_at(rung, office)) for rung in ladder)


def test_a_reminder_goes_out_when_the_office_opens() -> None:
    rung = rungs(date(2026, 3, 20), date(2026, 3, 23), date(2026, 3, 6), OFFICE)[0]
    assert rings_at(rung, OFFICE) == local(2026, 3, 13, 8)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 23), ["12:00", "13:00", "14:00"]),  # Monday
        (date(2026, 12, 23), ["12:00", "13:00", "13:30"]),  # Wednesday, closes at 14:00
        (date(2027, 12, 31), ["12:00", "12:30", "12:30"]),  # Friday, closes at 13:00
    ],
)
def test_a_reminder_nobody_acknowledged_goes_up_within_its_day(day: date, hours: list[str]) -> None:
    steps = escalation(day, OFFICE)
    assert [step.to for step in steps] == [to for to, _ in ESCALATION]
    assert [f"{step.at.astimezone(TALLINN):%H:%M}" for step in steps] == hours
    assert all(OFFICE.in_working_time(step.at) for step in steps)


@pytest.mark.parametrize(
    ("hour", "told"),
    [
        (11, ()),
        (12, (To.STAND_IN,)),
        (13, (To.STAND_IN, To.SECOND_STAND_IN)),
        (16, (To.STAND_IN, To.SECOND_STAND_IN, To.HEAD)),
    ],
)
def test_first_the_stand_in_then_the_stand_ins_stand_in_then_the_head(hour: int, told: tuple[To, ...]) -> None:
    assert escalated_to(date(2026, 11, 23), local(2026, 11, 23, hour), OFFICE) == told


def test_draft_and_approval_are_wanted_before_the_last_day() -> None:
    safe, registered = date(2026, 3, 23), date(2026, 3, 6)  # Monday, Friday
    assert approve_by(safe, registered, OFFICE) == date(2026, 3, 20)  # Friday
    assert draft_by(safe, registered, OFFICE) == date(2026, 3, 19)  # Thursday
    assert draft_by(date(2026, 3, 9), date(2026, 3, 9), OFFICE) == date(2026, 3, 9)  # never before registration
