"""Files that people send to the bot: fetched whole and kept among the originals before anybody speaks of them."""

import asyncio
import re
from typing import Final

from telegram import Message, PhotoSize
from telegram.error import BadRequest

from bot.talk import Talk
from casework.pieces import KeptFile

LARGEST: Final = 20_000_000  # octets (Bot API, getFile)
_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_ENDINGS: Final = {"image/jpeg": ".jpg", "audio/ogg": ".ogg", "audio/mpeg": ".mp3", "video/mp4": ".mp4"}


class TooBig(Exception):
    """Telegram gives no bot a file of this size: nothing was kept."""


def has_file(message: Message) -> bool:
    """Tell whether a message brings something that can be kept: a document, picture, sound or film."""
    return _found(message) is not None


def is_voice(message: Message) -> bool:
    return bool(message.voice or message.video_note)


async def fetch(talk: Talk, message: Message) -> KeptFile | None:
    """Fetch and keep the file of a message, None where it has none. Raises TooBig, TelegramError, OSError."""
    found = _found(message)
    if found is None:
        return None
    file_id, name, type_, size = found
    if size > LARGEST:
        raise TooBig
    try:
        octets = bytes(await (await talk.bot.get_file(file_id)).download_as_bytearray())
    except BadRequest as refused:
        if "too big" in refused.message.casefold():
            raise TooBig from refused
        raise
    sha256 = await asyncio.to_thread(talk.desk.kept.keep, octets)
    return KeptFile(name, type_, len(octets), sha256)


def _found(message: Message) -> tuple[str, str, str, int] | None:
    """Return id, name, type and size of what a message brings."""
    if message.photo:
        largest: PhotoSize = message.photo[-1]
        return largest.file_id, f"pilt-{message.message_id}.jpg", "image/jpeg", largest.file_size or 0
    one = message.document or message.voice or message.audio or message.video or message.video_note
    if one is None:
        return None
    type_ = str(getattr(one, "mime_type", "") or "video/mp4")
    type_ = type_ if _TYPE.fullmatch(type_) else "application/octet-stream"
    name = getattr(one, "file_name", "") or f"fail-{message.message_id}{_ENDINGS.get(type_, '')}"
    return one.file_id, _clean(name), type_, one.file_size or 0


def _clean(name: str) -> str:
    """Return a name that is one line and no path; the octets lie under their digest anyway (threats.md B4)."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", last).strip(". ")[:120] or "fail"
