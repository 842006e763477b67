"""In the chat a limited case is, for whoever it is not for, a number that does not exist; and a handler may step back."""

import pytest

from casework import views
from tests.bot.room import Room
from tests.house import DUTY, MARI

NOT_THERE = "26-0099"


@pytest.fixture
async def limited(room: Room) -> str:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/vaata {ref}", DUTY)
    assert "Mari Mets" in await room.say(room.mari, f"/piira {ref} mina")
    return ref


async def test_not_found_and_not_allowed_look_alike(room: Room, limited: str) -> None:
    for command in ("vaata", "miks", "kiri", "votan"):
        refused = await room.say(room.jyri, f"/{command} {limited}")
        assert refused.replace(limited, NOT_THERE) == await room.say(room.jyri, f"/{command} {NOT_THERE}")
    assert limited in await room.say(room.mari, f"/vaata {limited}")
    assert limited not in await room.say(room.jyri, "/tahtajad")


async def test_its_card_is_taken_out_of_the_group_and_no_group_sees_it(room: Room, limited: str) -> None:
    group = room.server.chat(DUTY)
    assert any(limited in one.text for one in group.from_bot)
    await room.tell()
    assert not any(limited in one.text for one in group.from_bot if one.keyboard)
    assert "ei leitud" in (said := await room.say(room.mari, f"/vaata {limited}", DUTY)) or limited in said
    assert said.replace(limited, NOT_THERE) == await room.say(room.mari, f"/vaata {NOT_THERE}", DUTY)


async def test_a_handler_withdraws_by_a_button_and_a_reason(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    (seen,) = await room.heard(room.helve, f"/vaata {ref}")
    assert "↩️ Taandan end" not in seen.buttons  # it is for whoever has the case
    await room.press(room.mari, room.last(MARI), "↩️ Taandan end")
    assert f"/maara {ref} taandan PÕHJUS" in room.last(MARI).text
    assert "Helve Hein" in await room.say(room.mari, f"/maara {ref} taandan pöörduja on minu sugulane")
    assert room.desk.look_now(views.card, ref).handler == "Helve Hein"
    refused = await room.say(room.mari, f"/vaata {ref}")
    assert refused.replace(ref, NOT_THERE) == await room.say(room.mari, f"/vaata {NOT_THERE}")
