"""Hours that a letter names: 14:30, kella 12-ks, до трёх часов, by noon, the end of the working day."""

import re
from datetime import time
from typing import Final

from reading.numerals import number

END_OF_DAY: Final = time(17)  # a day without an hour

_CLOCK: Final = re.compile(r"(?<![\d.,:/-])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d.]\d|\d|[%€]|\s?(?:eur|%|€|протс))(?:\s?([ap])\.?m\b)?")  # fmt: skip
_HOUR: Final = re.compile(r"\b(?:kell|kella|kello|klo|kl|к|до|в|by|at|um|bis|before|until|after|plkst)\.?\s?(?:hiljemalt\s)?([01]?\d|2[0-4])(?:[:.]([0-5]\d))?(?:\s?-?\s?(?:ks|ni|st|ne|uhr|часов|часа|час|утра|вечера|дня))?(?:\s?([ap])\.?m)?\b(?!\s?[./-]\s?\d|\s?%|\s?(?:eur|протс|года|дней|paev))")  # fmt: skip
_HOUR_AFTER: Final = re.compile(r"\b([01]?\d|2[0-4])\s?(?:-?\s?(ks|ni)\b|(uhr|часов|часам|часа|утра|вечера|дня|o'clock|([ap])\.?m)\b)")  # fmt: skip
_NOON: Final = re.compile(r"\b(?:(louna|lounani|lounaks|lounat|loun\w{0,3}|keskpaev\w{0,3}|noon|midday|lunch(?:time)?|полдень|полудн[яю]|обед\w{0,2}|mittag\w{0,2}|puolipaiv\w{0,4}|puoleenpaivaan|pusdien\w{1,3})|(midnight|kesko\w{1,3}|полуноч\w|полночь|mitternacht)|(hommikuks|hommikul|утру|утром|morning)|(ohtuks|ohtul|ohtuni|вечеру|вечера|вечером|evening|tonight|abend)|(toopaeva lop\w{0,3}|paeva lop\w{0,3}|конца рабочего дня|концу рабочего дня|конца дня|end of (?:the )?(?:business |working )?day|close of business|cob|eod|feierabend))\b")  # fmt: skip
# After such a word an hour, or a part of the day, is one by which something is wanted, though no day is named.
_BY_THEN: Final = re.compile(r"\b(?:hiljemalt|enne|kuni|до|к|by|before|until|bis|vastust?)\s(?:the\s)?$")
_UNTIL: Final = re.compile(r"(?:ks|ni)$")
_O_CLOCK: Final = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\so'?\s?clock\b")
_SPOKEN_HOUR: Final = re.compile(r"\b(?:kella|до|к)\s(uheteistkumne|kaheteistkumne|uhe|kahe|kolme|nelja|viie|kuue|seitsme|kaheksa|uheksa|kumne|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|двенадцати)(?:ks|ni|\sчасов|\sчасам|\sутра|\sвечера|\sдня)\b")  # fmt: skip
# Half hours and quarters as they are said: "kella poole viieks", "пол-пятого", "half past four", "halb fünf", "puoli viisi".
_HALF: Final = re.compile(r"\b(?:(?:kella\s)?(pool|poole|poolt|veerand|kolmveerand)\s(uhe|uks|kahe|kaks|kaht|kolme|kolm|nelja|neli|viie|viis|viit|kuue|kuus|kuut|seitsme|seitse|kaheksa|uheksa|kumne|kumme|uheteistkumne|uksteist|kaheteistkumne|kaksteist)(?:ks|ni|st)?|(?:в |до |к )?(пол|половин\w)[- ]?(первого|второго|третьего|четвертого|пятого|шестого|седьмого|восьмого|девятого|десятого|одиннадцатого|двенадцатого)|(half past|quarter past|quarter to)\s(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})|(halb)\s(eins|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf)|(puoli)\s(yksi|kaksi|kolme|nelja|viisi|kuusi|seitseman|kahdeksan|yhdeksan|kymmenen|yksitoista|kaksitoista))\b")  # fmt: skip
_COUNTED: Final = {word: at for at, words in enumerate((
    "uhe uks первого one eins yksi", "kahe kaks kaht второго two zwei kaksi", "kolme kolm третьего three drei", "nelja neli четвертого four vier",
    "viie viis viit пятого five funf viisi", "kuue kuus kuut шестого six sechs kuusi", "seitsme seitse седьмого seven sieben seitseman",
    "kaheksa восьмого eight acht kahdeksan", "uheksa девятого nine neun yhdeksan", "kumne kumme десятого ten zehn kymmenen",
    "uheteistkumne uksteist одиннадцатого eleven elf yksitoista", "kaheteistkumne kaksteist двенадцатого twelve zwolf kaksitoista"), 1)
    for word in words.split()}  # fmt: skip
