"""The communications staff: what they are told, what they write down, and that none of it changes the case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from casework.alert import finish_media, set_media, take_media
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer
from casework.office import Privacy
from casework.press_clock import remind_press
from casework.press_office import facts_from, may_confirm, name_deadline, promise, remind_me, say_public
from casework.press_view import open_alerts, press_view, reveal_contact
from casework.press_week import press_week, press_week_so_far, tell_press_week
from casework.refusals import BadDay, NotAllowed, OutOfDate
from casework.refusals_of_law import Identifies, NoAlert, NoStatement, NotFromThePress
from casework.refusals_of_letters import FactMissing, FourEyes, MayNotApprove
from casework.statement import (
    HOLE,
    approve_statement,
    draft_statement,
    edit_statement,
    return_statement,
    reveal_statement,
    submit_statement,
)
from replies.facts import OfficeFacts
from storage.desk_tables import Draft
from storage.tables import Case, Event
from tests.casework.clocks import mailed, told
from tests.casework.conftest import Post
from tests.house import PRESS, HandClock, People, make_office

ASKS = (
    "Olen Postimehe ajakirjanik Toomas Teder ja kirjutan artiklit. Mitu last on asenduskodus? Kas Juku Kask on Kivila põhikoolist "
    "abi saanud? Palun vastust homme kella 15-ks. Telefon 5551 2345."
)
OUTLET = "Toomas Teder <toomas.teder@postimees.ee>"
PARENT = "Kui te ei vasta, pöördun ajakirjanduse poole ja lähen Postimehesse. Kes kontrollib minu lapse kooli?"


def test_the_press_sees_a_journalist_s_questions_masked_and_word_for_word(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    view = desk.look_now(press_view, ref)
    assert (view.journalist, view.outlet) == (True, "Postimees")
    assert view.questions == ("Mitu last on asenduskodus?",)  # the other would identify a child by the school
    assert view.deadline == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)  # Tuesday 15:00 in Tallinn
    assert not view.may_confirm


def test_of_a_private_writer_the_press_sees_neither_questions_nor_contact(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(PARENT)
    view = desk.look_now(press_view, ref)
    assert (view.journalist, view.questions, view.outlet) == (False, (), "")
    with pytest.raises(NotFromThePress):
        desk.do_now(reveal_contact, people.piret, ref)


def test_who_asks_is_shown_to_the_press_alone_and_on_record(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    for other in (people.mari, people.helve):
        with pytest.raises(NotAllowed):
            desk.do_now(reveal_contact, other, ref)
    found = desk.do_now(reveal_contact, people.piret, ref)
    assert (found.name, found.outlet, found.mail, found.phones) == ("Toomas Teder", "Postimees", "toomas.teder@postimees.ee", ("5551 2345",))
    noted = desk.look_now(lambda turn: list(turn.session.exec(select(Event.who, Event.note).where(Event.what == "opened_press_contact"))))
    assert noted == [(people.piret.label, "")]


def test_the_press_mailbox_gets_the_same_masked_words(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    (letter,) = [one for one in told(desk, "alarm") if one.recipient == "press@ska.example"]
    text = str(letter.values["text"])
    assert letter.values["subject"] == f"Meediahuvi {ref}, tähtaeg 24. november 2026 kell 15.00"
    assert "- Mitu last on asenduskodus?" in text
    assert "Väljaanne: Postimees" in text
    assert not [word for word in ("Toomas", "Teder", "Juku", "Kask", "5551", "Kivila") if word in text]


def test_a_press_mailbox_that_is_not_ours_gets_nothing(desk: Desk, people: People, post: Post) -> None:
    desk.office = make_office(facts=OfficeFacts(name="Amet", address="info@ska.example", press_mail="press@buroo.example"))
    post(ASKS, sender=OUTLET)
    assert mailed(desk, "press@buroo.example") == []


def test_in_reference_mode_the_press_gets_number_and_deadline_only(desk: Desk, people: People, post: Post) -> None:
    desk.office = make_office(privacy=Privacy(chat="reference"))
    _, ref = post(ASKS, sender=OUTLET)
    assert desk.look_now(press_view, ref).questions == ()
    text = str(next(one for one in told(desk, "alarm") if one.recipient == "press@ska.example").values["text"])
    assert not [word for word in ("asenduskodus", "Postimees", "Teema") if word in text]


def test_the_flag_changes_nothing_on_the_case(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    text = "Palun selgitage, kes maksab asenduskodu eest."
    _, plain = post(text, message_id="<p1@post.example>")
    _, flagged = post(text + " ", message_id="<p2@post.example>", sender="Kadri Kask <kadri2@post.example>")
    assert plain != flagged
    for ref in (plain, flagged):
        desk.do_now(take, people.mari, ref)
    desk.do_now(set_media, people.piret, flagged, yes=True)
    desk.do_now(take_media, people.piret, flagged)
    desk.do_now(name_deadline, people.piret, flagged, clock.now.replace(hour=14))
    desk.do_now(promise, people.piret, flagged, clock.now.replace(hour=13))
    desk.do_now(say_public, people.piret, flagged, "Järelevalvest on kirjutatud.")
    desk.do_now(may_confirm, people.helve, flagged, yes=True)
    desk.do_now(edit_statement, people.piret, flagged, "Amet ei kommenteeri.")
    desk.do_now(finish_media, people.piret, flagged)
    for ref in (plain, flagged):
        desk.do_now(draft_answer, people.mari, ref)

    def facts(ref: str) -> tuple[object, ...]:
        def read(turn: object) -> tuple[object, ...]:
            case = turn.session.exec(select(Case).where(Case.ref == ref)).one()  # type: ignore[attr-defined]
            draft = turn.session.exec(select(Draft).where(Draft.case_id == case.id)).one()  # type: ignore[attr-defined]
            return (case.state, case.kind, case.rule, case.due, case.safe, case.extended, case.handler_id, case.answered_at,
                    draft.substance, draft.text.replace(ref, "REF"), draft.by_id)  # fmt: skip

        return desk.look_now(read)

    assert facts(flagged) == facts(plain)


def test_the_press_is_reminded_of_its_promise_and_at_the_hour_it_agreed_on(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    desk.do_now(take_media, people.piret, ref)
    desk.do_now(promise, people.piret, ref, datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
    desk.do_now(remind_me, people.piret, ref, datetime(2026, 11, 24, 4, 30, tzinfo=UTC))  # 6:30, before work
    seen = []
    for hour in (9, 11.4, 11.5, 11.9, 20.0, 20.5, 27.0, 29):
        clock.now = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(hours=hour)
        desk.do_now(remind_press)
        desk.do_now(remind_press)
        seen.append((len(told(desk, "press_promise", people.piret.label)), len(told(desk, "press_reminder", people.piret.label)),
                     len(told(desk, "press_reminder", f"chat:{PRESS}"))))  # fmt: skip
    assert seen == [(0, 0, 0), (0, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 1, 1)]
    with pytest.raises(BadDay):
        desk.do_now(promise, people.piret, ref, datetime(2026, 11, 23, 12, 0, tzinfo=UTC))


def test_nothing_is_confirmed_without_a_head(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    desk.do_now(take_media, people.piret, ref)
    for one in (people.piret, people.mari):
        with pytest.raises(NotAllowed):
            desk.do_now(may_confirm, one, ref, yes=True)
    desk.do_now(may_confirm, people.helve, ref, yes=True)
    assert desk.look_now(press_view, ref).may_confirm
    assert told(desk, "media_confirm", people.piret.label)
    desk.do_now(facts_from, people.piret, ref, "Jüri")
    assert desk.look_now(press_view, ref).facts_by == "Jüri Jõgi"


def test_what_is_public_names_no_child(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    with pytest.raises(Identifies):
        desk.do_now(say_public, people.piret, ref, "Leht kirjutas Kivila põhikoolist.")
    desk.do_now(say_public, people.piret, ref, "Leht kirjutas järelevalvest 20. novembril.")
    assert desk.look_now(press_view, ref).already_public.startswith("Leht kirjutas järelevalvest")


def test_a_statement_is_approved_by_a_head_and_by_nobody_else(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    with pytest.raises(NoStatement):
        desk.do_now(submit_statement, people.piret, ref)
    first = desk.do_now(draft_statement, people.piret, ref)
    assert "ei kommenteeri" in first.text
    if HOLE in first.text:
        with pytest.raises(FactMissing):
            desk.do_now(submit_statement, people.piret, ref)
    text = "Amet kontrollib asenduskodusid igal aastal. Üksikjuhtumit me ei kommenteeri."
    second = desk.do_now(edit_statement, people.piret, ref, text, first.version)
    with pytest.raises(OutOfDate):
        desk.do_now(edit_statement, people.piret, ref, "muu", first.version)
    desk.do_now(submit_statement, people.piret, ref)
    assert told(desk, "statement_waits", people.helve.label)
    with pytest.raises(MayNotApprove):
        desk.do_now(approve_statement, people.mari, ref, second.version)
    with pytest.raises(OutOfDate):
        desk.do_now(approve_statement, people.helve, ref, first.version)
    desk.do_now(approve_statement, people.helve, ref, second.version)
    mailed_text = [str(one.values["text"]) for one in told(desk, "alarm") if "seisukoht" in str(one.values["subject"])]
    assert mailed_text == [text]  # what was approved, word for word, to the press's own mailbox
    assert desk.look_now(press_view, ref).statement == "approved"
    third = desk.do_now(edit_statement, people.helve, ref, text + " Punkt.")
    assert desk.look_now(press_view, ref).statement == "drafted"  # an edit voids the approval
    with pytest.raises(FourEyes):
        desk.do_now(approve_statement, people.helve, ref, third.version)
    desk.do_now(return_statement, people.helve, ref, "Lühemalt")
    assert desk.look_now(press_view, ref).statement == "returned"


@pytest.mark.parametrize("text", [
    "Jukule on abi antud.", "Toomas Teder küsis.", "Kivila põhikooli õpilane on abi saanud.", "9-aastane Kivila laps on hoitud.",
])  # fmt: skip
def test_a_statement_that_identifies_a_child_is_stopped(desk: Desk, people: People, post: Post, text: str) -> None:
    _, ref = post(ASKS, sender=OUTLET)
    desk.do_now(edit_statement, people.piret, ref, text)
    with pytest.raises(Identifies) as stopped:
        desk.do_now(submit_statement, people.piret, ref)
    assert not [word for word in ("Juku", "Toomas", "Kivila") if word in str(stopped.value)]
    assert desk.do_now(reveal_statement, people.piret, ref).leaks
    with pytest.raises(Identifies):
        desk.do_now(approve_statement, people.helve, ref, 1)


def test_the_week_of_the_press_counts_and_is_told_once(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, first = post(ASKS, sender=OUTLET, message_id="<w1@postimees.ee>")
    _, second = post(PARENT, message_id="<w2@post.example>")
    with pytest.raises(NoAlert):
        desk.do_now(promise, people.piret, post("Aitäh!", message_id="<w3@post.example>", subject="Tänu")[1], clock.now.replace(hour=15))
    assert [one.ref for one in desk.look_now(open_alerts)] == [first, second]  # the one with a deadline first
    desk.do_now(take_media, people.piret, first)
    desk.do_now(finish_media, people.piret, first)
    desk.do_now(set_media, people.piret, second, yes=False, why="eraisik")
    week = desk.look_now(press_week_so_far)
    assert (week.came, week.done, week.in_time, week.with_deadline, week.withdrawn, week.open, week.surges) == (2, 1, 1, 1, 1, 0, 0)
    assert [desk.do_now(tell_press_week) for _ in range(2)] == [1, 0]
    clock.move(days=1)
    assert desk.do_now(tell_press_week) == 0
    clock.move(days=6)
    assert desk.do_now(tell_press_week) == 1
    assert desk.look_now(press_week) == replace(week, coming=desk.look_now(press_week).coming)
    assert len(told(desk, "press_week", f"chat:{PRESS}")) == 2
