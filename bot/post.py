"""One message to one chat: sent, painted anew, deleted. Never a link preview; refused tags become plain text."""

from collections.abc import Sequence
from typing import Final

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.text import unbroken, without_tags

_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_UNCHANGED: Final = "message is not modified"
_GONE: Final = ("message to edit not found", "message can't be edited", "message to delete not found")
_BAD_TAGS: Final = "can't parse entities"


async def post(
    bot: Bot, chat_id: int, text: str, keyboard: InlineKeyboardMarkup | None = None, *,
    plain: bool = False, protect: bool = False, answers: int = 0, thread: int = 0, quiet: bool = False,
) -> int:  # fmt: skip
    """Send a message of our HTML, or of plain text, and return its number. Raises TelegramError."""
    parameters = ReplyParameters(answers, allow_sending_without_reply=True) if answers else None

    async def send(words: str, mode: str | None) -> int:
        sent = await bot.send_message(
            chat_id, words, parse_mode=mode, reply_markup=keyboard, protect_content=protect or None,
            link_preview_options=_NO_PREVIEW, reply_parameters=parameters, message_thread_id=thread or None,
            disable_notification=quiet or None,
        )  # fmt: skip
        return sent.message_id

    if plain:
        return await send(text, None)
    try:
        return await send(unbroken(text), ParseMode.HTML)
    except BadRequest as refused:
        if not says(refused, _BAD_TAGS):
            raise
        return await send(without_tags(text), None)


async def post_file(bot: Bot, chat_id: int, name: str, content: bytes, caption: str, keyboard: InlineKeyboardMarkup | None,
                    *, thread: int = 0, protect: bool = True) -> int:  # fmt: skip
    """Send a file, which where `protect` cannot be passed on, and return the message's number. Raises TelegramError."""
    sent = await bot.send_document(
        chat_id, content, filename=name, caption=caption, parse_mode=ParseMode.HTML, reply_markup=keyboard,
        protect_content=protect or None, message_thread_id=thread or None,
    )  # fmt: skip
    return sent.message_id


async def post_photo(bot: Bot, chat_id: int, picture: bytes, caption: str, keyboard: InlineKeyboardMarkup | None, *,
                     thread: int = 0) -> int:  # fmt: skip
    """Send a picture without personal data, and return the message's number. Raises TelegramError."""
    sent = await bot.send_photo(chat_id, picture, caption=caption, parse_mode=ParseMode.HTML, reply_markup=keyboard,
                                message_thread_id=thread or None)  # fmt: skip
    return sent.message_id


async def post_document(bot: Bot, chat_id: int, name: str, content: bytes, *, thread: int = 0) -> int:
    """Send a file without personal data, and return the message's number. Raises TelegramError."""
    sent = await bot.send_document(chat_id, content, filename=name, message_thread_id=thread or None)
    return sent.message_id


async def repaint(bot: Bot, chat_id: int, message_id: int, text: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Put new words and buttons in the place of a message's own. Return whether the message is still there."""
    try:
        await bot.edit_message_text(unbroken(text), chat_id, message_id, parse_mode=ParseMode.HTML, reply_markup=keyboard,
                                    link_preview_options=_NO_PREVIEW)  # fmt: skip
    except BadRequest as refused:
        if says(refused, *_GONE):
            return False
        if not says(refused, _UNCHANGED):
            raise
    return True


async def delete(bot: Bot, chat_id: int, message_id: int) -> bool:
    """Take a message away. Return whether it is gone now: Telegram lets nobody delete after 48 hours."""
    try:
        return await bot.delete_message(chat_id, message_id)
    except BadRequest as refused:
        return says(refused, *_GONE[-1:])


def says(refused: BadRequest, *words: str) -> bool:
    """Tell whether a refusal is one of these; the library capitalises the server's words."""
    return _any_in(refused.message.casefold(), words)


def _any_in(text: str, words: Sequence[str]) -> bool:
    return any(word.casefold() in text for word in words)
