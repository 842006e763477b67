"""A letter to ourselves proves by coming back that mail moves; it is nobody's case."""

from casework.canary import last_flight, send_canary
from casework.desk import Desk
from casework.outbox import Parcel, Told, claim, settle
from casework.turn import Turn
from mail.compose import Outgoing, compose
from mail.letter import Address
from rules.records import Dispatch, Filed
from storage.tables import Case, Ledger
from tests.casework.conftest import Post
from tests.house import HandClock

OURS = "info@ska.example"


def sent(desk: Desk) -> Parcel:
    desk.do_now(send_canary, "info", OURS)
    (parcel,) = desk.do_now(claim, "mail", 8)
    return parcel


def comes_back(post: Post, parcel: Parcel, folder: str = "INBOX") -> Filed:
    outcome, ref = post(parcel.text, subject=parcel.subject, sender=OURS, message_id=parcel.message_id, folder=folder,
                        headers={"X-Vastaja-Canary": parcel.values["canary"]})  # fmt: skip
    assert ref == ""
    return outcome


def why(turn: Turn) -> str:
    return turn.session.get_one(Ledger, 1).why


def test_a_canary_that_comes_back_is_a_machines_letter_and_no_case(desk: Desk, post: Post) -> None:
    assert comes_back(post, sent(desk)) is Filed.MACHINE
    assert desk.look_now(why) == "canary"
    flight = desk.look_now(last_flight, "info")
    assert flight is not None
    assert flight.back
    assert desk.look_now(lambda turn: turn.session.get(Case, 1)) is None


def test_a_canary_in_the_junk_folder_has_not_come_back(desk: Desk, post: Post) -> None:
    assert comes_back(post, sent(desk), folder="junk:Junk") is Filed.MACHINE
    flight = desk.look_now(last_flight, "info")
    assert flight is not None
    assert not flight.back


def test_a_strangers_mark_makes_no_canary_of_a_letter(desk: Desk, post: Post) -> None:
    outcome, ref = post(headers={"X-Vastaja-Canary": "ab" * 16})
    assert (outcome, bool(ref)) == (Filed.CASE, True)


def test_an_older_canary_that_comes_late_does_not_stand_for_the_one_in_the_air(
    desk: Desk, post: Post, clock: HandClock
) -> None:
    old = sent(desk)
    clock.move(minutes=10)
    desk.do_now(send_canary, "info", OURS)
    assert comes_back(post, old) is Filed.MACHINE
    flight = desk.look_now(last_flight, "info")
    assert flight is not None
    assert not flight.back
    assert flight.since is not None
    assert flight.since < clock()


def test_a_canary_whose_fate_is_unknown_asks_nobody(desk: Desk) -> None:
    parcel = sent(desk)
    desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.UNCERTAIN, "cut")])
    assert desk.do_now(claim, "chat", 8) == []


def test_only_a_canary_carries_the_mark(desk: Desk, clock: HandClock) -> None:
    letter = Outgoing(sender=OURS, sender_name="", recipients=(OURS,), to=(Address("", OURS),), subject="x", text="y",
                      message_id="<a@ska.example>", date=clock())  # fmt: skip
    assert b"X-Vastaja-Canary" not in compose(letter)
