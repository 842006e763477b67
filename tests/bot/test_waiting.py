"""What waits for a person besides letters of the pen: receipts of old letters, letters that came back, updates that failed."""

from datetime import timedelta

import pytest

from casework.backlog import held_receipts
from casework.bounce import note_deliveries
from casework.held import held
from casework.outbox import Told, claim, due, settle
from casework.receive import Update, settle_update, take_updates
from casework.troubles import tell_trouble
from mail.letter import Address, Delivery, Letter
from rules.records import Dispatch, Filed
from tests.bot.room import Room
from tests.house import CITIZEN, DUTY, HEADS, receive
from tests.house import letter as octets


@pytest.fixture
async def old_letter(room: Room) -> Room:
    room.uid += 1
    receive(room.desk, room.originals, octets("Palun selgitage asenduskodu tasu."), room.uid,
            arrived=room.desk.clock() - timedelta(days=9))  # fmt: skip
    await room.tell()
    return room


async def test_old_letters_are_told_with_two_buttons_and_their_receipts_are_sent_by_one(old_letter: Room) -> None:
    told = next(one for one in old_letter.server.chat(DUTY).messages if "vanu kirju" in one.text)
    assert old_letter.desk.look_now(held_receipts) == 1
    await old_letter.press(old_letter.mari, told, "Saada teated")
    assert old_letter.desk.look_now(held_receipts) == 0
    assert old_letter.desk.look_now(due, "mail")
    await old_letter.press(old_letter.mari, told, "Ära saada")  # too late: nothing waits any more
    assert old_letter.desk.look_now(due, "mail")


async def test_receipts_of_old_letters_stand_in_the_list_and_can_be_left_unsent(old_letter: Room) -> None:
    (listed,) = await old_letter.heard(old_letter.mari, "/ootel")
    assert "teated: 1" in listed.text
    await old_letter.press(old_letter.mari, listed, "Ära saada")
    assert "Midagi ei oota" in await old_letter.say(old_letter.mari, "/ootel")
    assert not old_letter.desk.look_now(due, "mail")


async def test_a_letter_that_came_back_stands_in_the_list_and_can_be_sent_again(room: Room) -> None:
    room.letter_comes()
    (parcel,) = room.desk.do_now(claim, "mail", 8)
    room.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])
    report = Letter(digest="0", message_id="", date=None, subject="", sender=Address("", ""),
                    deliveries=(Delivery(CITIZEN, "failed", "5.1.1", parcel.message_id),))  # fmt: skip
    room.desk.do_now(note_deliveries, report)
    (listed,) = await room.heard(room.mari, "/ootel")
    assert "teade" in listed.text
    await room.press(room.mari, listed, "26-0001 saada uuesti")
    assert room.desk.look_now(due, "mail")


async def test_an_update_that_failed_is_told_and_can_be_handled_again_but_is_no_letter(room: Room) -> None:
    (ledger_id,) = room.desk.do_now(take_updates, [Update(990, "d", "{}")])
    room.desk.do_now(settle_update, ledger_id, Filed.SET_ASIDE, why="KeyError")
    await room.tell()
    assert f"#{ledger_id}" in room.last(DUTY).text
    assert "tuli vestlusest" in await room.say(room.mari, f"/ootel {ledger_id} uus")
    await room.say(room.mari, f"/ootel {ledger_id} uuesti")
    assert ledger_id not in [one.id for one in room.desk.look_now(held)]


@pytest.mark.parametrize(("kind", "words"), [
    ("folder_missing", "ei ole kausta Kirjad"), ("full", "on täis"), ("rejected", "ei luba"), ("unreadable", "kätte ei anna"),
])  # fmt: skip
async def test_a_trouble_of_a_mailbox_is_told_to_the_heads_with_the_name_of_the_folder(
    room: Room, kind: str, words: str
) -> None:
    room.desk.do_now(tell_trouble, "info", "Kirjad", kind)
    await room.tell()
    assert words in room.last(HEADS).text
    assert "Kirjad" in room.last(HEADS).text
