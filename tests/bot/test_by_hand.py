"""A letter taken down by hand: step by step, through a restart, wholly or not at all; and never twice the same letter."""

from datetime import date

from sqlmodel import col, select

from bot.door import Door
from casework import case_lists, content, views
from casework.letterhead import Direction, numbers_of
from mail.read import read_letter
from playground.bot_chats import Message
from rules.records import Filed, Way
from storage.chat_tables import Conversation, Piece
from storage.tables import Case, Ledger, Letter
from tests.bot.room import Room
from tests.house import DUTY, MARI, letter

TEXT = "Palun selgitage, kes maksab asenduskodu eest ja millal otsus tehakse, sest ootame vastust juba mitu kuud ja keegi ei helista."


def last(room: Room) -> Message:
    return room.last(MARI)


async def go(room: Room, *buttons: str) -> None:
    for button in buttons:
        await room.press(room.mari, last(room), button)


async def paper(room: Room, text: str = TEXT) -> None:
    await room.say(room.mari, "/registreeri")
    await room.say(room.mari, text)
    await go(room, "➡️ Edasi", "paber", "Täna")
    await room.say(room.mari, "Kadri Kask, kadri.kask@post.example")


def letters(room: Room, ref: str) -> list[content.LetterView]:
    return [one for one in room.desk.look_now(content.letters, ref) if one.incoming]


def nothing_begun(room: Room) -> bool:
    return room.desk.look_now(lambda turn: not turn.session.exec(select(Conversation)).all() + turn.session.exec(select(Piece)).all())  # type: ignore[operator]


async def test_a_paper_letter_becomes_a_case_step_by_step(room: Room) -> None:
    await paper(room)
    assert "Kanal: paber" in last(room).text
    assert "Kadri" not in last(room).text
    await go(room, "✅ Registreeri")
    case = room.desk.look_now(views.card, "26-0001")
    assert (case.channel, case.registered) == (Way.PAPER, date(2026, 11, 23))
    (kept,) = letters(room, "26-0001")
    assert (kept.sender_name, kept.sender, kept.text.strip()) == ("Kadri Kask", "kadri.kask@post.example", TEXT)
    assert nothing_begun(room)
    await room.tell()
    assert "26-0001" in room.last(DUTY).text
    assert not any(TEXT in one.text for one in room.server.chat(MARI).messages)  # the citizen's words have left the chat


async def test_a_receipt_goes_only_where_it_was_asked_for(room: Room) -> None:
    await paper(room)
    await go(room, "✅ Registreeri")
    assert receipts(room, "26-0001") == 0
    await paper(room, "Palun saatke mulle koopia otsusest, mis tehti minu lapse kohta eelmisel aastal Kivila vallas.")
    await go(room, "✅ Registreeri ja saada kättesaamisteade")
    assert receipts(room, "26-0002") == 1


def receipts(room: Room, ref: str) -> int:
    return len(room.desk.look_now(lambda turn: turn.session.exec(
        select(Letter).join(Case).where(Case.ref == ref, Letter.what == "receipt")).all()))  # fmt: skip


async def test_another_systems_registration_starts_the_clock(room: Room) -> None:
    await room.say(room.mari, "/registreeri")
    await room.say(room.mari, TEXT)
    await go(room, "➡️ Edasi", "dokumendisüsteem")
    await room.say(room.mari, "19.11.2026")
    await go(room, "Teadmata või nagu kirjas")
    assert "Vaja on viita" in await room.say(room.mari, "homme")
    await room.say(room.mari, "5.1-3/44788-21 20.11.2026")
    await go(room, "✅ Registreeri")
    case = room.desk.look_now(views.card, "26-0001")
    assert (case.registered, case.channel) == (date(2026, 11, 20), Way.OTHER_SYSTEM)  # Friday
    number = room.desk.look_now(lambda turn: numbers_of(turn, turn.case("26-0001"))[Direction.IN].number)
    assert number == "5.1-3/44788-21"


async def test_photos_and_papers_are_parts_of_one_letter(room: Room) -> None:
    await room.say(room.mari, "/registreeri")
    room.server.send_document(room.mari, "leht1.jpg", b"\xff\xd8a", as_photo=True)
    room.server.send_document(room.mari, "lisa.pdf", b"%PDF-1.4", type="application/pdf", caption="Lisa 1")
    await room.listen()
    assert "osi: 2" in last(room).text
    await go(room, "➡️ Edasi", "isiklikult", "Eile", "Teadmata või nagu kirjas", "✅ Registreeri")
    (kept,) = letters(room, "26-0001")
    assert len(kept.attachments) == 2
    assert kept.text.strip() == "Lisa 1"
    assert room.desk.look_now(views.card, "26-0001").channel is Way.IN_PERSON


