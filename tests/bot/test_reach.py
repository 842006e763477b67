"""Every command is reachable in three languages by all its names, bare and with a case, and nothing said breaks a limit of the API."""

import pytest
from sqlmodel import select

from bot.names import COMMANDS
from casework.turn import Turn
from rules.kinds import Language, Role
from storage.desk_tables import Official
from tests.bot.room import Room

REFUSED_RIGHTLY = ("message to delete not found", "message is not modified")


@pytest.mark.parametrize("language", [Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH])
async def test_every_command_is_answered_in_every_language_within_the_limits(room: Room, language: Language) -> None:
    def all_roles(turn: Turn) -> None:
        row = turn.session.exec(select(Official).where(Official.name == "Helve Hein")).one()
        row.roles, row.language = [str(role) for role in Role], language
        turn.session.add(row)

    room.desk.do_now(all_roles)
    ref = room.letter_comes()
    await room.say(room.helve, f"/votan {ref}")
    for command in COMMANDS:
        for words in (f"/{command.name}", f"/{command.english} {ref}", f"/{command.name} {ref} ei"):
            assert await room.say(room.helve, words), words
            await room.say(room.helve, "/katkesta")
    broken = [(one.method, one.refused, one.unknown) for one in room.server.calls
              if one.unknown or (one.refused and not any(told in one.refused for told in REFUSED_RIGHTLY))]  # fmt: skip
    assert broken == []
