"""The calendar of the office, held to the `holidays` library, and the hours in which somebody is at work."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.holidays import FIRST_YEAR, HOLIDAYS, Holiday, easter_sunday, holiday_on
from rules.workdays import Calendar, Opening, UnknownYear, holidays_of, opening, table_ends
from tests.rules import oracle

TALLINN = ZoneInfo("Europe/Tallinn")
OFFICE = Calendar()
DAYS = st.dates(date(2019, 1, 10), date(2037, 12, 1))


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TALLINN).astimezone(UTC)


@pytest.mark.parametrize("year", range(FIRST_YEAR, table_ends() + 1))
def test_the_table_has_the_days_the_library_has(year: int) -> None:
    assert list(holidays_of(year)) == sorted(holidays.country_holidays("EE", years=year))


@pytest.mark.parametrize("year", range(2024, 2031))
def test_every_day_off_of_the_law_years_is_the_librarys(year: int) -> None:
    library = holidays.country_holidays("EE", years=year)
    day = date(year, 1, 1)
    while day.year == year:
        assert OFFICE.is_workday(day) is (day.isoweekday() < 6 and day not in library), day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", range(2024, 2031))
def test_shortened_days_are_the_librarys(year: int) -> None:
    halves = holidays.country_holidays("EE", years=year, categories=("half_day",))
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert [day for day in days if day.year == year and OFFICE.is_shortened(day)] == [
        day for day in sorted(halves) if OFFICE.is_workday(day)
    ]


@pytest.mark.parametrize(
    ("year", "shortened"),
    [
        (2026, ["02-23", "06-22", "12-23", "12-31"]),
        (2027, ["02-23", "06-22", "12-23", "12-31"]),
        (2025, ["12-23", "12-31"]),  # 24 February and 23 June were Mondays: the Friday before stayed whole
    ],
)
def test_the_working_day_right_before_a_holiday_is_shortened(year: int, shortened: list[str]) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [f"{day:%m-%d}" for day in days if OFFICE.is_shortened(day)] == shortened


@pytest.mark.parametrize(
    "day", [date(2026, 4, 5), date(2027, 3, 28), date(2028, 4, 16), date(2038, 4, 25), date(2285, 3, 22)]
)
def test_easter_is_computed(day: date) -> None:
    assert easter_sunday(day.year) == day


def test_easter_monday_and_whit_monday_are_working_days() -> None:
    assert OFFICE.is_workday(date(2026, 4, 6))
    assert OFFICE.is_workday(date(2026, 5, 25))


def test_a_holiday_carries_its_name_and_its_section() -> None:
    assert holidays_of(2026)[date(2026, 12, 24)] == "jõululaupäev (PühadeS § 2 p 9)"
    assert holiday_on(date(2026, 6, 24)) == ("jaanipäev", "Янов день", "Midsummer Day")
    assert holiday_on(date(2026, 6, 25)) == ("", "", "")


def test_christmas_eve_was_a_working_day_before_2005() -> None:
    assert OFFICE.is_workday(date(2004, 12, 24))  # Friday
    assert not OFFICE.is_workday(date(2007, 12, 24))  # Monday


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, table_ends() + 1, 1])
def test_the_table_knows_where_it_ends(year: int) -> None:
    with pytest.raises(UnknownYear, match=f"not {year}"):
        holidays_of(year)
    with pytest.raises(UnknownYear):
        OFFICE.is_workday(date(year, 6, 3))


def test_the_table_reaches_a_year_and_a_half_beyond_today() -> None:
    # When this fails: look on Riigi Teataja whether PühadeS has changed, then move LAST_YEAR in rules/holidays.py on.
    assert table_ends() > datetime.now(UTC).year + 1


def test_a_holiday_new_in_the_act_makes_another_calendar() -> None:
    songs = Holiday(
        7, 6, "laulupeopäev", "День праздника песни", "Song Festival Day", "PühadeS § 2 p 12", date(2027, 1, 1)
    )
    changed = Calendar(holidays=(*HOLIDAYS, songs))
    assert changed.is_workday(date(2026, 7, 6))  # Monday, before it was in force
    assert not changed.is_workday(date(2027, 7, 6))  # Tuesday
    assert changed != OFFICE


@given(day=DAYS)
def test_next_and_previous_working_day_agree_with_another_reading(day: date) -> None:
    assert OFFICE.next_workday(day) == oracle.on_or_after(day)
    assert OFFICE.previous_workday(day) == oracle.on_or_before(day)


@given(day=DAYS, n=st.integers(1, 40))
def test_the_nth_working_day_agrees_with_another_reading(day: date, n: int) -> None:
    assert OFFICE.nth_workday_after(day, n) == oracle.working_days_after(day, n)


@given(day=DAYS, n=st.integers(1, 10))
def test_working_days_counted_back_are_counted_forth_again(day: date, n: int) -> None:
    start = OFFICE.next_workday(day)
    assert OFFICE.nth_workday_after(OFFICE.nth_open_day_before(start, n), n) == start


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 20), ""),  # Friday
        (date(2026, 11, 21), "laupäev (puhkepäev, TsÜS § 136 lg 9)"),
        (date(2026, 11, 22), "pühapäev (puhkepäev, TsÜS § 136 lg 9)"),
        (date(2026, 12, 26), "teine jõulupüha (PühadeS § 2 p 11)"),  # a Saturday too
        (date(2026, 11, 23), "asutus on suletud: kolimine"),  # Monday
    ],
)
def test_a_day_off_says_why(day: date, why: str) -> None:
    assert Calendar(closures={date(2026, 11, 23): "kolimine"}).off_words(day)[0] == why


def test_a_closure_shuts_the_office_but_is_a_working_day_in_law() -> None:
    closed = Calendar(closures={date(2026, 11, 23): "kolimine"})  # Monday
    assert closed.is_workday(date(2026, 11, 23))
    assert not closed.is_open(date(2026, 11, 23))
    assert closed.next_workday(date(2026, 11, 21)) == date(2026, 11, 23)
    assert closed.next_open_day(date(2026, 11, 21)) == date(2026, 11, 24)
    assert closed.previous_open_day(date(2026, 11, 23)) == date(2026, 11, 20)  # Friday


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        (local(2026, 11, 23, 7, 59), False),  # Monday
        (local(2026, 11, 23, 8), True),
        (local(2026, 11, 23, 16, 59), True),
        (local(2026, 11, 23, 17), False),
        (local(2026, 11, 27, 15, 59), True),  # Friday
        (local(2026, 11, 27, 16), False),
        (local(2026, 11, 28, 12), False),  # Saturday
        (local(2026, 12, 23, 13, 59), True),  # Wednesday, three hours shorter
        (local(2026, 12, 23, 14), False),
        (local(2026, 12, 24, 12), False),  # Christmas Eve
    ],
)
def test_working_time(moment: datetime, working: bool) -> None:
    assert OFFICE.in_working_time(moment) is working


@pytest.mark.parametrize(
    ("moment", "next_moment"),
    [
        (local(2026, 11, 23, 6), local(2026, 11, 23, 8)),  # Monday
        (local(2026, 11, 23, 9, 30), local(2026, 11, 23, 9, 30)),
        (local(2026, 11, 27, 16), local(2026, 11, 30, 8)),  # Friday to Monday
        (local(2026, 12, 23, 14, 5), local(2026, 12, 28, 8)),  # over Christmas to Monday
        (local(2026, 3, 28, 23), local(2026, 3, 30, 8)),  # over the night that lost an hour
        (local(2026, 10, 24, 23), local(2026, 10, 26, 8)),  # over the night that won one
    ],
)
def test_the_next_working_moment(moment: datetime, next_moment: datetime) -> None:
    assert OFFICE.next_working_moment(moment) == next_moment


@given(moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_next_working_moment_is_in_working_time_and_not_before(moment: datetime) -> None:
    found = OFFICE.next_working_moment(moment)
    assert found >= moment
    assert OFFICE.in_working_time(found)


@given(moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_letter_is_registered_on_the_day_it_came_or_the_first_working_day_after(moment: datetime) -> None:
    assert OFFICE.registration_day(moment) == oracle.on_or_after(moment.astimezone(TALLINN).date())


@pytest.mark.parametrize("text", ["08:00-17:00", "08:00 – 17:00", " 08:00-17:00 "])
def test_office_hours_are_read(text: str) -> None:
    assert opening(text) == Opening(time(8), time(17))


@pytest.mark.parametrize("text", ["", "8", "17:00-08:00", "08:00", "kaheksast viieni", "08:00-25:00", "08:00-08:00"])
def test_office_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        opening(text)