async def test_a_saved_mail_is_taken_octet_for_octet_with_its_own_sender(room: Room) -> None:
    raw = letter(TEXT, subject="Asenduskodu", message_id="<x@post.example>")
    await room.say(room.mari, "/registreeri")
    room.server.send_document(room.mari, "kiri.eml", raw, type="message/rfc822")
    await room.listen()
    await go(room, "➡️ Edasi", "e-post", "Täna", "Teadmata või nagu kirjas", "✅ Registreeri")
    (kept,) = letters(room, "26-0001")
    assert (kept.subject, kept.sender) == ("Asenduskodu", "kadri.kask@post.example")
    digest = room.desk.look_now(lambda turn: turn.session.exec(select(Letter.digest)).one())
    assert room.desk.kept.read(digest) == raw


async def test_a_forwarded_message_is_a_piece_even_if_it_looks_like_a_command(room: Room) -> None:
    said = room.server.say(room.kadri, "/abi palun, kes maksab?")
    await room.listen()
    await room.say(room.mari, "/registreeri")
    room.server.forward(room.mari, said)
    await room.listen()
    assert "osi: 1" in last(room).text


async def test_the_same_letter_from_the_mailbox_is_proposed_as_one_case(room: Room) -> None:
    ref = room.letter_comes(TEXT)
    await paper(room)
    assert f"Sama kiri võib juba olemas olla: {ref}" in last(room).text
    await go(room, f"➕ Lisa pöördumisele {ref}")
    assert len(letters(room, ref)) == 2
    assert room.desk.look_now(case_lists.by_deadline).total == 1


async def test_a_letter_that_comes_by_mail_after_it_was_taken_down_is_told(room: Room) -> None:
    await paper(room)
    await go(room, "✅ Registreeri")
    room.letter_comes(TEXT)
    await room.tell()
    assert "sama kiri on tõenäoliselt juba käsitsi registreeritud pöördumisena 26-0001" in room.last(DUTY).text


async def test_the_very_same_letter_is_not_registered_twice(room: Room) -> None:
    raw = letter(TEXT, subject="Asenduskodu", message_id="<x@post.example>")
    for _ in range(2):
        await room.say(room.mari, "/registreeri")
        room.server.send_document(room.mari, "kiri.eml", raw, type="message/rfc822")
        await room.listen()
        await go(room, "➡️ Edasi", "e-post", "Täna", "Teadmata või nagu kirjas")
        query = await room.press(room.mari, last(room), "✅ Registreeri")
    assert query.text == "See kiri on juba registreeritud: 26-0001"
    assert room.desk.look_now(case_lists.by_deadline).total == 1


async def test_it_goes_on_after_a_restart_and_leaving_leaves_nothing(room: Room) -> None:
    await room.say(room.mari, "/registreeri")
    await room.say(room.mari, TEXT)
    room.door = Door(room.bot, room.desk, room.understand, room.read)
    await go(room, "➡️ Edasi", "telefon")
    assert "Mis päeval" in last(room).text
    assert "Kanal: telefon" in await room.say(room.mari, "/registreeri")  # said again it goes on
    await go(room, "✖️ Katkesta")
    assert nothing_begun(room)
    assert room.desk.look_now(lambda turn: turn.session.exec(select(Case)).all()) == []


async def test_an_old_button_of_the_form_changes_nothing(room: Room) -> None:
    await room.say(room.mari, "/registreeri")
    await room.say(room.mari, TEXT)
    old = last(room)
    await go(room, "➡️ Edasi", "telefon")
    query = await room.press(room.mari, old, "➡️ Edasi")
    assert "Seda nuppu enam ei ole" in query.text
    assert "Mis päeval" in last(room).text


async def test_a_day_to_come_and_an_empty_letter_are_refused(room: Room) -> None:
    await room.say(room.mari, "/registreeri")
    await go(room, "➡️ Edasi")
    assert "ei ole veel midagi" in last(room).text
    await room.say(room.mari, TEXT)
    await go(room, "➡️ Edasi", "paber")
    assert "alles ees" in await room.say(room.mari, "24.12.2026")
    assert "31.02.2026" in await room.say(room.mari, "31.02.2026")


async def test_while_taking_down_a_letter_one_may_look_things_up(room: Room) -> None:
    ref = room.letter_comes("Millal makstakse peretoetust?")
    await room.say(room.mari, "/registreeri")
    assert ref in await room.say(room.mari, f"/vaata {ref}")
    await room.say(room.mari, TEXT)
    assert "osi: 1" in last(room).text


async def test_in_a_group_it_is_pointed_to_the_private_chat(room: Room) -> None:
    assert "privaatvestluses" in await room.say(room.mari, "/registreeri", DUTY)
    assert nothing_begun(room)


async def test_a_press_officer_registers_nothing(room: Room) -> None:
    assert "Selleks ei ole õigust" in await room.say(room.piret, "/registreeri")


async def test_the_ledger_knows_every_message_of_it(room: Room) -> None:
    await paper(room)
    await go(room, "✅ Registreeri")
    rows = room.desk.look_now(lambda turn: turn.session.exec(select(Ledger).where(col(Ledger.ref) == "26-0001")).all())
    assert {(row.source, row.outcome) for row in rows} == {("file", Filed.CASE), ("telegram", Filed.COMMAND)}
    raw = room.desk.kept.read(next(row.digest for row in rows if row.source == "file"))
    assert read_letter(raw).body.strip() == TEXT
