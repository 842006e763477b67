"""A draft is edited in Word and by paragraphs; nothing outside the marked fields, nothing over a colleague's version."""

import io
from pathlib import Path

import pytest
from docx import Document
from sqlmodel import select

from casework.approve import approve, open_draft
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.edit import edit_paragraph, paragraphs_of
from casework.files_out import letter_pdf
from casework.given_back import HANDED, note_file
from casework.refusals_of_letters import (
    ChangedMeanwhile,
    EditedOutside,
    NoSuchParagraph,
    NotForEditing,
    TrackedChanges,
    WordRefused,
)
from casework.turn import Turn
from casework.versions import changes_since_opened, difference, show_changes
from casework.views import card
from casework.word_edit import ACCEPT, REFUSE, apply_docx, docx_to_edit, take_docx
from rules.kinds import Language
from rules.life import State
from storage.desk_tables import Draft
from storage.paper_tables import GivenBack
from tests.casework.conftest import Post
from tests.house import People

WORDS = "Asenduskodu eest maksab omavalitsus.\n\nTeine lõik."
FILES = Path(__file__).parent / "word"


@pytest.fixture
def ref(desk: Desk, people: People, post: Post) -> str:
    """Return a case whose answer is written: version 2 of the draft."""
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    desk.do_now(draft_answer, people.mari, ref)
    desk.do_now(edit, people.mari, ref, 1, WORDS)
    return ref


def edited(octets: bytes, **changes: str) -> bytes:
    """Return a .docx in which the paragraphs that begin so have other words."""
    document = Document(io.BytesIO(octets))
    for begin, words in changes.items():
        paragraph = next(one for one in document.paragraphs if one.text.startswith(begin))
        paragraph.runs[0].text = words
        for other in paragraph.runs[1:]:
            other.text = ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def give_back(desk: Desk, people: People, ref: str, octets: bytes, changes: str = "") -> Draft:
    desk.do_now(take_docx, people.mari, ref, octets)
    return desk.do_now(apply_docx, people.mari, ref, None, changes)


def test_a_docx_edited_between_the_marks_is_a_new_version(desk: Desk, people: People, ref: str) -> None:
    handed = desk.do_now(docx_to_edit, people.mari, ref)
    made = give_back(desk, people, ref, edited(handed.octets, Teine="Teine lõik on nüüd pikem."))
    assert made.version == 3
    assert made.substance == "Asenduskodu eest maksab omavalitsus.\n\nTeine lõik on nüüd pikem."
    assert "Teine lõik on nüüd pikem." in made.text


@pytest.mark.parametrize("language", [Language.ESTONIAN, Language.RUSSIAN])
def test_a_docx_given_back_as_it_was_changes_no_word(desk: Desk, people: People, ref: str, language: Language) -> None:
    def speak(turn: Turn) -> None:
        turn.case(ref).language = language

    desk.do_now(speak)
    words = "Esimene lõik\nkahel real.\n\n- üks\n- kaks\n\nViimane lõik.\n---\nПервый абзац.\n\nВторой."
    desk.do_now(edit, people.mari, ref, 2, words)
    made = give_back(desk, people, ref, desk.do_now(docx_to_edit, people.mari, ref).octets)
    assert made.substance == words


def test_what_libreoffice_saved_is_taken_back(desk: Desk, people: People, ref: str) -> None:
    def hand_out(turn: Turn) -> None:
        draft = turn.session.exec(select(Draft).where(Draft.version == 2)).one()
        note_file(turn, people.mari, draft, HANDED, (FILES / "handed_out.docx").read_bytes())

    desk.do_now(hand_out)
    made = give_back(desk, people, ref, (FILES / "edited_by_libreoffice.docx").read_bytes())
    assert made.substance == (
        "Asenduskodu eest maksab kohalik omavalitsus („õiglane“ jagamine, Привет).\n\nTeine lõik jääb samaks.\n\n"
        + " ".join(["Kolmas lõik on uus."] * 150))  # two pages now, as LibreOffice wrote in the footer  # fmt: skip
    desk.do_now(lambda turn: note_file(turn, people.mari, turn.session.get_one(Draft, made.id), HANDED, (FILES / "handed_out.docx").read_bytes()))
    tracked = (FILES / "tracked_by_libreoffice.docx").read_bytes()
    with pytest.raises(TrackedChanges) as asked:
        give_back(desk, people, ref, tracked)
    assert asked.value.facts["count"] == 2
    assert desk.do_now(apply_docx, people.mari, ref, None, ACCEPT).substance.startswith("Asenduskodu eest maksab riik.")


