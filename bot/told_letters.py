"""What the house tells of letters added to a case: whether they bring a new matter, and the presses that settle it."""

from collections.abc import Mapping
from typing import Final

from telegram import InlineKeyboardMarkup

from bot.buttons import Press, Where, card_buttons, keyboard
from bot.cards import card_text
from bot.case_letters import PICKED
from bot.rendered import Rendered, Renderer
from bot.words import say
from casework.desk import Desk
from casework.outbox import Parcel
from casework.views import card
from rules.life import State


async def _follow_up(desk: Desk, parcel: Parcel, where: Where) -> Rendered:
    """A letter was added. A new matter is asked about, and so is one that came to a closed case: open it again, or a new one."""
    found = await desk.look(card, parcel.ref)
    closed = bool(parcel.values.get("closed")) and found.state is State.CLOSED
    words: list[str] = [say(where.language, "told.follow_up_closed" if closed else "told.follow_up", ref=found.ref)]
    rows = list((card_buttons(found, where) or InlineKeyboardMarkup([])).inline_keyboard)
    if letter_id := parcel.values.get("letter_id"):
        if parcel.values.get("changed"):
            words.append(say(where.language, "told.new_matter"))
        if (closed or parcel.values.get("changed")) and where.may("jaga"):
            key = "button.follow_up_new" if closed else "button.new_clock"
            rows.insert(0, (where.button(key, Press("jaga", found.id, 0, f"{PICKED}{letter_id}")),))
    words.append(card_text(found, where.language, desk.office))
    return Rendered("\n\n".join(words), keyboard(rows), found)


LETTER_RENDERERS: Final[Mapping[str, Renderer]] = {"follow_up": _follow_up}
