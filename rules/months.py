"""Terms in months and years end on the corresponding day (TsÜS § 136 (3), (4); Regulation 1182/71 art. 3 (2) c)."""

from calendar import monthrange
from datetime import date


def month_after(day: date, months: int) -> date:
    """Return the day of the same number `months` months later, or the last day of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
