"""Copies, proofs and what is kept for a while: whatever is known by now is not asked of a person."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from casework.assign import assign, take
from casework.bounce import note_deliveries
from casework.desk import Desk
from casework.outbox import Parcel, Told, abandoned, claim, parcel, prove_sent, settle
from casework.purge import purge_updates
from casework.receive import Update, settle_update, take_updates
from casework.sent_copies import queue_copy, uncertain_letters
from casework.stuck import stuck
from casework.troubles import heard_telegram, tell_new_numbers, tell_office_faults, tell_trouble
from casework.turn import Turn
from mail.letter import Address, Delivery, Letter
from rules.records import Dispatch, Filed
from storage.desk_tables import ChatUpdate, OutboxItem
from tests.casework.conftest import Post
from tests.house import CITIZEN, HandClock, People, make_office


def sent(desk: Desk, post: Post, state: Dispatch = Dispatch.SENT) -> Parcel:
    """Post a letter and let its receipt go out."""
    post()
    (one,) = desk.do_now(claim, "mail", 8)
    desk.do_now(settle, [Told(one.id, one.fence, state, "said")])
    return one


def copy_of(desk: Desk, one: Parcel) -> None:
    def queue(turn: Turn) -> None:
        queue_copy(turn, turn.session.get_one(OutboxItem, one.id))

    desk.do_now(queue)


def test_what_was_sent_is_copied_once_and_only_where_there_is_a_folder(desk: Desk, post: Post) -> None:
    one = sent(desk, post)
    copy_of(desk, one)
    assert desk.do_now(claim, "sent_copy", 8) == []
    desk.office = replace(desk.office, sent_folder="Sent")
    copy_of(desk, one)
    copy_of(desk, one)
    (copy,) = desk.do_now(claim, "sent_copy", 8)
    assert (copy.recipient, copy.message_id) == ("Sent", one.message_id)
    assert desk.look_now(parcel, copy.values["of"]).text == one.text


def test_a_copy_that_was_being_put_away_when_the_house_died_is_put_away_again(desk: Desk, post: Post) -> None:
    desk.office = make_office(sent_folder="Sent")
    copy_of(desk, sent(desk, post))
    desk.do_now(claim, "sent_copy", 8)
    desk.clock.move(minutes=5)  # type: ignore[attr-defined]  # another house might have been at it
    desk.do_now(abandoned)
    desk.clock.move(minutes=5)  # type: ignore[attr-defined]
    assert len(desk.do_now(claim, "sent_copy", 8)) == 1
    assert desk.look_now(stuck) == []


def test_an_uncertain_letter_that_is_found_is_settled_without_a_person(desk: Desk, post: Post) -> None:
    one = sent(desk, post, Dispatch.UNCERTAIN)
    assert [found.message_id for found in desk.look_now(uncertain_letters)] == [one.message_id]
    assert not desk.do_now(prove_sent, "<other@ska.example>", "x")
    assert desk.do_now(prove_sent, one.message_id, "found in the sent folder")
    assert not desk.do_now(prove_sent, one.message_id, "found in the sent folder")
    assert desk.look_now(uncertain_letters) == []
    assert desk.look_now(stuck) == []


@pytest.mark.parametrize(("action", "state"), [("delivered", Dispatch.SENT), ("failed", Dispatch.NEVER)])
def test_a_delivery_report_settles_an_uncertain_letter(
    desk: Desk, post: Post, action: str, state: Dispatch
) -> None:
    one = sent(desk, post, Dispatch.UNCERTAIN)
    report = Letter(digest="0", message_id="", date=None, subject="", sender=Address("", ""),
                    deliveries=(Delivery(CITIZEN, action, "5.1.1", one.message_id),))  # fmt: skip
    assert desk.do_now(note_deliveries, report)
    assert desk.look_now(lambda turn: turn.session.get_one(OutboxItem, one.id).state) is state
    assert [found.id for found in desk.look_now(stuck)] == ([one.id] if action == "failed" else [])


def test_the_text_of_updates_is_dropped_after_thirty_days_but_for_what_waits(desk: Desk, clock: HandClock) -> None:
    first, _ = desk.do_now(take_updates, [Update(1, "a", "{}"), Update(2, "b", "{}")])
    desk.do_now(settle_update, first, Filed.COMMAND)
    clock.move(days=29)
    assert desk.do_now(purge_updates) == 0
    clock.move(days=2)
    assert desk.do_now(purge_updates) == 1
    assert desk.look_now(lambda turn: len(turn.session.exec(select(ChatUpdate)).all())) == 1


async def test_a_sender_is_woken_for_what_was_decided_and_for_nothing_else(desk: Desk, people: People, post: Post) -> None:
    post()
    woken: list[str] = []
    desk.committed = woken.extend
    await desk.do(take, people.mari, "26-0001")
    assert woken == []
    await desk.do(assign, people.mari, "26-0001", "Jüri")
    assert woken == ["chat"]


def chat_names(desk: Desk) -> list[str]:
    return [one.what for one in desk.do_now(claim, "chat", 50)]


def test_a_trouble_of_a_folder_is_told_once_a_month(desk: Desk, clock: HandClock) -> None:
    for _ in range(3):
        desk.do_now(tell_trouble, "info", "Archive", "rejected")
    desk.do_now(tell_trouble, "info", "Junk", "folder_missing")
    assert chat_names(desk) == ["mailbox_trouble"] * 2
    clock.now += timedelta(days=31)
    desk.do_now(tell_trouble, "info", "Archive", "rejected")
    assert chat_names(desk) == ["mailbox_trouble"]


def test_new_numbers_of_a_known_folder_are_told_once_and_of_a_new_one_never(desk: Desk, post: Post) -> None:
    def renumbered(uidvalidity: int) -> bool:
        return desk.do_now(tell_new_numbers, "info", "imap:info", "INBOX", uidvalidity)

    assert not renumbered(1)
    post()
    chat_names(desk)
    assert not renumbered(1)
    assert renumbered(2)
    assert renumbered(2)
    assert chat_names(desk) == ["mailbox_renumbered"]


def test_faults_of_the_offices_files_are_told_with_file_and_row(desk: Desk) -> None:
    desk.do_now(tell_office_faults, ("outlets.csv row 3: x", "b", "c", "d"))
    (one,) = desk.do_now(claim, "chat", 8)
    assert one.values["count"] == 4
    assert one.values["faults"].startswith("outlets.csv row 3: x")


@pytest.mark.parametrize(("hours", "names"), [(19, []), (21, ["telegram_gap"])])
def test_a_day_without_telegram_is_told_as_a_possible_loss(
    desk: Desk, clock: HandClock, hours: int, names: list[str]
) -> None:
    desk.do_now(heard_telegram)
    clock.move(hours=hours)
    desk.do_now(heard_telegram)
    assert chat_names(desk) == names
    desk.do_now(heard_telegram)
    assert chat_names(desk) == []
