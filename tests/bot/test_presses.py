"""Buttons: a press has one effect, an old one changes nothing and says what is now, two at once do not both win."""

from sqlalchemy import event

from casework import views
from casework.assign import take
from casework.correct import change_kind
from rules.kinds import Kind
from tests.bot.room import Room
from tests.house import DUTY

MOST_ASKED = 20  # statements, from the ledger to the painted card


async def test_of_two_who_press_one_wins_and_the_other_hears_who(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    first, second = room.server.press(room.mari, card, "✋ Võtan"), room.server.press(room.jyri, card, "✋ Võtan")
    await room.listen()
    assert first.text == f"Pöördumine {ref} on võetud."
    assert second.text == f"Juba tehtud. Pöördumise {ref} seis: menetluses (Mari Mets)."
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"


async def test_a_double_click_has_one_effect(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    room.server.press(room.mari, card, "✋ Võtan")
    again = room.server.press(room.mari, card, "✋ Võtan")
    await room.listen()
    assert "Juba tehtud" in again.text
    assert room.desk.look_now(views.card, ref).version == 2


async def test_a_press_asks_the_database_little(room: Room) -> None:
    """Two hundred officials press forty times a second: what a press costs is mostly what it asks."""
    ref = room.letter_comes()
    card = (await room.heard(room.mari, f"/vaata {ref}"))[0]
    asked: list[str] = []
    for engine in {room.desk.store.engine, room.desk.store.reading_engine}:
        event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    await room.press(room.mari, card, "✋ Võtan")
    assert "Menetleja: Mari Mets" in card.text
    assert len([one for one in asked if not one.startswith("BEGIN")]) <= MOST_ASKED, asked


async def test_an_old_button_says_what_is_now_and_paints_the_card_anew(room: Room, people: object) -> None:
    ref = room.letter_comes()
    await room.heard(room.mari, f"/votan {ref}")
    card = (await room.heard(room.mari, f"/vaata {ref}"))[0]
    room.desk.do_now(change_kind, room.people.mari, ref, Kind.INFORMATION)
    query = await room.press(room.mari, card, "📝 Mustand")
    assert query.text == f"Vana nupp, midagi ei muudetud. Pöördumise {ref} seis: menetluses."
    assert "teabenõue" in card.text
    assert room.desk.look_now(views.card, ref).draft_version == 0


async def test_a_button_of_a_message_that_was_deleted_answers_beside_it(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    room.server.press(room.mari, card, "✋ Võtan")
    card.chat.messages.remove(card)
    await room.listen()
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"
    assert "Menetleja: Mari Mets" in room.last(DUTY).text


async def test_the_card_in_the_duty_chat_follows_what_is_done_in_private(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    await room.say(room.mari, f"/votan {ref}")
    assert "Menetleja: Mari Mets" in card.text
    assert "✋ Võtan" not in card.buttons


async def test_a_press_on_a_list_opens_the_card_and_leaves_the_list(room: Room) -> None:
    ref = room.letter_comes()
    found = (await room.heard(room.mari, "/uued"))[0]
    await room.press(room.mari, found, ref)
    assert "Menetlejata pöördumised" in found.text
    assert room.last(room.mari.id).text.startswith(f"🟢 {ref}")


async def test_a_list_is_turned_page_by_page_in_one_message(room: Room) -> None:
    refs = [room.letter_comes(message_id=f"<{number}@post.example>") for number in range(12)]
    found = (await room.heard(room.mari, "/uued"))[0]
    assert found.buttons[-1] == "› 2/2"
    await room.press(room.mari, found, "› 2/2")
    assert refs[-1] in found.text
    assert refs[0] not in found.text
    await room.press(room.mari, found, "‹ 1/2")
    assert refs[0] in found.text


async def test_an_answer_to_a_card_needs_no_number(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    await room.say(room.mari, "/votan", DUTY, reply_to=room.last(DUTY))
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"


async def test_a_case_is_closed_by_pressing_its_outcome_and_opened_again(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    card = (await room.heard(room.mari, f"/vaata {ref}"))[0]
    await room.press(room.mari, card, "🗄 Lõpeta")
    asked = room.last(room.mari.id)
    await room.press(room.mari, asked, "Teadmiseks võetud")
    assert "🗄 Lõpetatud" in asked.text  # the card has come into the place of the question
    assert "🗄 Lõpetatud" not in card.text
    await room.press(room.mari, asked, "🔓 Ava uuesti")
    assert "✍️ Menetluses" in asked.text