_EVENING: Final = re.compile(r"вечера|дня|pm|ohtul|ohtu|evening")


def hours(plain: str, days: list[tuple[int, int]]) -> list[tuple[time, int, int, bool]]:
    """Return the hours named outside the dates: (hour, start, end, whether it surely is one)."""
    found: list[tuple[time, int, int, bool]] = []
    for hit in _CLOCK.finditer(plain):
        found.append((_time(int(hit[1]), int(hit[2]), hit[3] or "-"), hit.start(), hit.end(), ":" in hit[0] or _by_then(plain, hit)))
    for hit in _HOUR.finditer(plain):
        sure = hit[0].startswith(("kell", "klo", "kl"))
        marked = hit[3] or re.search(r"(?:uhr|час\w*|утра|вечера|дня|ks|ni)$", hit[0])
        if sure or marked or hit[2] or any(distance_to(hit, day) <= 3 for day in days):
            evening = "p" if _EVENING.search(hit[0]) and int(hit[1]) < 12 else hit[3] or ("-" if hit[2] else "")
            found.append((_time(int(hit[1]), int(hit[2] or 0), evening), hit.start(), hit.end(), True))
    for hit in _HOUR_AFTER.finditer(plain):
        evening = "p" if hit[3] and hit[3][0] in "вд" and int(hit[1]) < 12 else hit[4] or ""
        found.append((_time(int(hit[1]), 0, evening), hit.start(), hit.end(), hit[2] is None))
    for hit in _SPOKEN_HOUR.finditer(plain):
        half = "p" if _EVENING.search(hit[0]) and number(hit[1]) < 12 else "a" if hit[0].endswith("утра") else ""
        found.append((_time(number(hit[1]), 0, half), hit.start(), hit.end(), True))
    for hit in _O_CLOCK.finditer(plain):
        found.append((_time(_COUNTED[hit[1]], 0, ""), hit.start(), hit.end(), True))
    for hit in _HALF.finditer(plain):
        found.append((_half(*[part for part in hit.groups() if part]), hit.start(), hit.end(), True))
    for hit in _NOON.finditer(plain):
        hour = time(12) if hit[1] else time(23, 59) if hit[2] else time(9) if hit[3] else END_OF_DAY  # fmt: skip
        found.append((hour, hit.start(), hit.end(), _by_then(plain, hit)))
    free = [one for one in found if not any(one[1] < end and start < one[2] for start, end in days)]
    return sorted(free, key=lambda one: (one[1], -one[2]))


def _by_then(plain: str, hit: re.Match[str]) -> bool:
    return bool(_UNTIL.search(hit[0]) or _BY_THEN.search(plain, max(0, hit.start() - 20), hit.start()))


def _half(which: str, hour: str) -> time:
    """Return the time said by halves: all but the English count toward the hour to come."""
    said = int(hour) if hour.isdigit() else _COUNTED[hour]
    past = {"half past": 30, "quarter past": 15, "quarter to": -15, "veerand": -45, "kolmveerand": -15}.get(which, -30)
    minutes = said * 60 + past
    return _time(minutes // 60 % 24, minutes % 60, "p" if minutes < 7 * 60 else "-")


def distance_to(hit: re.Match[str], day: tuple[int, int]) -> int:
    """Return how many letters lie between the hit and the place."""
    return max(0, hit.start() - day[1], day[0] - hit.end())


def _time(hour: int, minute: int, half: str) -> time:
    if hour < 12 and (half == "p" or (not half and not minute and 1 <= hour <= 6)):
        hour += 12  # Nobody asks for an answer by three at night.
    if half == "a" and hour == 12:
        hour = 0
    return time(23, 59) if hour == 24 else time(hour, minute)
