"""How an answer leaves, as the chat does it: signed, by post, spoken, in the citizen's own chat; with what came since shown first."""

import pytest

from casework import case_lists, content, views
from casework.draft import draft_answer, edit
from playground.bot_chats import Message
from rules.life import State
from rules.records import Dispatch
from tests.bot.room import KADRI, Room
from tests.house import DUTY, HELVE, MARI, HandClock
from tests.mail.signing import container

WORDS = "Asenduskodu eest maksab omavalitsus."


@pytest.fixture
async def taken(room: Room) -> str:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    room.desk.do_now(draft_answer, room.people.mari, ref)
    room.desk.do_now(edit, room.people.mari, ref, 1, WORDS)
    await room.mail_goes()  # the receipt
    return ref


@pytest.fixture
async def approved(room: Room, taken: str) -> str:
    await room.say(room.helve, f"/kinnita {taken}")
    await room.say(room.helve, f"/kinnita {taken}")
    return taken


def state(room: Room, ref: str) -> State:
    return room.desk.look_now(views.card, ref).state


async def give_file(room: Room, octets: bytes, name: str, answered: Message) -> list[Message]:
    before = room.server.send_document(room.mari, name, octets, reply_to=answered)
    await room.listen()
    return room.after(before)


async def test_the_pdf_goes_out_and_the_signed_container_comes_back(room: Room, approved: str) -> None:
    await room.say(room.mari, f"/saada {approved} allkirjastan")
    handed = room.last(MARI)
    assert handed.file is not None
    pdf = handed.file.upload
    wrong = await give_file(room, container({"a.pdf": b"%PDF-1.4 muu"}, owner=("MARI", "METS")), "a.asice", handed)
    assert "ei ole täpselt kooskõlastatud kiri" in wrong[-1].text
    other = await give_file(room, container({pdf.name: pdf.content}), "a.asice", handed)
    assert "Kirjale kirjutab alla Mari Mets" in other[-1].text
    (right,) = await give_file(room, container({pdf.name: pdf.content}, owner=("MARI", "METS")), "a.asice", handed)
    assert "Allkirjastatud ümbrik on vastu võetud" in right.text
    assert "läheb teele" in await room.say(room.mari, f"/saada {approved}")


async def test_by_post_a_person_says_when_it_left(room: Room, approved: str) -> None:
    asked = (await room.heard(room.mari, f"/saada {approved} tähitud"))[-1]
    assert "postiaadressiga" in asked.text
    shown = await room.heard(room.mari, "Kadri Kask, Tamme 1, 12345 Kivila", reply_to=asked)
    assert [one.file.upload.name for one in shown if one.file] == [f"{approved}-vastus.pdf", f"{approved}-aadress.pdf"]
    assert state(room, approved) is State.APPROVED
    assert "andmeid puudu" in await room.say(room.mari, "täna", reply_to=shown[-1])
    assert "vastus on saadetud" in await room.say(room.mari, "täna RR123456789EE", reply_to=shown[-1])
    assert state(room, approved) is State.SENT


async def test_an_address_is_not_said_in_a_group(room: Room, approved: str) -> None:
    said = room.server.say(room.mari, f"/saada {approved} post Kadri Kask, Tamme 1", DUTY)
    await room.listen()
    assert "võib sisaldada isikuandmeid" in room.after(said)[0].text


async def test_a_spoken_answer_is_recorded_and_offers_to_close(room: Room, taken: str) -> None:
    asked = (await room.heard(room.mari, f"/saada {taken} telefon"))[-1]
    assert "andmeid puudu" in await room.say(room.mari, "täna; Kadri Kask", reply_to=asked)
    assert "endiselt vajalik" in await room.say(room.mari, "täna; Kadri Kask; ei; Selgitasin.", reply_to=asked)
    (told,) = await room.heard(room.mari, "täna; Kadri Kask; jah; Selgitasin, kes maksab.", reply_to=asked)
    assert "🏁 Lõpeta: vastatud suuliselt" in told.buttons


