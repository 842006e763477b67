"""Feedback: asked seldom and never where it could hurt, answered by a reply or a signed link, counted by topic."""

from dataclasses import replace
from datetime import date

import pytest

from casework.approve import approve, open_draft
from casework.assign import take
from casework.correct import change_kind
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.feedback import feedback_by_topic
from casework.outbox import Told, claim, settle
from casework.restrict import restrict
from casework.send import send_answer
from casework.understand import understand_octets
from casework.views import card
from reading.age import says_under_age
from rules.feedback import Circumstances, may_ask
from rules.kinds import Child, Kind
from rules.life import State
from rules.records import Dispatch, Filed
from rules.signing import Reader
from storage.desk_tables import Draft
from tests.casework.conftest import Post
from tests.house import CITIZEN, People, letter, make_office

REF = "26-0001"
TODAY = date(2026, 11, 23)  # Monday
ASKS = Circumstances(Kind.EXPLANATION, Reader.PERSON)


@pytest.fixture
def chosen(desk: Desk) -> Desk:
    """The agency wants to know how its explanations were received."""
    desk.office = replace(desk.office, feedback=frozenset({"selgitustaotlus"}))
    return desk


def answered(desk: Desk, people: People, ref: str = REF) -> Draft:
    desk.do_now(take, people.mari, ref)
    desk.do_now(change_kind, people.mari, ref, Kind.EXPLANATION)
    first = desk.do_now(draft_answer, people.mari, ref)
    draft = desk.do_now(edit, people.mari, ref, first.version, "Teenuse eest tasub omavalitsus.")
    desk.do_now(open_draft, people.helve, ref)
    desk.do_now(approve, people.helve, ref)
    desk.do_now(send_answer, people.mari, ref)
    for parcel in desk.do_now(claim, "mail", 9):
        desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])
    return draft


def link(draft: Draft, answer: str) -> str:
    """Return the subject that a press of the link puts into the mail."""
    line = next(line for line in draft.text.splitlines() if f"%20{answer}%20" in line)
    return line.partition("subject=")[2].replace("%20", " ")


def counted(desk: Desk) -> tuple[int, int, int]:
    return sum_of(desk.look_now(feedback_by_topic, TODAY, date(2026, 12, 31)))


def sum_of(rows: dict[str, tuple[int, int, int]]) -> tuple[int, int, int]:
    asked, yes, no = (sum(one) for one in zip(*rows.values(), strict=True)) if rows else (0, 0, 0)
    return asked, yes, no


