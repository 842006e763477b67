"""Days that a letter names: a date, a weekday, tomorrow, the end of the week, within ten days."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from reading.numerals import WITHIN, WITHIN_WORKING, number
from reading.text import fold
from rules.workdays import Calendar, CannotCount

_MOST_WORKING: Final = 90  # days: a longer term is none of a letter

# Stems of the months (folded), longest name first where one begins another.
# fmt: off
_MONTHS: Final[Mapping[int, tuple[str, ...]]] = {
    1: ("jaanuar", "январ", "january", "jan", "januar", "tammikuu", "janvar"),
    2: ("veebruar", "veebr", "феврал", "february", "feb", "februar", "helmikuu"),
    3: ("marts", "märts", "март", "march", "marz", "maaliskuu"),
    4: ("aprill", "апрел", "april", "apr", "huhtikuu", "aprili"),
    5: ("maiks", "maini", "mail", "mai", "мая", "май", "may", "toukokuu", "maij"),
    6: ("juuni", "июн", "june", "juni", "kesakuu", "junij"),
    7: ("juuli", "июл", "july", "juli", "heinakuu", "julij"),
    8: ("august", "aug", "август", "elokuu", "augst"),
    9: ("september", "septembri", "sept", "сентябр", "syyskuu"),
    10: ("oktoober", "oktoobri", "okt", "октябр", "october", "oct", "oktober", "lokakuu", "oktobr"),
    11: ("november", "novembri", "nov", "ноябр", "marraskuu", "novembr"),
    12: ("detsember", "detsembri", "dets", "декабр", "december", "dec", "dezember", "joulukuu", "decembr"),
}
_WEEKDAYS: Final[Mapping[int, tuple[str, ...]]] = {
    0: ("esmaspaev", "понедельник", "monday", "montag", "maanantai", "pirmdien"),
    1: ("teisipaev", "вторник", "tuesday", "dienstag", "tiistai", "otrdien"),
    2: ("kolmapaev", "сред", "wednesday", "mittwoch", "keskiviik", "tresdien"),
    3: ("neljapaev", "четверг", "thursday", "donnerstag", "torstai", "ceturtdien"),
    4: ("reed", "пятниц", "friday", "freitag", "perjantai", "piektdien"),
    5: ("laupaev", "суббот", "saturday", "samstag", "lauantai", "sestdien"),
    6: ("puhapaev", "воскресень", "sunday", "sonntag", "sunnuntai", "svetdien"),
}
# fmt: on


def _either(table: Mapping[int, tuple[str, ...]]) -> str:
    stems = sorted((fold(stem) for listed in table.values() for stem in listed), key=len, reverse=True)
    return "|".join(stems)


_MONTH_OF: Final = {fold(stem): number for number, stems in _MONTHS.items() for stem in stems}
_WEEKDAY_OF: Final = {fold(stem): number for number, stems in _WEEKDAYS.items() for stem in stems}
_ISO: Final = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_NUMBERS: Final = re.compile(r"(?<![\d./-])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(20\d\d|\d\d(?!\d|[:.]\d)))?(?!\d|\.\d)|(?<![\d./-])(\d{1,2})(?:\.(?=[01]\d)|/)(\d{1,2})(?=[\s,;)!?]|$)(?!\s*(?:eur|€|%|protsen|kg|km|m2|krooni|h\b))")  # fmt: skip
_NAMED: Final = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.|-?\s?(?:ndal|ndaks|st|nd|rd|th|го|е|ое))?\s{{0,3}}(?:of\s)?({_either(_MONTHS)})\w{{0,8}}\.?,?(?:\s{{1,3}}(20\d\d))?")  # fmt: skip
_NAMED_FIRST: Final = re.compile(rf"\b({_either(_MONTHS)})\w{{0,6}}\s(\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s(20\d\d))?")  # fmt: skip
_WEEKDAY: Final = re.compile(rf"\b({_either(_WEEKDAYS)})\w{{0,8}}\b")
_NEXT_WEEK: Final = re.compile(r"(?:jargmi\w{1,6}\s(?:nadala\s)?|tuleva\s(?:nadala\s)?|следующ\w{1,4}\s(?:недел\w\s?)?|next\s(?:week\s)?|nachst\w{1,3}\s|ensi\s)$")  # fmt: skip
_RELATIVE: Final = re.compile(r"\b(?:(?P<two>ulehom\w{1,6}(?:\shommik\w{1,3})?|послезавтра\w{0,4}|day after tomorrow|ubermorgen|ylihuomen\w{0,4})|(?P<one>hom(?:me|seks|ne|se|sel|sele|ni|mikul|set|sesse|ses)|завтра\w{0,7}|tomorrow|morgen|huomen\w{0,6}|huomiseen|rit)|(?P<none>tana(?:seks|ne|ni|sel|se)?|сегодня\w{0,5}|today|tonight|this (?:afternoon|evening|morning)|heute|tanaan|sodien))\b")  # fmt: skip
_WEEK_END: Final = re.compile(r"\b(?:nadala lopu\w{0,4}|selle nadala lopp\w{0,3}|toonadala lopu\w{0,3}|конца недели|конца этой недели|end of (?:the |this )?week|ende der woche)\b")  # fmt: skip
_MONTH_END: Final = re.compile(r"\b(?:kuu lopu\w{0,4}|конца месяца|end of (?:the |this )?month|monatsende)\b")


def days(plain: str, written: date) -> Iterator[tuple[date, int, int]]:
    """Yield each day that the folded text names, counted from the day it was written, with its place."""
    for found in _ISO.finditer(plain):
        yield from _dated(found, _made(int(found[1]), int(found[2]), int(found[3])))
    for found in _NUMBERS.finditer(plain):
        day, month = int(found[1] or found[4]), int(found[2] or found[5])
        yield from _dated(found, _nearest(day, month, found[3] or "", written))
    for found in _NAMED.finditer(plain):
        yield from _dated(found, _nearest(int(found[1]), _MONTH_OF[found[2]], found[3] or "", written))
    for found in _NAMED_FIRST.finditer(plain):
        yield from _dated(found, _nearest(int(found[2]), _MONTH_OF[found[1]], found[3] or "", written))
    for found in _WEEKDAY.finditer(plain):
        ahead = (_WEEKDAY_OF[found[1]] - written.weekday()) % 7 or 7
        if _NEXT_WEEK.search(plain[max(0, found.start() - 25) : found.start()]):
            ahead = 7 - written.weekday() + _WEEKDAY_OF[found[1]]
        yield written + timedelta(days=ahead), found.start(), found.end()
    for found in _RELATIVE.finditer(plain):
        yield written + timedelta(days=2 if found["two"] else 1 if found["one"] else 0), found.start(), found.end()
    for found in _WEEK_END.finditer(plain):
        yield written + timedelta(days=(4 - written.weekday()) % 7), found.start(), found.end()
    for found in _MONTH_END.finditer(plain):
        next_month = written.replace(day=28) + timedelta(days=4)
        yield next_month - timedelta(days=next_month.day), found.start(), found.end()
    for found in WITHIN.finditer(plain):
        count = number(found[1] or found[3])
        unit = found[2] or found[4]
        if count and not unit.startswith(("tunni", "час", "hour", "stund")):
            weeks = unit.startswith(("nadala", "недел", "week"))
            yield written + timedelta(days=count * (7 if weeks else 1)), found.start(), found.end()
    for found in WITHIN_WORKING.finditer(plain):
        count = number(found[1] or found[2])
        if 0 < count <= _MOST_WORKING:
            yield _working_days_after(written, count), found.start(), found.end()


def _working_days_after(written: date, count: int) -> date:
    """Return the last of so many working days; the day of the letter is not counted, as in law (TsÜS § 135 (1))."""
    try:
        return Calendar().nth_workday_after(written, count)
    except CannotCount:  # a letter dated in a year of which nobody knows the holidays
        return written + timedelta(days=count)


def _dated(found: re.Match[str], day: date | None) -> Iterator[tuple[date, int, int]]:
    if day:
        yield day, found.start(), found.end()


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, year: str, written: date) -> date | None:
    """Return the day of the named year, or the next such day after the letter where no year is named."""
    if year:
        return _made(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _made(written.year, month, day)
    if this_year and this_year < written - timedelta(days=180):
        return _made(written.year + 1, month, day)
    return this_year
