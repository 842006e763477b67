"""From a draft to a sent answer: what people decide, and what cannot happen without them."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from casework import content, views
from casework.approve import approve, ask_approval, give_back, open_draft
from casework.ask import ask
from casework.assign import assign, take
from casework.close import close, reopen
from casework.correct import change_kind
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.extend import extend
from casework.forward import forward
from casework.outbox import LEASE, Told, abandoned, claim, lapsed, settle, settle_by_hand
from casework.plan import HOLE
from casework.protect import record_done, repeat_alerts, take_child
from casework.purpose import state_purpose
from casework.refusals import AlreadyTaken, MissingReason, NotHandler, OutOfDate
from casework.refusals_of_law import ChildTrackOpen, ExtensionNotPossible, UnderChildTrack
from casework.refusals_of_letters import (
    FactMissing,
    FourEyes,
    MayNotApprove,
    NotApproved,
    NothingToUndo,
    NotOpenedYet,
    UnsentDraft,
)
from casework.send import send_answer, undo_send
from casework.turn import Turn
from rules.kinds import Kind, Outcome
from rules.life import State, WrongStep
from rules.purposes import Purpose
from rules.records import Dispatch, Paper
from rules.tracks import ChildDone
from storage.desk_tables import Draft, OutboxItem
from tests.casework.conftest import Post
from tests.house import CITIZEN, HandClock, People

REF = "26-0001"


@pytest.fixture
def taken(desk: Desk, people: People, post: Post) -> People:
    post()
    desk.do_now(take, people.mari, REF)
    for parcel in desk.do_now(claim, "mail", 8):  # the receipt has gone
        desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])
    return people


def drafted(desk: Desk, people: People) -> Draft:
    first = desk.do_now(draft_answer, people.mari, REF)
    return desk.do_now(edit, people.mari, REF, first.version, "Asenduskodu eest maksab kohalik omavalitsus.")


def approved(desk: Desk, people: People) -> Draft:
    drafted(desk, people)
    desk.do_now(open_draft, people.helve, REF)
    return desk.do_now(approve, people.helve, REF)


def card(desk: Desk) -> views.Card:
    return desk.look_now(views.card, REF)


def deliver(desk: Desk, state: Dispatch = Dispatch.SENT) -> list[str]:
    """Let the mail go out, and say what went."""
    parcels = desk.do_now(claim, "mail", 8)
    desk.do_now(settle, [Told(one.id, one.fence, state, "250 ok") for one in parcels])
    return [one.what for one in parcels]


def test_of_two_who_take_one_wins_and_the_other_hears_who(desk: Desk, taken: People) -> None:
    with pytest.raises(AlreadyTaken) as refusal:
        desk.do_now(take, taken.jyri, REF)
    assert refusal.value.facts["handler"] == "Mari Mets"
    desk.do_now(take, taken.mari, REF)  # pressing twice is no fault


def test_a_head_may_give_the_case_to_another(desk: Desk, taken: People) -> None:
    desk.do_now(assign, taken.helve, REF, "jüri")
    assert card(desk).handler == "Jüri Jõgi"


def test_the_whole_way_of_an_answer(desk: Desk, taken: People) -> None:
    draft = drafted(desk, taken)
    assert "Asenduskodu eest maksab kohalik omavalitsus." in draft.text
    assert HOLE not in draft.text
    assert desk.do_now(ask_approval, taken.mari, REF) == [taken.helve.id]
    approved_one = approved(desk, taken)
    assert approved_one.approved_hash == approved_one.hash
    desk.do_now(send_answer, taken.mari, REF)
    assert card(desk).state is State.APPROVED  # not sent before the mail server has taken it
    parcel = desk.do_now(claim, "mail", 8)[0]
    assert (parcel.what, parcel.recipient, parcel.text) == ("answer", CITIZEN, approved_one.text)
    assert parcel.in_reply_to == "<a1@post.example>"
    desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT, "250 ok")])
    assert card(desk).state is State.SENT
    desk.do_now(close, taken.mari, REF, Outcome.ANSWERED)
    assert card(desk).state is State.CLOSED


def test_only_the_handler_or_a_head_works_on_a_case(desk: Desk, taken: People) -> None:
    with pytest.raises(NotHandler):
        desk.do_now(draft_answer, taken.jyri, REF)
    desk.do_now(draft_answer, taken.helve, REF)


def test_a_draft_with_a_hole_is_not_approved(desk: Desk, taken: People) -> None:
    desk.do_now(draft_answer, taken.mari, REF)
    desk.do_now(open_draft, taken.helve, REF)
    with pytest.raises(FactMissing):
        desk.do_now(approve, taken.helve, REF)


def test_nobody_approves_an_own_draft_not_even_the_head(desk: Desk, taken: People) -> None:
    drafted(desk, taken)
    latest = desk.look_now(content.draft, REF)
    desk.do_now(edit, taken.helve, REF, latest.version, "Teine tekst.")
    desk.do_now(open_draft, taken.helve, REF)
    with pytest.raises(FourEyes):
        desk.do_now(approve, taken.helve, REF)


def test_a_colleague_who_is_no_head_may_not_approve(desk: Desk, taken: People) -> None:
    drafted(desk, taken)
    desk.do_now(state_purpose, taken.jyri, REF, Purpose.LIKE_CASE)
    desk.do_now(open_draft, taken.jyri, REF)
    with pytest.raises(MayNotApprove):
        desk.do_now(approve, taken.jyri, REF)


def test_nobody_approves_what_was_not_opened(desk: Desk, taken: People) -> None:
    drafted(desk, taken)
    with pytest.raises(NotOpenedYet):
        desk.do_now(approve, taken.helve, REF)


def test_an_edit_after_the_approval_voids_it(desk: Desk, taken: People) -> None:
    draft = approved(desk, taken)
    desk.do_now(edit, taken.mari, REF, draft.version, "Muudetud tekst.")
    assert card(desk).state is State.DRAFTED
    with pytest.raises(NotApproved):
        desk.do_now(send_answer, taken.mari, REF)


def test_an_old_approve_button_changes_nothing(desk: Desk, taken: People) -> None:
    first = drafted(desk, taken)
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(edit, taken.mari, REF, first.version, "Uuem tekst.")
    with pytest.raises(OutOfDate):
        desk.do_now(approve, taken.helve, REF, first.version)


def test_an_edit_of_an_older_version_is_refused(desk: Desk, taken: People) -> None:
    drafted(desk, taken)
    with pytest.raises(OutOfDate):
        desk.do_now(edit, taken.mari, REF, 1, "Vana versiooni parandus.")


def test_a_text_changed_behind_the_approval_is_not_sent(desk: Desk, taken: People) -> None:
    drafted(desk, taken)
    desk.do_now(open_draft, taken.helve, REF)

    def tamper(turn: Turn) -> None:
        turn.session.exec(select(Draft).where(Draft.version == 2)).one().text += " Lisatud."

    desk.do_now(tamper)
    with pytest.raises(OutOfDate):
        desk.do_now(approve, taken.helve, REF)


def test_sending_twice_sends_once(desk: Desk, taken: People) -> None:
    approved(desk, taken)
    assert desk.do_now(send_answer, taken.mari, REF).id == desk.do_now(send_answer, taken.mari, REF).id
    assert deliver(desk) == ["answer"]
    assert deliver(desk) == []


def test_a_decision_to_send_can_be_taken_back_while_it_waits(desk: Desk, taken: People) -> None:
    approved(desk, taken)
    desk.do_now(send_answer, taken.mari, REF)
    desk.do_now(undo_send, taken.mari, REF)
    assert deliver(desk) == []
    desk.do_now(send_answer, taken.mari, REF)
    assert deliver(desk) == ["answer"]
    with pytest.raises(NothingToUndo):
        desk.do_now(undo_send, taken.mari, REF)


def test_an_uncertain_answer_is_never_repeated_by_itself(desk: Desk, taken: People, clock: HandClock) -> None:
    approved(desk, taken)
    item = desk.do_now(send_answer, taken.mari, REF)
    assert deliver(desk, Dispatch.UNCERTAIN) == ["answer"]
    clock.move(days=3)
    assert deliver(desk) == []
    assert card(desk).state is State.APPROVED
    again = desk.do_now(settle_by_hand, item.id or 0, False)
    assert again.message_id == item.message_id
    assert deliver(desk) == ["answer"]
    assert card(desk).state is State.SENT


def test_what_was_being_sent_when_the_house_died_is_uncertain(desk: Desk, taken: People, clock: HandClock) -> None:
    approved(desk, taken)
    item = desk.do_now(send_answer, taken.mari, REF)
    desk.do_now(claim, "mail", 8)
    clock.move(seconds=LEASE.total_seconds())
    assert desk.do_now(abandoned) >= 1
    assert deliver(desk) == []
    desk.do_now(settle_by_hand, item.id or 0, True)
    assert card(desk).state is State.SENT


def test_what_another_house_is_sending_is_left_to_it(desk: Desk, taken: People, clock: HandClock) -> None:
    approved(desk, taken)
    desk.do_now(send_answer, taken.mari, REF)
    (parcel,) = desk.do_now(claim, "mail", 8)
    clock.move(seconds=LEASE.total_seconds() - 1)
    assert desk.do_now(lapsed) == 0
    clock.move(seconds=1)
    assert desk.do_now(lapsed) == 1
    desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])  # its word comes late and is the truth
    assert card(desk).state is State.SENT


def test_an_answer_a_paused_process_may_be_sending_goes_again_only_when_the_server_has_given_up(
    desk: Desk, taken: People, clock: HandClock
) -> None:
    approved(desk, taken)
    desk.do_now(send_answer, taken.mari, REF)
    (parcel,) = desk.do_now(claim, "mail", 8)
    clock.move(seconds=LEASE.total_seconds())
    assert desk.do_now(lapsed) == 1
    desk.do_now(settle_by_hand, parcel.id, False)
    alone = desk.store.engine.dialect.name == "sqlite"  # there the process that was sending is dead, and its talk with it
    assert len(desk.do_now(claim, "mail", 8)) == (1 if alone else 0)
    clock.move(minutes=10)
    assert len(desk.do_now(claim, "mail", 8)) == (0 if alone else 1)


def test_not_now_is_tried_again_with_growing_pauses(desk: Desk, taken: People, clock: HandClock) -> None:
    approved(desk, taken)
    desk.do_now(send_answer, taken.mari, REF)
    assert deliver(desk, Dispatch.PENDING) == ["answer"]
    assert deliver(desk) == []
    clock.move(seconds=31)
    assert deliver(desk, Dispatch.PENDING) == ["answer"]
    clock.move(seconds=31)
    assert deliver(desk) == []
    clock.move(seconds=31)
    assert deliver(desk) == ["answer"]


def test_an_answer_that_waits_for_an_hour_is_told_once_and_tried_on(desk: Desk, taken: People, clock: HandClock) -> None:
    approved(desk, taken)
    desk.do_now(send_answer, taken.mari, REF)
    for _ in range(9):  # half a minute, and each time twice as long
        assert deliver(desk, Dispatch.PENDING) == ["answer"]
        clock.move(hours=1)
    told = desk.look_now(lambda turn: turn.session.exec(select(OutboxItem.recipient).where(OutboxItem.what == "waits_long")).all())
    assert told == [f"official:{taken.mari.id}"]
    assert deliver(desk) == ["answer"]


def test_an_extension_moves_the_date_only_when_the_notice_has_gone(desk: Desk, taken: People) -> None:
    desk.do_now(extend, taken.mari, REF, "vastamiseks on vaja küsida andmeid kohalikult omavalitsuselt")
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(approve, taken.helve, REF)
    assert card(desk).due == date(2026, 12, 8)
    assert deliver(desk) == ["extension"]
    assert (card(desk).due, card(desk).extended) == (date(2027, 1, 25), True)  # 23 January is a Saturday
    with pytest.raises(ExtensionNotPossible):
        desk.do_now(extend, taken.mari, REF, "veel kord")


def test_a_term_that_has_ended_is_not_extended(desk: Desk, taken: People, clock: HandClock) -> None:
    clock.move(days=30)
    with pytest.raises(ExtensionNotPossible):
        desk.do_now(extend, taken.mari, REF, "hilja")
    with pytest.raises(MissingReason):
        desk.do_now(extend, taken.mari, REF, " ")


def test_asking_for_clarification_makes_the_case_wait_and_moves_no_date(desk: Desk, taken: People, post: Post) -> None:
    desk.do_now(ask, taken.mari, REF, "Palun täpsustage, millist asenduskodu Te silmas peate.")
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(approve, taken.helve, REF)
    assert deliver(desk) == ["clarification"]
    assert (card(desk).state, card(desk).due) == (State.WAITING, date(2026, 12, 8))


def test_a_forwarding_is_two_letters_under_one_approval(desk: Desk, taken: People) -> None:
    desk.do_now(forward, taken.mari, REF, "Kivila vallavalitsus info@kivila.example")
    shown = desk.do_now(open_draft, taken.helve, REF)
    assert shown.paper is Paper.FORWARDING
    desk.do_now(approve, taken.helve, REF)
    parcels = desk.do_now(claim, "mail", 8)
    assert {(one.what, one.recipient) for one in parcels} == {
        ("forwarding_body", "info@kivila.example"), ("forwarding", CITIZEN)}  # fmt: skip
    to_body = next(one for one in parcels if one.what == "forwarding_body")
    assert to_body.values["files"][0]["type"] == "message/rfc822"
    desk.do_now(settle, [Told(one.id, one.fence, Dispatch.SENT) for one in parcels])
    what = [what for _, _, what, _ in desk.look_now(content.why, REF).history]
    assert "forwarded" in what


def test_a_childs_case_is_not_forwarded_nor_closed_while_its_track_is_open(
    desk: Desk, people: People, post: Post
) -> None:
    post("Naabri laps on praegu keldris luku taga ja isa peksab teda. Palun aidake kohe!")
    desk.do_now(take, people.mari, REF)
    with pytest.raises(UnderChildTrack):
        desk.do_now(forward, people.mari, REF, "Kivila info@kivila.example")
    with pytest.raises(ChildTrackOpen):
        desk.do_now(close, people.mari, REF, Outcome.NOTED)
    assert desk.do_now(take_child, people.mari, REF)[1] is True
    assert desk.do_now(take_child, people.jyri, REF)[1] is False
    desk.do_now(record_done, people.mari, REF, "112 helistatud 10:05", ChildDone.CALLED_112)
    desk.do_now(close, people.mari, REF, Outcome.NOTED)


def test_a_case_with_an_answer_on_its_way_is_not_closed(desk: Desk, taken: People) -> None:
    approved(desk, taken)
    desk.do_now(send_answer, taken.mari, REF)
    with pytest.raises(UnsentDraft):
        desk.do_now(close, taken.mari, REF, Outcome.ANSWERED)


def test_a_draft_given_back_needs_a_reason_and_goes_to_its_drafter(desk: Desk, taken: People) -> None:
    drafted(desk, taken)
    with pytest.raises(MissingReason):
        desk.do_now(give_back, taken.helve, REF, "")
    desk.do_now(give_back, taken.helve, REF, "Lisage alus.")
    assert card(desk).state is State.ASSIGNED


def test_a_closed_case_is_opened_again_by_an_official(desk: Desk, taken: People) -> None:
    desk.do_now(close, taken.mari, REF, Outcome.NOTED)
    with pytest.raises(WrongStep):
        desk.do_now(draft_answer, taken.mari, REF)
    desk.do_now(reopen, taken.mari, REF)
    assert card(desk).state is State.ASSIGNED


def test_another_kind_sets_another_clock_and_is_remembered(desk: Desk, taken: People) -> None:
    done = desk.do_now(change_kind, taken.mari, REF, Kind.INFORMATION)
    assert (done.was, done.case.due) == (Kind.EXPLANATION, date(2026, 11, 30))  # five working days from Monday
    assert done.case.basis.startswith("AvTS")


def test_a_child_alert_is_repeated_until_somebody_takes_it(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    post("Naabri laps on praegu keldris luku taga ja isa peksab teda. Palun aidake kohe!")
    assert desk.do_now(repeat_alerts) == 0
    clock.move(minutes=11)
    assert desk.do_now(repeat_alerts) == 1
    desk.do_now(take_child, people.mari, REF)
    clock.move(minutes=11)
    assert desk.do_now(repeat_alerts) == 0
    clock.now += timedelta(minutes=20)
    assert desk.do_now(repeat_alerts) == 1  # taken is not done: it asks again
