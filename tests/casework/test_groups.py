"""What is known of who sits in a group, noted by two messages at once."""

from threading import Thread
from time import sleep

from casework.desk import Desk
from casework.groups import has_strangers, note_members
from casework.turn import Turn
from tests.house import DUTY


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
