"""The last look before a letter leaves: what its reader may not know stops it, until somebody gives a reason on record."""

import zipfile
from io import BytesIO

import pytest
from sqlmodel import select

from casework import content
from casework.approve import approve, give_back, open_draft
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.hidden_parts import hidden_parts
from casework.leak_guard import leaks, show_leaks
from casework.refusals import ReasonIsPersonal
from casework.refusals_of_letters import LeakSuspected, RestrictedOpen
from casework.send import send_answer
from casework.turn import Turn
from casework.write import manifest_hash
from storage.desk_tables import Draft
from storage.tables import Case
from tests.casework.conftest import Post
from tests.house import People

REF = "26-0002"
CODE = "49403120003"  # a valid check digit of nobody


@pytest.fixture
def taken(desk: Desk, people: People, post: Post) -> People:
    post("Palun aidake.", sender="Raivo Kirsimäe <raivo@post.example>", message_id="<b1@post.example>")
    post("Minu poeg Oskar ei saa koolis abi. Kes aitab?", sender="Kadri Kask <kadri.kask@post.example>")
    desk.do_now(take, people.mari, REF)
    return people


def written(desk: Desk, people: People, words: str) -> None:
    first = desk.do_now(draft_answer, people.mari, REF)
    desk.do_now(edit, people.mari, REF, first.version, words)
    desk.do_now(open_draft, people.helve, REF)


def found(desk: Desk, people: People, words: str) -> list[tuple[str, str]]:
    written(desk, people, words)
    return [(one.sign, one.words) for one in desk.do_now(show_leaks, people.mari, REF)]


def changed(desk: Desk, **to: object) -> list[tuple[str, str]]:
    """Change the newest draft as another room would, and say what the guard finds in it."""

    def change(turn: Turn) -> list[tuple[str, str]]:
        draft = turn.session.exec(select(Draft).order_by(Draft.version.desc())).first()  # type: ignore[attr-defined]
        assert draft is not None
        for name, value in to.items():
            setattr(draft, name, value)
        draft.hash = manifest_hash(turn, draft)
        return [(one.sign, one.where) for one in leaks(turn, turn.case(REF), draft)]

    return desk.do_now(change)


def test_the_reader_and_whom_the_reader_named_and_our_own_people_are_no_leak(desk: Desk, taken: People) -> None:
    words = "Lugupeetud Kadri Kask. Teie poja Oskari kool korraldab tugiteenuse. Küsimustele vastab Mari Mets."
    assert found(desk, taken, words) == []


@pytest.mark.parametrize(("words", "sign", "shown"), [
    ("Sama küsis ka Raivo Kirsimäe.", "other_case", "Raivo Kirsimäe"),
    ("Vastasime Raivo Kirsimäele eelmisel nädalal.", "other_case", "Raivo Kirsimäele"),
    ("Otsuse tegi ema Liis Põldsaar.", "other_person", "Liis Põldsaar"),
    (f"Isik {CODE} saab toetust.", "personal_code", CODE),
    ("Teie poeg [laps 1] saab abi.", "mask_left", "[laps 1]"),
])  # fmt: skip
def test_what_the_reader_may_not_know_is_found(desk: Desk, taken: People, words: str, sign: str, shown: str) -> None:
    assert (sign, shown) in found(desk, taken, words)


def test_a_letter_with_a_finding_is_not_approved_until_a_reason_is_given(desk: Desk, taken: People) -> None:
    written(desk, taken, "Sama küsis ka Raivo Kirsimäe.")
    with pytest.raises(LeakSuspected) as stop:
        desk.do_now(approve, taken.helve, REF)
    assert "Raivo" not in str(stop.value)  # what is raised may reach a log
    with pytest.raises(ReasonIsPersonal):
        desk.do_now(approve, taken.helve, REF, None, "Raivo Kirsimäe on nõus")
    desk.do_now(approve, taken.helve, REF, None, "teine pöörduja andis nõusoleku")
    history = desk.look_now(content.why, REF).history
    assert ("leak_accepted", "teine pöörduja andis nõusoleku") in [(what, note.split(" ", 2)[-1]) for _, _, what, note in history]
    assert all("Raivo" not in note for _, _, _, note in history)
    assert desk.do_now(send_answer, taken.mari, REF).id  # the same findings do not stop it twice


def test_what_turns_up_after_the_approval_stops_the_sending(desk: Desk, taken: People) -> None:
    written(desk, taken, "Kool korraldab tugiteenuse.")
    desk.do_now(approve, taken.helve, REF)

    def restrict(turn: Turn) -> None:
        turn.case(REF).restricted = True

    desk.do_now(restrict)
    with pytest.raises(LeakSuspected):
        desk.do_now(send_answer, taken.mari, REF)
    with pytest.raises(RestrictedOpen):  # a reason answers the finding; sealed it must be all the same
        desk.do_now(send_answer, taken.mari, REF, "isik tuvastatud telefonil")


