"""Before anything is said in a group it is looked at who sits there; while a stranger does, it sees numbers only."""

from dataclasses import replace

from telegram import Bot
from telegram.error import TelegramError

from casework.desk import Desk
from casework.groups import has_strangers, known_accounts, note_members, seen_lately


async def safe_for(bot: Bot, desk: Desk, chat_id: int) -> Desk:
    """Return the desk as this group may see it. One that cannot be looked at is shown numbers only."""
    if await desk.look(seen_lately, chat_id) is None and not await _look(bot, desk, chat_id):
        return masked(desk)
    return masked(desk) if await desk.look(has_strangers, chat_id) else desk


def masked(desk: Desk) -> Desk:
    """Return the same desk in `reference` mode."""
    privacy = replace(desk.office.privacy, chat="reference")
    return replace(desk, office=replace(desk.office, privacy=privacy))


async def _look(bot: Bot, desk: Desk, chat_id: int) -> bool:
    """Count who is there against who works here, and write it down. Return False where Telegram does not say.

    A bot is not told all members (Bot API): it counts them, knows the administrators, and asks of each colleague.
    """
    try:
        count = await bot.get_chat_member_count(chat_id)
        admins = await bot.get_chat_administrators(chat_id)
        known = await desk.look(known_accounts)
        unknown = {one.user.id for one in admins if not one.user.is_bot and one.user.id not in known}
        bots = max(1, sum(one.user.is_bot for one in admins))  # we are there ourselves, administrator or not
        here = await _colleagues_in(bot, chat_id, known, count - bots)
    except TelegramError:
        return False
    await desk.do(note_members, chat_id, max(0, count - bots - here - len(unknown)), unknown)
    return True


async def _colleagues_in(bot: Bot, chat_id: int, known: frozenset[int], wanted: int) -> int:
    """Return how many of ours are in a group; asked one by one until all who are there are accounted for."""
    found = 0
    for telegram_id in sorted(known):
        if found == wanted:
            break
        try:
            member = await bot.get_chat_member(chat_id, telegram_id)
        except TelegramError:
            continue  # an account that the group has never seen
        found += member.status not in ("left", "kicked")
    return found
