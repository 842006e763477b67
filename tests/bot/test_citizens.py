"""A citizen in the bot: welcomed with the emergency numbers, heard, answered; and nothing is lost of what they write."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.buttons import Press
from bot.door import Door
from casework import content, views
from casework.answer_address import addresses_of, answer_to
from casework.assign import take
from casework.draft import draft_answer, edit
from casework.outbox import claim
from casework.write_by_chat import unfinished
from mail.read import read_letter
from playground.bot_chats import Button
from playground.telegram import Scripted
from replies.library import Library
from rules.records import Dispatch, Filed, Way
from storage.tables import Case, Letter
from tests.bot.room import KADRI, Room
from tests.house import DUTY, MARI, HandClock

DANGER = "Naaber peksab last praegu, laps karjub ja veritseb, palun aidake kohe!"
PHOTO = {"width": 640, "height": 480}
QUESTION = "Palun selgitage, kes maksab lasteaiakoha eest."


async def test_the_first_words_are_the_emergency_numbers(room: Room) -> None:
    for words in ("/start", "/abi", "/help", "abi", "Appi!", "помогите", "help"):
        said = await room.say(room.kadri, words)
        assert said.startswith("Kui lapse elu või tervis on ohus, helistage kohe hädaabinumbril 112."), words


async def test_who_asks_for_help_is_answered_though_the_agency_s_own_text_is_broken(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "templates/welcome/et"
    folder.mkdir(parents=True)
    (folder / "chat.txt").write_text("Tere, {{ case.nobody }}", encoding="utf-8")
    room.desk.office = replace(room.desk.office, library=Library((tmp_path / "templates",)))
    assert (await room.say(room.kadri, "/abi")).startswith("Kui lapse elu või tervis on ohus, helistage kohe hädaabinumbril 112.")


async def test_a_citizen_is_welcomed_in_their_own_language(room: Room) -> None:
    ivan = room.server.person(502, "Ivan", language="ru")
    assert "112" in (said := await room.say(ivan, "/start"))
    assert "обращени" in said


async def test_a_message_is_kept_and_how_to_end_is_told(room: Room) -> None:
    (prompt,) = await room.heard(room.kadri, QUESTION)
    assert "vajutage „Saada“" in prompt.text
    assert "112" in prompt.text
    assert "Telegram ei ole kaitstud kanal" in prompt.text
    assert prompt.buttons == ["✅ Saada", "✖️ Loobun"]
    assert room.outcome() == (Filed.COMMAND, "part of a letter in the making")
    assert room.outcome_of_letter() == ""


async def test_words_of_a_citizen_are_a_letter_with_one_receipt(room: Room) -> None:
    said = room.server.say(room.kadri, QUESTION)
    await room.listen()
    (prompt,) = room.after(said)
    query = await room.press(room.kadri, prompt, "✅ Saada")
    assert query.answered
    assert room.outcome(-2)[0] is Filed.CASE
    await room.tell()
    receipt, contact = room.after(prompt)
    assert "umber on 26-0001" in receipt.text
    assert "112" in receipt.text.splitlines()[0]
    assert "Kui soovite, lisage oma nimi" in contact.text
    case = room.desk.look_now(views.card, "26-0001")
    assert case.channel is Way.TELEGRAM
    assert "26-0001" in room.last(DUTY).text


async def test_a_letter_that_nobody_sends_off_is_filed_after_ten_quiet_minutes(room: Room, clock: HandClock) -> None:
    await room.say(room.kadri, QUESTION)
    clock.move(minutes=6)
    await room.say(room.kadri, "Lisan: laps on kolmene.")
    clock.move(minutes=9)
    await room.falls_quiet()
    assert room.outcome_of_letter() == ""
    clock.move(minutes=1)
    await room.falls_quiet()
    await room.falls_quiet()
    (letter,) = letters_of(room, "26-0001")
    assert letter.text == f"{QUESTION}\n\nLisan: laps on kolmene."
    assert [room.outcome(at)[0] for at in (-2, -1)] == [Filed.CASE, Filed.FOLLOW_UP]


async def test_danger_waits_for_no_button(room: Room) -> None:
    await room.say(room.kadri, DANGER)
    assert room.outcome()[0] is Filed.CASE
    assert room.desk.look_now(views.card, "26-0001").child_open
    await room.tell()
    assert "🚨" in room.last(DUTY).text


async def test_danger_in_a_later_message_files_all_of_it(room: Room) -> None:
    await room.say(room.kadri, "Kirjutan naabri lapsest.")
    await room.say(room.kadri, DANGER)
    (letter,) = letters_of(room, "26-0001")
    assert letter.text.startswith("Kirjutan naabri lapsest.")
    assert room.desk.look_now(views.card, "26-0001").child_open


async def test_what_comes_after_is_added_and_confirmed(room: Room) -> None:
    await room.writes(room.kadri, QUESTION)
    await room.writes(room.kadri, "Lisan: laps on kolmene.")
    await room.tell()
    added = [one.text for one in room.server.chat(KADRI).from_bot if "Lisasime Teie sõnumi pöördumisele 26-0001" in one.text]
    assert len(added) == 1
    assert "112" in added[0]
    assert len(letters_of(room, "26-0001")) == 2


async def test_a_writer_may_leave_the_letter(room: Room, clock: HandClock) -> None:
    (prompt,) = await room.heard(room.kadri, QUESTION)
    await room.press(room.kadri, prompt, "✖️ Loobun")
    assert "midagi ei registreeritud" in room.last(KADRI).text
    assert "ei ole ükski kiri pooleli" in await room.say(room.kadri, "/katkesta")
    clock.move(minutes=20)
    await room.falls_quiet()
    assert room.outcome_of_letter() == ""
    assert room.outcome(-3) == (Filed.IGNORED, "taken back by its writer")


async def test_the_line_that_says_how_to_end_stands_below_the_newest_piece(room: Room) -> None:
    (first,) = await room.heard(room.kadri, QUESTION)
    (second,) = await room.heard(room.kadri, "Lisan veel.")
    assert "osi: 2" in second.text
    assert first not in room.server.chat(KADRI).messages


async def test_a_letter_in_the_making_survives_a_restart(room: Room, clock: HandClock) -> None:
    await room.say(room.kadri, QUESTION)
    room.door = Door(room.bot, room.desk, room.understand, room.read)
    clock.move(minutes=11)
    await room.falls_quiet()
    assert room.outcome_of_letter() == "26-0001"


async def test_a_forwarded_text_of_a_citizen_is_a_piece_too(room: Room) -> None:
    original = room.server.say(room.kadri, QUESTION)
    room.server.forward(room.kadri, original)
    await room.listen()
    await room.press(room.kadri, room.last(KADRI), "✅ Saada")
    assert len(letters_of(room, "26-0001")) == 1


async def test_an_album_is_one_letter_with_all_its_pictures(room: Room) -> None:
    said = room.server.send(room.kadri, content=b"\xff\xd8a", caption=QUESTION, photo=PHOTO, media_group_id="7")
    room.server.send(room.kadri, content=b"\xff\xd8b", photo=PHOTO, media_group_id="7")
    await room.listen()
    (prompt,) = room.after(said)
    await room.press(room.kadri, prompt, "✅ Saada")
    (letter,) = letters_of(room, "26-0001")
    assert len(letter.attachments) == 2
    assert letter.text.strip() == QUESTION


async def test_a_document_is_kept_octet_for_octet(room: Room) -> None:
    said = room.server.send_document(room.kadri, "../../otsus.pdf", b"%PDF-1.4 x", type="application/pdf", caption=QUESTION)
    await room.listen()
    await room.press(room.kadri, room.after(said)[0], "✅ Saada")
    (letter,) = letters_of(room, "26-0001")
    assert letter.attachments == ("otsus.pdf",)
    raw = room.desk.kept.read(digest_of(room, "26-0001"))
    assert [part.content for part in read_letter(raw).attachments] == [b"%PDF-1.4 x"]


async def test_a_voice_message_is_kept_and_a_person_listens(room: Room) -> None:
    said = room.server.send(room.kadri, content=b"OggS", voice={"duration": 3, "mime_type": "audio/ogg"})
    await room.listen()
    (prompt,) = room.after(said)
    assert "Häälsõnumi kuulab inimene" in prompt.text
    await room.press(room.kadri, prompt, "✅ Saada")
    (letter,) = letters_of(room, "26-0001")
    assert letter.attachments[0].endswith(".ogg")


async def test_a_file_too_big_is_said_so_and_its_words_are_kept(room: Room) -> None:
    said = room.server.send(room.kadri, content=b"x", caption=QUESTION, document={"file_name": "film.mov", "file_size": 30_000_000})
    await room.listen()
    assert "liiga suur" in room.after(said)[0].text
    await room.press(room.kadri, room.last(KADRI), "✅ Saada")
    (letter,) = letters_of(room, "26-0001")
    assert (letter.text.strip(), letter.attachments) == (QUESTION, ())


async def test_a_file_that_cannot_be_fetched_is_asked_for_again_and_nothing_is_half_kept(room: Room) -> None:
    room.server.next_answers.append(Scripted("getFile", 502, "Bad Gateway"))
    said = room.server.send_document(room.kadri, "kiri.pdf", b"x")
    await room.listen()
    assert "Faili ei õnnestunud" in room.after(said)[0].text
    assert room.outcome()[0] is Filed.COMMAND
    assert room.desk.look_now(unfinished, KADRI) == ()


@pytest.mark.parametrize("what", [
    {"sticker": {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}},
    {"location": {"latitude": 59.4, "longitude": 24.7}}, {"dice": {"emoji": "🎲", "value": 3}},
    {"contact": {"phone_number": "5550100", "first_name": "Kadri"}},
    {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
              "allows_multiple_answers": False, "allows_revoting": False, "members_only": False}},
])  # fmt: skip
async def test_what_is_no_letter_is_answered_kindly(room: Room, what: dict[str, Any]) -> None:
    said = room.server.send(room.kadri, **what)
    await room.listen()
    assert "Seda me siin lugeda ei oska" in room.after(said)[0].text
    assert room.desk.look_now(unfinished, KADRI) == ()


async def test_a_greeting_is_no_letter(room: Room) -> None:
    assert "112" in (await room.say(room.kadri, "Tere!")).splitlines()[0]
    assert room.desk.look_now(unfinished, KADRI) == ()


async def test_the_welcome_says_in_three_languages_that_telegram_is_no_safe_place(room: Room) -> None:
    said = await room.say(room.kadri, "/start")
    for words in ("Telegram ei ole kaitstud kanal", "Telegram не защищённый канал", "Telegram is not a protected channel"):
        assert words in said
    assert said.index("112") < said.index("116 111") < said.index("Telegram ei ole")
    assert "info@ska.example" in said


async def test_a_name_and_another_way_are_asked_once_and_not_demanded(room: Room) -> None:
    await room.writes(room.kadri, QUESTION)
    await room.tell()
    await room.press(room.kadri, room.last(KADRI), "✍️ Lisan nime ja kontakti")
    await room.say(room.kadri, "Kadri Kask, kadri.kask@post.example")
    await room.tell()
    assert "kadri.kask@post.example" in room.desk.look_now(addresses_of, "26-0001")
    await room.writes(room.kadri, "Lisan veel.")
    await room.tell()
    asked = [one for one in room.server.chat(KADRI).from_bot if "lisage oma nimi" in one.text]
    assert len(asked) == 1


async def test_an_answer_may_go_to_the_address_a_citizen_named(room: Room) -> None:
    await room.writes(room.kadri, f"{QUESTION} Vastake kadri.kask@post.example")
    room.desk.do_now(take, room.people.mari, "26-0001")
    room.desk.do_now(answer_to, room.people.mari, "26-0001", "kadri.kask@post.example")
    assert room.desk.do_now(draft_answer, room.people.mari, "26-0001").recipients == ["kadri.kask@post.example"]


async def test_a_changed_message_changes_the_letter_or_is_added_to_it(room: Room) -> None:
    said = room.server.say(room.kadri, QUESTION)
    await room.listen()
    room.server.edit(said, "Palun selgitage, kes maksab lasteaia eest.")
    await room.listen()
    await room.press(room.kadri, next(one for one in room.after(said) if one.buttons), "✅ Saada")
    assert letters_of(room, "26-0001")[0].text.strip() == "Palun selgitage, kes maksab lasteaia eest."
    room.server.edit(said, "Palun selgitage, kes maksab kooli eest.")
    await room.listen()
    await room.press(room.kadri, room.last(KADRI), "✅ Saada")
    assert letters_of(room, "26-0001")[1].text.strip() == "Muudetud sõnum: Palun selgitage, kes maksab kooli eest."


async def test_a_citizens_press_of_an_officials_button_is_none(room: Room) -> None:
    await room.writes(room.kadri, QUESTION)
    (prompt,) = await room.heard(room.kadri, "Lisan.")
    prompt.keyboard[0][0] = Button("x", Press("votan", 1, 1).data(), "", prompt.keyboard[0][0].raw)
    query = await room.press(room.kadri, prompt, "x")
    assert (query.answered, query.text) == (True, "")
    assert room.desk.look_now(views.card, "26-0001").handler == ""


def letters_of(room: Room, ref: str) -> tuple[content.LetterView, ...]:
    return tuple(one for one in room.desk.look_now(content.letters, ref) if one.incoming)


def digest_of(room: Room, ref: str) -> str:
    return room.desk.look_now(lambda turn: turn.session.exec(
        select(Letter.digest).join(Case).where(Case.ref == ref, Letter.incoming)).one())  # fmt: skip


async def test_a_citizen_sees_how_the_letters_stand_and_no_more(room: Room) -> None:
    assert "ei ole siin ühtegi pöördumist" in await room.say(room.kadri, "/seis")
    await room.writes(room.kadri, QUESTION)
    said = await room.say(room.kadri, "/seis")
    assert "26-0001: vastame hiljemalt 8. detsembril 2026" in said
    other = room.server.person(503, "Teine")
    assert "26-0001" not in await room.say(other, "/seis")


async def test_the_answer_comes_to_the_citizen_word_for_word_as_it_was_approved(room: Room) -> None:
    await room.writes(room.kadri, QUESTION)
    await room.tell()
    room.desk.do_now(take, room.people.mari, "26-0001")
    room.desk.do_now(draft_answer, room.people.mari, "26-0001")
    room.desk.do_now(edit, room.people.mari, "26-0001", 1, "Maksab omavalitsus & <vanem>.")
    await room.say(room.helve, "/kinnita 26-0001")
    await room.say(room.helve, "/kinnita 26-0001 vestlusse")
    approved = room.desk.look_now(content.draft, "26-0001").text
    await room.say(room.mari, "/saada 26-0001")
    await room.tell()
    assert approved.strip() in [one.text for one in room.server.chat(KADRI).from_bot]
    assert room.desk.look_now(views.card, "26-0001").sending is Dispatch.SENT


async def test_a_citizen_who_has_stopped_the_bot_is_known_and_the_official_told(room: Room) -> None:
    await room.writes(room.kadri, QUESTION)
    room.desk.do_now(take, room.people.mari, "26-0001")
    room.server.block(room.kadri)
    await room.listen()
    told = await room.tell()
    assert Dispatch.NEVER in [one.state for one in told]
    assert "pöörduja on vestluse sulgenud" in room.last(MARI).text
    room.server.unblock(room.kadri)
    await room.listen()
    assert "26-0001" in await room.say(room.kadri, "/seis")


async def test_where_the_agency_takes_no_letters_here_the_address_is_told(room: Room) -> None:
    room.door = Door(room.bot, room.desk, room.understand, room.read, citizens=False)
    said = await room.say(room.kadri, QUESTION)
    assert "info@ska.example" in said
    assert "112" in said
    assert room.desk.do_now(claim, "chat", 9) == []


async def test_the_draft_says_in_words_that_its_reader_is_in_the_chat(room: Room) -> None:
    ref = await room.writes(room.kadri, "Kes maksab lasteaiakoha eest?")
    await room.say(room.mari, f"/votan {ref}")
    told = await room.say(room.mari, f"/mustand {ref}")
    assert "Kellele: vestluses (Telegram)" in told
    assert "telegram:" not in told
