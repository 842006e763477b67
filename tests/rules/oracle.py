"""A second opinion on terms: another reading of law.md, over the `holidays` library, sharing no line with rules/.

Days are listed and looked up instead of being counted; months are found by walking.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

import holidays

FIRST, LAST = date(2018, 12, 1), date(2038, 12, 31)
_OFF = set(holidays.country_holidays("EE", years=range(FIRST.year, LAST.year + 1)))
ALL_DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WORKING = [day for day in ALL_DAYS if day.isoweekday() <= 5 and day not in _OFF]


def works(day: date) -> bool:
    return WORKING[min(bisect_left(WORKING, day), len(WORKING) - 1)] == day


def on_or_after(day: date) -> date:
    return WORKING[bisect_left(WORKING, day)]


def on_or_before(day: date) -> date:
    return WORKING[bisect_right(WORKING, day) - 1]


def working_days_after(day: date, count: int) -> date:
    return WORKING[bisect_right(WORKING, day) + count - 1]


def months_after(day: date, count: int) -> date:
    """Walk on: the first day whose month is the wanted one and whose number fits, else that month's last day."""
    wanted = day.year * 12 + day.month + count
    month = [one for one in ALL_DAYS if one.year * 12 + one.month == wanted]
    same = [one for one in month if one.day == day.day]
    return same[0] if same else month[-1]


def raw_end(kind: str, arrived: date, registered: date, *, extended: bool) -> date | None:
    """Return the day on which the answer's term ends before any shift; None where no answer is owed."""
    if kind == "muu":
        return None
    if kind == "teabenoue":
        return working_days_after(registered, 15 if extended else 5)
    if kind == "andmesubjekti_taotlus":
        return months_after(arrived, 3 if extended else 1)
    if kind == "vaie":
        return arrived + timedelta(days=40 if extended else 10)
    if extended:
        return months_after(registered, 2)
    return registered + timedelta(days=15 if registered > date(2024, 12, 27) else 30)
