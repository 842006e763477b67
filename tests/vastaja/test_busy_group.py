"""A busy group is told quietly and all at once; a danger is told first, and waits for nothing."""

import pytest
from sqlmodel import col, select

from casework.sight import write_sight
from playground.telegram import Scripted
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from tests.bot.conftest import *  # noqa: F403 - the house of the chat
from tests.bot.room import KADRI, Room
from tests.house import DUTY, HandClock
from vastaja.health import Health
from vastaja.telegram import ChatSender

DANGER = "Minu poeg on kodus üksi ja isa lõi teda rihmaga. Kes aitab?"


@pytest.fixture
def sender(room: Room) -> ChatSender:
    return ChatSender(room.bot, room.desk, Health(room.desk.clock))


def letters(room: Room, count: int) -> list[str]:
    return [room.letter_comes(f"Palun selgitage toetust, küsimus {number}.", message_id=f"<b{number}@x.example>") for number in range(count)]


def in_the_group(room: Room) -> list[str]:
    return [one.text for one in room.server.chat(DUTY).from_bot]


async def test_two_new_cases_are_two_cards_with_a_sound(room: Room, sender: ChatSender) -> None:
    letters(room, 2)
    await sender.round()
    assert len(in_the_group(room)) == 2
    assert not any(call.fields.get("disable_notification") for call in room.server.calls)


async def test_many_new_cases_are_one_quiet_message_whose_buttons_open_the_cards(room: Room, sender: ChatSender) -> None:
    refs = letters(room, 24)
    await sender.round()
    first, second = room.server.chat(DUTY).from_bot
    assert "Uusi pöördumisi: 20" in first.text
    assert [ref in first.text + second.text for ref in refs] == [True] * 24
    assert sum(bool(call.fields.get("disable_notification")) for call in room.server.calls) == 2
    await room.press(room.mari, first, refs[3])
    assert f"{refs[3]} · selgitustaotlus" in room.last(DUTY).text


async def test_a_danger_comes_before_them_aloud_and_is_no_line_among_others(room: Room, sender: ChatSender) -> None:
    letters(room, 5)
    ref = room.letter_comes(DANGER, message_id="<d@x.example>")
    sender._pace._told[f"chat:{DUTY}"].extend([room.desk.clock()] * 18)  # the group has been written to all the while
    await sender.round()
    (alert,) = in_the_group(room)
    assert "🚨" in alert
    assert ref in alert


async def test_what_waits_for_a_busy_group_comes_in_one_message_when_it_may(room: Room, sender: ChatSender, clock: HandClock) -> None:
    sender._pace._told[f"chat:{DUTY}"].extend([clock()] * 18)
    refs = letters(room, 4)
    await sender.round()
    assert in_the_group(room) == []
    clock.move(seconds=61)
    await sender.round()
    (told,) = in_the_group(room)
    assert all(ref in told for ref in refs)


async def test_a_message_that_failed_leaves_all_its_cases_to_be_told_again(room: Room, sender: ChatSender, clock: HandClock) -> None:
    refs = letters(room, 3)
    room.server.next_answers.append(Scripted("sendMessage", 502, "Bad Gateway"))
    await sender.round()
    clock.move(minutes=1)
    await sender.round()
    (told,) = in_the_group(room)
    assert all(ref in told for ref in refs)


async def test_a_case_the_group_may_not_know_of_is_no_line_of_it(room: Room, sender: ChatSender) -> None:
    refs = letters(room, 4)
    room.desk.do_now(lambda turn: write_sight(turn.session, turn.case(refs[1]).id, [room.people.jyri.id], sees=True))
    await sender.round()
    (told,) = in_the_group(room)
    assert [ref in told for ref in refs] == [True, False, True, True]
    states = room.desk.look_now(lambda turn: turn.session.exec(select(OutboxItem.state).where(
        OutboxItem.what == "new_case").order_by(col(OutboxItem.id))).all())  # fmt: skip
    assert states == [Dispatch.SENT, Dispatch.WITHDRAWN, Dispatch.SENT, Dispatch.SENT]


async def test_one_chat_hears_what_was_decided_for_it_in_that_order(room: Room, sender: ChatSender) -> None:
    await room.writes(room.kadri, "Kes maksab lasteaiakoha eest?")
    await sender.round()
    said = [one.text for one in room.server.chat(KADRI).from_bot]
    assert "112" in said[-2]  # the receipt, and then the question for a name
    assert "lisage oma nimi" in said[-1]
    for text in ("x" * 9000, "teine"):
        room.desk.do_now(lambda turn, text=text: turn.tell(f"chat:{KADRI}", "to_citizen", text=text))
    await sender.round()
    assert [one.text for one in room.server.chat(KADRI).from_bot][-1] == "teine"
