"""In the chat: a new matter is split off by a press, cases are joined, and the answer's address is chosen in private."""

from typing import Any

from casework import views
from casework.assign import take
from casework.close import close
from casework.letters import recipients_of
from rules.kinds import Outcome
from rules.life import State
from tests.bot.room import Room
from tests.house import CITIZEN, DUTY

INFORMATION = "Palun väljastada teabenõude korras 2025. aasta kontrolliakti koopia."


def later(room: Room, ref: str, text: str = INFORMATION, subject: str = "Teabenõue", **head: Any) -> None:
    """Let the citizen answer our receipt."""
    token = room.desk.look_now(lambda turn: turn.case(ref).token)
    headers = {"In-Reply-To": f"<{token}.{'0' * 24}@ska.example>"}
    assert room.letter_comes(text, subject=subject, message_id=f"<{len(text)}@post.example>", headers=headers, **head) == ref


async def test_a_new_matter_is_asked_about_and_split_off_by_one_press(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    later(room, ref)
    await room.tell()
    told = next(one for one in room.server.chat(room.mari.id).from_bot if "uut asja" in one.text)
    await room.press(room.mari, told, "Uus asi, uus tähtaeg")
    assert "Kirjast sai uus pöördumine 26-0002" in room.last(room.mari.id).text
    assert room.desk.look_now(views.card, "26-0002").registered is not None
    again = await room.press(room.mari, told, "Uus asi, uus tähtaeg")
    assert "sellist kirja ei ole" in again.text


async def test_a_letter_to_a_closed_case_offers_to_open_it_or_to_begin_anew(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    room.desk.do_now(close, room.people.mari, ref, Outcome.NOTED)
    later(room, ref, "Palun selgitage veel, kes maksab.", "Re: Küsimus")
    await room.tell()
    told = next(one for one in room.server.chat(room.mari.id).from_bot if "Lõpetatud pöördumisele" in one.text)
    assert "Uus pöördumine" in told.buttons
    await room.press(room.mari, told, next(one for one in told.buttons if "va uuesti" in one))
    assert room.desk.look_now(views.card, ref).state is State.ASSIGNED


async def test_later_letters_are_listed_without_a_word_of_theirs(room: Room) -> None:
    ref = room.letter_comes()
    assert "ei ole kirja, millest teha uus" in await room.say(room.mari, f"/jaga {ref}", DUTY)
    later(room, ref)
    (found,) = await room.heard(room.mari, f"/jaga {ref}", DUTY)
    assert "2. kiri" in found.text
    assert "kontrolliakti" not in found.text
    assert "sellist kirja ei ole" in await room.say(room.mari, f"/jaga {ref} 7")
    assert "uus pöördumine 26-0002" in await room.say(room.mari, f"/jaga {ref} 2")


async def test_two_cases_are_joined_by_a_command(room: Room) -> None:
    ref = room.letter_comes()
    other = room.letter_comes("Teen ettepaneku muuta korda.", message_id="<b@post.example>", subject="Märgukiri")
    assert f"Pöördumine {other} on liidetud pöördumisega {ref}" in await room.say(room.mari, f"/yhenda {ref} {other}")
    assert "on lõpetatud" in await room.say(room.mari, f"/ühenda {ref} {other}")
    assert "Vaja on kaht numbrit" in await room.say(room.mari, f"/liida {ref} midagi")


async def test_cases_of_two_writers_are_joined_with_a_warning(room: Room) -> None:
    ref = room.letter_comes()
    other = room.letter_comes("Sama asi.", message_id="<b@else.example>", sender="Jaan <jaan@else.example>", subject="Asi")
    assert "Saatjad on erinevad" in await room.say(room.mari, f"/yhenda {ref} {other}")


async def test_another_reply_address_stands_on_the_card_by_name_only(room: Room) -> None:
    ref = room.letter_comes(headers={"Reply-To": "keegi@mujal.example"})
    shown = await room.say(room.mari, f"/vaata {ref}", DUTY)
    assert "vastuseaadress erineb saatja aadressist" in shown
    assert "saatja: kinnitamata" in shown
    assert "mujal.example" not in shown


async def test_the_address_of_the_answer_is_chosen_in_private(room: Room) -> None:
    ref = room.letter_comes(headers={"Reply-To": "keegi@mujal.example"})
    room.desk.do_now(take, room.people.mari, ref)
    assert "mujal.example" not in await room.say(room.mari, f"/aadress {ref}", DUTY)
    (found,) = await room.heard(room.mari, f"/aadress {ref}")
    assert f"1. {CITIZEN}\n2. keegi@mujal.example" in found.text
    assert found.protected
    await room.press(room.mari, found, "Vasta aadressile keegi@mujal.example")
    assert room.desk.look_now(lambda turn: recipients_of(turn, turn.case(ref))) == ("keegi@mujal.example",)
    assert "mujal.example" not in room.last(room.mari.id).text


async def test_an_address_is_not_chosen_by_one_who_does_not_handle_the_case(room: Room) -> None:
    ref = room.letter_comes(headers={"Reply-To": "keegi@mujal.example"})
    room.desk.do_now(take, room.people.mari, ref)
    assert "tegeleb teine ametnik" in await room.say(room.jyri, f"/aadress {ref} 2")
