"""Tries the bot: its token, what it may read in groups, and whether it is in the chats that the settings name."""

from collections.abc import Iterator
from typing import Any, Final

from telegram import Bot, Chat, ChatMember, ChatMemberAdministrator
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from vastaja.findings import Finding, fail, ok, warn
from vastaja.settings import Settings

PATIENCE: Final = 10.0  # seconds
GROUPS: Final = (Chat.GROUP, Chat.SUPERGROUP)


async def check_telegram(settings: Settings) -> list[Finding]:
    """Return what is to be said of the bot and of each chat. Nothing is sent."""
    if not settings.has_bot:
        return [warn("telegram", "no [telegram] token: no chat, so nobody is alerted and nothing can be approved")]
    request = HTTPXRequest(connect_timeout=PATIENCE, read_timeout=PATIENCE)
    base = settings.telegram.base_url
    bot = Bot(settings.telegram.token.get_secret_value(), f"{base}/bot", f"{base}/file/bot", request=request)
    try:
        await bot.initialize()
        return [*_about(bot), *await _chats(bot, settings)]
    except TelegramError as trouble:
        return [fail("telegram", _sentence(trouble))]
    finally:
        await bot.shutdown()


def _about(bot: Bot) -> Iterator[Finding]:
    yield ok("telegram", f"the bot is @{bot.username}")
    if bot.bot.can_read_all_group_messages:
        yield warn(
            "telegram",
            "group privacy is off, so the bot is sent all that is said in groups: @BotFather, /setprivacy, Enable",
        )
    if not bot.bot.can_join_groups:
        yield fail("telegram", "the bot may not be added to groups: @BotFather, /setjoingroups, Enable")


async def _chats(bot: Bot, settings: Settings) -> list[Finding]:
    found: list[Finding] = []
    for name, chat_id in (("duty", settings.chats.duty), ("press", settings.chats.press), ("heads", settings.chats.heads),
                          ("night", settings.child.night_chat)):  # fmt: skip
        if chat_id:
            found.append(await _chat(bot, f"chat {name}", chat_id))
        elif name != "night" and not (name == "duty" and settings.mailbox and all(box.duty for box in settings.mailbox)):
            found.append(warn(f"chat {name}", f"[chats] {name} is not set: what belongs there is told to nobody"))
    units = {box.duty: box.name for box in settings.mailbox if box.duty}  # a group of several mailboxes is looked at once
    return found + [await _chat(bot, f"group of mailbox {name}", chat_id) for chat_id, name in units.items()]


async def _chat(bot: Bot, what: str, chat_id: int) -> Finding:
    try:
        chat = await bot.get_chat(chat_id)
        member = await bot.get_chat_member(chat_id, bot.id)
    except TelegramError as trouble:
        return fail(what, _sentence(trouble))
    if chat.type not in GROUPS:
        return warn(what, "this is no group: what is told there, one person hears")
    if member.status in (ChatMember.LEFT, ChatMember.BANNED):
        return fail(what, "the bot is not in this group: add it")
    if not _may_delete(member):
        return warn(what, "the bot may not delete here what holds personal data: make it an administrator who may")
    return ok(what, "the bot is there and may delete")


def _may_delete(member: Any) -> bool:
    return isinstance(member, ChatMemberAdministrator) and member.can_delete_messages


def _sentence(trouble: TelegramError) -> str:
    """Say what to do; the library's own words are left out, they may hold the token."""
    if isinstance(trouble, InvalidToken):
        return "Telegram does not know this token: check [telegram] token with @BotFather"
    if isinstance(trouble, Forbidden):
        return "the bot was thrown out of this chat: add it again"
    if isinstance(trouble, BadRequest):
        return "there is no such chat for this bot: add the bot, and check the number"
    if isinstance(trouble, NetworkError):
        return "Telegram does not answer: check the network and [telegram] base_url"
    return f"Telegram refuses ({type(trouble).__name__}): try again later"
