"""A citizen's message becomes a piece of a letter: kept at once, read for danger at once, with one line that says how to end."""

from telegram import Message
from telegram.error import TelegramError

from bot.buttons import Press, keyboard
from bot.chat_letters import Postbox
from bot.files import TooBig, fetch, has_file, is_voice
from bot.post import delete
from bot.talk import Talk
from bot.words import say
from casework.conversations import CONTACT, LETTER, begun
from casework.pieces import add_piece, change_piece, note_facts
from casework.write_by_chat import Writer, is_known
from rules.records import Filed
from storage.originals import NoRoom


async def take_piece(talk: Talk, postbox: Postbox, message: Message, text: str) -> tuple[Filed, str]:
    """Keep a message; what cannot be kept is told, and the words beside it are kept all the same."""
    if not text and not has_file(message):
        if not message.effective_attachment:
            return Filed.IGNORED, ""  # a service message: a pin, a timer
        await talk.say("citizen.only_words", mail=talk.desk.office.facts.address)
        return Filed.COMMAND, ""
    trouble, file = "", None
    try:
        file = await fetch(talk, message)
    except TooBig:
        trouble = "citizen.too_big"
    except (TelegramError, NoRoom):
        trouble = "citizen.file_failed"
    if trouble:
        await talk.say(trouble, mail=talk.desk.office.facts.address)
    if not text and file is None:
        return Filed.COMMAND, ""
    writer = _writer(talk, message)
    contact = await talk.look(begun, talk.user_id, CONTACT)
    count = await talk.do(add_piece, talk.user_id, LETTER, talk.ledger_id, message.message_id, text, file,
                          {"name": writer.name, "language": str(writer.language)})  # fmt: skip
    if contact or await postbox.is_danger(writer, message.date):
        return Filed.CASE, await postbox.file(writer)
    await _say_how_to_end(talk, message, count)
    return Filed.COMMAND, ""


async def take_edit(talk: Talk, postbox: Postbox, message: Message, text: str) -> tuple[Filed, str]:
    """Put changed words in the place of the old ones; where the letter is filed already they are an addition to it."""
    if await talk.desk.do(change_piece, talk.user_id, LETTER, message.message_id, text):
        writer = _writer(talk, message)
        if await postbox.is_danger(writer, message.date):
            return Filed.CASE, await postbox.file(writer)
        await talk.say("citizen.changed")
        return Filed.COMMAND, ""
    return await take_piece(talk, postbox, message, say(talk.language, "citizen.changed_later", text=text))


async def finish(talk: Talk, postbox: Postbox) -> str:
    """File what has been written, by a press. The receipt comes by the outbox. Return the case's reference."""
    name = await talk.look(begun, talk.user_id, LETTER)
    if name is None:
        await talk.say("citizen.nothing_begun")
        return ""
    return await postbox.file(Writer(talk.user_id, str(name.facts.get("name", "")), talk.language))


async def _say_how_to_end(talk: Talk, message: Message, count: int) -> None:
    """Say below the newest piece how a letter ends. An album is one piece to people: the line comes once for it."""
    begun_now = await talk.look(begun, talk.user_id, LETTER)
    facts = begun_now.facts if begun_now else {}
    album = message.media_group_id or ""
    if album and facts.get("album") == album:
        return
    if old := facts.get("prompt"):
        await _take_away(talk, int(old))
    lines = [say(talk.language, "citizen.letter_begun", count=count)]
    if count == 1 and not await talk.look(is_known, talk.user_id):
        office = talk.desk.office.facts
        lines.append(say(talk.language, "citizen.privacy", mail=office.address, phone=office.phone or "–"))
    if is_voice(message):
        lines.append(say(talk.language, "citizen.voice"))
    buttons = [talk.where.button("button.letter_send", Press("letter", words="send")),
               talk.where.button("button.letter_drop", Press("letter", words="drop"))]  # fmt: skip
    prompt = await talk.send("\n\n".join(lines), keyboard([buttons]))
    await talk.desk.do(note_facts, talk.user_id, LETTER, {"prompt": prompt, "album": album})


async def _take_away(talk: Talk, message_id: int) -> None:
    try:
        await delete(talk.bot, talk.chat_id, message_id)
    except TelegramError:
        return


def _writer(talk: Talk, message: Message) -> Writer:
    return Writer(talk.user_id, message.from_user.full_name if message.from_user else "", talk.language)
