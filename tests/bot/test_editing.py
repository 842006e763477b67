"""A draft is edited in three places: by an answer in the chat, in Word, and paragraph by paragraph; all of it in private."""

import io

import pytest
from docx import Document
from lxml import etree

from casework import content
from casework.draft import draft_answer, edit
from casework.office import Office, Privacy
from mail.edited_word import read_edited
from playground.bot_chats import Message
from tests.bot.room import Room
from tests.house import HELVE, MARI, make_office
from tests.mail.test_edited_word import run

WORDS = "Asenduskodu eest maksab omavalitsus.\n\nTeine lõik."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
async def taken(room: Room) -> str:
    """Return a case whose answer is written: version 2 of the draft."""
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    room.desk.do_now(draft_answer, room.people.mari, ref)
    room.desk.do_now(edit, room.people.mari, ref, 1, WORDS)
    return ref


def substance(room: Room, ref: str) -> str:
    text = room.desk.look_now(content.draft, ref).text
    return text.partition("mille saime")[2] or text


async def give_file(room: Room, octets: bytes, name: str, answered: Message | None) -> list[Message]:
    before = room.server.send_document(room.mari, name, octets, type=DOCX, reply_to=answered)
    await room.listen()
    return room.after(before)


async def test_a_numbered_answer_changes_one_paragraph(room: Room, taken: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    assert "Teine lõik on uus." in await room.say(room.mari, "2: Teine lõik on uus.", reply_to=draft)
    view = room.desk.look_now(content.draft, taken)
    assert view.version == 3
    assert "omavalitsus" in view.text


async def test_paragraph_by_paragraph_by_buttons(room: Room, taken: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    await room.press(room.mari, draft, "¶ Lõikhaaval")
    shown = room.last(MARI)
    assert "2: Teine lõik." in shown.text
    await room.press(room.mari, shown, "✏️ 2")
    question = room.last(MARI)
    assert "2. lõigu uue tekstiga" in question.text
    assert "Uus teine." in await room.say(room.mari, "Uus teine.", reply_to=question)
    await room.press(room.mari, shown, "✏️ 2")  # the list is of an older version
    assert room.desk.look_now(content.draft, taken).version == 3


async def test_a_paragraph_that_is_not_there_is_said(room: Room, taken: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    assert "on 2 lõiku, 7. lõiku ei ole" in await room.say(room.mari, "7: Midagi", reply_to=draft)


async def test_a_draft_goes_out_as_word_and_comes_back_edited(room: Room, taken: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    await room.press(room.mari, draft, "📄 Word")
    handed = room.last(MARI)
    assert handed.file is not None
    assert not handed.protected  # it is saved and worked on
    assert handed.file.upload.name == f"{taken}-vastus.docx"
    document = Document(io.BytesIO(handed.file.upload.content))
    next(one for one in document.paragraphs if one.text == "Teine lõik.").runs[0].text = "Wordis muudetud lõik."
    out = io.BytesIO()
    document.save(out)
    (answer,) = await give_file(room, out.getvalue(), "minu fail.docx", handed)
    assert "mustand v3" in answer.text
    assert "Wordis muudetud lõik." in answer.text


async def test_tracked_changes_are_asked_about(room: Room, taken: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    await room.press(room.mari, draft, "📄 Word")
    handed = room.last(MARI)
    assert handed.file is not None
    (asked,) = await give_file(room, tracked(handed.file.upload.content), "a.docx", handed)
    assert "jälgitud muudatust" in asked.text
    await room.press(room.mari, asked, "✖️ Lükka muudatused tagasi")
    assert "Teine lõik." in room.last(MARI).text
    assert room.desk.look_now(content.draft, taken).version == 3


@pytest.mark.parametrize(("octets", "name", "said"), [
    (b"%PDF-1.7", "a.docx", "see ei ole .docx-fail"),
    (b"PK\x03\x04", "a.docx", "faili ei saa lugeda"),
])  # fmt: skip
async def test_a_file_that_is_no_docx_is_refused(room: Room, taken: str, octets: bytes, name: str, said: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    await room.press(room.mari, draft, "📄 Word")
    (answer,) = await give_file(room, octets, name, room.last(MARI))
    assert said in answer.text
    assert room.desk.look_now(content.draft, taken).version == 2


async def test_an_edit_outside_the_marks_is_refused_in_the_chat(room: Room, taken: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    await room.press(room.mari, draft, "📄 Word")
    handed = room.last(MARI)
    assert handed.file is not None
    document = Document(io.BytesIO(handed.file.upload.content))
    next(one for one in document.paragraphs if one.text.startswith("Lugupeetud")).runs[0].text = "Hei!"
    out = io.BytesIO()
    document.save(out)
    (answer,) = await give_file(room, out.getvalue(), "a.docx", handed)
    assert "väljas olevat teksti" in answer.text


async def test_a_file_that_answers_no_draft_is_not_taken(room: Room, taken: str) -> None:
    (answer,) = await give_file(room, b"PK\x03\x04", "a.docx", None)
    assert "ainult vastusena mustandi sõnumile" in answer.text
    assert room.desk.look_now(content.draft, taken).version == 2


async def test_who_approves_sees_what_changed_since_they_looked(room: Room, taken: str) -> None:
    await room.say(room.helve, f"/kinnita {taken}")
    room.desk.do_now(edit, room.people.mari, taken, 2, "Asenduskodu eest maksab riik.\n\nTeine lõik.")
    shown = await room.heard(room.helve, f"/kinnita {taken}")
    difference = shown[-1]
    assert "mis muutus v2 ja v3 vahel (Mari Mets)" in difference.text
    octets = difference.text.encode("utf-16-le")
    marked = {one.type: octets[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le").strip() for one in difference.entities}
    assert (marked["strikethrough"], marked["underline"]) == ("omavalitsus.", "riik.")
    assert difference.protected


async def test_the_pdf_is_shown_in_private(room: Room, taken: str) -> None:
    await room.say(room.helve, f"/kinnita {taken}")
    await room.press(room.helve, room.last(HELVE), "🖨 PDF")
    shown = room.last(HELVE)
    assert shown.file is not None
    assert shown.file.upload.content.startswith(b"%PDF-")


class TestOnThePage:
    @pytest.fixture
    def office(self) -> Office:
        return make_office(privacy=Privacy(content="page"))

    async def test_no_file_is_handed_out_in_the_chat(self, room: Room, taken: str) -> None:
        found = room.desk.look_now(content.draft, taken)
        assert found.version == 2
        shown = await room.heard(room.mari, f"/mustand {taken}")
        assert not any(WORDS[:20] in one.text or one.file for one in shown)


def tracked(octets: bytes) -> bytes:
    """Return the file with a deletion and an insertion tracked in its field."""
    document = Document(io.BytesIO(octets))
    paragraph = next(one for one in document.paragraphs if one.text == "Teine lõik.")
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    (first,) = paragraph.runs
    first._r.addnext(etree.fromstring(f"<w:ins {ns}>{run(' Lisatud.')}</w:ins>"))
    out = io.BytesIO()
    document.save(out)
    assert read_edited(out.getvalue()).tracked == 1
    return out.getvalue()


ESTONIAN = "Asenduskodu eest maksab kohalik omavalitsus, kelle territooriumil lapse elukoht rahvastikuregistri järgi on."
IN_RUSSIAN = "За содержание ребёнка в приюте платит местное самоуправление, в котором зарегистрирован ребёнок."
IN_ENGLISH = "The municipality in which the child is registered pays for the substitute home of the child."


@pytest.mark.parametrize(("words", "told", "not_told"), [
    (ESTONIAN, "Pöörduja keel on vene; mustand on ainult eesti keeles", "ei klapi"),
    (f"{ESTONIAN}\n---\n{IN_RUSSIAN}", "eesti keel ja tõlge (vene keel)", "ei klapi"),
    (f"{ESTONIAN}\n---\n{IN_ENGLISH}", "peaks olema vene keel, tekst näib olevat inglise keeles", "tõlget ei ole"),
    (IN_RUSSIAN, "peaks olema eesti keel, tekst näib olevat vene keeles", "Keel: eesti keel ja"),
])  # fmt: skip
async def test_a_draft_says_whether_it_speaks_its_reader_s_language(room: Room, taken: str, words: str, told: str, not_told: str) -> None:
    await room.say(room.mari, f"/keel {taken} vene")
    draft = (await room.heard(room.mari, f"/mustand {taken}"))[0]
    said = await room.say(room.mari, words, reply_to=draft)
    assert told in said
    assert not_told not in said


async def test_words_that_the_letter_will_not_hold_are_told(room: Room, taken: str) -> None:
    draft = (await room.heard(room.mari, f"/mustand {taken}"))[0]
    said = await room.say(room.mari, f"{ESTONIAN}\n---\n{IN_RUSSIAN}", reply_to=draft)
    assert "Rea --- all olev tekst jääb kirjast välja" in said
    assert "🌐" not in await room.say(room.mari, ESTONIAN, reply_to=room.last(MARI))
