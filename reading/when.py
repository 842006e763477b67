"""Days and hours that a letter names: "homme kella 12-ks", "до пятницы 17:00", "by noon tomorrow", as moments at the office."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from reading.text import clean, fold, short_words

OFFICE: Final = ZoneInfo("Europe/Tallinn")
END_OF_DAY: Final = time(17)  # a day without an hour
FARTHEST: Final = timedelta(days=400)  # a day farther ahead is no deadline of a letter


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the hour where one is named, with the place in the text it was read from."""

    day: date
    hour: time | None
    start: int
    end: int

    def at_office(self) -> datetime:
        """Return the moment, at 17:00 where only a day is named, aware, in the office's time."""
        return datetime.combine(self.day, self.hour or END_OF_DAY, tzinfo=OFFICE)


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
_NUMERALS: Final = {
    "uhe": 1,
    "kahe": 2,
    "kolme": 3,
    "nelja": 4,
    "viie": 5,
    "kuue": 6,
    "seitsme": 7,
    "kaheksa": 8,
    "uheksa": 9,
    "kumne": 10,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "uheteistkumne": 11,
    "kaheteistkumne": 12,
    "двух": 2,
    "трех": 3,
    "четырех": 4,
    "пяти": 5,
    "шести": 6,
    "семи": 7,
    "восьми": 8,
    "девяти": 9,
    "десяти": 10,
    "одиннадцати": 11,
    "двенадцати": 12,
}  # fmt: skip


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
_RELATIVE: Final = re.compile(r"\b(?:(?P<two>ulehom\w{1,6}|послезавтра\w{0,4}|day after tomorrow|ubermorgen|ylihuomen\w{0,4})|(?P<one>hom(?:me|seks|ne|se|sel|sele|ni|mikul|set|sesse|ses)|завтра\w{0,7}|tomorrow|morgen|huomen\w{0,6}|huomiseen|rit)|(?P<none>tana(?:seks|ne|ni|sel|se)?|сегодня\w{0,5}|today|tonight|this (?:afternoon|evening|morning)|heute|tanaan|sodien))\b")  # fmt: skip
_WEEK_END: Final = re.compile(r"\b(?:nadala lopu\w{0,4}|selle nadala lopp\w{0,3}|toonadala lopu\w{0,3}|конца недели|конца этой недели|end of (?:the |this )?week|ende der woche)\b")  # fmt: skip
_MONTH_END: Final = re.compile(r"\b(?:kuu lopu\w{0,4}|конца месяца|end of (?:the |this )?month|monatsende)\b")
_WITHIN: Final = re.compile(r"\b(\d{1,3}|[a-zа-я]{3,9})[- ]?(?:kalendri|календарн\w{1,3} |calendar )?(tunni|paeva|nadala|часов|часа|дней|дня|hours|days|недель|weeks|ndal)\w{0,3}\s(?:jooksul|parast)\b|\b(?:within|в течение|in den nachsten)\s(\d{1,3}|[a-zа-я]{3,9})\s(?:calendar\s|календарн\w{1,3}\s)?(hours?|days?|weeks?|час\w{0,3}|дн\w{1,3}|недел\w{1,2}|stunden|tagen)")  # fmt: skip

_CLOCK: Final = re.compile(r"(?<![\d.,:/-])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d.]\d|\d|[%€]|\s?(?:eur|%|€|протс))(?:\s?([ap])\.?m\b)?")  # fmt: skip
_HOUR: Final = re.compile(r"\b(?:kell|kella|klo|kl|к|до|в|by|at|um|bis|before|until|after|plkst)\.?\s?(?:hiljemalt\s)?([01]?\d|2[0-4])(?:[:.]([0-5]\d))?(?:\s?-?\s?(?:ks|ni|st|ne|uhr|часов|часа|час|утра|вечера|дня))?(?:\s?([ap])\.?m)?\b(?!\s?[./-]\s?\d|\s?%|\s?(?:eur|протс|года|дней|paev))")  # fmt: skip
_HOUR_AFTER: Final = re.compile(r"\b([01]?\d|2[0-4])\s?(?:-?\s?(ks|ni)\b|(uhr|часов|часам|часа|утра|вечера|дня|o'clock|([ap])\.?m)\b)")  # fmt: skip
_NOON: Final = re.compile(r"\b(?:(louna|lounani|lounaks|lounat|loun\w{0,3}|keskpaev\w{0,3}|noon|midday|lunch(?:time)?|полдень|полудня|обед\w{0,2}|mittag\w{0,2}|puolipaiv\w{0,4}|puoleenpaivaan|pusdien\w{1,3})|(midnight|kesko\w{1,3}|полуноч\w|полночь|mitternacht)|(hommikuks|hommikul|утру|утром|morning)|(ohtuks|ohtul|ohtuni|вечеру|вечера|вечером|evening|tonight|abend)|(toopaeva lop\w{0,3}|paeva lop\w{0,3}|конца рабочего дня|концу рабочего дня|конца дня|end of (?:the )?(?:business |working )?day|close of business|cob|eod|feierabend))\b")  # fmt: skip
_SPOKEN_HOUR: Final = re.compile(r"\b(?:kella|до|к)\s(uheteistkumne|kaheteistkumne|uhe|kahe|kolme|nelja|viie|kuue|seitsme|kaheksa|uheksa|kumne|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|двенадцати)(?:ks|ni|\sчасов|\sчасам)\b")  # fmt: skip
_EVENING: Final = re.compile(r"вечера|дня|pm|ohtul|ohtu|evening")


