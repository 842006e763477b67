"""Letters find their case, leave it for one of their own, and cases of one matter become one."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from casework import views
from casework.answer_address import addresses, answer_to
from casework.approve import approve, ask_approval
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.merge import merge
from casework.newest import latest_draft
from casework.protect import open_track
from casework.refusals import CaseIsClosed, NoSuchAddress, NoSuchLetter, NotHandler, SameCase
from casework.refusals_of_law import ChildTrackOpen
from casework.reveal import reveal_draft
from casework.split import later_letters, split
from casework.turn import Turn
from casework.understand import understand_octets
from rules.kinds import Child, Outcome
from rules.life import State
from rules.records import Filed
from storage.desk_tables import ChildTrack, OutboxItem
from storage.tables import Case, Event, Ledger, Letter
from tests.casework.conftest import Post
from tests.house import CITIZEN, HandClock, People, letter, receive

INFORMATION = "Palun väljastada teabenõude korras 2025. aasta kontrolliakti koopia."
MEMORANDUM = "Teen ettepaneku muuta järjekorra pidamise korda, sest praegune kord on ebaõiglane. See on märgukiri."


def told(desk: Desk, what: str) -> list[OutboxItem]:
    return desk.look_now(lambda turn: list(turn.session.exec(select(OutboxItem).where(OutboxItem.what == what)).all()))


def case_of(desk: Desk, ref: str) -> Case:
    return desk.look_now(lambda turn: turn.case(ref))


def reply_headers(desk: Desk, ref: str) -> dict[str, str]:
    """Return the headers of an answer to our receipt: our token stands in them."""
    token = case_of(desk, ref).token
    return {"In-Reply-To": f"<{token}.{'0' * 24}@ska.example>"}


def follow_up(desk: Desk, post: Post, ref: str, text: str, subject: str = "Re: Küsimus", **head: Any) -> Filed:
    return post(text, subject=subject, message_id=f"<{len(text)}@post.example>", headers=reply_headers(desk, ref), **head)[0]


def understood(desk: Desk, text: str, subject: str) -> Any:
    return understand_octets(letter(text, subject=subject), desk.office.senders)


def one_split(desk: Desk, people: People, ref: str) -> Case:
    def verb(turn: Turn) -> Case:
        (later,) = later_letters(turn, ref)
        return split(turn, people.mari, ref, later.id, understood(desk, INFORMATION, "Teabenõue"))

    return desk.do_now(verb)


# -- who writes


def through_our_server(desk: Desk, folder: Path, value: str, server: str = "mx.ska.example", **head: Any) -> Case:
    """Receive a letter below the headers our own mail server writes above all others."""
    above = f"Authentication-Results: {server}; {value}\nReceived: from x by mx.ska.example; Mon, 23 Nov 2026 08:00:00 +0000\n"
    return case_of(desk, receive(desk, folder, above.encode() + letter("Palun selgitage korda.", **head))[1])


@pytest.mark.parametrize(("value", "sure"), [
    ("dmarc=pass header.from=post.example", "aligned"), ("dmarc=fail header.from=post.example", "unverified"),
    ("dmarc=pass header.from=else.example", "unverified"), ("spf=pass smtp.mailfrom=post.example", "aligned"),
])  # fmt: skip
def test_a_sender_is_as_sure_as_our_own_server_says(desk: Desk, tmp_path: Path, value: str, sure: str) -> None:
    assert through_our_server(desk, tmp_path, value).assurance == sure


def test_a_proof_that_travelled_with_the_letter_proves_nothing(desk: Desk, post: Post) -> None:
    passed = "dmarc=pass header.from=post.example"
    _, ref = post(headers={"Authentication-Results": f"mx.ska.example; {passed}"})  # below no line of our own server
    assert case_of(desk, ref).assurance == "unverified"


def test_another_servers_proof_proves_nothing(desk: Desk, tmp_path: Path) -> None:
    passed = "dmarc=pass header.from=post.example"
    assert through_our_server(desk, tmp_path, passed, "mx.paha.example").assurance == "unverified"


def test_what_is_doubtful_in_a_sender_stands_on_the_card_by_name(desk: Desk, post: Post) -> None:
    _, ref = post(headers={"Reply-To": "keegi@mujal.example"})
    assert desk.look_now(views.card, ref).doubts == ("reply_to_differs",)


def test_a_proved_sender_with_two_addresses_in_from_is_unverified(desk: Desk, tmp_path: Path) -> None:
    sender = f"Kadri <{CITIZEN}>, Amet <amet@ska.example>"
    assert through_our_server(desk, tmp_path, "dmarc=pass", sender=sender).assurance == "unverified"


# -- to whom it is answered


def test_receipts_and_answers_go_where_the_letter_came_from(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(headers={"Reply-To": "keegi@mujal.example"})
    assert [item.recipient for item in told(desk, "receipt")] == [CITIZEN]
    desk.do_now(take, people.mari, ref)
    assert desk.do_now(draft_answer, people.mari, ref).recipients == [CITIZEN]


def test_an_official_chooses_another_address_of_the_letter(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(headers={"Reply-To": "keegi@mujal.example"})
    desk.do_now(take, people.mari, ref)
    desk.do_now(answer_to, people.mari, ref, "keegi@mujal.example")
    assert desk.do_now(draft_answer, people.mari, ref).recipients == ["keegi@mujal.example"]
    assert [item.recipient for item in told(desk, "receipt")] == [CITIZEN]
    assert desk.look_now(lambda turn: addresses(turn, turn.case(ref))) == ("keegi@mujal.example", CITIZEN)


def test_another_addressee_voids_the_approval(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(headers={"Reply-To": "keegi@mujal.example"})
    desk.do_now(take, people.mari, ref)
    first = desk.do_now(draft_answer, people.mari, ref)
    desk.do_now(edit, people.mari, ref, first.version, "Vastame Teile.")
    desk.do_now(ask_approval, people.mari, ref)
    desk.do_now(reveal_draft, people.helve, ref)
    desk.do_now(approve, people.helve, ref, 2)
    desk.do_now(answer_to, people.mari, ref, "keegi@mujal.example")
    latest = desk.look_now(lambda turn: latest_draft(turn, turn.case(ref)))
    assert (latest.version, latest.recipients, latest.approved_at) == (3, ["keegi@mujal.example"], None)
    assert latest.substance == "Vastame Teile."
    assert case_of(desk, ref).state is State.DRAFTED


def test_an_address_no_letter_named_is_refused(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(headers={"Cc": "koopia@mujal.example"})
    desk.do_now(take, people.mari, ref)
    for address in ("koopia@mujal.example", "voras@mujal.example", ""):
        with pytest.raises(NoSuchAddress):
            desk.do_now(answer_to, people.mari, ref, address)


def test_the_choice_of_an_address_names_none_in_the_history(desk: Desk, people: People, post: Post) -> None:
    _, ref = post(headers={"Reply-To": "keegi@mujal.example"})
    desk.do_now(take, people.mari, ref)
    desk.do_now(answer_to, people.mari, ref, "keegi@mujal.example")
    assert "mujal.example" not in repr(desk.look_now(lambda turn: [(e.what, e.note) for e in events(turn, ref)]))


def events(turn: Turn, ref: str) -> list[Event]:
    return list(turn.session.exec(select(Event).where(Event.case_id == turn.case(ref).id)).all())


# -- a reply without a token


def test_a_reply_that_only_looks_like_one_is_proposed_to_a_person(desk: Desk, post: Post) -> None:
    _, ref = post()
    outcome, _ = post("Lisan veel.", subject="Vs: KÜSIMUS", message_id="<b@post.example>")
    assert outcome is Filed.HELD
    (row,) = desk.look_now(lambda turn: turn.session.exec(select(Ledger).where(Ledger.outcome == Filed.HELD)).all())
    assert (row.proposed_ref, row.why) == (ref, "similar")


@pytest.mark.parametrize(("subject", "sender"), [
    ("Küsimus", f"Kadri Kask <{CITIZEN}>"), ("Re: Hoopis muu", f"Kadri Kask <{CITIZEN}>"), ("Re: Küsimus", "Jaan <jaan@else.example>"),
])  # fmt: skip
def test_a_letter_of_its_own_is_a_case_of_its_own(desk: Desk, post: Post, subject: str, sender: str) -> None:
    post()
    assert post("Palun selgitage korda.", subject=subject, sender=sender, message_id="<b@post.example>")[0] is Filed.CASE


# -- a new matter


@pytest.mark.parametrize(("text", "subject", "changed"), [
    ("Palun selgitage ka, kes maksab toetuse eest.", "Re: Küsimus", False),
    ("Palun selgitage ka, kes maksab toetuse eest.", "Vs: Küsimus", False),
    ("Palun selgitage, kuidas taotleda abivahendit.", "Abivahendi taotlemine", True),
    (INFORMATION, "Re: Küsimus", True),
    ("Aitäh, sain vastuse kätte!", "Tänu", False),
])  # fmt: skip
def test_a_letter_of_another_matter_is_told_as_one(desk: Desk, post: Post, text: str, subject: str, changed: bool) -> None:
    _, ref = post()
    assert follow_up(desk, post, ref, text, subject) is Filed.FOLLOW_UP
    (item,) = told(desk, "follow_up")
    assert item.values["changed"] is changed


def test_a_new_matter_becomes_a_case_with_its_own_clock(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    _, ref = post()
    clock.move(days=7)
    follow_up(desk, post, ref, INFORMATION, "Teabenõue")
    made = one_split(desk, people, ref)
    old = case_of(desk, ref)
    assert made.ref != ref
    assert (made.registered - old.registered).days == 7
    assert made.due is not None
    assert old.due is not None
    assert made.due < old.due  # five working days from the second letter, thirty days from the first
    assert [item.recipient for item in told(desk, "receipt")] == [CITIZEN, CITIZEN]
    moved = desk.look_now(lambda turn: turn.session.exec(select(Letter).where(Letter.case_id == made.id, Letter.incoming)).one())
    assert desk.look_now(lambda turn: turn.session.get_one(Ledger, moved.ledger_id).ref) == made.ref
    assert {"split_off", "split_from"} <= {e.what for one in (ref, made.ref) for e in desk.look_now(events, one)}


def test_the_letter_a_case_began_with_stays(desk: Desk, people: People, post: Post) -> None:
    _, ref = post()
    first = desk.look_now(lambda turn: turn.session.exec(select(Letter.id).where(Letter.incoming)).one())
    with pytest.raises(NoSuchLetter):
        desk.do_now(split, people.mari, ref, first or 0, understood(desk, INFORMATION, "Teabenõue"))


def test_a_colleagues_letters_are_not_sorted_by_another(desk: Desk, people: People, post: Post) -> None:
    _, ref = post()
    follow_up(desk, post, ref, INFORMATION, "Teabenõue")
    desk.do_now(take, people.jyri, ref)
    with pytest.raises(NotHandler):
        one_split(desk, people, ref)


# -- one matter twice


def twice(post: Post) -> tuple[str, str]:
    return post()[1], post(MEMORANDUM, subject="Märgukiri", message_id="<b@post.example>")[1]


def test_two_cases_of_one_matter_become_one(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, first = post(INFORMATION, subject="Teabenõue")
    clock.move(days=1)
    _, second = post(MEMORANDUM, subject="Märgukiri", message_id="<b@post.example>")
    due = case_of(desk, first).due
    desk.do_now(merge, people.mari, second, first)
    kept, other = case_of(desk, second), case_of(desk, first)
    assert (other.state, other.outcome, other.merged_into_id) == (State.CLOSED, Outcome.MERGED, kept.id)
    assert kept.due == due  # the earlier one
    assert desk.look_now(views.card, second).letters == 4  # two letters, two receipts
    assert desk.look_now(views.card, first).letters == 0


def test_an_answer_to_a_merged_case_finds_the_one_that_took_it_up(desk: Desk, people: People, post: Post) -> None:
    kept, other = twice(post)
    desk.do_now(merge, people.mari, kept, other)
    assert follow_up(desk, post, other, "Lisan veel ühe asjaolu.", "Re: Märgukiri") is Filed.FOLLOW_UP
    assert desk.look_now(views.card, kept).letters == 5


def test_what_was_written_in_the_other_case_is_not_lost(desk: Desk, people: People, post: Post) -> None:
    kept, other = twice(post)
    desk.do_now(take, people.mari, other)
    begun = desk.do_now(draft_answer, people.mari, other)
    desk.do_now(edit, people.mari, other, begun.version, "Meie seisukoht on selline.")
    desk.do_now(merge, people.mari, kept, other)
    draft = desk.look_now(lambda turn: latest_draft(turn, turn.case(kept)))
    assert draft.substance == "Meie seisukoht on selline."
    assert kept in draft.text
    assert case_of(desk, kept).handler_id == people.mari.id


def test_a_childs_track_moves_or_stops_the_merging(desk: Desk, people: People, post: Post) -> None:
    kept, other = twice(post)
    desk.do_now(lambda turn: open_track(turn, turn.case(other), Child.DANGER))
    desk.do_now(merge, people.mari, kept, other)
    assert case_of(desk, kept).child is Child.DANGER
    assert desk.look_now(lambda turn: turn.session.get_one(ChildTrack, turn.case(kept).id).done_at) is None
    _, third = post("Kas lapsetoetus muutub?", subject="Toetus", message_id="<c@post.example>")
    desk.do_now(lambda turn: open_track(turn, turn.case(third), Child.CONCERN))
    with pytest.raises(ChildTrackOpen):
        desk.do_now(merge, people.mari, kept, third)


def test_a_case_is_not_merged_with_itself_nor_with_a_closed_one(desk: Desk, people: People, post: Post) -> None:
    kept, other = twice(post)
    with pytest.raises(SameCase):
        desk.do_now(merge, people.mari, kept, kept)
    desk.do_now(merge, people.mari, kept, other)
    with pytest.raises(CaseIsClosed):
        desk.do_now(merge, people.mari, kept, other)
