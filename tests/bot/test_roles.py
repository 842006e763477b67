"""What a clerk, an auditor and an admin may see and do: the register without the letters, the log without the letters, neither."""

import pytest

from casework import views
from casework.letterhead import Direction
from casework.people import Staff, bind, invite
from casework.register_number import put_number
from playground.bot_chats import Person
from rules.kinds import Role
from tests.bot.room import Room

NO_RIGHT = "Selleks ei ole õigust"


def come(room: Room, role: Role, number: int) -> Person:
    code = room.desk.do_now(invite, f"Uus {role}", [role])
    room.desk.do_now(bind, number, code)
    person = room.server.person(number, f"Uus {role}")
    room.server.say(person, "tere")
    room.server.updates.forget()
    return person


@pytest.fixture
def clerk(room: Room) -> Person:
    return come(room, Role.CLERK, 31)


@pytest.fixture
def auditor(room: Room) -> Person:
    return come(room, Role.AUDITOR, 32)


async def test_a_clerk_opens_what_is_being_registered_and_nothing_else(room: Room, clerk: Person) -> None:
    ref = room.letter_comes()
    assert "asenduskodu" in await room.say(clerk, f"/kiri {ref}")
    await room.say(clerk, f"/viit {ref} 5.1-3/44788-21 23.11.2026")
    assert NO_RIGHT in await room.say(clerk, f"/kiri {ref}")
    assert ref in await room.say(clerk, f"/registrileht {ref}")


@pytest.mark.parametrize("command", ["votan {}", "mustand {}", "kinnita {}", "pikenda {} x", "sulge {} vastatud", "piira {} mari", "edasta {} a b@c.example"])
async def test_a_clerk_answers_no_letter(room: Room, clerk: Person, command: str) -> None:
    ref = room.letter_comes()
    assert NO_RIGHT in await room.say(clerk, "/" + command.format(ref))


async def test_an_auditor_reads_the_log_and_no_letter(room: Room, auditor: Person) -> None:
    ref = room.letter_comes()
    assert "sisu ei ole keegi vaadanud" in await room.say(auditor, f"/vaata {ref} logi")
    await room.say(room.mari, f"/kiri {ref}")
    log = await room.say(auditor, f"/vaata {ref} logi")
    assert "Mari Mets · kiri" in log
    assert "vaatamisi: 1" in log
    for command in ("kiri", "mustand", "margi", "votan", "registrileht"):
        assert NO_RIGHT in await room.say(auditor, f"/{command} {ref}")
    assert NO_RIGHT in await room.say(auditor, "/otsi asenduskodu")
    assert NO_RIGHT in await room.say(auditor, "/uued")
    assert ref in await room.say(auditor, f"/vaata {ref}")
    assert "asenduskodu" not in await room.say(auditor, f"/miks {ref}")


async def test_the_log_is_for_auditors_and_heads(room: Room) -> None:
    ref = room.letter_comes()
    assert NO_RIGHT in await room.say(room.mari, f"/vaata {ref} logi")
    assert "sisu ei ole keegi" in await room.say(room.helve, f"/vaata {ref} logi")


async def test_the_log_is_not_read_in_a_group(room: Room) -> None:
    ref = room.letter_comes()
    assert "privaatvestluses" in await room.say(room.helve, f"/vaata {ref} logi", -1001)


async def test_an_admin_of_the_program_sees_no_case(room: Room) -> None:
    admin = come(room, Role.ADMIN, 33)
    ref = room.letter_comes()
    for command in (f"vaata {ref}", f"kiri {ref}", f"miks {ref}", "uued", "tahtajad", "otsi x", f"votan {ref}"):
        assert NO_RIGHT in await room.say(admin, f"/{command}")
    assert "/abi" in await room.say(admin, "/abi")


def test_a_head_who_is_also_a_clerk_reads_as_a_head(room: Room) -> None:
    code = room.desk.do_now(invite, "Kaks Rolli", [Role.HEAD, Role.CLERK])
    both: Staff = room.desk.do_now(bind, 34, code)
    assert both.roles == {Role.HEAD, Role.CLERK}
    ref = room.letter_comes()
    room.desk.do_now(put_number, both, ref, "5.1-3/44788-21", Direction.IN)
    assert room.desk.look_now(views.card, ref).ref == ref
