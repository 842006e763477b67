"""Beside a draft: earlier answers to similar letters and official positions, each put in by its number."""

from telegram import InlineKeyboardButton

from bot.buttons import Press, keyboard
from bot.content import point_to_private, show_content
from bot.papers import show_made
from bot.talk import Talk
from bot.words import say, say_plain
from casework.offers import POSITION, Offer, note_offers, offers, take_offer
from casework.views import Card, card

IN_A_ROW = 5


async def show_offers(talk: Talk, ref: str, words: str) -> None:
    """Show what may be put into the draft, on record; a number, or a button with its origin, puts one in."""
    found = await talk.look(card, ref)
    if not talk.shows_content:
        await point_to_private(talk, "mustand", found.ref, "offers.in_private")
        return
    if words:
        await _take(talk, found, words)
        return
    offered = await talk.do(note_offers, talk.me, found.ref)
    if not offered:
        await talk.toast("offers.none", alert=True)
        return
    text = "\n\n".join(f"{one.number}. {_origin(talk, one)}\n{one.text}" for one in offered)
    await show_content(talk, found, say(talk.language, "offers.head", ref=found.ref), text, say(talk.language, "offers.how"),
                       keyboard=keyboard(_rows(found, offered)), name="-pakkumised")  # fmt: skip
    await talk.answer_press()


async def _take(talk: Talk, found: Card, words: str) -> None:
    """Put in the offer of a button (origin and place) or of a number as it is shown now."""
    origin, _, place = words.partition("/")
    if words.isdecimal():
        chosen = next((one for one in await talk.look(offers, talk.me, found.ref) if one.number == int(words)), None)
        origin, place = (chosen.origin, chosen.place) if chosen else ("", "")
    talk.version = 0  # what must be fresh is the draft: its number is asked for below
    await talk.act(take_offer, found.ref, found.draft_version, origin, place)
    await show_made(talk, found.ref)


def _rows(found: Card, offered: tuple[Offer, ...]) -> list[list[InlineKeyboardButton]]:
    buttons = [InlineKeyboardButton(f"➕ {one.number}", callback_data=press.data()) for one in offered
               if (press := Press("offers", found.id, 0, f"{one.origin}/{one.place}")).fits]  # fmt: skip
    return [buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]


def _origin(talk: Talk, one: Offer) -> str:
    if one.origin == POSITION:
        return say_plain(talk.language, "offers.position", topic=one.place)
    return say_plain(talk.language, "offers.answer", ref=one.origin, place=one.place)
