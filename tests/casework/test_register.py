"""What becomes of a letter that came in."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import col, select

from casework import views
from casework.alert import finish_media
from casework.assign import take
from casework.desk import Desk
from casework.outbox import claim
from casework.turn import Turn, event_hash
from replies.library import Library
from rules.kinds import Child, Kind, Language
from rules.life import State
from rules.records import Filed
from storage.desk_tables import OutboxItem
from storage.tables import Case, Event, Ledger, Letter
from tests.casework.conftest import Post
from tests.house import CITIZEN, DUTY, PRESS, HandClock, People, letter, receive


def told(desk: Desk) -> list[str]:
    return desk.look_now(lambda turn: [
        f"{item.what} {item.recipient}" for item in turn.session.exec(select(OutboxItem).order_by(col(OutboxItem.id)))])  # fmt: skip


def token_of(desk: Desk, ref: str) -> str:
    return desk.look_now(lambda turn: turn.case(ref).token)


def our_message_id(desk: Desk, ref: str) -> str:
    def find(turn: Turn) -> str:
        return turn.session.exec(select(Letter.message_id).where(
            Letter.case_id == turn.case(ref).id, col(Letter.incoming).is_(False))).first() or ""  # fmt: skip

    return desk.look_now(find)


def test_a_letter_becomes_a_case_with_a_number_a_date_a_receipt_and_a_card(
    desk: Desk, people: People, post: Post
) -> None:
    assert post() == (Filed.CASE, "26-0001")
    card = desk.look_now(views.card, "26-0001")
    assert (card.state, card.kind, card.language) == (State.REGISTERED, Kind.EXPLANATION, Language.ESTONIAN)
    assert (card.registered, card.due, card.basis) == (
        date(2026, 11, 23),
        date(2026, 12, 8),
        "MSVS § 6",
    )  # both Tuesdays
    assert told(desk) == [f"receipt {CITIZEN}", f"new_case chat:{DUTY}"]
    assert card.proposed == people.mari.name


def test_numbers_run_without_gaps_and_begin_anew_each_year(desk: Desk, post: Post, clock: HandClock) -> None:
    assert [post(message_id=f"<{n}@x.example>")[1] for n in range(3)] == ["26-0001", "26-0002", "26-0003"]
    clock.move(days=60)
    assert post(message_id="<9@x.example>")[1] == "27-0001"


def test_the_same_letter_twice_is_one_case_and_one_receipt(desk: Desk, post: Post) -> None:
    post()
    assert post() == (Filed.DUPLICATE, "26-0001")
    assert told(desk).count(f"receipt {CITIZEN}") == 1


def test_a_letter_that_travelled_two_roads_is_one_case(desk: Desk, post: Post) -> None:
    post(headers={"Received": "from a by b; Mon, 23 Nov 2026 10:00:00 +0200"})
    assert post(headers={"Received": "from c by d; Mon, 23 Nov 2026 10:00:01 +0200"}) == (Filed.DUPLICATE, "26-0001")


def test_one_message_id_used_for_two_letters_is_two_cases(desk: Desk, post: Post) -> None:
    post("Palun selgitage toetuse määramist.")
    assert post("Palun selgitage hoopis midagi muud, nimelt asenduskodu tasu.") == (Filed.CASE, "26-0002")


def test_two_letters_without_message_id_are_two_cases(desk: Desk, post: Post) -> None:
    post("Palun selgitage toetuse määramist.", message_id="")
    assert post("Palun selgitage asenduskodu tasu.", message_id="") == (Filed.CASE, "26-0002")


def test_an_answer_to_our_receipt_is_a_follow_up_and_gets_no_second_receipt(desk: Desk, post: Post) -> None:
    post()
    outcome = post("Lisan, et laps on seitsmeaastane.", message_id="<b@x.example>",
                   headers={"In-Reply-To": our_message_id(desk, "26-0001")})  # fmt: skip
    assert outcome == (Filed.FOLLOW_UP, "26-0001")
    assert told(desk).count(f"receipt {CITIZEN}") == 1
    assert f"follow_up chat:{DUTY}" in told(desk)


def test_the_token_from_a_stranger_opens_nothing(desk: Desk, post: Post) -> None:
    post()
    outcome = post("Mis sellest asjast sai?", sender="Keegi <keegi@muu.example>", message_id="<c@x.example>",
                   headers={"In-Reply-To": our_message_id(desk, "26-0001")})  # fmt: skip
    assert outcome == (Filed.HELD, "")
    row = desk.look_now(lambda turn: turn.session.exec(select(Ledger).where(Ledger.outcome == Filed.HELD)).one())
    assert (row.proposed_ref, row.why) == ("26-0001", "unconfirmed_sender")
    assert desk.look_now(views.card, "26-0001").letters == 2  # the letter and our receipt


def test_a_known_number_in_a_subject_only_proposes(desk: Desk, post: Post) -> None:
    post()
    outcome = post("Mis sellest sai?", subject="Vs: 26-0001", message_id="<d@x.example>", sender="keegi@muu.example")
    assert outcome == (Filed.HELD, "")
    assert f"held chat:{DUTY}" in told(desk)


def test_a_machine_gets_no_receipt_and_makes_no_case(desk: Desk, post: Post) -> None:
    outcome = post("Olen puhkusel kuni esmaspäevani.", subject="Automaatne vastus: Teie pöördumine",
                   headers={"Auto-Submitted": "auto-replied"})  # fmt: skip
    assert outcome == (Filed.MACHINE, "")
    assert told(desk) == []


def test_an_automatic_answer_on_a_case_changes_neither_state_nor_clock(desk: Desk, post: Post) -> None:
    post()
    before = desk.look_now(views.card, "26-0001")
    post("Olen puhkusel.", subject="Automaatne vastus", message_id="<e@x.example>",
         headers={"Auto-Submitted": "auto-replied", "In-Reply-To": our_message_id(desk, "26-0001")})  # fmt: skip
    assert desk.look_now(views.card, "26-0001") == before


def test_a_journalist_gets_the_press_receipt_and_the_press_a_card(desk: Desk, post: Post) -> None:
    post("Olen Postimehe ajakirjanik. Palun kommentaari asenduskodu kohta, vastuseid ootan homme kella 12-ks.",
         sender="Toomas Tuvike <toomas.tuvike@postimees.ee>")  # fmt: skip
    card = desk.look_now(views.card, "26-0001")
    assert (card.kind, card.media) == (Kind.PRESS, True)
    assert f"media_alert chat:{PRESS}" in told(desk)
    receipt = desk.look_now(lambda turn: turn.session.exec(select(Letter).where(Letter.what == "receipt")).one())
    assert "600 0001" in receipt.text
    assert "8. detsembril" not in receipt.text


def test_a_child_in_danger_is_told_at_once_and_the_receipt_says_nothing_of_it(desk: Desk, post: Post) -> None:
    post("Palun selgitage, kes maksab asenduskodu eest.", message_id="<f@x.example>")
    post("Naabri laps on praegu keldris luku taga ja isa peksab teda. Palun aidake kohe!", message_id="<g@x.example>")
    card = desk.look_now(views.card, "26-0002")
    assert (card.child, card.child_open) == (Child.DANGER, True)
    assert f"child_alert chat:{DUTY}" in told(desk)
    parcels = desk.do_now(claim, "chat", 10)
    assert parcels[0].what == "child_alert"  # danger goes first


def test_the_receipt_never_quotes_the_writer(desk: Desk, post: Post) -> None:
    post("Minu isikukood on 61402010004. Selgitage palun toetust.", subject="Kiire! Kaido peksab last")
    receipt = desk.look_now(lambda turn: turn.session.exec(select(Letter).where(Letter.what == "receipt")).one())
    assert receipt.subject == "Teie pöördumine on kätte saadud (26-0001)"
    assert "Kaido" not in receipt.text + receipt.subject
    assert "61402010004" not in receipt.text


def test_junk_is_held_and_registered_once_a_colleague_moves_it(desk: Desk, post: Post) -> None:
    assert post(folder="junk:Junk") == (Filed.HELD, "")
    assert post() == (Filed.CASE, "26-0001")


def test_what_still_lies_in_the_junk_folder_is_told_of_once(desk: Desk, post: Post) -> None:
    post(folder="junk:Junk")
    assert post(folder="junk:Junk") == (Filed.DUPLICATE, "")


def test_a_journalist_who_writes_again_is_told_of_again_where_there_is_news(
    desk: Desk, people: People, post: Post
) -> None:
    first = "Olen Postimehe ajakirjanik. Palun kommentaari asenduskodu kohta"
    post(f"{first}, vastuseid ootan homme kella 15-ks.", message_id="<m1@post.example>")
    ours = our_message_id(desk, "26-0001")
    post(f"{first}. Veel üks küsimus.", message_id="<m2@post.example>", headers={"In-Reply-To": ours})
    assert told(desk).count(f"media_alert chat:{PRESS}") == 1
    desk.do_now(finish_media, people.piret, "26-0001")
    post(f"{first}. Kolmas küsimus.", message_id="<m3@post.example>", headers={"In-Reply-To": ours})
    assert told(desk).count(f"media_alert chat:{PRESS}") == 2
    assert not desk.look_now(views.card, "26-0001").media_done


def report(desk: Desk, action: str, status: str) -> bytes:
    """What a mail server says of our receipt of 26-0001."""
    fields = f"Reporting-MTA: dns; mx.post.example\r\n\r\nFinal-Recipient: rfc822; {CITIZEN}\r\nAction: {action}\r\nStatus: {status}\r\n"
    return (f"From: MAILER-DAEMON@post.example\r\nTo: info@ska.example\r\nSubject: Undelivered 26-0001\r\n"
           'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n'
           f"--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{fields}\r\n"
           f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {our_message_id(desk, '26-0001')}\r\n\r\n--b--\r\n").encode()  # fmt: skip


def test_a_bounce_of_our_letter_is_noted_by_its_message_id_only(desk: Desk, post: Post, tmp_path: Path) -> None:
    post()
    assert receive(desk, tmp_path / "originals", report(desk, "failed", "5.1.1"), 77) == (Filed.MACHINE, "26-0001")
    assert f"undelivered chat:{DUTY}" in told(desk)


def test_a_report_of_delay_is_noted_and_changes_nothing(desk: Desk, post: Post, tmp_path: Path) -> None:
    post()
    before, state = told(desk), desk.look_now(views.card, "26-0001").state
    assert receive(desk, tmp_path / "originals", report(desk, "delayed", "4.4.1"), 77) == (Filed.MACHINE, "26-0001")
    assert (told(desk), desk.look_now(views.card, "26-0001").state) == (before, state)
    noted = desk.look_now(lambda turn: turn.session.exec(select(Event.what).where(col(Event.what).startswith("delivery_"))).all())
    assert noted == ["delivery_delayed"]


def test_a_letter_older_than_the_backlog_age_waits_with_its_receipt(desk: Desk, post: Post, clock: HandClock) -> None:
    post(arrived=clock() - timedelta(days=10))
    assert desk.do_now(claim, "mail", 8) == []
    assert f"backlog chat:{DUTY}" in told(desk)
    card = desk.look_now(views.card, "26-0001")
    assert card.registered == date(2026, 11, 13)  # Friday, the day it came


def test_every_step_is_in_the_history_and_the_chain_holds(desk: Desk, people: People, post: Post) -> None:
    post()
    desk.do_now(take, people.mari, "26-0001")
    events = desk.look_now(lambda turn: turn.session.exec(
        select(Event).join(Case).where(Case.ref == "26-0001").order_by(col(Event.id))).all())  # fmt: skip
    assert [event.what for event in events][:1] == ["registered"]
    assert events[-1].what == "assign"
    previous = ""
    for event in events:
        assert (event.previous, event.hash) == (previous, event_hash(event))
        previous = event.hash


def test_a_fault_in_the_text_of_the_receipt_undoes_no_registration(
    desk: Desk, people: People, post: Post, tmp_path: Path
) -> None:
    own = tmp_path / "templates" / "receipt" / "et"
    own.mkdir(parents=True)
    (own / "body.txt").write_text("Tere {{ office.favourite_colour }}", encoding="utf-8")
    desk.office = replace(desk.office, library=Library((tmp_path / "templates",), desk.office.calendar.zone))
    first, second = post("Palun selgitage, kes maksab."), post("Teine küsimus.", message_id="<2@x.example>")
    assert [first, second] == [(Filed.CASE, "26-0001"), (Filed.CASE, "26-0002")]
    told = desk.look_now(lambda turn: turn.session.exec(select(OutboxItem.what, OutboxItem.values)).all())
    assert [values["ref"] for what, values in told if what == "receipt_at_fault"] == ["26-0001"]
    assert not [what for what, _ in told if what == "receipt"]


def test_the_letters_of_a_night_are_not_all_proposed_to_who_had_least_in_the_evening(desk: Desk, people: People, tmp_path: Path) -> None:
    def come(number: int) -> str:
        return receive(desk, tmp_path, letter("Palun selgitage, kes maksab hooldekodu eest.", sender=f"p{number}@post.example", message_id=f"<n{number}@post.example>"), number)[1]

    desk.do_now(take, people.mari, come(1))
    untaken = [come(number) for number in range(2, 7)]
    proposed = Counter(desk.look_now(lambda turn: [turn.case(ref).proposed_handler_id for ref in untaken]))
    assert proposed == {people.mari.id: 1, people.jyri.id: 2, people.helve.id: 2}
