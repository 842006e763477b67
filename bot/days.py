"""Days as people write them in Estonia: 24.12, 24.12.2026, 24. detsember, 2026-12-24, täna, homme; with a time 03.15 or 3:15."""

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from bot.names import plain
from casework.refusals import BadDay

_ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DOTS: Final = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.?(?:\s?(?P<year>\d{4}|\d{2}(?![.:]?\d)))?\.?")
_WORDS: Final = re.compile(r"(?P<day>\d{1,2})\.?\s(?P<name>[^\W\d]{3,})(?:\s(?P<year>\d{4}))?")
_TIME: Final = re.compile(r"(?:kell\s+)?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)")
_HOUR: Final = r"(?P<hour>[01]?\d|2[0-3])"
_AFTER_DAY: Final = re.compile(rf"(?:kella?\s+|at\s+|в\s+)?{_HOUR}(?:[.:](?P<minute>[0-5]\d))?(?!\S)")
_HOURS_FIRST: Final = (
    re.compile(rf"(?:kella?|at|в)\s+{_HOUR}(?:[.:](?P<minute>[0-5]\d))?(?!\S)"),
    re.compile(rf"{_HOUR}:(?P<minute>[0-5]\d)(?!\S)"),
    re.compile(rf"{_HOUR}\.(?P<minute>00|1[3-9]|[2-5]\d)(?!\S)"),  # 15.30 is no day, 5.12 is one
)
_MONTHS: Final = (
    ("jaan", "янв", "jan"), ("veeb", "фев", "feb"), ("mart", "marts", "мар", "mar"), ("apr", "апр"), ("mai", "мая", "май", "may"),
    ("juun", "июн", "jun"), ("juul", "июл", "jul"), ("aug", "авг"), ("sept", "сен", "sep"), ("okt", "окт", "oct"),
    ("nov", "ноя"), ("dets", "дек", "dec"),
)  # fmt: skip
_NEAR: Final = {"tana": 0, "today": 0, "сегодня": 0, "homme": 1, "tomorrow": 1, "завтра": 1, "ulehomme": 2, "eile": -1, "yesterday": -1}
OPEN_ENDED: Final = frozenset(map(plain, ("lahtine", "open", "открыто", "tähtajatu")))


def day_first(words: str, today: date) -> tuple[date, str] | None:
    """Return the day that words begin with and the rest; None where they begin with none.

    Without a year it is the next such day, for one at most three months past that of this year. Raises BadDay for 31.02.
    """
    head, _, rest = words.strip().partition(" ")
    if (near := _NEAR.get(plain(head))) is not None:
        return today + timedelta(days=near), rest.strip()
    for pattern in (_ISO, _DOTS, _WORDS):
        if found := pattern.match(words.strip()):
            parts = found.groupdict()
            month = month_named(parts["name"]) if "name" in parts else int(parts["month"])
            if month:
                after = words.strip()[found.end() :].lstrip(" -–…").strip()
                return _day(int(parts["day"]), month, parts["year"] or "", today, found[0]), after
    return None


def moment_in(words: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Return the moment of the last 24 hours that words name by its hour (03:15), None where they name none."""
    found = _TIME.search(words)
    if not found:
        return None
    local = now.astimezone(zone)
    named = datetime.combine(local.date(), time(int(found["hour"]), int(found["minute"])), zone)
    return named if named <= local else named - timedelta(days=1)


def moment_first(words: str, now: datetime, zone: tzinfo) -> tuple[datetime, str] | None:
    """Return the moment ahead that words begin with and the rest: "15:30", "kell 15.30", "homme 12", "24.11 15.30", "5.12".

    A day alone means its end of work, 17:00; an hour alone is of today. "5.12" is a day, "kell 5.12" an hour. Raises BadDay.
    """
    today = now.astimezone(zone).date()
    if hour := next((found for one in _HOURS_FIRST if (found := one.match(words.strip()))), None):
        return _moment(today, hour, zone), words.strip()[hour.end() :].strip()
    named = day_first(words, today)
    if named is None:
        return None
    day, rest = named
    if hour := _AFTER_DAY.match(rest):
        return _moment(day, hour, zone), rest[hour.end() :].strip()
    return datetime.combine(day, time(17), zone), rest


def _moment(day: date, hour: re.Match[str], zone: tzinfo) -> datetime:
    return datetime.combine(day, time(int(hour["hour"]), int(hour["minute"] or 0)), zone)


def month_named(name: str) -> int:
    """Return the number of a month by the beginning of its name in Estonian, Russian or English, 0 where there is none."""
    said = plain(name)
    return next((number for number, names in enumerate(_MONTHS, 1) if said.startswith(tuple(map(plain, names)))), 0)


def _day(day: int, month: int, year: str, today: date, words: str) -> date:
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
        named = date(today.year, month, day)
        return named if named >= today - timedelta(days=92) else date(today.year + 1, month, day)
    except ValueError:
        raise BadDay(words=words) from None
