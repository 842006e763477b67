"""What waits for a person in the chat: held letters and letters of ours whose fate is open."""

import pytest
from sqlmodel import col, select

from casework import views
from casework.assign import take
from casework.held import held
from casework.limit import limit
from casework.outbox import claim, settle
from casework.parcels import Told
from casework.turn import Turn
from rules.records import Dispatch
from storage.tables import Ledger
from tests.bot.room import Room
from tests.house import DUTY, JYRI, receive
from tests.house import letter as octets


@pytest.fixture
async def pen(room: Room) -> str:
    """Hold a letter from a stranger with a known number, and return the number."""
    ref = room.letter_comes()
    room.uid += 1
    raw = octets(
        "Lisan veel.", subject=f"Re: {ref}", sender="Võõras <voras@else.example>", message_id="<v@else.example>"
    )
    receive(room.desk, room.originals, raw, room.uid)
    await room.tell()
    return ref


def held_id(room: Room) -> int:
    return room.desk.look_now(held)[0].id


async def test_a_held_letter_is_told_with_its_ways_out(room: Room, pen: str) -> None:
    (told,) = (one for one in room.server.chat(DUTY).from_bot if f"Kiri #{held_id(room)} " in one.text)
    assert "ootab inimese otsust: teemareal on meie number" in told.text
    assert "voras" not in told.text
    await room.press(room.mari, told, f"#{held_id(room)} → {pen}")
    assert room.desk.look_now(views.card, pen).letters == 3  # the letter, its receipt, and this one
    assert room.desk.look_now(held) == []


async def test_a_held_letter_becomes_a_case_of_its_own(room: Room, pen: str) -> None:
    assert "uus pöördumine 26-0002" in await room.say(room.mari, f"/ootel {held_id(room)} uus")
    assert room.desk.look_now(views.card, "26-0002").letters > 0


async def test_a_held_letter_that_is_here_already_becomes_a_new_case_only_after_a_look(room: Room) -> None:
    words = "Palun selgitage, kes maksab asenduskodu eest ning millal otsus tuleb, sest ootame vastust juba kolmandat kuud."
    ref = room.letter_comes(words)
    copy = octets(words, subject="Fwd: küsimus", sender="Teine <teine@else.example>", message_id="<koopia@else.example>")
    receive(room.desk, room.originals, copy, folder="junk:Junk", uid=77)
    number = held_id(room)
    (asked,) = await room.heard(room.mari, f"/ootel {number} uus")
    assert f"võib juba olemas olla: {ref}" in asked.text
    assert room.outcome_of_letter() == ref
    await room.press(room.mari, asked, f"#{number} uus pöördumine")
    assert room.outcome_of_letter() != ref
    assert room.desk.look_now(held) == []


async def test_a_held_letter_that_is_here_already_goes_to_its_case_by_a_press(room: Room) -> None:
    words = "Palun selgitage, kes maksab asenduskodu eest ning millal otsus tuleb, sest ootame vastust juba kolmandat kuud."
    ref = room.letter_comes(words)
    receive(room.desk, room.originals, octets(words, sender="Teine <teine@else.example>", message_id="<k@else.example>"), folder="junk:Junk", uid=77)
    (asked,) = await room.heard(room.mari, f"/ootel {held_id(room)} uus")
    await room.press(room.mari, asked, f"#{held_id(room)} → {ref}")
    assert room.outcome_of_letter() == ref
    assert room.desk.look_now(held) == []


async def test_a_held_letter_is_read_in_private_before_it_is_decided_on(room: Room, pen: str) -> None:
    (found,) = await room.heard(room.mari, "/ootel")
    await room.press(room.mari, found, f"#{held_id(room)} näita")
    shown = room.last(room.mari.id)
    assert "Lisan veel." in shown.text
    assert shown.protected
    await room.press(room.mari, found, f"#{held_id(room)} ei ole pöördumine")
    assert "Midagi ei oota" in await room.say(room.mari, "/ootel")


async def test_in_a_group_a_held_letter_is_not_shown(room: Room, pen: str) -> None:
    (found,) = await room.heard(room.mari, "/ootel", DUTY)
    assert not [one for one in found.buttons if "näita" in one]
    assert "privaatvestluses" in await room.say(room.mari, f"/ootel {held_id(room)} näita", DUTY)


async def test_a_letter_put_aside_by_word_needs_a_reason(room: Room, pen: str) -> None:
    assert "Põhjus on puudu" in await room.say(room.mari, f"/ootel {held_id(room)} ei")
    assert "ei ole pöördumine" in await room.say(room.mari, f"/ootel {held_id(room)} ei reklaam")
    assert "ei ole või on see juba lahendatud" in await room.say(room.mari, "/ootel 999 uus")


async def test_a_letter_of_ours_nobody_knows_of_is_settled_by_a_press(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    for parcel in room.desk.do_now(claim, "mail", 5):
        room.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.UNCERTAIN, "the answer was lost")])
    await room.tell()
    told = room.last(room.mari.id)
    assert f"{ref}: ei ole teada, kas kättesaamisteade jõudis kohale" in told.text
    (found,) = await room.heard(room.mari, "/ootel")
    assert "ei ole teada, kas see jõudis kohale" in found.text
    query = await room.press(room.mari, found, f"{ref} läks kohale")
    assert query.text == "Kirja pandud: läks kohale."
    again = await room.press(room.mari, told, f"{ref} saada uuesti")
    assert again.text == "Selle kirja kättetoimetamine on juba selge."


async def test_a_held_letter_that_may_be_a_colleagues_asks_its_purpose_and_then_is_shown(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    number = held_for(room, ref)
    (listed,) = await room.heard(room.jyri, "/ootel")
    await room.press(room.jyri, listed, f"#{number} näita")
    asked = room.last(JYRI)
    assert "Mille jaoks" in asked.text
    await room.press(room.jyri, asked, "Registreerin või postitan")
    assert "Teine küsimus" in room.last(JYRI).text


async def test_a_held_letter_of_a_case_for_named_people_is_shown_to_nobody_else(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    number = held_for(room, ref)
    room.desk.do_now(limit, room.people.mari, ref, [])
    (listed,) = await room.heard(room.jyri, "/ootel")
    assert ref not in listed.text
    assert not any(ref in one for one in listed.buttons)
    query = await room.press(room.jyri, listed, f"#{number} näita")
    assert "ainult nimetatud inimesed" in query.text
    (listed,) = await room.heard(room.mari, "/ootel")
    assert ref in listed.text


def held_for(room: Room, ref: str) -> int:
    """Let a letter wait in the pen that seems to belong to a case; return its number."""
    receive(room.desk, room.originals, octets("Teine küsimus.", message_id="<teine@post.example>"), folder="junk:Junk", uid=77)

    def propose(turn: Turn) -> int:
        row = turn.session.exec(select(Ledger).order_by(col(Ledger.id).desc())).first()
        assert row
        row.proposed_ref = ref
        return row.id or 0

    return room.desk.do_now(propose)
