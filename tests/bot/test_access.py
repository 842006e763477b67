"""Who may speak is asked before what is said: strangers, forwarded and edited words, other groups, forged buttons."""

from typing import Any

import pytest

from bot.buttons import Press
from casework import case_lists, views
from casework.people import invite, remove
from playground.bot_people import People as Town
from playground.telegram import too_many
from rules.kinds import Role
from rules.records import Filed
from tests.bot.room import Room
from tests.house import DUTY

CODE_REFUSED = "See kood ei kehti. Uue koodi annab asutuse haldur."


async def test_a_stranger_in_our_group_hears_nothing(room: Room) -> None:
    ref = room.letter_comes()
    assert await room.say(room.kadri, f"/vaata {ref}", DUTY) == ""
    assert room.outcome() == (Filed.IGNORED, "")


async def test_a_stranger_presses_a_button_in_our_group_in_vain(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    query = await room.press(room.kadri, room.last(DUTY), "✋ Võtan")
    assert (query.answered, query.text) == (True, "")
    assert room.desk.look_now(views.card, ref).handler == ""


async def test_a_case_that_is_there_and_one_that_is_not_look_alike_to_a_stranger(room: Room) -> None:
    ref = room.letter_comes()
    assert await room.say(room.kadri, f"/vaata {ref}") == await room.say(room.kadri, "/vaata 26-9999")


async def test_a_wrong_code_and_one_tried_too_often_look_alike(room: Room) -> None:
    answers = {await room.say(room.kadri, f"/start wrong-code-{number}") for number in range(7)}
    assert answers == {CODE_REFUSED}


async def test_after_five_wrong_codes_even_the_right_one_does_not_open(room: Room) -> None:
    for number in range(5):
        await room.say(room.kadri, f"/start wrong-{number}")
    code = room.desk.do_now(invite, "Uus Ametnik", [Role.OFFICIAL])
    assert await room.say(room.kadri, f"/start {code}") == CODE_REFUSED


async def test_an_invited_person_comes_in_with_the_code_once(room: Room) -> None:
    code = room.desk.do_now(invite, "Uus Ametnik", [Role.OFFICIAL])
    other = room.server.person(601, "Uus")
    welcome = await room.say(other, f"/start {code}")
    assert "Tere, Uus Ametnik!" in welcome
    assert "/votan NUMBER" in welcome
    assert "votan" in [one["command"] for one in room.server.exchange.menus[f"chat:{other.id}", ""]]
    assert await room.say(room.kadri, f"/start {code}") == CODE_REFUSED


async def test_who_has_left_the_agency_is_a_citizen_at_once(room: Room) -> None:
    room.desk.do_now(remove, "Mari Mets")
    assert "Seda käsku me ei tunne" in await room.say(room.mari, "/uued")


async def test_a_forwarded_command_is_not_carried_out(room: Room) -> None:
    ref = room.letter_comes()
    original = room.server.say(room.kadri, f"/votan {ref}")
    await room.listen()
    forwarded = room.server.forward(room.mari, original)
    await room.listen()
    assert "Edastatud sõnum ei ole käsk" in room.after(forwarded)[0].text
    assert room.desk.look_now(views.card, ref).handler == ""


async def test_a_forwarded_command_in_a_group_is_passed_over(room: Room) -> None:
    ref = room.letter_comes()
    original = room.server.say(room.jyri, f"/vaata {ref}")
    await room.listen()
    forwarded = room.server.forward(room.mari, original, DUTY)
    await room.listen()
    assert room.after(forwarded) == []


async def test_a_command_changed_afterwards_does_not_run_again(room: Room) -> None:
    ref = room.letter_comes()
    said = room.server.say(room.mari, "/vaata 26-9999")
    await room.listen()
    room.server.edit(said, f"/votan {ref}")
    await room.listen()
    assert "Muudetud sõnumit uuesti ei loeta" in room.after(said)[-1].text
    assert room.desk.look_now(views.card, ref).handler == ""


async def test_in_a_group_that_is_not_ours_nothing_of_a_case_is_said(room: Room) -> None:
    ref = room.letter_comes()
    room.server.group(-1009, "Sõbrad", room.mari, room.kadri)
    assert await room.say(room.mari, f"/vaata {ref}", -1009) == ""


async def test_a_command_for_another_bot_is_not_ours(room: Room) -> None:
    room.server.exchange.privacy = False
    assert await room.say(room.mari, "/uued@other_bot", DUTY) == ""
    assert await room.say(room.mari, "/uued@vastaja_bot", DUTY) == "Kõigil pöördumistel on menetleja."


async def test_talk_among_colleagues_in_a_group_is_none_of_ours(room: Room) -> None:
    room.server.exchange.privacy = False
    assert await room.say(room.mari, "Kes selle võtab?", DUTY) == ""
    assert await room.say(room.mari, "/tundmatu", DUTY) == ""
    assert room.desk.look_now(case_lists.by_deadline).total == 0


@pytest.mark.parametrize(
    "data", ["", "x", "votan:a:b:c", "nosuch:1:1:", "votan:99999:1:", "votan:1:1", "settle:0:0:99", "ootel:0:0:99 uus"]
)
async def test_forged_data_does_nothing_and_is_answered(room: Room, data: str) -> None:
    room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    query = forged(room.server, room, card, data)
    await room.listen()
    assert query.answered
    assert room.desk.look_now(views.card, "26-0001").version == 1


async def test_a_right_is_asked_at_the_press_not_when_the_button_was_made(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    query = await room.press(room.piret, room.last(DUTY), "✋ Võtan")
    assert query.text == "Selleks ei ole õigust. Mida saab teha: /abi"
    assert room.desk.look_now(views.card, ref).handler == ""


async def test_an_update_taken_twice_has_one_effect_and_one_answer(room: Room) -> None:
    ref = room.letter_comes()
    said = room.server.say(room.mari, f"/votan {ref}")
    updates = await room.bot.get_updates(timeout=0)
    await room.listen()
    version = room.desk.look_now(views.card, ref).version
    await room.door.take(room.taken[-1], updates[-1].to_json())
    assert room.desk.look_now(views.card, ref).version == version
    assert len(room.after(said)) == 1


def forged(server: Town, room: Room, card: Any, data: str) -> Any:
    """Press a button that the message does not have, as a changed program may."""
    button = card.keyboard[0][0]
    card.keyboard[0][0] = type(button)(button.text, data, "", button.raw)
    query = server.press(room.mari, card, button.text)
    card.keyboard[0][0] = button
    return query


def test_the_data_of_a_button_fits_into_what_telegram_keeps() -> None:
    assert len(Press("kinnita", 10**9, 10**6, "12345").data().encode()) <= 64
    with pytest.raises(ValueError, match="too long"):
        Press("x" * 70).data()


async def test_a_link_opens_and_never_decides(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    draft = (await room.heard(room.mari, f"/mustand {ref}"))[0]
    await room.say(room.mari, "Maksab omavalitsus.", reply_to=draft)
    await room.say(room.helve, f"/kinnita {ref}")  # has read it
    assert "mustand v2" in await room.say(room.helve, f"/start kinnita_{ref}")
    assert not room.desk.look_now(views.card, ref).draft_approved
    assert await room.say(room.helve, f"/start saada_{ref}") == CODE_REFUSED
    assert "Selleks ei ole õigust" in await room.say(room.piret, f"/start kinnita_{ref}")


async def test_a_short_flood_limit_is_waited_out_and_a_long_one_loses_only_the_answer(room: Room) -> None:
    ref = room.letter_comes()
    room.server.next_answers.append(too_many("sendMessage", 1))
    assert ref in await room.say(room.mari, f"/vaata {ref}")
    room.server.next_answers.append(too_many("sendMessage", 60))
    assert await room.say(room.mari, f"/votan {ref}") == ""
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"
    assert room.outcome()[0] is Filed.COMMAND


async def test_asked_twice_for_approval_the_head_hears_once_a_day(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    draft = (await room.heard(room.mari, f"/mustand {ref}"))[0]
    for _ in range(2):
        await room.press(room.mari, draft, "📨 Saada kooskõlastamiseks")
    await room.tell()
    assert sum("palub kooskõlastust" in one.text for one in room.server.chat(room.helve.id).from_bot) == 1
