"""The one door of content in the chat: private, not to be passed on, hidden till touched, and taken away in time."""

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.post import post_file
from bot.talk import Talk
from bot.text import ROOM, Html, cut, folded, spoiler, units
from bot.words import say
from casework.chat_messages import remember
from casework.page_links import offer
from casework.reveal import delete_later
from casework.views import Card

MOST_PARTS = 3  # a longer text goes as a file

# What the page shows for a command whose content is not shown here (casework/page_links.py).
SHOWN_BY: Final = {"kiri": "letter", "mustand": "draft", "aadress": "addresses", "teata": "referral", "miks": "reasons",
                   "margi": "notes", "sisend": "inputs"}  # fmt: skip


async def show_for_a_while(talk: Talk, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Show words that are safe HTML already and fit into one message."""
    message_id = await talk.send(text, keyboard, protect=True)
    await talk.desk.do(delete_later, talk.chat_id, [message_id])


async def show_content(
    talk: Talk, card: Card, head: str, text: str, foot: str = "", *,
    keyboard: InlineKeyboardMarkup | None = None, what: str = "", version: int = 0, name: str = "", fold: bool = False,
) -> None:  # fmt: skip
    """Show a text of a case below a head of ours; what stands last bears the buttons and is remembered as `what`.

    `fold`: a long text is a quote that opens when it is touched. Never one that is approved below it: it is to be read.
    """
    room = ROOM - units(head) - units(foot)
    parts = cut(text, room)
    if len(parts) > MOST_PARTS:
        caption = "\n".join(filter(None, (head, foot)))
        shown = [
            await post_file(
                talk.bot, talk.chat_id, f"{card.ref}{name}.txt", text.encode(), caption, keyboard, thread=talk.thread
            )
        ]
    else:
        shown = [await _part(talk, parts, number, head, foot, keyboard, fold=fold) for number in range(len(parts))]
    if what:
        await talk.desk.do(remember, talk.chat_id, shown[-1], card.id, what, version)
    await talk.desk.do(delete_later, talk.chat_id, shown)


async def _part(
    talk: Talk, parts: list[str], number: int, head: str, foot: str, keyboard: InlineKeyboardMarkup | None, *, fold: bool
) -> int:
    first, last = number == 0, number == len(parts) - 1
    text = spoiler(parts[number])
    pieces = (head if first else "", folded(text) if fold else text, foot if last else "")
    return await talk.send("\n\n".join(filter(None, pieces)), keyboard if last else None, protect=True)


async def point_to_private(talk: Talk, command: str, ref: str, key: str = "content.in_private", subject: str = "") -> None:
    """Say where content is shown: in the private chat, or, there and unless the office decided otherwise, on its own page.

    Raises PurposeNeeded, NoPage.
    """
    if talk.private:
        await offer_link(talk, SHOWN_BY[command], ref, subject)
        return
    link = InlineKeyboardButton(
        say(talk.language, "button.private"), url=f"https://t.me/{talk.username}?start={command}_{ref}"
    )
    await talk.say(key, InlineKeyboardMarkup([[link]]), ref=ref)
    await talk.answer_press()


async def offer_link(talk: Talk, what: str, ref: str = "", subject: str = "") -> None:
    """Give a one-time link to the page, with the code that opens it; both go when their time is over. Raises PurposeNeeded, NoPage."""
    found = await talk.desk.do(offer, talk.me, what, ref, subject)
    talk.ref = ref
    told = say(talk.language, f"page.what.{what}", ref=ref, subject=subject)
    text = say(talk.language, "page.link", what=told, code=Html(spoiler(found.code)), minutes=found.minutes)
    button = InlineKeyboardButton(say(talk.language, "button.page"), url=found.address)
    message_id = await talk.send(text, InlineKeyboardMarkup([[button]]), protect=True)
    await talk.desk.do(delete_later, talk.chat_id, [message_id])
    await talk.answer_press()