def test_tracked_changes_can_be_refused(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(lambda turn: note_file(turn, people.mari, turn.session.exec(select(Draft).where(Draft.version == 2)).one(), HANDED,
                                       (FILES / "handed_out.docx").read_bytes()))  # fmt: skip
    made = give_back(desk, people, ref, (FILES / "tracked_by_libreoffice.docx").read_bytes(), REFUSE)
    assert made.substance.startswith("Asenduskodu eest maksab omavalitsus.")


@pytest.mark.parametrize(("begin", "named"), [("Lugupeetud", "Lugupeetud"), ("▼", ""), ("▲", "")])
def test_an_edit_outside_the_marks_is_refused_and_the_file_kept(desk: Desk, people: People, ref: str, begin: str, named: str) -> None:
    handed = desk.do_now(docx_to_edit, people.mari, ref)
    octets = edited(handed.octets, **{begin: "Midagi muud"})
    with pytest.raises(EditedOutside) as refused:
        give_back(desk, people, ref, octets)
    assert str(refused.value.facts["words"]).startswith(named)
    kept = desk.look_now(lambda turn: [one.sha256 for one in turn.session.exec(select(GivenBack))])
    assert octets in [desk.kept.read(one) for one in kept]
    assert desk.look_now(card, ref).draft_version == 2


def test_an_edit_of_the_letterhead_is_refused(desk: Desk, people: People, ref: str) -> None:
    document = Document(io.BytesIO(desk.do_now(docx_to_edit, people.mari, ref).octets))
    document.sections[0].footer.paragraphs[0].text = "Helistage mulle koju"
    document.tables[1].rows[0].cells[0].paragraphs[0].text = "Keegi Teine"
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(EditedOutside):
        give_back(desk, people, ref, out.getvalue())


def test_a_file_that_was_never_handed_out_is_refused(desk: Desk, people: People, ref: str) -> None:
    with pytest.raises(WordRefused, match="not_handed_out"):
        give_back(desk, people, ref, b"PK\x03\x04")


def test_a_broken_file_is_refused_with_a_reason(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(docx_to_edit, people.mari, ref)
    for octets, why in ((b"%PDF-1.7", "not_a_docx"), (b"PK\x03\x04", "broken")):
        with pytest.raises(WordRefused, match=why):
            give_back(desk, people, ref, octets)


def test_the_second_of_two_editors_hears_who_was_first(desk: Desk, people: People, ref: str) -> None:
    handed = desk.do_now(docx_to_edit, people.mari, ref)
    desk.do_now(edit, people.helve, ref, 2, "Helve sõnad.")
    with pytest.raises(ChangedMeanwhile) as second:
        desk.do_now(take_docx, people.mari, ref, handed.octets, handed.version)
    assert (second.value.facts["by"], second.value.facts["version"]) == ("Helve Hein", 3)
    with pytest.raises(ChangedMeanwhile):
        desk.do_now(edit_paragraph, people.mari, ref, 2, 1, "Mari sõnad.")


def test_a_paragraph_is_changed_put_out_or_not_there(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(edit, people.mari, ref, 2, "Üks.\n\nKaks.\n---\nОдин.\n\nДва.")
    assert desk.look_now(paragraphs_of, ref) == ["Üks.", "Kaks.", "Один.", "Два."]
    desk.do_now(edit_paragraph, people.mari, ref, 3, 4, "Второе.")
    made = desk.do_now(edit_paragraph, people.mari, ref, 4, 1, "")
    assert made.substance == "Kaks.\n---\nОдин.\n\nВторое."
    with pytest.raises(NoSuchParagraph):
        desk.do_now(edit_paragraph, people.mari, ref, 5, 4, "Neljandat ei ole.")


def test_an_edit_voids_the_approval(desk: Desk, people: People, ref: str) -> None:
    handed = desk.do_now(docx_to_edit, people.mari, ref)
    desk.do_now(open_draft, people.helve, ref)
    desk.do_now(approve, people.helve, ref)
    assert desk.look_now(card, ref).state is State.APPROVED
    give_back(desk, people, ref, edited(handed.octets, Teine="Muudetud."))
    assert desk.look_now(card, ref).state is State.DRAFTED


def test_a_letter_that_is_all_template_is_not_edited(desk: Desk, people: People, ref: str) -> None:
    from casework.forward import forward

    desk.do_now(forward, people.mari, ref, "Näidisvald info@vald.example")
    with pytest.raises(NotForEditing):
        desk.do_now(docx_to_edit, people.mari, ref)


def test_the_pdf_shown_is_the_pdf_that_is_signed(desk: Desk, people: People, ref: str) -> None:
    shown = desk.do_now(letter_pdf, people.helve, ref)
    digest = desk.look_now(lambda turn: turn.session.exec(select(Draft.letter_pdf).where(Draft.version == 2)).one())
    assert shown.octets == desk.kept.read(digest)
    assert shown.name == f"{ref}-vastus.pdf"


def test_the_approver_sees_what_changed_since_they_looked(desk: Desk, people: People, ref: str) -> None:
    assert desk.look_now(changes_since_opened, people.helve, ref) is None  # has not looked yet
    desk.do_now(open_draft, people.helve, ref)
    assert desk.look_now(changes_since_opened, people.helve, ref) is None
    desk.do_now(edit, people.mari, ref, 2, "Asenduskodu eest maksab riik.\n\nTeine lõik.")
    desk.do_now(edit, people.mari, ref, 3, "Asenduskodu eest maksab riik.\n\nTeine lõik.\n\nKolmas lõik.")
    changes = desk.look_now(changes_since_opened, people.helve, ref)
    assert changes is not None
    assert (changes.old, changes.new, changes.by, changes.others) == (2, 4, "Mari Mets", ())
    told = [(one.kind, one.text.strip()) for one in changes.pieces if one.kind in ("added", "removed")]
    assert ("removed", "omavalitsus.") in told
    assert ("added", "riik.") in told
    assert any(kind == "added" and "Kolmas lõik." in text for kind, text in told)
    assert desk.do_now(show_changes, people.mari, ref).old == 3


@pytest.mark.parametrize(("old", "new", "told"), [
    ("a b c", "a x c", [("same", "a "), ("removed", "b "), ("added", "x "), ("same", "c"), ("same", "\n")]),
    ("a", "a", [("same", "a\n")]),
    ("", "uus", [("added", "uus\n")]),
    ("vana", "", [("removed", "vana\n")]),
    ("1\n2\n3\n4\n5\n6", "1\n2\n3\n4\n5\n6x", [("skipped", ""), ("same", "5\n"), ("removed", "6"), ("added", "6x"), ("same", "\n")]),
])  # fmt: skip
def test_a_difference_tells_words_and_skips_what_stayed(old: str, new: str, told: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in difference(old, new)] == told