def test_another_version_is_looked_at_anew(desk: Desk, taken: People) -> None:
    written(desk, taken, "Sama küsis ka Raivo Kirsimäe.")
    desk.do_now(approve, taken.helve, REF, None, "teine pöörduja andis nõusoleku")
    latest = desk.look_now(content.draft, REF)
    desk.do_now(edit, taken.mari, REF, latest.version, "Sama küsis ka Raivo Kirsimäe, ja veel.")
    desk.do_now(open_draft, taken.helve, REF)
    with pytest.raises(LeakSuspected):
        desk.do_now(approve, taken.helve, REF)


def test_words_that_colleagues_wrote_to_each_other_do_not_leave(desk: Desk, taken: People) -> None:
    written(desk, taken, "Kool korraldab tugiteenuse.")
    desk.do_now(give_back, taken.helve, REF, "see pöörduja kirjutab meile iga nädal samast asjast")
    signs = found(desk, taken, "Vastame lühidalt, sest see pöörduja kirjutab meile iga nädal.")
    assert [sign for sign, _ in signs] == ["internal_note"]


def test_a_recipient_who_is_not_the_writer_is_found(desk: Desk, taken: People) -> None:
    written(desk, taken, "Kool korraldab tugiteenuse.")
    assert changed(desk, recipients=["kadri.kask@post.example", "muu@post.example"]) == [("extra_recipient", "to")]


def test_a_restricted_file_leaves_only_sealed(desk: Desk, taken: People) -> None:
    written(desk, taken, "Kool korraldab tugiteenuse.")
    files = [{"name": "akt.pdf", "sha256": "0", "ak": "yes"}, {"name": "akt.cdoc2", "sha256": "1", "ak": "yes"}]
    assert changed(desk, attachments=files) == [("ak_unencrypted", "akt.pdf")]


def test_a_file_that_hides_something_and_one_that_cannot_be_looked_into_are_found(desk: Desk, taken: People) -> None:
    written(desk, taken, "Kool korraldab tugiteenuse.")
    clean = desk.kept.keep(office_file({"word/document.xml": "<w:p/>"}))
    marked = desk.kept.keep(office_file({"word/document.xml": "<w:ins w:id='1'/>", "word/comments.xml": "<w:comment/>"}))
    files = [{"name": "a.docx", "sha256": "0" * 64}, {"name": "b.docx", "sha256": clean}, {"name": "c.docx", "sha256": marked}]
    assert changed(desk, attachments=files) == [
        ("not_looked_into", "a.docx"), ("tracked_changes", "c.docx"), ("comments", "c.docx")]  # fmt: skip


def test_a_request_for_own_data_from_a_sender_nobody_vouches_for_is_found(desk: Desk, taken: People) -> None:
    written(desk, taken, "Teie andmed on lisatud.")

    def restrict(turn: Turn) -> tuple[str, ...]:
        case: Case = turn.case(REF)
        case.restricted = True
        draft = turn.session.exec(select(Draft).where(Draft.case_id == case.id)).all()[-1]
        unsigned = leaks(turn, case, draft)
        case.assurance = "signed"
        signed = {one.sign for one in leaks(turn, case, draft)}
        return tuple(sorted({one.sign for one in unsigned} - signed))

    assert desk.do_now(restrict) == ("unverified_sender",)


def office_file(parts: dict[str, str]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as document:
        for name, xml in parts.items():
            document.writestr(name, xml)
    return packed.getvalue()


@pytest.mark.parametrize(("name", "parts", "hidden"), [
    ("a.docx", {"word/document.xml": "<w:p><w:r><w:t>Tere</w:t></w:r></w:p>"}, ()),
    ("a.docx", {"word/document.xml": "<w:ins w:id='1'><w:r/></w:ins>"}, ("tracked_changes",)),
    ("a.docx", {"word/document.xml": "<w:p/>", "word/comments.xml": '<w:comment w:id="0"/>'}, ("comments",)),
    ("a.docx", {"word/document.xml": "<w:rPr><w:vanish/></w:rPr>"}, ("hidden_text",)),
    ("a.docx", {"word/document.xml": '<w:rPr><w:vanish w:val="0"/></w:rPr>'}, ()),
    ("a.docx", {"word/footnotes.xml": "<w:del w:id='2'/>"}, ("tracked_changes",)),
    ("a.xlsx", {"xl/workbook.xml": '<sheet name="Leht2" sheetId="2" state="veryHidden"/>'}, ("hidden_sheet",)),
    ("a.xlsx", {"xl/worksheets/sheet1.xml": '<row r="3" hidden="1"/>', "xl/comments1.xml": "<comment ref='A1'/>"},
     ("hidden_rows", "comments")),
    ("a.docm", {"word/vbaProject.bin": "x", "word/document.xml": "<w:p/>"}, ("macros",)),
    ("a.pptx", {"ppt/slides/slide2.xml": '<p:sld show="0"/>'}, ("hidden_slide",)),
])  # fmt: skip
def test_what_an_office_document_hides_is_named(name: str, parts: dict[str, str], hidden: tuple[str, ...]) -> None:
    assert hidden_parts(name, office_file(parts)) == hidden


def test_what_cannot_be_looked_into_is_said_to_be_so() -> None:
    assert hidden_parts("a.docx", b"no zip at all") == ("unreadable",)
    assert hidden_parts("a.doc", b"\xd0\xcf\x11\xe0") == ("old_format",)
    assert hidden_parts("a.pdf", b"%PDF-1.7") == ()
