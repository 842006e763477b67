"""What is told a busy group all at once: one quiet message with a line a case, instead of a card each."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from telegram import Bot, InlineKeyboardButton
from telegram.error import TelegramError

from bot.buttons import Press, keyboard
from bot.cards import line_of
from bot.post import post
from bot.sender import CALM, answered, reader_of
from bot.text import Html
from bot.words import say
from casework.desk import Desk
from casework.outbox import STOPPED, Parcel, Told
from casework.views import cards_named
from rules.records import Dispatch

LEAST: Final = 3  # fewer are told as cards
MOST: Final = 20  # lines of one message
IN_A_ROW: Final = 4


def bundles(parcels: Sequence[Parcel]) -> tuple[list[Parcel], list[list[Parcel]]]:
    """Return what is told by itself, and what is told a group together."""
    calm = sorted((one for one in parcels if one.what == CALM and one.recipient.startswith("chat:-")), key=lambda one: (one.recipient, one.id))
    found = [many for _, group in groupby(calm, key=lambda one: one.recipient) if len(many := list(group)) >= LEAST]
    together = {one.id for many in found for one in many}
    return [one for one in parcels if one.id not in together], found


async def send_bundle(bot: Bot, desk: Desk, parcels: Sequence[Parcel]) -> list[Told]:
    """Tell a group of many new cases in one message without a sound. Never raises for what Telegram answers."""
    try:
        read = await reader_of(bot, desk, parcels[0])
    except TelegramError as error:
        return [await answered(desk, one, 0, error) for one in parcels]
    if read is None:
        return [Told(one.id, one.fence, Dispatch.NEVER, "there is no such chat") for one in parcels]
    chat_id, where, seen = read
    found = await seen.look(cards_named, [one.ref for one in parcels])
    shown = {one.ref for one in found}
    lines = [line_of(one, where.language, seen.office) for one in found]
    again = " " + say(where.language, "told.repeated") if any(one.trouble == STOPPED for one in parcels) else ""
    text = Html("\n".join([say(where.language, "told.new_cases", count=len(found)) + again, "", *lines]))
    buttons = [InlineKeyboardButton(one.ref, callback_data=Press("vaata", one.id).data()) for one in found]
    rows = [buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]
    try:
        if found:
            await post(bot, chat_id, text, keyboard(rows), quiet=True)
    except TelegramError as error:
        return [await answered(desk, one, chat_id, error) for one in parcels]
    return [Told(one.id, one.fence, Dispatch.SENT) if one.ref in shown
            else Told(one.id, one.fence, Dispatch.WITHDRAWN, "the case is none of this reader's any more") for one in parcels]  # fmt: skip
