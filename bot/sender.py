"""A chat row of the outbox is sent, and what Telegram says of it is told in the outbox's own words."""

from datetime import timedelta
from typing import Final

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.buttons import Where
from bot.membership import safe_for
from bot.menu import clear_menu
from bot.post import delete, post, post_file, repaint
from bot.render import render
from bot.rendered import Rendered
from bot.text import LONGEST, cut
from bot.topics import close_topic, post_in_group
from bot.words import say, spoken
from casework.board import take_down_board
from casework.chat_messages import moved, present_id, readers, remember
from casework.content import draft_by_id
from casework.desk import Desk
from casework.files_out import letter_for_citizen
from casework.outbox import Parcel, Told
from casework.people import who
from casework.reach import official, stopped, unreachable
from casework.refusals import NoSuchCase
from casework.sight import GROUP, Viewer
from rules.holidays import CannotCount
from rules.kinds import Language
from rules.records import Dispatch

ALOUD: Final = ("child_alert", "child_ask_again")  # said before the whole group, never in a topic
CALM: Final = "new_case"  # what comes by night and waits for the morning
NOT_BEGUN: Final = ("ConnectError", "ConnectTimeout", "PoolTimeout")  # of httpx: nothing has been sent yet


async def send(bot: Bot, desk: Desk, parcel: Parcel) -> Told:
    """Send one row to its chat and return what became of it. Never raises for what Telegram answers."""
    chat_id = 0
    try:
        read = await reader_of(bot, desk, parcel)  # asks Telegram too, where a group is spoken to
        if read is None:
            return _told(parcel, Dispatch.NEVER, "this official has no chat bound")
        chat_id, where, desk = read
        return await _send(bot, desk, parcel, chat_id, where)
    except NoSuchCase:
        return _told(parcel, Dispatch.WITHDRAWN, "the case is none of this reader's any more")
    except TelegramError as error:
        return await answered(desk, parcel, chat_id, error)


async def reader_of(bot: Bot, desk: Desk, parcel: Parcel) -> tuple[int, Where, Desk] | None:
    """Return the chat of a row, for whom its words and buttons are, and the desk as they see it; None for an official without a chat.

    Raises TelegramError.
    """
    kind, _, name = parcel.recipient.partition(":")
    if kind == "official":
        staff = await desk.look(official, int(name))
        if staff is None or staff.telegram_id is None:
            return None
        return staff.telegram_id, Where(spoken(staff.language), staff.roles, reader=staff.id), desk.seen_by(Viewer(staff.id))
    chat_id = await desk.look(present_id, int(name))
    if chat_id < 0:
        where = Where(Language.ESTONIAN, await desk.look(readers, chat_id), f"https://t.me/{await _username(bot)}")
        return chat_id, where, await safe_for(bot, desk.seen_by(GROUP), chat_id)
    reader = await desk.look(who, chat_id)
    return chat_id, Where(spoken(reader.language), reader.roles, reader=reader.id) if reader else Where(Language.ESTONIAN), desk


async def _send(bot: Bot, desk: Desk, parcel: Parcel, chat_id: int, where: Where) -> Told:
    match parcel.what:
        case "delete_message":
            return await _delete(bot, parcel, where)
        case "close_topic":
            await close_topic(bot, chat_id, parcel.values["thread"])
        case "clear_menu":
            await clear_menu(bot, chat_id)
        case "to_citizen":
            await _send_plain(bot, chat_id, str(parcel.values["text"]))
        case "letter_to_citizen":
            file = await desk.look(letter_for_citizen, parcel.values["draft_id"])
            if file and parcel.values.get("file"):
                await post_file(bot, chat_id, file.name, file.octets, "", None, protect=False)
            await _send_plain(bot, chat_id, (await desk.look(draft_by_id, parcel.values["draft_id"])).text)
        case _:
            rendered = await render(desk, parcel, where)
            if rendered is None:
                return _told(parcel, Dispatch.WITHDRAWN, "there was nothing left to tell")
            if painted := parcel.values.get("repaint"):
                return await _repaint(bot, desk, parcel, chat_id, int(painted), rendered)
            if chat_id < 0:
                message_id = await post_in_group(bot, desk, chat_id, rendered, aloud=parcel.what in ALOUD, quiet=_is_night_news(desk, parcel))
            else:
                message_id = await post(bot, chat_id, rendered.text, rendered.keyboard)
            if rendered.card:
                await desk.do(remember, chat_id, message_id, rendered.card.id, rendered.what)
    return _told(parcel, Dispatch.SENT)


