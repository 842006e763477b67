"""A child's alert when one door is shut: what the chat does not take goes by mail, and the night desk hears by both."""

from datetime import UTC, datetime

import pytest

from casework.desk import Desk
from casework.protect import record_done, repeat_alerts, set_child, take_child
from casework.refusals import MissingReason
from casework.undelivered import tell_by_mail
from casework.views import card
from rules.kinds import Child
from rules.records import Dispatch
from rules.tracks import ChildDone
from storage.desk_tables import ChildTrack
from tests.casework.clocks import fate, mailed, told
from tests.casework.conftest import Post
from tests.house import HandClock, People, make_office

DANGER = "Naaber peksab oma last, laps on praegu üksi kodus ja nutab, elu on ohus."


def test_an_alert_the_chat_does_not_take_is_mailed_within_a_minute(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, ref = post(text=DANGER)
    clock.move(seconds=29)
    assert desk.do_now(tell_by_mail) == 0
    clock.move(seconds=15)
    desk.do_now(tell_by_mail)
    desk.do_now(tell_by_mail)
    for address in ("valve@ska.example", people.helve.mail):
        assert mailed(desk, address) == [f"Kiire: laps võib vajada abi ({ref})"]
    words = str(told(desk, "alarm")[0].values["text"])
    assert "112" in words
    assert "Naaber" not in words


def test_an_alert_that_hangs_in_the_chat_s_hand_is_mailed_too(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, ref = post(text=DANGER)
    fate(desk, "child_alert", Dispatch.SENDING)
    clock.move(seconds=31)
    desk.do_now(tell_by_mail)
    assert mailed(desk, "valve@ska.example") == [f"Kiire: laps võib vajada abi ({ref})"]


def test_the_night_desk_hears_by_chat_and_by_mail(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    office = make_office()
    alarms = type(office.alarms)(mail=office.alarms.mail, night_mail="oo@ska.example", night_chat=-1009)
    desk.office = make_office(alarms=alarms)
    clock.now = datetime(2026, 12, 25, 1, 0, tzinfo=UTC)  # Friday 03:00, Christmas Day
    _, ref = post(text=DANGER)
    assert len(told(desk, "child_alert", "chat:-1009")) == 1
    assert [subject for subject in mailed(desk, "oo@ska.example") if ref in subject] != []
    assert people.mari.active


def test_the_head_is_asked_too_where_nothing_is_recorded_for_an_hour(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, ref = post(text=DANGER)
    desk.do_now(take_child, people.mari, ref)
    for minutes in (31, 31):
        clock.move(minutes=minutes)
        desk.do_now(repeat_alerts)
    assert [one.recipient for one in told(desk, "child_ask_again")] == [
        people.mari.label, people.mari.label, people.helve.label]  # fmt: skip


@pytest.mark.parametrize(("way", "what", "enough"), [
    (ChildDone.CALLED_112, "", True), (ChildDone.HELPLINE, "", True), (ChildDone.MUNICIPALITY, "", False),
    (ChildDone.MUNICIPALITY, "Kivila vald, telefon, 10.15", True), (ChildDone.MUNICIPALITY_KNOWS, "", False),
    (ChildDone.MUNICIPALITY_KNOWS, "lastekaitsetöötaja sõnul", True),
])  # fmt: skip
def test_each_way_asks_for_what_makes_it_a_record(
    desk: Desk, people: People, post: Post, way: ChildDone, what: str, enough: bool
) -> None:
    _, ref = post(text=DANGER)
    if not enough:
        with pytest.raises(MissingReason):
            desk.do_now(record_done, people.mari, ref, what, way)
        assert desk.look_now(card, ref).child_open
        return
    desk.do_now(record_done, people.mari, ref, what, way)
    track = desk.look_now(lambda turn: turn.session.get_one(ChildTrack, turn.case(ref).id))
    assert (track.done_way, track.done_what) == (way, what)
    assert len(told(desk, "child_recorded", people.helve.label)) == 1


def test_not_a_child_in_need_ends_the_track_with_its_reason(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(text=DANGER)
    desk.do_now(set_child, people.mari, ref, Child.NONE, "tegemist on täiskasvanuga")
    track = desk.look_now(lambda turn: turn.session.get_one(ChildTrack, turn.case(ref).id))
    assert (track.done_way, track.done_what) == ("ei", "tegemist on täiskasvanuga")
    assert not desk.look_now(card, ref).child_open
