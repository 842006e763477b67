"""Periods of a report as people write them: november, 11.2026, 2026-11, november 2026, 2026, eelmine, ноябрь."""

import re
from datetime import date, timedelta
from typing import Final

from bot.days import month_named
from bot.names import plain

_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})")
_DOTS: Final = re.compile(r"(?P<month>\d{1,2})(?:[./](?P<year>\d{4}))?")
_WORD: Final = re.compile(r"(?P<name>[^\W\d]{3,})(?:\s+(?P<year>\d{4}))?")
_YEAR: Final = re.compile(r"(?P<year>20\d{2})")
_LAST: Final = frozenset(map(plain, ("eelmine", "eelmise", "last", "previous", "прошлый", "предыдущий")))
_THIS: Final = frozenset(map(plain, ("", "see", "praegune", "this", "этот", "текущий")))


def period_named(words: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of the month or year meant, never past today; None where the words name none.

    Alone it is this month; a month without a year is the newest that has begun.
    """
    said = words.strip()
    if plain(said) in _THIS:
        return today.replace(day=1), today
    if plain(said) in _LAST:
        end = today.replace(day=1) - timedelta(days=1)
        return end.replace(day=1), end
    if found := _YEAR.fullmatch(said):
        return _until_today(date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31), today)
    for pattern in (_ISO, _DOTS, _WORD):
        if found := pattern.fullmatch(said):
            parts = found.groupdict()
            month = month_named(parts["name"]) if "name" in parts else int(parts["month"])
            return _month(month, int(parts["year"] or 0), today) if 1 <= month <= 12 else None
    return None


def _month(month: int, year: int, today: date) -> tuple[date, date] | None:
    year = year or (today.year if month <= today.month else today.year - 1)
    if not 2000 <= year <= today.year:
        return None
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return _until_today(first, last, today)


def _until_today(first: date, last: date, today: date) -> tuple[date, date] | None:
    return (first, min(last, today)) if first <= today else None
