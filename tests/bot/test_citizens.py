"""A citizen in the bot: welcomed with the emergency numbers, heard, answered; and nothing is lost of what they write."""

from bot.door import Door
from casework import content, views
from casework.assign import take
from casework.draft import draft_answer, edit
from casework.outbox import claim
from rules.records import Dispatch, Filed, Way
from tests.bot.room import KADRI, Room
from tests.house import DUTY

QUESTION = "Palun selgitage, kes maksab lasteaiakoha eest."


async def test_the_first_words_are_the_emergency_numbers(room: Room) -> None:
    for words in ("/start", "/abi", "/help", "abi", "Appi!", "помогите", "help"):
        said = await room.say(room.kadri, words)
        assert said.startswith("Kui lapse elu või tervis on ohus, helistage kohe hädaabinumbril 112."), words


async def test_a_citizen_is_welcomed_in_their_own_language(room: Room) -> None:
    ivan = room.server.person(502, "Ivan", language="ru")
    assert "112" in (said := await room.say(ivan, "/start"))
    assert "обращени" in said


async def test_words_of_a_citizen_are_a_letter_with_one_receipt(room: Room) -> None:
    said = room.server.say(room.kadri, QUESTION)
    await room.listen()
    assert room.after(said) == []  # the receipt comes by the outbox
    assert room.outcome()[0] is Filed.CASE
    await room.tell()
    (receipt,) = room.after(said)
    assert "Pöördumise number on 26-0001" in receipt.text or "number on 26-0001" in receipt.text
    assert "112" in receipt.text.splitlines()[0]
    case = room.desk.look_now(views.card, "26-0001")
    assert case.channel is Way.TELEGRAM
    assert "26-0001" in room.last(DUTY).text


async def test_a_second_message_is_added_and_confirmed(room: Room) -> None:
    await room.say(room.kadri, QUESTION)
    said = await room.say(room.kadri, "Lisan: laps on kolmene.")
    assert "Lisasime Teie sõnumi pöördumisele 26-0001" in said
    assert "112" in said
    assert room.outcome()[0] is Filed.FOLLOW_UP


async def test_a_forwarded_text_of_a_citizen_is_heard_as_a_letter(room: Room) -> None:
    original = room.server.say(room.kadri, QUESTION)
    room.server.forward(room.kadri, original)
    await room.listen()
    assert [room.outcome(at)[0] for at in (-2, -1)] == [Filed.CASE, Filed.FOLLOW_UP]


async def test_words_below_a_picture_are_kept_and_the_picture_asked_for_by_mail(room: Room) -> None:
    said = room.server.send_document(room.kadri, "pilt.jpg", b"x", caption=QUESTION, as_photo=True)
    await room.listen()
    assert "Teie sõnumi teksti saime kätte" in room.after(said)[0].text
    assert room.outcome()[0] is Filed.CASE


async def test_a_file_alone_is_answered_kindly(room: Room) -> None:
    said = room.server.send_document(room.kadri, "kiri.pdf", b"x")
    await room.listen()
    assert "info@ska.example" in room.after(said)[0].text
    assert room.outcome()[0] is Filed.COMMAND


async def test_a_citizen_sees_how_the_letters_stand_and_no_more(room: Room) -> None:
    assert "ei ole siin ühtegi pöördumist" in await room.say(room.kadri, "/seis")
    await room.say(room.kadri, QUESTION)
    said = await room.say(room.kadri, "/seis")
    assert "26-0001: vastame hiljemalt 8. detsembril 2026" in said
    other = room.server.person(503, "Teine")
    assert "26-0001" not in await room.say(other, "/seis")


async def test_the_answer_comes_to_the_citizen_word_for_word_as_it_was_approved(room: Room) -> None:
    await room.say(room.kadri, QUESTION)
    room.desk.do_now(take, room.people.mari, "26-0001")
    room.desk.do_now(draft_answer, room.people.mari, "26-0001")
    room.desk.do_now(edit, room.people.mari, "26-0001", 1, "Maksab omavalitsus & <vanem>.")
    await room.say(room.helve, "/kinnita 26-0001")
    await room.say(room.helve, "/kinnita 26-0001")
    approved = room.desk.look_now(content.draft, "26-0001").text
    await room.say(room.mari, "/saada 26-0001")
    await room.tell()
    assert room.last(KADRI).text == approved.strip()
    assert room.desk.look_now(views.card, "26-0001").sending is Dispatch.SENT


async def test_a_citizen_who_has_stopped_the_bot_is_known_and_the_official_told(room: Room) -> None:
    await room.say(room.kadri, QUESTION)
    room.desk.do_now(take, room.people.mari, "26-0001")
    room.server.block(room.kadri)
    await room.listen()
    told = await room.tell()
    assert Dispatch.NEVER in [one.state for one in told]
    room.server.unblock(room.kadri)
    await room.listen()
    assert "26-0001" in await room.say(room.kadri, "/seis")


async def test_where_the_agency_takes_no_letters_here_the_address_is_told(room: Room) -> None:
    room.door = Door(room.bot, room.desk, room.understand, room.read, citizens=False)
    said = await room.say(room.kadri, QUESTION)
    assert "info@ska.example" in said
    assert "112" in said
    assert room.desk.do_now(claim, "chat", 9) == []


async def test_a_changed_message_is_asked_for_anew(room: Room) -> None:
    said = room.server.say(room.kadri, QUESTION)
    await room.listen()
    room.server.edit(said, "Midagi muud")
    await room.listen()
    assert "Muudetud sõnumit me uuesti ei loe" in room.after(said)[0].text
