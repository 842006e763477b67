"""Commands that lack words ask for them one by one; /katkesta leaves, a restart forgets nothing."""

from sqlmodel import select

from bot.door import Door
from casework import content, views
from casework.turn import Turn
from storage.desk_tables import Official
from tests.bot.room import Room
from tests.house import DUTY, HandClock


async def taken(room: Room) -> str:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    return ref


async def test_a_command_without_a_number_offers_my_cases(room: Room) -> None:
    mine, other = await taken(room), room.letter_comes(message_id="<b@post.example>")
    asked = (await room.heard(room.mari, "/mustand"))[0]
    assert "Millise pöördumise kohta on käsk /mustand?" in asked.text
    assert asked.buttons == [mine]
    assert other not in asked.buttons
    await room.press(room.mari, asked, mine)
    assert room.desk.look_now(views.card, mine).draft_version == 1


async def test_the_number_may_be_written_instead_of_a_press(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, "/mustand")
    assert "ei ole pöördumise numbrit" in await room.say(room.mari, "see eilne")
    await room.say(room.mari, f"number {ref}"[7:])
    assert room.desk.look_now(views.card, ref).draft_version == 1


async def test_take_without_a_number_offers_what_nobody_has_taken(room: Room) -> None:
    await taken(room)
    free = room.letter_comes(message_id="<b@post.example>")
    asked = (await room.heard(room.jyri, "/votan"))[0]
    assert asked.buttons == [free]
    await room.press(room.jyri, asked, free)
    assert room.desk.look_now(views.card, free).handler == "Jüri Jõgi"


async def test_a_missing_reason_is_asked_and_the_next_message_is_it(room: Room) -> None:
    ref = await taken(room)
    assert "Miks on 26-0001 vastamiseks rohkem aega vaja?" in await room.say(room.mari, f"/pikenda {ref}")
    await room.say(room.mari, "Ootame andmeid kohalikult omavalitsuselt.")
    assert "Ootame andmeid" in room.desk.look_now(content.draft, ref).text
    assert "vabas vormis" not in await room.say(room.mari, "/minu")
    assert "mustandi" in await room.say(room.jyri, "Veel midagi.")  # nobody asked him


async def test_words_given_before_the_case_is_picked_are_not_asked_again(room: Room) -> None:
    ref = await taken(room)
    asked = (await room.heard(room.mari, "/pikenda Ootame andmeid kohalikult omavalitsuselt."))[0]
    await room.press(room.mari, asked, ref)
    assert "Ootame andmeid" in room.desk.look_now(content.draft, ref).text


async def test_what_can_be_chosen_is_offered_as_buttons(room: Room) -> None:
    ref = await taken(room)
    asked = (await room.heard(room.mari, f"/liik {ref}"))[0]
    assert "teabenõue" in asked.buttons
    await room.press(room.mari, asked, "teabenõue")
    assert room.desk.look_now(views.card, ref).kind == "teabenoue"
    asked = (await room.heard(room.mari, f"/maara {ref}"))[0]
    await room.press(room.mari, asked, "Jüri Jõgi")
    assert room.desk.look_now(views.card, ref).handler == "Jüri Jõgi"
    asked = (await room.heard(room.jyri, f"/keel {ref}"))[0]
    await room.press(room.jyri, asked, "vene")
    assert room.desk.look_now(views.card, ref).language == "ru"


