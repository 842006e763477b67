"""In a group with topics each case has its own, where the bot may make them; whatever stands in the way, the message comes all the same."""

import asyncio
from typing import Final

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.cards import kind_in_words
from bot.post import post, says
from bot.rendered import Rendered
from casework.desk import Desk
from casework.topics import claim_topic, forget_topic, has_topics, is_being_made, keep_topic, note_topics, topic_of
from casework.views import Card
from rules.kinds import Language
from rules.life import State

LONGEST_NAME: Final = 128  # signs of a topic's name (Bot API, createForumTopic)
LOOKS, BETWEEN_LOOKS = 50, 0.1  # of a topic that is being made; in seconds
_CLOSED: Final = ("topic_closed",)
_DELETED: Final = ("message thread not found", "topic_deleted")
_UNCHANGED: Final = ("topic_not_modified", *_DELETED)


async def post_in_group(bot: Bot, desk: Desk, chat_id: int, told: Rendered, *, aloud: bool, quiet: bool = False) -> int:
    """Send a message to a group, in the topic of its case where there may be one, and return its number. Raises TelegramError.

    `aloud`: before everybody's eyes; a danger is not looked for among topics. `quiet`: without a sound.
    """
    if aloud:
        try:
            return await post(bot, chat_id, told.text, told.keyboard)
        except BadRequest as refused:
            if not says(refused, *_CLOSED):
                raise
    thread = await _topic(bot, desk, chat_id, told.card) if told.card else 0
    if not thread:
        return await post(bot, chat_id, told.text, told.keyboard, quiet=quiet)
    try:
        return await post(bot, chat_id, told.text, told.keyboard, thread=thread, quiet=quiet)
    except BadRequest as refused:
        if says(refused, *_CLOSED):
            await bot.reopen_forum_topic(chat_id, thread)
            return await post(bot, chat_id, told.text, told.keyboard, thread=thread, quiet=quiet)
        if not says(refused, *_DELETED):
            raise
        await desk.do(forget_topic, chat_id, thread)  # somebody deleted it: the next message makes another
    return await post(bot, chat_id, told.text, told.keyboard, quiet=quiet)


async def close_topic(bot: Bot, chat_id: int, thread: int) -> None:
    """Close the topic of a case that is done. Raises TelegramError."""
    try:
        await bot.close_forum_topic(chat_id, thread)
    except BadRequest as refused:
        if not says(refused, *_UNCHANGED):
            raise


async def _topic(bot: Bot, desk: Desk, chat_id: int, card: Card) -> int:
    """Return the topic of a case, made where there is none yet; 0 where none can be made."""
    if known := await desk.look(topic_of, chat_id, card.id):
        return known
    if card.state is State.CLOSED or not await _has_topics(bot, desk, chat_id):
        return 0
    if not await desk.do(claim_topic, chat_id, card.id):
        return await _made_beside(desk, chat_id, card.id)
    thread = await _make(bot, desk, chat_id, card)
    await desk.do(keep_topic, chat_id, card.id, thread)
    return thread


async def _make(bot: Bot, desk: Desk, chat_id: int, card: Card) -> int:
    try:
        return (await bot.create_forum_topic(chat_id, _name(card, desk))).message_thread_id
    except BadRequest:
        await desk.do(note_topics, chat_id, False)  # the right to make them was taken away
    except TelegramError:
        pass  # too many at once, or no line: the message itself is tried all the same
    return 0


async def _made_beside(desk: Desk, chat_id: int, case_id: int) -> int:
    """Return the topic that another message of the same case is making now; 0 where it could not or takes too long."""
    for _ in range(LOOKS):
        if not await desk.look(is_being_made, chat_id, case_id):
            break
        await asyncio.sleep(BETWEEN_LOOKS)
    return await desk.look(topic_of, chat_id, case_id)


async def _has_topics(bot: Bot, desk: Desk, chat_id: int) -> bool:
    known = await desk.look(has_topics, chat_id)
    if known is not None:
        return known
    try:
        found = bool((await bot.get_chat(chat_id)).is_forum)
    except TelegramError:
        return False
    await desk.do(note_topics, chat_id, found)
    return found


def _name(card: Card, desk: Desk) -> str:
    """Return what a topic is called: number and kind, in `reference` mode the number; it stays when the card changes."""
    if desk.office.privacy.chat == "reference":
        return card.ref
    return f"{card.ref} · {kind_in_words(card, Language.ESTONIAN, short=True)}"[:LONGEST_NAME]
