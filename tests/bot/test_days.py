"""Days as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.days import day_first, moment_in
from casework.refusals import BadDay

TODAY = date(2026, 11, 23)  # Monday


@pytest.mark.parametrize(("words", "day", "rest"), [
    ("24.12 2.01 Jüri", date(2026, 12, 24), "2.01 Jüri"), ("2.01 Jüri", date(2027, 1, 2), "Jüri"),
    ("24.12.2026 - 2.01.2027 Jüri", date(2026, 12, 24), "2.01.2027 Jüri"), ("2026-12-24 Jüri", date(2026, 12, 24), "Jüri"),
    ("24. detsember Jüri", date(2026, 12, 24), "Jüri"), ("24 dets 2027 Jüri", date(2027, 12, 24), "Jüri"),
    ("24 декабря Jüri", date(2026, 12, 24), "Jüri"), ("homme Jüri", date(2026, 11, 24), "Jüri"),
    ("täna lahtine Jüri", TODAY, "lahtine Jüri"), ("20.11 Jüri", date(2026, 11, 20), "Jüri"), ("1.12.26 Jüri", date(2026, 12, 1), "Jüri"),
])  # fmt: skip
def test_a_day_is_read_as_people_write_it(words: str, day: date, rest: str) -> None:
    assert day_first(words, TODAY) == (day, rest)


@pytest.mark.parametrize("words", ["Jüri 24.12", "", "lahtine Jüri", "5 korda"])
def test_words_that_begin_with_no_day_name_none(words: str) -> None:
    assert day_first(words, TODAY) is None


@pytest.mark.parametrize("words", ["31.02 Jüri", "2026-13-01 Jüri", "30. veebruar Jüri"])
def test_a_day_that_cannot_be_is_refused(words: str) -> None:
    with pytest.raises(BadDay):
        day_first(words, TODAY)


def test_an_hour_names_its_last_moment() -> None:
    tallinn = ZoneInfo("Europe/Tallinn")
    now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 03:00
    assert moment_in("helistasin kell 02.15", now, tallinn) == datetime(2026, 11, 23, 2, 15, tzinfo=tallinn)
    assert moment_in("helistasin 23:50", now, tallinn) == datetime(2026, 11, 22, 23, 50, tzinfo=tallinn)
    assert moment_in("helistasin", now, tallinn) is None