async def test_an_answer_that_is_not_understood_is_asked_for_again(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/keel {ref}")
    assert "Keelt „klingoni“ ei ole" in await room.say(room.mari, "klingoni")
    await room.say(room.mari, "vene")
    assert room.desk.look_now(views.card, ref).language == "ru"


async def test_the_return_button_asks_why(room: Room) -> None:
    ref = await taken(room)
    draft = (await room.heard(room.mari, f"/mustand {ref}"))[0]
    await room.say(room.mari, "Maksab omavalitsus.", reply_to=draft)
    shown = (await room.heard(room.helve, f"/kinnita {ref}"))[-1]
    query = await room.press(room.helve, shown, "↩️ Tagasi")
    assert query.answered
    assert "Miks mustand 26-0001 tagasi saadetakse?" in room.last(room.helve.id).text
    await room.say(room.helve, "Lisada viide seadusele.")
    assert room.desk.look_now(content.draft, ref).returned_why == "Lisada viide seadusele."


async def test_no_child_in_need_asks_why(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/laps {ref} mure")
    assert "Põhjus on puudu." in await room.say(room.mari, f"/laps {ref} ei")
    await room.say(room.mari, "Tegu on vana looga.")
    assert not room.desk.look_now(views.card, ref).child_open


async def test_what_was_done_for_a_child_is_asked_after_the_press(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/laps {ref} mure")
    card = (await room.heard(room.mari, f"/laps {ref} votan"))[-1]
    await room.press(room.mari, card, "Edastatud KOV-ile")
    assert "Kellele 26-0001 edastati" in room.last(room.mari.id).text
    await room.say(room.mari, "Kivila vald, krüpteeritult, kell 10.15")
    assert not room.desk.look_now(views.card, ref).child_open


async def test_leaving_changes_nothing(room: Room) -> None:
    ref = await taken(room)
    version = room.desk.look_now(views.card, ref).version
    await room.say(room.mari, f"/pikenda {ref}")
    assert await room.say(room.mari, "/katkesta") == "Pooleli olnu on lõpetatud. Midagi ei muudetud."
    assert "vabas vormis" in await room.say(room.mari, "Ootame andmeid.")
    assert room.desk.look_now(views.card, ref).version == version
    assert await room.say(room.mari, "/katkesta") == "Midagi ei ole pooleli."


async def test_another_command_leaves_the_question_and_a_look_does_not(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/pikenda {ref}")
    await room.say(room.mari, f"/vaata {ref}")
    await room.say(room.mari, "Ootame andmeid.")
    assert room.desk.look_now(views.card, ref).draft_version == 1
    await room.say(room.mari, f"/pikenda {ref}")
    await room.say(room.mari, f"/laps {ref} mure")
    assert "vabas vormis" in await room.say(room.jyri, "Ootame.")
    assert room.desk.look_now(views.card, ref).draft_version == 1


async def test_a_question_survives_a_restart(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/pikenda {ref}")
    room.door = Door(room.bot, room.desk, room.understand, room.read)
    await room.say(room.mari, "Ootame andmeid.")
    assert room.desk.look_now(views.card, ref).draft_version == 1


async def test_a_question_dies_of_age(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/pikenda {ref}")
    clock.move(minutes=31)
    assert "vabas vormis" in await room.say(room.mari, "Ootame andmeid.")
    assert room.desk.look_now(views.card, ref).draft_version == 0


async def test_in_a_group_the_missing_words_are_told_not_asked(room: Room) -> None:
    ref = await taken(room)
    assert await room.say(room.mari, "/vaata", DUTY) == "Number on puudu. Näide: /vaata 26-0142"
    assert "Vaja on numbrit ja liiki" in await room.say(room.mari, f"/liik {ref}", DUTY)


async def test_a_pick_after_its_time_says_so(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    asked = (await room.heard(room.mari, "/mustand"))[0]
    clock.move(minutes=40)
    assert (await room.press(room.mari, asked, ref)).text == "See küsimus on aegunud. Palun anda käsk uuesti."


async def test_who_may_no_more_is_refused_at_the_answer(room: Room) -> None:
    ref = await taken(room)
    asked = (await room.heard(room.mari, "/mustand"))[0]
    room.desk.do_now(_only_press)
    query = await room.press(room.mari, asked, ref)
    assert query.text.startswith("Selleks ei ole õigust")


def _only_press(turn: Turn) -> None:
    row = turn.session.exec(select(Official).where(Official.name == "Mari Mets")).one()
    row.roles = ["press"]
    turn.session.add(row)
