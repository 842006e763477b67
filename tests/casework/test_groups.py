"""What is known of who sits in a group, noted by two messages at once."""

from threading import Thread
from time import sleep

from sqlmodel import select

from casework.chat_messages import office_chats
from casework.desk import Desk
from casework.groups import has_strangers, note_members
from casework.office import Chats
from casework.turn import Turn
from storage.desk_tables import OutboxItem
from tests.casework.conftest import Post
from tests.house import DUTY, HEADS, PRESS, People, make_office

UNIT = -2001


def test_a_unit_hears_of_the_letters_of_its_mailbox_in_its_own_group(desk: Desk, people: People, post: Post) -> None:
    desk.office = make_office(chats=Chats(DUTY, PRESS, HEADS, {"info": UNIT, "narva": -2002}))
    post()
    post("Minu naaber peksab praegu oma last, laps karjub. Palun tulge!", message_id="<a2@post.example>")
    post("Tere", message_id="<a3@post.example>", folder="junk:Junk")

    def told(turn: Turn) -> set[tuple[str, str]]:
        found = select(OutboxItem.what, OutboxItem.recipient).where(OutboxItem.channel == "chat")
        return {(what, to) for what, to in turn.session.exec(found) if to.startswith("chat:")}

    assert desk.look_now(told) == {(what, f"chat:{UNIT}") for what in ("new_case", "child_alert", "held")}
    assert UNIT in desk.look_now(office_chats)


def test_two_messages_that_look_at_a_new_group_at_once_both_go_out(desk: Desk) -> None:
    faults: list[Exception] = []

    def also() -> None:
        try:
            desk.do_now(note_members, DUTY, 1)
        except Exception as fault:
            faults.append(fault)

    other = Thread(target=also)

    def first(turn: Turn) -> None:
        note_members(turn, DUTY, 0)
        turn.session.flush()
        other.start()
        sleep(0.3)  # the other one is at the same row by now

    desk.do_now(first)
    other.join(10)
    assert not other.is_alive()
    assert faults == []
    assert desk.look_now(has_strangers, DUTY)
