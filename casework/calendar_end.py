"""In autumn the holidays of the next year must be known: where they are not, the heads and the operator are told, once a week."""

from datetime import date
from typing import Final

from casework.turn import SOON, Turn

FROM_MONTH: Final = 9  # September: terms of three months reach into January from October on


def missing_year(today: date, last_year: int) -> int:
    """Return the year whose holidays must be known by now and are not, 0 where all is well."""
    wanted = today.year + (today.month >= FROM_MONTH)
    return wanted if last_year < wanted else 0


def watch_calendar(turn: Turn) -> int:
    """Tell, in working time and once a week, that the table of holidays ends too soon: in chat, and by mail. Return the year missing.

    Where this very year is missing nobody knows any more when the office works, and it is told at any hour.
    """
    calendar = turn.office.calendar
    year = missing_year(turn.today, calendar.last_year)
    if not year or not (year == turn.today.year or calendar.in_working_time(turn.now)):
        return 0
    iso = turn.today.isocalendar()
    key = f"calendar_ends:{year}:{iso.year}-{iso.week}"
    turn.tell(f"chat:{turn.office.chats.heads or turn.office.chats.duty}", "calendar_ends", urgency=SOON,
              once=f"{key}:chat", year=year, last=calendar.last_year)  # fmt: skip
    for address in turn.office.alarms.mail:
        turn.mail(address, f"Vastaja: {year}. aasta pühi ei ole kalendris", _words(year, calendar.last_year), SOON,
                  once=f"{key}:{address}")  # fmt: skip
    return year


def _words(year: int, last: int) -> str:
    return (f"{year}. aasta pühi ei ole Vastaja kalendris: tähtaegu, mis lõpevad pärast {last}. aasta lõppu, ei saa arvutada.\n\n"
            "Uuendage programm ja kontrollige käsuga `vastaja check`; seejärel näitab `vastaja calendar check`, millised "
            "avatud pöördumised nihkuvad.\n")  # fmt: skip