def _is_night_news(desk: Desk, parcel: Parcel) -> bool:
    """Tell whether nobody is at work and it can wait: then a group hears no sound. A danger is told with its new case too."""
    if parcel.what != CALM or parcel.values.get("danger"):
        return False
    try:
        return not desk.office.calendar.in_working_time(desk.clock())
    except CannotCount:
        return False  # a year without holidays hinders no message


async def _repaint(bot: Bot, desk: Desk, parcel: Parcel, chat_id: int, message_id: int, rendered: Rendered) -> Told:
    """Paint a message of ours anew; one that is no more is forgotten."""
    if await repaint(bot, chat_id, message_id, rendered.text, rendered.keyboard):
        return _told(parcel, Dispatch.SENT)
    await desk.do(take_down_board, chat_id, message_id)
    return _told(parcel, Dispatch.WITHDRAWN, "the message is no more")


async def _send_plain(bot: Bot, chat_id: int, text: str) -> None:
    for part in cut(text, LONGEST):
        await post(bot, chat_id, part, plain=True)


async def _delete(bot: Bot, parcel: Parcel, where: Where) -> Told:
    """Take away what was shown for a while. What Telegram will not delete any more, its reader is asked to."""
    chat_id, message_id = parcel.values["chat_id"], parcel.values["message_id"]
    if await delete(bot, chat_id, message_id):
        return _told(parcel, Dispatch.SENT)
    await post(bot, chat_id, say(where.language, "content.delete_yourself"), answers=message_id)
    return _told(parcel, Dispatch.NEVER, "the message could not be deleted")


async def answered(desk: Desk, parcel: Parcel, chat_id: int, error: TelegramError) -> Told:
    """Return what an error means for the row, and note whom it concerns."""
    name = type(error).__name__
    match error:
        case RetryAfter():
            after = error.retry_after
            return _told(
                parcel, Dispatch.PENDING, name, after if isinstance(after, timedelta) else timedelta(seconds=after)
            )
        case ChatMigrated():
            await desk.do(moved, chat_id, error.new_chat_id)
            return _told(parcel, Dispatch.PENDING, name, timedelta(0))
        case Forbidden():
            await _shut_out(desk, parcel, chat_id)
            return _told(parcel, Dispatch.NEVER, "the chat does not let the bot in")
        case BadRequest():
            return _told(parcel, Dispatch.NEVER, f"the chat server refused it: {error.message}")
        case TimedOut() | NetworkError():
            begun = type(error.__cause__).__name__ not in NOT_BEGUN
            uncertain = parcel.what == "letter_to_citizen" and begun
            return _told(parcel, Dispatch.UNCERTAIN if uncertain else Dispatch.PENDING, name)
    return _told(parcel, Dispatch.PENDING, name)


async def _shut_out(desk: Desk, parcel: Parcel, chat_id: int) -> None:
    if parcel.recipient.startswith("official:"):
        await desk.do(unreachable, int(parcel.recipient.removeprefix("official:")))
    elif chat_id > 0:
        await desk.do(stopped, chat_id)


async def _username(bot: Bot) -> str:
    try:
        return bot.username
    except RuntimeError:  # not initialized
        return (await bot.get_me()).username or ""


def _told(parcel: Parcel, state: Dispatch, sentence: str = "", pause: timedelta | None = None) -> Told:
    return Told(parcel.id, parcel.fence, state, sentence, pause=pause)
