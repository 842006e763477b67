"""The one door of content in the chat: private, not to be passed on, hidden till touched, and taken away in time."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.post import post_file
from bot.talk import Talk
from bot.text import ROOM, cut, spoiler, units
from bot.words import say
from casework.chat_messages import remember
from casework.reveal import delete_later
from casework.views import Card

MOST_PARTS = 3  # a longer text goes as a file


async def show_for_a_while(talk: Talk, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Show words that are safe HTML already and fit into one message."""
    message_id = await talk.send(text, keyboard, protect=True)
    await talk.desk.do(delete_later, talk.chat_id, [message_id])


async def show_content(
    talk: Talk, card: Card, head: str, text: str, foot: str = "", *,
    keyboard: InlineKeyboardMarkup | None = None, what: str = "", version: int = 0, name: str = "",
) -> None:  # fmt: skip
    """Show a text of a case below a head of ours; what stands last bears the buttons and is remembered as `what`."""
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
        shown = [await _part(talk, parts, number, head, foot, keyboard) for number in range(len(parts))]
    if what:
        await talk.desk.do(remember, talk.chat_id, shown[-1], card.id, what, version)
    await talk.desk.do(delete_later, talk.chat_id, shown)


async def _part(
    talk: Talk, parts: list[str], number: int, head: str, foot: str, keyboard: InlineKeyboardMarkup | None
) -> int:
    first, last = number == 0, number == len(parts) - 1
    pieces = (head if first else "", spoiler(parts[number]), foot if last else "")
    return await talk.send("\n\n".join(filter(None, pieces)), keyboard if last else None, protect=True)


async def point_to_private(talk: Talk, command: str, ref: str, key: str = "content.in_private") -> None:
    """Say where content is shown: in the private chat, or, where the office so decided, on its own page."""
    if talk.private:
        await talk.say("content.on_page")
        return
    link = InlineKeyboardButton(
        say(talk.language, "button.private"), url=f"https://t.me/{talk.username}?start={command}_{ref}"
    )
    await talk.say(key, InlineKeyboardMarkup([[link]]), ref=ref)
    await talk.answer_press()
