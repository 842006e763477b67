"""Numbers said as words, and "within so many days or hours"."""

import re
from typing import Final

NUMERALS: Final = {
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
WITHIN: Final = re.compile(r"\b(\d{1,3}|[a-zа-я]{3,9})[- ]?(?:kalendri|календарн\w{1,3} |calendar )?(tunni|paeva|nadala|часов|часа|дней|дня|hours|days|недель|weeks|ndal)\w{0,3}\s(?:jooksul|parast)\b|\b(?:within|in the next|в течение|in den nachsten)\s(?:the next\s)?(\d{1,3}|[a-zа-я]{3,9})\s(?:calendar\s|календарн\w{1,3}\s)?(hours?|days?|weeks?|час\w{0,3}|дн\w{1,3}|недел\w{1,2}|stunden|tagen)")  # fmt: skip

WITHIN_WORKING: Final = re.compile(r"\b(\d{1,3}|[a-z]{3,9})[- ]?toopaeva\w{0,3}\s(?:jooksul|parast)\b|\b(?:within|в течение)\s(\d{1,3}|[a-zа-я]{3,9})\s(?:working|business|рабочих|рабочего)\s(?:days?|дн\w{1,3})")  # fmt: skip
# One hour, or half of one, said without a number.
WITHIN_A_DAY: Final = re.compile(r"\b(?:в течение суток|oopaeva jooksul)\b")
WITHIN_ONE: Final = re.compile(r"\b(?:(pool\w?\s|veerand\s)?tunni\s(?:aja\s)?jooksul|в течение (полу)?часа|within (?:the |an |one |(half an ))hour|(?:in the|within the) next hour)\b")  # fmt: skip


def number(word: str) -> int:
    """Return the number that the folded word says, or 0."""
    return int(word) if word.isdigit() else NUMERALS.get(word, 0)
