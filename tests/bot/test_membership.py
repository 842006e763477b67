"""Who sits in a group is looked at before anything is said there; a stranger makes it see numbers only (threats.md D7, D10)."""

import pytest

from casework import views
from casework.groups import has_strangers
from casework.people import remove
from playground.telegram import Scripted
from tests.bot.room import Room
from tests.house import DUTY, HELVE, HandClock

KIND = "selgitustaotlus"


async def test_among_colleagues_a_card_shows_the_kind(room: Room) -> None:
    room.letter_comes()
    await room.tell()
    assert KIND in room.last(DUTY).text
    assert "getChatMemberCount" in [one.method for one in room.server.calls]


async def test_a_stranger_in_the_group_sees_numbers_only_and_the_head_is_told(room: Room) -> None:
    room.server.chat(DUTY).members[room.kadri.id] = room.kadri
    ref = room.letter_comes()
    await room.tell()
    assert ref in room.last(DUTY).text
    assert KIND not in room.last(DUTY).text
    await room.tell()
    told = [one.text for one in room.server.chat(HELVE).from_bot if "Asutuse rühmas (valverühm) on keegi, keda ametnike nimekirjas ei ole" in one.text]
    assert len(told) == 1
    assert KIND not in await room.say(room.mari, f"/vaata {ref}", DUTY)
    assert KIND not in await room.say(room.mari, "/uued", DUTY)
    await room.say(room.mari, f"/votan {ref}", DUTY)
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"  # work goes on


async def test_work_in_private_does_not_unmask_a_card_that_a_stranger_sees(room: Room) -> None:
    room.server.chat(DUTY).members[room.kadri.id] = room.kadri
    ref = room.letter_comes()
    await room.tell()
    await room.say(room.mari, f"/votan {ref}")
    assert "Menetluses" in room.last(DUTY).text  # painted anew
    assert KIND not in room.last(DUTY).text


async def test_who_comes_in_is_noticed_at_once(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    room.server.join(DUTY, room.kadri)
    await room.listen()
    assert KIND not in await room.say(room.mari, f"/vaata {ref}", DUTY)
    room.server.leave(DUTY, room.kadri)
    await room.listen()
    assert KIND in await room.say(room.mari, f"/vaata {ref}", DUTY)


async def test_who_comes_by_a_link_is_told_to_an_administrator(room: Room) -> None:
    room.server.updates.allowed = ("message", "callback_query", "chat_member")
    room.server.chat(DUTY).admins.add(room.server.exchange.bot.id)
    room.letter_comes()
    await room.tell()
    room.server.join(DUTY, room.kadri, by_link=True)
    await room.listen()
    assert room.desk.look_now(has_strangers, DUTY)


async def test_who_comes_unseen_is_counted_within_the_hour(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    await room.tell()
    room.server.chat(DUTY).members[room.kadri.id] = room.kadri  # by a link, and the bot is no administrator
    clock.move(minutes=61)
    assert KIND not in await room.say(room.mari, f"/vaata {ref}", DUTY)


async def test_who_has_left_the_agency_is_a_stranger_in_its_groups(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    room.desk.do_now(remove, "Jüri Jõgi")
    assert KIND not in await room.say(room.mari, f"/vaata {ref}", DUTY)


async def test_a_group_that_cannot_be_looked_at_sees_numbers_only(room: Room) -> None:
    room.server.next_answers.append(Scripted("getChatMemberCount", 500, "Internal Server Error"))
    ref = room.letter_comes()
    await room.tell()
    assert ref in room.last(DUTY).text
    assert KIND not in room.last(DUTY).text


async def test_a_group_of_others_is_left_alone(room: Room) -> None:
    room.server.group(-1009, "Sõbrad", room.mari)
    room.server.join(-1009, room.kadri)
    await room.listen()
    assert await room.tell() == []


@pytest.mark.parametrize("times", [1, 3])
async def test_the_head_is_told_once_of_the_same_stranger(room: Room, times: int) -> None:
    for _ in range(times):
        room.server.join(DUTY, room.kadri)
        await room.listen()
    await room.tell()
    assert sum("nimekirjas ei ole" in one.text for one in room.server.chat(HELVE).from_bot) == 1
