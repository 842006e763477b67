"""How a day and a moment are written in a letter, in each language we write."""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import Final

from rules.kinds import Language

# fmt: off
NAMES: Final = {
    Language.ESTONIAN: ("jaanuar", "veebruar", "märts", "aprill", "mai", "juuni",
                        "juuli", "august", "september", "oktoober", "november", "detsember"),
    Language.RUSSIAN:  ("января", "февраля", "марта", "апреля", "мая", "июня",
                        "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    Language.ENGLISH:  ("January", "February", "March", "April", "May", "June",
                        "July", "August", "September", "October", "November", "December"),
    Language.GERMAN:   ("Januar", "Februar", "März", "April", "Mai", "Juni",
                        "Juli", "August", "September", "Oktober", "November", "Dezember"),
}
# Only Estonian bends the month: "8. detsember", "vastame 8. detsembril", "kuni 8. detsembrini".
ON: Final =    ("jaanuaril", "veebruaril", "märtsil", "aprillil", "mail", "juunil",
                "juulil", "augustil", "septembril", "oktoobril", "novembril", "detsembril")
UNTIL: Final = ("jaanuarini", "veebruarini", "märtsini", "aprillini", "maini", "juunini",
                "juulini", "augustini", "septembrini", "oktoobrini", "novembrini", "detsembrini")
WEEKDAYS: Final = {
    Language.ESTONIAN: ("esmaspäev", "teisipäev", "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev"),
    Language.RUSSIAN:  ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    Language.ENGLISH:  ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    Language.GERMAN:   ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
PATTERNS: Final = {
    #                   day              at a time of that day
    Language.ESTONIAN: ("{}. {} {}",     "{} kell {:%H.%M}"),
    Language.RUSSIAN:  ("{} {} {} г.",   "{} в {:%H:%M}"),
    Language.ENGLISH:  ("{} {} {}",      "{} at {:%H:%M}"),
    Language.GERMAN:   ("{}. {} {}",     "{} um {:%H:%M} Uhr"),
}
# fmt: on


def day(value: date, language: Language) -> str:
    """Return 8. detsember 2026, 8 декабря 2026 г., 8 December 2026 or 8. Dezember 2026."""
    return _written(value, NAMES[language], language)


def on_day(value: date, language: Language) -> str:
    """Return the day as the time of an act: "vastame 8. detsembril 2026"."""
    return _written(value, ON if language is Language.ESTONIAN else NAMES[language], language)


def until_day(value: date, language: Language) -> str:
    """Return the day as the end of a term: "kuni 8. detsembrini 2026"."""
    return _written(value, UNTIL if language is Language.ESTONIAN else NAMES[language], language)


def short_day(value: date, language: Language) -> str:
    """Return the day as the reference line of a letter has it: 08.12.2026. In English the month is a word: 08/12 is August to half its readers."""
    return day(value, language) if language is Language.ENGLISH else f"{value:%d.%m.%Y}"


def weekday(value: date, language: Language) -> str:
    """Return the name of the weekday, as it stands alone."""
    return WEEKDAYS[language][value.weekday()]


def moment_at(zone: tzinfo) -> Callable[[datetime, Language], str]:
    """Return the writer of moments for an office in `zone`. It raises ValueError for a moment without an offset."""

    def moment(value: datetime, language: Language) -> str:
        if value.tzinfo is None:
            raise ValueError("a moment without an offset cannot be told to anybody")
        local = value.astimezone(zone)
        return PATTERNS[language][1].format(day(local.date(), language), local)

    return moment


def _written(value: date, months: tuple[str, ...], language: Language) -> str:
    return PATTERNS[language][0].format(value.day, months[value.month - 1], value.year)
