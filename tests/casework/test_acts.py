"""Acts on a letter that no answer is (yet) given to: refusal on a ground, the notice of delay, what remains possible."""

from datetime import UTC, date, datetime

import pytest

from casework.approve import approve, open_draft
from casework.assign import take
from casework.close import close
from casework.correct import change_kind, change_language
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.extend import extend
from casework.late import say_late
from casework.outbox import Told, claim, settle
from casework.proof_letter import add_proof
from casework.protect import set_child
from casework.refusals import BadDay
from casework.refusals_of_law import ChildTrackOpen, GroundNeeded, LateNotice, NotLate
from casework.refuse import refuse
from casework.views import card
from rules.acts import Act, acts_on
from rules.grounds import GROUNDS, grounds_for
from rules.kinds import Child, Kind, Language, Outcome
from rules.life import State
from rules.records import Dispatch
from rules.workdays import Calendar
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.house import HandClock, People


def taken(desk: Desk, people: People, post: Post) -> str:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    return ref


def sent(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(open_draft, people.helve, ref)
    desk.do_now(approve, people.helve, ref)
    desk.do_now(settle, [Told(one.id, one.fence, Dispatch.SENT) for one in desk.do_now(claim, "mail", 50)])


def test_a_letter_goes_unanswered_only_on_a_ground_and_with_a_reason(desk: Desk, people: People, post: Post) -> None:
    ref = taken(desk, people, post)
    for outcome in (Outcome.NOT_ANSWERED, Outcome.REFUSED):
        with pytest.raises(GroundNeeded):
            desk.do_now(close, people.mari, ref, outcome)
    for ground, why in (("6", " "), ("99", "põhjus"), ("23-1", "teabenõude alus")):
        with pytest.raises(GroundNeeded):
            desk.do_now(refuse, people.mari, ref, ground, why)


def test_the_person_is_told_of_a_refusal_and_then_the_case_has_ended(desk: Desk, people: People, post: Post) -> None:
    ref = taken(desk, people, post)
    draft = desk.do_now(refuse, people.mari, ref, "6", "kirjast ei selgu, mida soovite")
    assert draft is not None
    assert "MSVS § 5 lg 9 p 6" in draft.text
    assert "mida soovite" in draft.text
    assert desk.look_now(card, ref).state is State.ASSIGNED
    sent(desk, people, ref)
    assert desk.look_now(card, ref).state is State.CLOSED
    assert desk.look_now(lambda turn: turn.case(ref).outcome) is Outcome.NOT_ANSWERED
    assert len(told(desk, "refused")) == 1


def test_where_no_notice_is_owed_the_case_ends_at_once(desk: Desk, people: People, post: Post) -> None:
    ref = taken(desk, people, post)
    assert desk.do_now(refuse, people.mari, ref, "2", "aadressi ei ole") is None
    assert desk.look_now(card, ref).state is State.CLOSED


def test_a_child_s_case_is_not_refused_before_it_is_recorded_what_was_done(desk: Desk, people: People, post: Post) -> None:
    ref = taken(desk, people, post)
    desk.do_now(set_child, people.mari, ref, Child.CONCERN)
    with pytest.raises(ChildTrackOpen):
        desk.do_now(refuse, people.mari, ref, "6", "arusaamatu")


def test_after_the_term_nothing_is_extended_but_the_delay_is_told(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    ref = taken(desk, people, post)
    soon = date(2026, 12, 18)
    with pytest.raises(NotLate):
        desk.do_now(say_late, people.mari, ref, soon, "andmed puuduvad")
    clock.now = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)  # the term ended on Tuesday 8 December
    with pytest.raises(LateNotice):
        desk.do_now(extend, people.mari, ref, "andmed puuduvad")
    with pytest.raises(BadDay):
        desk.do_now(say_late, people.mari, ref, date(2026, 12, 1), "andmed puuduvad")
    draft = desk.do_now(say_late, people.mari, ref, soon, "ootame andmeid")
    assert "Vabandame, et vastus hilineb" in draft.text
    assert "8. detsembril 2026" in draft.text or "8. detsember 2026" in draft.text or "08.12.2026" in draft.text
    before = desk.look_now(card, ref)
    sent(desk, people, ref)
    after = desk.look_now(card, ref)
    assert (after.due, after.extended, after.state) == (before.due, False, before.state)
    assert len(told(desk, "late_notice_sent")) == 1


def test_a_kind_called_back_has_its_first_clock_again(desk: Desk, people: People, post: Post) -> None:
    ref = taken(desk, people, post)
    first = desk.look_now(card, ref).due
    desk.do_now(change_kind, people.mari, ref, Kind.INFORMATION)
    assert desk.look_now(card, ref).due != first
    desk.do_now(change_kind, people.mari, ref, Kind.EXPLANATION)
    assert desk.look_now(card, ref).due == first


MONDAY, DAY_5 = date(2026, 11, 23), date(2026, 11, 30)


def test_by_working_day_five_every_act_on_a_request_is_possible() -> None:
    found = acts_on(Kind.INFORMATION, MONDAY, DAY_5, Calendar(), extended=False, forwardable=True)
    assert found.until == DAY_5
    assert set(found.open) == set(Act) - {Act.SAY_LATE}


def test_a_child_s_request_is_not_forwarded() -> None:
    found = acts_on(Kind.INFORMATION, MONDAY, DAY_5, Calendar(), extended=False, forwardable=False)
    assert Act.FORWARD not in found.open


def test_after_day_five_only_the_answer_and_the_delay_remain() -> None:
    found = acts_on(Kind.INFORMATION, MONDAY, date(2026, 12, 1), Calendar(), extended=False, forwardable=True)
    assert found.open == (Act.ANSWER, Act.SAY_LATE)
    assert acts_on(Kind.INFORMATION, MONDAY, date(2026, 12, 1), Calendar(), extended=True, forwardable=True).open == (Act.ANSWER,)
    assert acts_on(Kind.EXPLANATION, MONDAY, DAY_5, Calendar(), extended=False, forwardable=True).open == ()


def test_every_ground_has_a_section_and_is_offered_for_some_kind() -> None:
    assert len({one.id for one in GROUNDS}) == len(GROUNDS)
    for one in GROUNDS:
        assert "§" in one.basis or "art" in one.basis
        assert all(one in grounds_for(kind) for kind in one.kinds)
    assert [one.id for one in grounds_for(Kind.MEMORANDUM)] == ["1", "2", "3", "4", "5", "6"]
    assert "4" not in [one.id for one in grounds_for(Kind.EXPLANATION)]


def test_a_request_that_needs_analysis_goes_on_as_one_for_explanation(desk: Desk, people: People, post: Post) -> None:
    ref = taken(desk, people, post)
    desk.do_now(change_kind, people.mari, ref, Kind.INFORMATION)
    draft = desk.do_now(refuse, people.mari, ref, "23-2-5", "sellist kokkuvõtet meil ei ole")
    assert draft is not None
    assert "Sellist teabenõuet loetakse selgitustaotluseks" in draft.text
    sent(desk, people, ref)
    now = desk.look_now(card, ref)
    assert (now.state, now.kind, now.due) == (State.ASSIGNED, Kind.EXPLANATION, date(2026, 12, 8))  # 15 days from 23 November
    assert len(told(desk, "reclassified")) == 1


def test_the_first_answer_past_the_legal_day_says_that_it_is_late(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    ref = taken(desk, people, post)
    assert "hilines" not in desk.do_now(draft_answer, people.mari, ref).text
    clock.move(days=16)  # Wednesday 9 December, the day after the last
    assert "Oleksime pidanud Teile vastama hiljemalt 8. detsembril 2026. Vabandame" in desk.do_now(open_draft, people.helve, ref).text


def test_the_proof_of_the_term_stands_in_both_languages_of_the_answer(desk: Desk, people: People, post: Post) -> None:
    ref = taken(desk, people, post)
    desk.do_now(change_language, people.mari, ref, Language.GERMAN)
    first = desk.do_now(draft_answer, people.mari, ref)
    second = desk.do_now(edit, people.mari, ref, first.version, "Teenus on tasuta.\n\n---\n\nDie Leistung ist kostenlos.")
    text = desk.do_now(add_proof, people.mari, ref).text
    assert second.text != text
    assert "Teenus on tasuta.\n\nSelgitustaotlusele vastamine: 15 kalendripäeva (MSVS § 6" in text
    assert "Die Leistung ist kostenlos.\n\nBeantwortung eines Ersuchens um Erläuterung: 15 Kalendertage (MSVS § 6" in text
    assert "reegel R04" not in text
