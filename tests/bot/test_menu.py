"""The menu Telegram shows: for citizens two commands, for each role its own, in each language."""

import pytest

from bot.menu import menu_of, set_menus
from bot.names import COMMANDS
from rules.kinds import Language, Role
from rules.rights import may_use
from tests.bot.room import Room
from tests.house import DUTY, MARI, PIRET


async def test_every_chat_has_the_menu_of_those_who_read_there(room: Room) -> None:
    room.server.block(room.jyri)  # a chat that is shut to us does not stop the others
    await set_menus(room.bot, room.desk)
    menus = {scope: [one["command"] for one in commands] for scope, commands in room.server.exchange.menus.items()}
    assert menus["default", ""] == ["abi", "seis", "katkesta"]
    assert menus["default", "ru"] == ["abi", "seis", "katkesta"]
    assert "kinnita" in menus[f"chat:{MARI}", ""]
    assert "kinnita" not in menus[f"chat:{PIRET}", ""]
    assert "kiri" not in menus[f"chat:{DUTY}", ""]


@pytest.mark.parametrize("language", [Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH])
@pytest.mark.parametrize("role", list(Role))
def test_a_menu_holds_what_the_role_may_and_nothing_else(role: Role, language: Language) -> None:
    shown = menu_of([role], language)
    assert [one.command for one in shown] == [
        one.name for one in COMMANDS if one.name != "start" and may_use([role], one.name)
    ]
    assert all(3 <= len(one.description) <= 256 for one in shown)
