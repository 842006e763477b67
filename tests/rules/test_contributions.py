"""When somebody is chased for input that is owed."""

from datetime import date

import pytest

from rules.contributions import CHASERS, Chased, chased_on, chaser_due
from rules.workdays import Calendar

CALENDAR = Calendar()
DUE = date(2026, 11, 27)  # Friday
ASKED = date(2026, 11, 23)  # Monday


@pytest.mark.parametrize(("today", "step"), [
    (date(2026, 11, 25), ""),  # Wednesday
    (date(2026, 11, 26), "soon"),  # Thursday
    (date(2026, 11, 27), "today"),
    (date(2026, 11, 29), "today"),  # Sunday: nothing new over a weekend
    (date(2026, 11, 30), "late"),  # Monday, the working day after
    (date(2026, 12, 1), "late"),
    (date(2026, 12, 2), "later"),  # Wednesday, the third
    (date(2026, 12, 24), "later"),
])  # fmt: skip
def test_the_newest_step_is_told(today: date, step: str) -> None:
    found = chaser_due(DUE, ASKED, today, CALENDAR)
    assert (found.key if found else "") == step


def test_what_was_asked_today_for_tomorrow_is_not_chased_today() -> None:
    assert chaser_due(date(2026, 11, 27), date(2026, 11, 26), date(2026, 11, 26), CALENDAR) is None


def test_every_step_comes_after_the_one_before_and_the_head_hears_last() -> None:
    days = [chased_on(one, DUE, CALENDAR) for one in CHASERS]
    assert days == sorted(set(days))
    assert [one.key for one in CHASERS if Chased.HEAD in one.to] == ["later"]
    assert all(Chased.ASKER in one.to for one in CHASERS)