@pytest.mark.parametrize("hurts", ["child", "offence", "whistleblower", "refused", "restricted", "under_age"])
def test_nobody_is_asked_where_it_could_hurt(hurts: str) -> None:
    assert may_ask(ASKS, {"selgitustaotlus"}, TODAY)
    assert not may_ask(replace(ASKS, **{hurts: True}), {"selgitustaotlus"}, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(("case", "kinds"), [
    (ASKS, ()), (ASKS, ("margukiri",)), (replace(ASKS, reader=Reader.AUTHORITY), tuple(Kind)), (replace(ASKS, reader=Reader.PRESS), tuple(Kind)),
    (replace(ASKS, kind=Kind.CHALLENGE), tuple(Kind)), (replace(ASKS, kind=Kind.PRESS), tuple(Kind)),
    (replace(ASKS, last_asked=date(2026, 5, 24)), tuple(Kind)),
])  # fmt: skip
def test_it_is_off_unless_chosen_and_never_for_an_authority_or_the_press_or_twice_in_six_months(case: Circumstances, kinds: tuple[str, ...]) -> None:
    assert not may_ask(case, kinds, TODAY)


def test_half_a_year_later_a_person_may_be_asked_again() -> None:
    assert may_ask(replace(ASKS, last_asked=date(2026, 5, 23)), {"selgitustaotlus"}, TODAY)


@pytest.mark.parametrize(("text", "young"), [
    ("Olen 12-aastane ja küsin.", True), ("Мне 13 лет.", True), ("I am 15 years old", True), ("Ich bin 16 Jahre alt", True),
    ("Olen 5. klassi õpilane.", True), ("Olen 45-aastane.", False), ("Minu laps on 12-aastane.", False), ("Olen ema.", False),
])  # fmt: skip
def test_a_writer_who_says_to_be_under_age_is_known(text: str, young: bool) -> None:
    assert says_under_age(text) is young


def test_by_default_no_answer_asks(desk: Desk, people: People, post: Post) -> None:
    post()
    assert "Tagasiside" not in answered(desk, people).text
    assert counted(desk) == (0, 0, 0)


def test_a_signed_link_is_counted_and_reopens_nothing(chosen: Desk, people: People, post: Post) -> None:
    post()
    draft = answered(chosen, people)
    assert "mailto:info@ska.example?subject=Tagasiside%2026-0001%20jah%20" in draft.text
    assert counted(chosen) == (1, 0, 0)
    before = chosen.look_now(card, REF)

    outcome, ref = post("", subject=link(draft, "ei"), message_id="<f1@post.example>")

    assert (outcome, ref) == (Filed.FOLLOW_UP, REF)
    assert counted(chosen) == (1, 0, 1)
    after = chosen.look_now(card, REF)
    assert (after.state, after.due) == (before.state, before.due) == (State.SENT, before.due)


@pytest.mark.parametrize("seal", ["14690b8feeae7aaf", "fb7e44d2b30b9af5", "6893b36b6d16efb3", "2f27d6b60749ad4d"])
@pytest.mark.parametrize("answer", ["jah", "ei"])
def test_the_seal_of_a_link_is_no_cry_for_help(seal: str, answer: str) -> None:
    told = understand_octets(letter("", subject=f"Tagasiside 26-0001 {answer} {seal}"), make_office().senders)
    assert told.suggestions.child is Child.NONE


def test_a_one_word_reply_is_counted(chosen: Desk, people: People, post: Post) -> None:
    post()
    answered(chosen, people)
    sent = chosen.look_now(lambda turn: _answer_id(turn))
    outcome, ref = post("Jah!", subject="Re: Vastus", message_id="<f2@post.example>", headers={"In-Reply-To": sent})
    assert (outcome, ref) == (Filed.FOLLOW_UP, REF)
    assert counted(chosen) == (1, 1, 0)


def test_a_forged_or_foreign_link_counts_nothing(chosen: Desk, people: People, post: Post) -> None:
    post()
    draft = answered(chosen, people)
    for number, subject in enumerate((f"Tagasiside {REF} jah 0123456789abcdef", link(draft, "jah").replace(REF, "26-0099"))):
        post("", subject=subject, sender="x@else.example", message_id=f"<f{number}@else.example>")
    assert counted(chosen) == (1, 0, 0)


def test_more_than_a_word_is_a_letter_and_danger_is_never_taken_for_feedback(chosen: Desk, people: People, post: Post) -> None:
    post()
    draft = answered(chosen, people)
    post("Ei aidanud: laps on ikka keldris kinni ja peksab teda iga päev.", subject=link(draft, "ei"), message_id="<f3@post.example>")
    assert counted(chosen) == (1, 0, 0)
    assert chosen.look_now(card, REF).letters > 2 or chosen.look_now(lambda turn: turn.case(REF).ref) == REF


def test_a_restricted_case_does_not_ask(chosen: Desk, people: People, post: Post) -> None:
    post()
    chosen.do_now(restrict, people.mari, REF, "12")
    chosen.do_now(take, people.mari, REF)
    assert "Tagasiside" not in chosen.do_now(draft_answer, people.mari, REF).text


def test_the_same_person_is_not_asked_twice_in_half_a_year(chosen: Desk, people: People, post: Post) -> None:
    post()
    answered(chosen, people)
    _, second = post("Palun selgitage, kes maksab hooldekodu eest.", message_id="<n@post.example>", sender=f"Kadri Kask <{CITIZEN}>")
    assert "Tagasiside" not in answered(chosen, people, second).text


def _answer_id(turn: object) -> str:
    from sqlmodel import select

    from storage.tables import Letter

    return turn.session.exec(select(Letter.message_id).where(Letter.what == "answer")).one()  # type: ignore[attr-defined,no-any-return]
