"""Input that another unit owes a case."""

from datetime import date

import pytest
from sqlmodel import select

from casework.assign import take
from casework.contributions import ask_official, ask_unit, chase, inputs_of, keep_answer, reveal_inputs
from casework.desk import Desk
from casework.refusals import BadDay, MissingReason, NoSuchContribution, NotOurDomain
from casework.views import card
from storage.desk_tables import OutboxItem
from storage.tables import Event, Letter
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.house import HandClock, People

BY = date(2026, 11, 27)  # Friday
UNIT, MAIL = "õigusosakond", "oigus@ska.example"


def letters(desk: Desk) -> list[tuple[str, str]]:
    return desk.look_now(lambda turn: list(turn.session.exec(
        select(OutboxItem.what, OutboxItem.recipient).where(OutboxItem.what != "receipt", OutboxItem.channel == "mail"))))  # fmt: skip


def test_a_unit_is_asked_by_mail_and_its_address_remembered(desk: Desk, people: People, post: Post) -> None:
    _, ref = post()
    desk.do_now(ask_unit, people.mari, ref, UNIT, "Kas § 27 kohaldub?", BY, MAIL)
    again = desk.do_now(ask_unit, people.mari, ref, UNIT, "Ja § 31?", BY)
    assert again.mail == MAIL
    assert letters(desk) == [("contribution_request", MAIL)] * 2
    sent = desk.look_now(lambda turn: turn.session.exec(select(Letter).where(Letter.what == "contribution_request")).first())
    assert sent is not None
    assert "Kas § 27 kohaldub?" in sent.text
    assert "27. novembril" in sent.text or "27. november" in sent.text
    assert [one.unit for one in desk.look_now(card, ref).inputs] == [UNIT, UNIT]


def test_what_is_asked_stays_in_the_house(desk: Desk, people: People, post: Post) -> None:
    _, ref = post()
    for wrong in ("keegi@mujal.example", "a b@ska.example", "oigus@ska.example.evil.example"):
        with pytest.raises(NotOurDomain):
            desk.do_now(ask_unit, people.mari, ref, UNIT, "Mis?", BY, wrong)
    with pytest.raises(BadDay):
        desk.do_now(ask_unit, people.mari, ref, UNIT, "Mis?", date(2026, 11, 22))  # Sunday, yesterday
    with pytest.raises(MissingReason):
        desk.do_now(ask_unit, people.mari, ref, UNIT, "  ", BY)
    assert letters(desk) == []


def test_the_request_moves_neither_the_case_nor_its_clock(desk: Desk, people: People, post: Post) -> None:
    _, ref = post()
    before = desk.look_now(card, ref)
    desk.do_now(ask_unit, people.mari, ref, UNIT, "Mis?", BY, MAIL)
    after = desk.look_now(card, ref)
    assert (after.state, after.due, after.safe, after.version) == (before.state, before.due, before.safe, before.version)


def test_input_is_chased_before_on_and_after_its_day_and_at_last_the_head(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    desk.do_now(ask_unit, people.mari, ref, UNIT, "Mis?", BY, MAIL)
    seen = []
    for _ in range(10):
        desk.do_now(chase)
        desk.do_now(chase)  # once a step, however often the clock looks
        seen.append((len(told(desk, "input_due", people.mari.label)), len(told(desk, "input_due", people.helve.label)),
                     sum(what == "contribution_reminder" for what, _ in letters(desk))))  # fmt: skip
        clock.move(days=1)
    # Mon 23 ... Thu 26: soon, Fri 27: today, Sat, Sun, Mon 30: late, Tue, Wed 2: the head too
    assert seen == [(0, 0, 0)] * 3 + [(1, 0, 1)] + [(2, 0, 1)] * 3 + [(3, 0, 2)] * 2 + [(4, 1, 3)]


def test_what_came_is_kept_as_content_and_chased_no_more(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, ref = post()
    desk.do_now(ask_unit, people.mari, ref, UNIT, "Mis?", BY, MAIL)
    desk.do_now(keep_answer, people.jyri, ref, "Kohaldub.")
    assert told(desk, "input_came", people.mari.label)
    (shown,) = desk.do_now(reveal_inputs, people.mari, ref)
    assert (shown.question, shown.answer, shown.input.answered) == ("Mis?", "Kohaldub.", True)
    noted = desk.look_now(lambda turn: list(turn.session.exec(select(Event.what, Event.note).where(Event.who == people.mari.label))))
    assert ("opened_inputs", "") in noted
    assert not any("Kohaldub" in note or "Mis?" in note for _, note in noted)
    clock.move(days=7)
    assert desk.do_now(chase) == 0
    with pytest.raises(NoSuchContribution):
        desk.do_now(keep_answer, people.mari, ref, "veel")


def test_the_press_asks_the_handler_and_asks_again_with_another_hour(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    until = clock.now.replace(hour=13)
    first = desk.do_now(ask_official, people.piret, ref, until)
    second = desk.do_now(ask_official, people.piret, ref, until.replace(hour=14), "Mitu juhtumit?")
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert len(told(desk, "press_asks", people.mari.label)) == 2
    case_id = desk.look_now(card, ref).id
    (view,) = desk.look_now(inputs_of, [case_id])[case_id]
    assert (view.press, view.due) == (True, until.replace(hour=14))
    desk.do_now(keep_answer, people.mari, ref, "Kaks.")
    assert told(desk, "input_came", people.piret.label)
