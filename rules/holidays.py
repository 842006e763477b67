"""The rest days of the Public Holidays Act as a dated table that knows where it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

DAY: Final = timedelta(days=1)
EASTER: Final = 0  # stands for the month of a holiday that is counted in days from Easter Sunday
FIRST_YEAR: Final = 1999  # the first whole year of the act in force (RT I 1998, 13, 162)
LAST_YEAR: Final = 2040  # to be moved on by a person who has looked whether the act has changed


class CannotCount(Exception):
    """A term cannot be counted from what was given; the message says why."""


class UnknownYear(CannotCount):
    """A count reached a year of which the table of holidays says nothing."""

    def __init__(self, year: int, last: int = LAST_YEAR) -> None:
        super().__init__(f"the table of holidays knows the years {FIRST_YEAR} to {last}, not {year}")
        self.year = year


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day off of the act; `month` is EASTER where `day` counts from Easter Sunday."""

    month: int
    day: int
    estonian: str
    russian: str
    english: str
    source: str
    valid_from: date

    def on(self, year: int) -> date:
        if self.month == EASTER:
            return easter_sunday(year) + self.day * DAY
        return date(year, self.month, self.day)


_ACT: Final = date(1998, 2, 23)

# The rest days of PühadeS §§ 1 and 2. Easter Monday and Whit Monday are working days; nothing is made up for on a Monday.
# fmt: off
HOLIDAYS: Final = (
    #       month   day  in Estonian                                       in Russian                       in English                      section               since
    Holiday(1,      1,   "uusaasta",                                       "Новый год",                     "New Year's Day",               "PühadeS § 2 p 1",    _ACT),
    Holiday(2,      24,  "iseseisvuspäev, Eesti Vabariigi aastapäev",      "День независимости",            "Independence Day",             "PühadeS § 1",        _ACT),
    Holiday(EASTER, -2,  "suur reede",                                     "Страстная пятница",             "Good Friday",                  "PühadeS § 2 p 2",    _ACT),
    Holiday(EASTER, 0,   "ülestõusmispühade 1. püha",                      "Пасхальное воскресенье",        "Easter Sunday",                "PühadeS § 2 p 3",    _ACT),
    Holiday(5,      1,   "kevadpüha",                                      "Праздник весны",                "Spring Day",                   "PühadeS § 2 p 4",    _ACT),
    Holiday(EASTER, 49,  "nelipühade 1. püha",                             "Троица",                        "Whit Sunday",                  "PühadeS § 2 p 5",    _ACT),
    Holiday(6,      23,  "võidupüha",                                      "День победы",                   "Victory Day",                  "PühadeS § 2 p 6",    _ACT),
    Holiday(6,      24,  "jaanipäev",                                      "Янов день",                     "Midsummer Day",                "PühadeS § 2 p 7",    _ACT),
    Holiday(8,      20,  "taasiseseisvumispäev",                           "День восстановления независимости", "Independence Restoration Day", "PühadeS § 2 p 8", _ACT),
    Holiday(12,     24,  "jõululaupäev",                                   "Рождественский сочельник",      "Christmas Eve",                "PühadeS § 2 p 9",    date(2005, 1, 1)),
    Holiday(12,     25,  "esimene jõulupüha",                              "первый день Рождества",         "Christmas Day",                "PühadeS § 2 p 10",   _ACT),
    Holiday(12,     26,  "teine jõulupüha",                                "второй день Рождества",         "Second Day of Christmas",      "PühadeS § 2 p 11",   _ACT),
)
# fmt: on


def table_ends() -> int:
    """Return the last year of which the table of holidays is known."""
    return LAST_YEAR


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (PühadeS § 4 (1)), by the anonymous Gregorian algorithm."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def days_off(year: int, table: tuple[Holiday, ...] = HOLIDAYS) -> Mapping[date, tuple[str, str, str]]:
    """Return the year's rest days by the act, each by name with its section in Estonian, Russian and English. Raises UnknownYear."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownYear(year)
    rows = sorted((row for row in table if row.valid_from <= row.on(year)), key=lambda row: row.on(year))
    return MappingProxyType({
        row.on(year): (f"{row.estonian} ({row.source})", f"{row.russian} ({row.source})", f"{row.english} ({row.source})") for row in rows
    })  # fmt: skip


def holidays_of(year: int, table: tuple[Holiday, ...] = HOLIDAYS) -> Mapping[date, str]:
    """Return the year's rest days by the act, each with its Estonian name and section. Raises UnknownYear."""
    return MappingProxyType({day: estonian for day, (estonian, _, _) in days_off(year, table).items()})


def holiday_on(day: date, table: tuple[Holiday, ...] = HOLIDAYS) -> tuple[str, str, str]:
    """Return the holiday's name in Estonian, Russian and English, or three empty words."""
    for row in table:
        if row.valid_from <= day and row.on(day.year) == day:
            return row.estonian, row.russian, row.english
    return "", "", ""
