"""A letter that may tell too much is stopped: what was found is shown in private alone, and a reason lets it go."""

import pytest

from casework import content
from tests.bot.room import Room
from tests.house import DUTY


@pytest.fixture
async def leaking(room: Room) -> str:
    room.letter_comes(sender="Raivo Kirsimäe <raivo@post.example>", message_id="<b1@post.example>")
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/mustand {ref}")
    await room.say(room.mari, "Sama küsis ka Raivo Kirsimäe.")
    await room.say(room.helve, f"/mustand {ref}")
    return ref


async def test_an_approval_stops_with_the_finding_hidden_in_private(room: Room, leaking: str) -> None:
    (stop,) = await room.heard(room.helve, f"/kinnita {leaking}")
    assert "inimene teisest pöördumisest: Raivo Kirsimäe" in stop.text
    assert any(one.type == "spoiler" for one in stop.entities)
    assert stop.protected
    assert "opened_leaks" in [what for _, _, what, _ in room.desk.look_now(content.why, leaking).history]


async def test_a_reason_lets_it_go(room: Room, leaking: str) -> None:
    assert "siiski" in await room.say(room.helve, f"/kinnita {leaking} siiski")  # without a reason nothing happens
    await room.say(room.helve, f"/kinnita {leaking} siiski teine pöörduja on nõus")
    assert room.desk.look_now(content.draft, leaking).approved_by == "Helve Hein"


async def test_a_personal_reason_is_refused(room: Room, leaking: str) -> None:
    assert "isikuandmeid" in await room.say(room.helve, f"/kinnita {leaking} siiski Raivo Kirsimäe on nõus")


async def test_a_group_hears_of_the_stop_and_not_what_was_found(room: Room, leaking: str) -> None:
    said = await room.say(room.helve, f"/kinnita {leaking}", DUTY)
    assert "privaatvestluses" in said
    assert "Raivo" not in said
    assert "Raivo" not in await room.say(room.helve, f"/kinnita {leaking} siiski Raivo on nõus", DUTY)