def moments(text: str, sent: datetime) -> list[Moment]:
    """Return the days that the text names, in its order, each with the hour that belongs to it; counted from `sent`."""
    plain = short_words(fold(clean(text)))
    written = sent.astimezone(OFFICE).date()
    days = sorted(_days(plain, written), key=lambda found: (found[1], -found[2]))
    kept = [found for at, found in enumerate(days) if not _said_twice(days, at)]
    hours = _hours(plain, [(start, end) for _, start, end in kept])
    named = [_with_hour(found, kept, hours, plain) for found in kept]
    if not kept:
        named = [Moment(written, hour, start, end) for hour, start, end, sure in hours if sure]
    named += _in_some_hours(plain, sent)
    return [moment for moment in named if -timedelta(days=1) <= moment.day - written <= FARTHEST]


def _days(plain: str, written: date) -> Iterator[tuple[date, int, int]]:
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
    for found in _WITHIN.finditer(plain):
        count = _number(found[1] or found[3])
        unit = found[2] or found[4]
        if count and not unit.startswith(("tunni", "час", "hour", "stund")):
            weeks = unit.startswith(("nadala", "недел", "week"))
            yield written + timedelta(days=count * (7 if weeks else 1)), found.start(), found.end()


def _said_twice(days: list[tuple[date, int, int]], at: int) -> bool:
    """Tell whether the day lies inside another, or is the weekday of a date that follows it."""
    _, start, end = days[at]
    if at and start < days[at - 1][2]:
        return True
    return at + 1 < len(days) and 0 <= days[at + 1][1] - end <= 3 and days[at + 1][2] - days[at + 1][1] > 3


def _in_some_hours(plain: str, sent: datetime) -> list[Moment]:
    hours: list[Moment] = []
    for found in _WITHIN.finditer(plain):
        count = _number(found[1] or found[3])
        if count and (found[2] or found[4]).startswith(("tunni", "час", "hour", "stund")):
            due = sent.astimezone(OFFICE).replace(second=0, microsecond=0) + timedelta(hours=count)
            hours.append(Moment(due.date(), due.timetz().replace(tzinfo=None), found.start(), found.end()))
    return hours


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


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMERALS.get(word, 0)


def _hours(plain: str, days: list[tuple[int, int]]) -> list[tuple[time, int, int, bool]]:
    """Return the hours named outside the dates: (hour, start, end, whether it surely is one)."""
    found: list[tuple[time, int, int, bool]] = []
    for hit in _CLOCK.finditer(plain):
        found.append((_time(int(hit[1]), int(hit[2]), hit[3] or "-"), hit.start(), hit.end(), ":" in hit[0]))
    for hit in _HOUR.finditer(plain):
        sure = hit[0].startswith(("kell", "klo", "kl"))
        marked = hit[3] or re.search(r"(?:uhr|час\w*|утра|вечера|дня|ks|ni)$", hit[0])
        if sure or marked or hit[2] or any(_distance_to(hit, day) <= 3 for day in days):
            evening = "p" if _EVENING.search(hit[0]) and int(hit[1]) < 12 else hit[3] or ("-" if hit[2] else "")
            found.append((_time(int(hit[1]), int(hit[2] or 0), evening), hit.start(), hit.end(), True))
    for hit in _HOUR_AFTER.finditer(plain):
        evening = "p" if hit[3] and hit[3][0] in "вд" and int(hit[1]) < 12 else hit[4] or ""
        found.append((_time(int(hit[1]), 0, evening), hit.start(), hit.end(), hit[2] is None))
    for hit in _SPOKEN_HOUR.finditer(plain):
        found.append((_time(_number(hit[1]), 0, ""), hit.start(), hit.end(), True))
    for hit in _NOON.finditer(plain):
        hour = time(12) if hit[1] else time(23, 59) if hit[2] else time(9) if hit[3] else END_OF_DAY  # fmt: skip
        found.append((hour, hit.start(), hit.end(), False))
    free = [one for one in found if not any(one[1] < end and start < one[2] for start, end in days)]
    return sorted(free, key=lambda one: (one[1], -one[2]))


def _distance_to(hit: re.Match[str], day: tuple[int, int]) -> int:
    return max(0, hit.start() - day[1], day[0] - hit.end())


def _time(hour: int, minute: int, half: str) -> time:
    if hour < 12 and (half == "p" or (not half and not minute and 1 <= hour <= 6)):
        hour += 12  # Nobody asks for an answer by three at night.
    if half == "a" and hour == 12:
        hour = 0
    return time(23, 59) if hour == 24 else time(hour, minute)


def _with_hour(
    day: tuple[date, int, int], days: list[tuple[date, int, int]], hours: list[tuple[time, int, int, bool]], plain: str
) -> Moment:
    """Give a day the exact hour that stands nearest to it in its sentence, else a part of the day."""
    _, start, end = day
    near = [
        (_distance(hour, start, end), not _exact(hour, plain), hour)
        for hour in hours
        if _distance(hour, start, end) <= 40 and _nearest_day(hour, days) == day
    ]
    if not near:
        return Moment(day[0], None, start, end)
    _, _, (hour, from_, to, _) = min(near, key=lambda one: (one[1], one[0]))
    return Moment(day[0], hour, min(start, from_), max(end, to))


def _exact(hour: tuple[time, int, int, bool], plain: str) -> bool:
    return any(letter.isdigit() for letter in plain[hour[1] : hour[2]])


def _distance(hour: tuple[time, int, int, bool], start: int, end: int) -> int:
    return max(0, hour[1] - end, start - hour[2])


def _nearest_day(hour: tuple[time, int, int, bool], days: list[tuple[date, int, int]]) -> tuple[date, int, int]:
    return min(days, key=lambda day: _distance(hour, day[1], day[2]))
