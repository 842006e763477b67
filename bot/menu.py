"""The menu of commands that Telegram shows: for citizens, for our groups, and for each official by role and language."""

from collections.abc import Iterable
from typing import Final

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import BadRequest, Forbidden

from bot.names import COMMANDS
from bot.words import ALL, say_plain, spoken
from casework.chat_messages import office_chats
from casework.desk import Desk
from casework.people import Staff, staff
from rules.kinds import Language, Role
from rules.rights import may_use

FOR_CITIZENS: Final = ("abi", "seis", "katkesta")
FOR_GROUPS: Final = ("uued", "tahtajad", "vaata", "votan", "maara", "miks", "laps", "meedia", "ootel", "abi")
LONGEST: Final = 256  # signs of a description (Bot API, BotCommand)


async def set_menus(bot: Bot, desk: Desk) -> None:
    """Set every menu anew, as after a start."""
    default = BotCommandScopeDefault()
    await bot.set_my_commands(_citizens(Language.ESTONIAN), default)
    for language in ALL:
        await bot.set_my_commands(_citizens(language), default, language_code=language.value)
    for chat_id in await desk.look(office_chats):
        await _set(bot, _commands(FOR_GROUPS, Language.ESTONIAN), BotCommandScopeChat(chat_id))
    for one in await desk.look(staff):
        if one.active and one.telegram_id:
            await set_menu_of(bot, one)


async def set_menu_of(bot: Bot, one: Staff) -> None:
    """Set the menu of an official's private chat."""
    if one.telegram_id:
        await _set(bot, menu_of(one.roles, spoken(one.language)), BotCommandScopeChat(one.telegram_id))


async def clear_menu(bot: Bot, chat_id: int) -> None:
    """Take the commands out of a private chat: who sits there works here no more. Raises TelegramError."""
    await bot.delete_my_commands(BotCommandScopeChat(chat_id))


def menu_of(roles: Iterable[Role], language: Language) -> list[BotCommand]:
    """Return the commands these roles may use, in the order of the table."""
    held = list(roles)
    names = [command.name for command in COMMANDS if command.name != "start" and may_use(held, command.name)]
    return _commands(names, language)


def _citizens(language: Language) -> list[BotCommand]:
    return [BotCommand(name, say_plain(language, f"citizen.menu.{name}")[:LONGEST]) for name in FOR_CITIZENS]


def _commands(names: Iterable[str], language: Language) -> list[BotCommand]:
    return [BotCommand(name, say_plain(language, f"menu.{name}")[:LONGEST]) for name in names]


async def _set(bot: Bot, commands: list[BotCommand], scope: BotCommandScope) -> None:
    """Set one menu. A chat that is not there, or has shut the bot out, has none."""
    try:
        await bot.set_my_commands(commands, scope)
    except (BadRequest, Forbidden):
        return
