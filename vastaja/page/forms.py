"""What the forms of a visit are to the deeds behind them."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Final

from bot.days import day_first
from casework.page_links import Visit
from casework.refusals import BadDay, Refusal
from rules.life import WrongStep
from vastaja.page.guard import Refused

REFUSED: Final = (Refusal, WrongStep)  # what a verb raises where it does nothing: said on the page
Form = dict[str, str]
Deed = Callable[[Visit, Form], Awaitable[str]]  # what it gives is the query of the page that is shown then


def number_in(form: Form, name: str) -> int:
    """Return the number of a field, 0 where it is blank. Raises Refused: the page itself writes no other."""
    told = form.get(name, "")
    if told and not (told.isdecimal() and len(told) < 10):
        raise Refused(400)
    return int(told or 0)


def day_in(form: Form, name: str, today: date) -> date:
    """Return the day of a field: of a browser's own, or in words where it has none. Raises BadDay."""
    words = form.get(name, "").strip()
    found = day_first(words, today)
    if found is None:
        raise BadDay(words=words[:20] or "–")
    return found[0]


def octets_in(form: Form, name: str) -> bytes:
    """Return the octets of a file that was given."""
    return form.get(name, "").encode("latin-1", "replace")
