"""The worked examples of law.md section 13, one row each; weekdays stand beside the days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from rules.deadlines import Deadline, deadline, rule_named
from rules.kinds import Kind
from rules.workdays import Calendar

TALLINN = ZoneInfo("Europe/Tallinn")
OFFICE = Calendar()


def at(day: str, hour: str = "12:00") -> datetime:
    """Return the moment in UTC, as the house stores it."""
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=TALLINN).astimezone(UTC)


def counted(what: str, received: str, hour: str = "12:00", registered: str = "", extended: bool = False) -> Deadline:
    moment = at(received, hour)
    day = date.fromisoformat(registered) if registered else OFFICE.registration_day(moment)
    kind_or_rule = rule_named(what, day) if what[0] == "R" else Kind(what)
    found = deadline(kind_or_rule, moment, day, OFFICE, extended=extended)
    assert found is not None
    return found


# fmt: off
EXAMPLES = [
    # id     rule    received      hour     registered    extended raw end       due           safe          weekdays: received, raw end, due, safe
    ("W01", "R04",  "2026-01-05", "09:10", "2026-01-05", False, "2026-01-20", "2026-01-20", "2026-01-20"),  # Mon Tue Tue Tue
    ("W02", "R04",  "2026-03-06", "18:30", "2026-03-06", False, "2026-03-21", "2026-03-23", "2026-03-20"),  # Fri Sat Mon Fri
    ("W04", "R04",  "2026-03-07", "11:00", "2026-03-09", False, "2026-03-24", "2026-03-24", "2026-03-24"),  # Sat Tue Tue Tue
    ("W07", "R04",  "2026-04-16", "12:00", "2026-04-16", False, "2026-05-01", "2026-05-04", "2026-04-30"),  # Thu Fri Mon Thu
    ("W08", "R04",  "2026-05-08", "12:00", "2026-05-08", False, "2026-05-23", "2026-05-25", "2026-05-22"),  # Fri Sat Mon Fri
    ("W10", "R04",  "2026-06-09", "12:00", "2026-06-09", False, "2026-06-24", "2026-06-25", "2026-06-22"),  # Tue Wed Thu Mon
    ("W11", "R04",  "2026-08-05", "12:00", "2026-08-05", False, "2026-08-20", "2026-08-21", "2026-08-19"),  # Wed Thu Fri Wed
    ("W13", "R04",  "2026-11-22", "20:15", "2026-11-23", False, "2026-12-08", "2026-12-08", "2026-12-08"),  # Sun Tue Tue Tue
    ("W16", "R04",  "2027-02-09", "12:00", "2027-02-09", False, "2027-02-24", "2027-02-25", "2027-02-23"),  # Tue Wed Thu Tue
    ("W17", "R04",  "2028-02-14", "12:00", "2028-02-14", False, "2028-02-29", "2028-02-29", "2028-02-29"),  # Mon Tue Tue Tue
    ("W19", "R04",  "2025-01-02", "12:00", "2025-01-02", False, "2025-01-17", "2025-01-17", "2025-01-17"),  # Thu Fri Fri Fri
    ("W20", "R07",  "2026-03-16", "12:00", "2026-03-16", False, "2026-03-23", "2026-03-23", "2026-03-23"),  # Mon Mon Mon Mon
    ("W22", "R07",  "2026-03-06", "18:30", "2026-03-09", False, "2026-03-16", "2026-03-16", "2026-03-16"),  # Fri Mon Mon Mon
    ("W23", "R07",  "2026-02-20", "12:00", "2026-02-20", False, "2026-03-02", "2026-03-02", "2026-03-02"),  # Fri Mon Mon Mon
    ("W25", "R07",  "2026-03-31", "12:00", "2026-03-31", True,  "2026-04-22", "2026-04-22", "2026-04-22"),  # Tue Wed Wed Wed
    ("W28", "R07",  "2026-12-21", "12:00", "2026-12-21", False, "2026-12-30", "2026-12-30", "2026-12-30"),  # Mon Wed Wed Wed
    ("W29", "R07",  "2026-12-21", "12:00", "2026-12-21", True,  "2027-01-14", "2027-01-14", "2027-01-14"),  # Mon Thu Thu Thu
    ("W31", "R05",  "2026-06-19", "12:00", "2026-06-19", False, "2026-06-30", "2026-06-30", "2026-06-30"),  # Fri Tue Tue Tue
    ("W34", "R04",  "2027-12-31", "12:00", "2027-12-31", True,  "2028-02-29", "2028-02-29", "2028-02-29"),  # Fri Tue Tue Tue
    ("W35", "R04",  "2026-06-30", "12:00", "2026-06-30", True,  "2026-08-30", "2026-08-31", "2026-08-28"),  # Tue Sun Mon Fri
    ("W38", "R04",  "2026-10-20", "12:00", "2026-10-20", True,  "2026-12-20", "2026-12-21", "2026-12-18"),  # Tue Sun Mon Fri
    ("W40", "R16",  "2026-01-31", "12:00", "2026-02-02", False, "2026-02-28", "2026-03-02", "2026-02-27"),  # Sat Sat Mon Fri
    ("W41", "R16",  "2026-11-30", "12:00", "2026-11-30", True,  "2027-02-28", "2027-03-01", "2027-02-26"),  # Mon Sun Mon Fri
    ("W43", "R12",  "2026-12-14", "12:00", "2026-12-14", False, "2026-12-24", "2026-12-28", "2026-12-23"),  # Mon Thu Mon Wed
    ("W44", "R23",  "2026-12-17", "12:00", "2026-12-17", False, "2026-12-24", "2026-12-28", "2026-12-23"),  # Thu Thu Mon Wed
]
# fmt: on


@pytest.mark.parametrize(
    ("rule", "received", "hour", "registered", "extended", "raw_end", "due", "safe"),
    [row[1:] for row in EXAMPLES],
    ids=[row[0] for row in EXAMPLES],
)
def test_a_worked_example_of_the_law_paper_comes_out(
    rule: str, received: str, hour: str, registered: str, extended: bool, raw_end: str, due: str, safe: str
) -> None:
    found = counted(rule, received, hour, registered, extended)
    assert (str(found.raw_end), str(found.due), str(found.safe)) == (raw_end, due, safe)


def test_w02_a_letter_of_friday_evening_is_registered_on_friday() -> None:
    assert OFFICE.registration_day(at("2026-03-06", "18:30")) == date(2026, 3, 6)  # Friday


@pytest.mark.parametrize(("received", "day"), [("2026-03-07", "2026-03-09"), ("2026-11-22", "2026-11-23")])
def test_w04_w13_a_letter_of_the_weekend_is_registered_on_monday(received: str, day: str) -> None:
    assert str(OFFICE.registration_day(at(received, "20:15"))) == day


def test_w46_seventy_two_hours_run_over_the_weekend_and_do_not_shift() -> None:
    found = counted("R17", "2026-11-20", "16:00")  # Friday
    assert found.due == at("2026-11-23", "16:00")  # Monday
    assert [(str(row.date), row.counts) for row in found.proof] == [
        ("2026-11-20", True), ("2026-11-21", True), ("2026-11-22", True), ("2026-11-23", True)
    ]  # fmt: skip


def test_w50_two_months_run_from_registration_not_from_the_decision() -> None:
    found = counted("selgitustaotlus", "2026-11-16", extended=True)  # Monday
    assert found.notice_by == date(2026, 12, 1)  # Tuesday
    assert (found.raw_end, found.due) == (date(2027, 1, 16), date(2027, 1, 18))  # Saturday, Monday


def test_w52_an_extended_request_for_information_has_fifteen_working_days_in_all() -> None:
    found = counted("teabenoue", "2026-11-23", extended=True)  # Monday
    assert (found.notice_by, found.due) == (date(2026, 11, 30), date(2026, 12, 14))  # Monday, Monday


def test_w53_a_child_in_the_cellar_is_forwarded_now_and_the_writer_answered_in_time() -> None:
    received = at("2026-06-19", "18:30")  # Friday
    for track in ("R19", "R20"):
        assert counted(track, "2026-06-19", "18:30").due == received
    answer = counted("kaebus", "2026-06-19", "18:30")
    assert (answer.raw_end, answer.due) == (date(2026, 7, 4), date(2026, 7, 6))  # Saturday, Monday
