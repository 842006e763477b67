"""What is told of a changed calendar: which cases of one desk have moved, and by how much."""

from collections.abc import Mapping
from datetime import date

from telegram import InlineKeyboardButton

from bot.buttons import Press, Where, keyboard
from bot.rendered import Rendered
from bot.words import day, say
from casework.desk import Desk
from casework.outbox import Parcel
from casework.views import cards

MOST_SHOWN = 20  # cases; the rest is counted
IN_A_ROW = 5


async def dates_moved(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """Return the old and the new day of each case, with a button that opens it."""
    moved = {int(one["case_id"]): one for one in parcel.values["moved"]}
    shown = await desk.look(cards, list(moved)[:MOST_SHOWN])
    lines = [say(where.language, "told.dates_moved", count=len(moved)), ""]
    lines += [_line(one.ref, moved[one.id], where) for one in shown]
    if len(moved) > len(shown):
        lines.append(say(where.language, "digest.more", count=len(moved) - len(shown)))
    buttons = [InlineKeyboardButton(one.ref, callback_data=Press("vaata", one.id).data()) for one in shown]
    return Rendered("\n".join(lines), keyboard([buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW)]))


def _line(ref: str, moved: Mapping[str, str], where: Where) -> str:
    """A closure moves only the safe day; then that one is told: a date that "moved" from itself to itself says nothing."""
    safe = moved["was"] == moved["now"] and "safe" in moved
    was, now = (moved["safe_was"], moved["safe"]) if safe else (moved["was"], moved["now"])
    key = "told.safe_day_moved_line" if safe else "told.dates_moved_line"
    return say(where.language, key, ref=ref, due=_day(moved["now"]), was=_day(was), now=_day(now))


def _day(written: str) -> str:
    return day(date.fromisoformat(written) if written else None)
