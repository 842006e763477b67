"""Who signs our letters and who may approve them: by what they answer and to whom they go."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from casework.absence import go_away
from casework.approve import approve, ask_approval, open_draft
from casework.assign import take
from casework.correct import change_kind
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.letterhead import Direction
from casework.office import Approval
from casework.outbox import Told, claim, settle
from casework.people import invite
from casework.purpose import state_purpose
from casework.record import unregistered
from casework.refusals_of_letters import MayNotApprove, NumberNeeded
from casework.register_number import put_number
from casework.send import send_answer, undo_send
from casework.signing import greeting_name
from rules.kinds import Kind, Role
from rules.purposes import Purpose
from rules.records import Dispatch
from storage.desk_tables import Draft
from storage.register_tables import RegisterNumber
from tests.casework.conftest import Post
from tests.house import People

REF = "26-0001"


def decide(desk: Desk, **changes: object) -> None:
    """Let the agency decide otherwise than usual about approvals."""
    settings = {"undo": timedelta(0), **changes}
    desk.office = replace(desk.office, approval=Approval(**settings))  # type: ignore[arg-type]


def drafted(desk: Desk, people: People) -> Draft:
    desk.do_now(take, people.mari, REF)
    first = desk.do_now(draft_answer, people.mari, REF)
    return desk.do_now(edit, people.mari, REF, first.version, "Teenuse eest tasub kohaliku omavalitsuse üksus.")


def signed(draft: Draft) -> str:
    """Return what stands below "Lugupidamisega"."""
    return draft.text.partition("Lugupidamisega\n\n")[2].strip()


def test_the_handler_signs_an_answer_to_a_citizen(desk: Desk, people: People, post: Post) -> None:
    desk.do_now(invite, "Mari Mets", [Role.OFFICIAL], title="peaspetsialist")
    post()
    assert signed(drafted(desk, people)) == "Mari Mets\npeaspetsialist\njärelevalve talitus\nNäidisamet"


def test_the_head_signs_the_answer_to_an_authority_and_the_drafter_is_named_apart(desk: Desk, people: People, post: Post) -> None:
    post("Palume selgitust lapse asendushoolduse kohta.", sender="Nõunik <nounik@oiguskantsler.ee>")
    desk.do_now(change_kind, people.mari, REF, Kind.INQUIRY)
    assert signed(drafted(desk, people)) == "Helve Hein\njärelevalve talitus\nNäidisamet\n\nKoostaja: Mari Mets"


def test_who_stands_in_for_the_head_signs_while_the_head_is_away(desk: Desk, people: People, post: Post) -> None:
    post("Palume selgitust lapse asendushoolduse kohta.", sender="Nõunik <nounik@oiguskantsler.ee>")
    desk.do_now(change_kind, people.mari, REF, Kind.INQUIRY)
    today = desk.look_now(lambda turn: turn.today)
    desk.do_now(go_away, people.helve, "", today, today + timedelta(days=7), "Jüri")
    draft = drafted(desk, people)
    assert signed(draft).startswith("Jüri Jõgi\n")
    desk.do_now(open_draft, people.jyri, REF)
    assert desk.do_now(approve, people.jyri, REF).approved_by_id == people.jyri.id


def test_a_challenge_gets_a_covering_letter_and_never_a_decision_by_template(desk: Desk, people: People, post: Post) -> None:
    post("Esitan vaide otsuse peale.")
    desk.do_now(change_kind, people.mari, REF, Kind.CHALLENGE)
    draft = drafted(desk, people)
    assert draft.subject == "Dokumendi edastamine (26-0001)"
    assert "Täname Teid" not in draft.text


def test_the_court_gets_a_covering_letter_whatever_the_kind(desk: Desk, people: People, post: Post) -> None:
    post("Edastame määruse.", sender="Kantselei <kantselei@harju.kohus.ee>")
    desk.do_now(change_kind, people.mari, REF, Kind.EXPLANATION)
    assert drafted(desk, people).subject == "Dokumendi edastamine (26-0001)"


def test_the_head_alone_approves_what_the_table_says_though_officials_usually_may(desk: Desk, people: People, post: Post) -> None:
    decide(desk, approvers="official", approver={"selgitustaotlus": "head"})
    post()
    desk.do_now(change_kind, people.mari, REF, Kind.EXPLANATION)
    drafted(desk, people)
    desk.do_now(state_purpose, people.jyri, REF, next(iter(Purpose)))
    desk.do_now(open_draft, people.jyri, REF)
    with pytest.raises(MayNotApprove):
        desk.do_now(approve, people.jyri, REF)
    decide(desk, approvers="official", approver={"kaebus": "head"})
    assert desk.do_now(approve, people.jyri, REF).approved_by_id == people.jyri.id


def test_the_heads_superior_approves_only_where_nobody_else_may(desk: Desk, people: People, post: Post) -> None:
    decide(desk, superior="Jüri Jõgi")
    post()
    drafted(desk, people)
    desk.do_now(state_purpose, people.jyri, REF, next(iter(Purpose)))
    desk.do_now(open_draft, people.jyri, REF)
    with pytest.raises(MayNotApprove):  # the head is here
        desk.do_now(approve, people.jyri, REF)
    today = desk.look_now(lambda turn: turn.today)
    desk.do_now(go_away, people.helve, "", today, today + timedelta(days=7), "Mari")  # who has drafted it
    assert people.jyri.id in desk.do_now(ask_approval, people.mari, REF)
    assert desk.do_now(approve, people.jyri, REF).approved_by_id == people.jyri.id


def test_an_agency_that_numbers_first_asks_for_the_number_before_approval(desk: Desk, people: People, post: Post) -> None:
    decide(desk, number_first=True)
    post()
    drafted(desk, people)
    desk.do_now(open_draft, people.helve, REF)
    with pytest.raises(NumberNeeded):
        desk.do_now(approve, people.helve, REF)
    desk.do_now(put_number, people.mari, REF, "5.1-3/44788-22", Direction.OUT)
    desk.do_now(open_draft, people.helve, REF)
    assert "nr 5.1-3/44788-22" in desk.do_now(approve, people.helve, REF).text


def test_each_letter_has_its_own_number_also_when_it_is_taken_back(desk: Desk, people: People, post: Post) -> None:
    decide(desk, undo=timedelta(minutes=2))
    post()
    drafted(desk, people)
    desk.do_now(put_number, people.mari, REF, "5.1-3/44788-22", Direction.OUT)
    desk.do_now(open_draft, people.helve, REF)
    desk.do_now(approve, people.helve, REF)
    desk.do_now(send_answer, people.mari, REF)
    desk.do_now(undo_send, people.mari, REF)
    item = desk.do_now(send_answer, people.mari, REF)
    desk.clock.move(minutes=3)  # type: ignore[attr-defined]
    for parcel in desk.do_now(claim, "mail", 8):
        desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])

    rows = desk.look_now(lambda turn: turn.session.exec(select(RegisterNumber)).all())
    assert [row.letter_id for row in rows] == [item.letter_id]
    assert [one.ref for one in desk.look_now(unregistered) if one.sent] == []
    # The next letter of the case has no number as yet.
    first = desk.do_now(draft_answer, people.mari, REF)
    assert "Meie 23.11.2026 nr 26-0001\n" in first.text


@pytest.mark.parametrize(("name", "greeted"), [
    ("Kadri Kask", "Kadri Kask"), ("Anna-Liisa  Õun", "Anna-Liisa Õun"), ("Анна Петрова", "Анна Петрова"), ("kadri kask", ""),
    ("Kadri", ""), ("kadri.kask@post.example", ""), ("Lapse Isa 1982", ""), ("", ""), ("<b>Kadri</b> Kask", ""), ("A " * 40, ""),
    ("Kadri Kask; Bcc: x", ""), ("Ludwig van Beethoven", "Ludwig van Beethoven"),
])  # fmt: skip
def test_a_letter_greets_by_name_only_what_is_surely_a_name(name: str, greeted: str) -> None:
    assert greeting_name(name) == greeted


def test_the_answer_greets_its_reader_by_name(desk: Desk, people: People, post: Post) -> None:
    post()
    assert "Lugupeetud Kadri Kask\n" in drafted(desk, people).text