async def test_closing_as_answered_orally_asks_for_the_record_and_then_closes(room: Room, taken: str) -> None:
    *_, refused, asked = await room.heard(room.mari, f"/sulge {taken} vastatud suuliselt")
    assert "ei lõpetatud" in refused.text
    assert "nelja osaga" in asked.text
    await room.say(room.mari, "täna; Kadri Kask; ei; Selgitasin.", reply_to=asked)
    assert "ei lõpetatud" in await room.say(room.mari, f"/sulge {taken} vastatud suuliselt")
    (told,) = await room.heard(room.mari, "täna; Kadri Kask; jah; Selgitasin, kes maksab.", reply_to=asked)
    await room.press(room.mari, told, "🏁 Lõpeta: vastatud suuliselt")
    assert state(room, taken) is State.CLOSED


async def test_in_a_group_the_record_of_a_spoken_answer_is_not_asked_for(room: Room, taken: str) -> None:
    said = await room.say(room.mari, f"/sulge {taken} vastatud suuliselt", DUTY)
    assert "ei lõpetatud" in said
    assert "nelja osaga" not in said


async def test_what_came_since_the_approval_is_shown_before_sending(room: Room, approved: str, clock: HandClock) -> None:
    clock.move(minutes=1)
    message_id = room.desk.look_now(lambda turn: turn.message_id(turn.case(approved).token))
    assert room.letter_comes("Lisan veel.", subject="Re: Küsimus", message_id="<z@post.example>", headers={"In-Reply-To": message_id}) == approved
    (shown,) = await room.heard(room.mari, f"/saada {approved}")
    assert "tuli uus kiri" in shown.text
    assert room.desk.look_now(views.card, approved).sending is None
    await room.press(room.mari, shown, "📤 Saada ikka")
    assert room.desk.look_now(views.card, approved).sending in (Dispatch.PENDING, Dispatch.SENT, Dispatch.SENDING)


class TestToTheBot:
    @pytest.fixture
    async def taken(self, room: Room) -> str:
        await room.say(room.kadri, "Palun selgitage, kes maksab asenduskodu eest.")
        await room.say(room.mari, "/uued")
        ref = room.desk.look_now(case_lists.untaken).cards[0].ref if room.desk.look_now(case_lists.untaken).total else await finish_letter(room)
        await room.say(room.mari, f"/votan {ref}")
        room.desk.do_now(draft_answer, room.people.mari, ref)
        room.desk.do_now(edit, room.people.mari, ref, 1, WORDS)
        await room.tell()
        return ref

    async def test_without_the_approvers_choice_the_citizen_hears_that_it_is_ready(self, room: Room, taken: str) -> None:
        await room.say(room.helve, f"/kinnita {taken}")
        await room.say(room.helve, f"/kinnita {taken}")
        assert "küsiti aadressi" in await room.say(room.mari, f"/saada {taken}")
        await room.tell()
        told = room.last(KADRI).text
        assert "on valmis" in told
        assert WORDS not in told

    async def test_by_the_approvers_choice_text_and_file_come_to_the_chat(self, room: Room, taken: str) -> None:
        await room.say(room.helve, f"/kinnita {taken}")
        await room.press(room.helve, room.last(HELVE), "✅ Kinnitan v2, vastus vestlusse")
        await room.say(room.mari, f"/saada {taken}")
        await room.tell()
        *_, file, words = room.server.chat(KADRI).from_bot
        assert WORDS in words.text
        assert file.file is not None
        assert file.file.upload.name == f"{taken}-vastus.pdf"
        assert room.desk.look_now(content.draft, taken).version == 2


async def finish_letter(room: Room) -> str:
    """Press the button that sends a letter written to the bot."""
    await room.press(room.kadri, room.last(KADRI), next(one for one in room.last(KADRI).buttons))
    return room.desk.look_now(case_lists.untaken).cards[0].ref
