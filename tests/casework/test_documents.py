"""Every version of a letter has its PDF; what an approval signs names it, and what is sent is what was kept."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from casework.approve import approve, open_draft
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.office import Approval
from casework.outbox import claim
from casework.refusals_of_letters import BrokenLetterhead
from casework.send import send_answer
from casework.turn import Turn
from casework.write import manifest_hash
from storage.desk_tables import Draft
from storage.tables import Original
from tests.casework.conftest import Post
from tests.house import People, make_office

WORDS = "Asenduskodu eest maksab omavalitsus."


@pytest.fixture
def ref(desk: Desk, people: People, post: Post) -> str:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    return ref


def newest(desk: Desk) -> Draft:
    return desk.look_now(lambda turn: turn.session.exec(select(Draft).order_by(Draft.version.desc())).first())  # type: ignore[attr-defined,return-value]


def answer(desk: Desk, people: People, ref: str, words: str = WORDS) -> Draft:
    first = desk.do_now(draft_answer, people.mari, ref)
    return desk.do_now(edit, people.mari, ref, first.version, words)


def test_each_version_is_kept_as_a_pdf_before_its_row_is(desk: Desk, people: People, ref: str) -> None:
    draft = answer(desk, people, ref)
    octets = desk.kept.read(draft.letter_pdf)
    assert octets.startswith(b"%PDF-")
    assert hashlib.sha256(octets).hexdigest() == draft.letter_pdf
    assert draft.attachments == [
        {"name": f"{ref}-vastus.pdf", "type": "application/pdf", "sha256": draft.letter_pdf, "made": "pdf"}
    ]
    known = desk.look_now(lambda turn: turn.session.get(Original, draft.letter_pdf))
    assert known is not None  # so that a copy of the house and its proof hold it too


def test_an_approval_signs_the_pdf_whether_it_is_attached_or_not(desk: Desk, people: People, ref: str) -> None:
    desk.office = make_office(approval=replace(make_office().approval, attach=()))
    draft = answer(desk, people, ref)
    assert draft.attachments == []

    def altered(turn: Turn) -> bool:
        row = turn.session.get_one(Draft, draft.id)
        before = manifest_hash(turn, row)
        row.letter_pdf = "0" * 64
        return before == draft.hash != manifest_hash(turn, row)

    assert desk.look_now(altered)


def test_the_files_sent_are_the_files_approved(desk: Desk, people: People, ref: str) -> None:
    desk.office = make_office(approval=Approval(undo=make_office().approval.undo, attach=("pdf", "docx")))
    draft = answer(desk, people, ref)
    desk.do_now(open_draft, people.helve, ref)
    desk.do_now(approve, people.helve, ref)
    desk.do_now(send_answer, people.mari, ref)
    (parcel,) = (one for one in desk.do_now(claim, "mail", 9) if one.what == "answer")
    assert [one["name"] for one in parcel.values["files"]] == [f"{ref}-vastus.pdf", f"{ref}-vastus.docx"]
    assert [one["sha256"] for one in parcel.values["files"]] == [one["sha256"] for one in draft.attachments]
    assert all(desk.kept.path(one["sha256"]).exists() for one in parcel.values["files"])


def test_a_sign_that_cannot_be_printed_hinders_no_mail(desk: Desk, people: People, ref: str) -> None:
    draft = answer(desk, people, ref, f"{WORDS} 😀")
    assert (draft.letter_pdf, draft.attachments) == ("", [])
    assert "😀" in draft.text


def test_a_faulty_letterhead_loses_nothing(desk: Desk, people: People, ref: str, tmp_path: Path) -> None:
    draft = answer(desk, people, ref)
    (tmp_path / "letter.typ").write_text("#let x = ", "utf-8")
    desk.office = make_office(letterhead=tmp_path)
    with pytest.raises(BrokenLetterhead):
        desk.do_now(edit, people.mari, ref, draft.version, "Uus sõnastus.")
    assert newest(desk).version == draft.version
