"""Letters and drafts are content: shown in private, hidden, on record, taken away; approved only by another who has read them."""

from datetime import timedelta

import pytest

from casework import content, views
from casework.draft import draft_answer, edit
from casework.office import Approval, Office, Privacy
from casework.people import invite, remove
from casework.turn import Turn
from playground.bot_chats import Message
from rules.kinds import Language, Role
from rules.life import State
from storage.desk_tables import Official
from tests.bot.room import Room
from tests.house import DUTY, HELVE, MARI, HandClock, make_office

WORDS = "Asenduskodu eest maksab omavalitsus."


@pytest.fixture
async def taken(room: Room) -> str:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    return ref


def hidden(message: Message) -> str:
    """Return what of a message a lock screen does not show."""
    octets = message.text.encode("utf-16-le")
    return "".join(octets[2 * one.offset : 2 * (one.offset + one.length)].decode("utf-16-le")
                   for one in message.entities if one.type == "spoiler")  # fmt: skip


async def test_a_long_letter_is_a_folded_quote_still_hidden_and_a_draft_to_approve_is_not(room: Room) -> None:
    ref = room.letter_comes("Palun selgitage, kes maksab asenduskodu eest. " * 40)
    await room.say(room.mari, f"/votan {ref}")
    (shown,) = await room.heard(room.mari, f"/kiri {ref}")
    assert {one.type for one in shown.entities} >= {"expandable_blockquote", "spoiler"}
    assert "kes maksab asenduskodu eest" in hidden(shown)
    (draft,) = await room.heard(room.mari, f"/mustand {ref}")
    await room.heard(room.mari, "Maksab omavalitsus. " * 60, reply_to=draft)
    assert "expandable_blockquote" not in {one.type for one in room.last(room.mari.id).entities}


def history(room: Room, ref: str) -> list[str]:
    return [f"{who} {what}" for _, who, what, _ in room.desk.look_now(content.why, ref).history]


async def test_a_letter_is_shown_in_private_hidden_protected_and_on_record(room: Room, taken: str) -> None:
    (shown,) = await room.heard(room.mari, f"/kiri {taken}")
    assert "kes maksab asenduskodu eest" in hidden(shown)
    assert "kadri.kask@post.example" in hidden(shown)
    assert shown.protected
    assert f"official:{room.people.mari.id} opened_letter" in history(room, taken)


async def test_what_was_shown_is_gone_after_its_time(room: Room, taken: str, clock: HandClock) -> None:
    (shown,) = await room.heard(room.mari, f"/kiri {taken}")
    clock.move(minutes=9)
    await room.tell()
    assert shown in shown.chat.messages
    clock.move(minutes=2)
    await room.tell()
    assert shown not in shown.chat.messages


async def test_what_can_no_longer_be_deleted_is_told(room: Room, taken: str, clock: HandClock) -> None:
    (shown,) = await room.heard(room.mari, f"/kiri {taken}")
    await room.say(room.mari, "/abi keel en")
    clock.move(hours=50)
    await room.tell()
    said = [one.text for one in room.after(shown)]
    assert "This message could not be deleted. Please delete it yourself." in said


async def test_in_a_group_a_letter_is_a_link_to_the_private_chat(room: Room, taken: str) -> None:
    (answer,) = await room.heard(room.mari, f"/kiri {taken}", DUTY)
    assert "maksab" not in answer.text
    assert answer.keyboard[0][0].url == f"https://t.me/vastaja_bot?start=kiri_{taken}"
    opened = await room.say(room.mari, f"/start kiri_{taken}")
    assert "kes maksab asenduskodu eest" in opened


async def test_a_long_letter_comes_in_parts_and_a_longer_one_as_a_file(room: Room) -> None:
    long = room.letter_comes("Palun selgitage. " * 400)
    longer = room.letter_comes("Palun selgitage 😀. " * 1500, message_id="<b@post.example>")
    parts = await room.heard(room.mari, f"/kiri {long}")
    assert len(parts) == 2
    assert all(part.protected for part in parts)
    (file,) = await room.heard(room.mari, f"/kiri {longer}")
    assert file.file is not None
    assert file.file.upload.name == f"{longer}-kiri.txt"
    assert "😀" in file.file.upload.content.decode()
    assert file.protected


async def test_words_of_a_letter_cannot_break_the_message(room: Room) -> None:
    ref = room.letter_comes("Tere <b>paks</i> & <script> palun selgitage")
    assert "<b>paks</i> & <script>" in await room.say(room.mari, f"/kiri {ref}")


async def test_a_quoted_part_is_left_out_till_the_whole_is_asked_for(room: Room) -> None:
    ref = room.letter_comes("Palun selgitage.\n\nOn 1.11.2026 kirjutas Amet:\n> Varasem vastus\n> siin\n")
    assert "Varasem vastus" not in await room.say(room.mari, f"/kiri {ref}")
    assert "Varasem vastus" in await room.say(room.mari, f"/kiri {ref} tervik")


class TestByNumbersOnly:
    @pytest.fixture
    def office(self) -> Office:
        return make_office(privacy=Privacy(chat="reference", content="chat"))

    async def test_a_card_is_the_number_and_the_days(self, room: Room) -> None:
        ref = room.letter_comes()
        await room.tell()
        assert room.last(DUTY).text == f"🆕 Uus pöördumine\n\n🟢 {ref} · jäänud 15 päeva\n⏳ Ootab menetlejat"


async def test_a_draft_in_a_group_is_only_told_of(room: Room, taken: str) -> None:
    (answer,) = await room.heard(room.mari, f"/mustand {taken}", DUTY)
    assert answer.text == f"Pöördumise {taken} mustand on valmis. Tekst on nähtav ainult privaatvestluses."
    assert answer.keyboard[0][0].url.endswith(f"?start=mustand_{taken}")


async def test_free_words_after_a_draft_are_its_new_version_till_the_official_leaves(room: Room, taken: str) -> None:
    await room.say(room.mari, f"/mustand {taken}")
    assert WORDS in await room.say(room.mari, WORDS)
    assert "mustandi muutmine on lõpetatud" in await room.say(room.mari, "/katkesta")
    assert "vabas vormis kirju vastu ei võeta" in await room.say(room.mari, "Veel üks mõte")
    assert room.desk.look_now(content.draft, taken).version == 2


async def test_words_after_something_else_was_shown_change_no_draft(room: Room, taken: str) -> None:
    await room.say(room.mari, f"/mustand {taken}")
    await room.say(room.mari, f"/vaata {taken}")
    assert "vabas vormis" in await room.say(room.mari, WORDS)


async def test_an_answer_to_an_old_version_changes_nothing(room: Room, taken: str) -> None:
    (first,) = await room.heard(room.mari, f"/mustand {taken}")
    await room.say(room.mari, WORDS, reply_to=first)
    assert "Mari Mets tegi vahepeal uue versiooni v2" in await room.say(room.mari, "Teine tekst", reply_to=first)
    assert room.desk.look_now(content.draft, taken).version == 2


async def test_opening_the_draft_again_makes_no_new_version(room: Room, taken: str) -> None:
    await room.say(room.mari, f"/mustand {taken}")
    await room.say(room.mari, f"/mustand {taken}")
    assert room.desk.look_now(content.draft, taken).version == 1
    await room.say(room.mari, f"/mustand {taken} uus")
    assert room.desk.look_now(content.draft, taken).version == 2


async def test_nobody_approves_unread_or_an_own_draft(room: Room, taken: str) -> None:
    room.desk.do_now(draft_answer, room.people.mari, taken)
    room.desk.do_now(edit, room.people.mari, taken, 1, WORDS)
    assert "Oma mustandit ise kinnitada ei saa" in await room.say(room.mari, f"/kinnita {taken}")
    assert "kooskõlastab juht" in await room.say(room.jyri, f"/kinnita {taken}")
    opened = await room.say(room.helve, f"/kinnita {taken}")
    assert WORDS in opened
    assert room.desk.look_now(views.card, taken).state is State.DRAFTED
    assert "Mustand v2 on kooskõlastatud" in await room.say(room.helve, f"/kinnita {taken}")


async def test_a_version_made_meanwhile_is_not_approved_by_an_old_button(room: Room, taken: str) -> None:
    room.desk.do_now(draft_answer, room.people.mari, taken)
    room.desk.do_now(edit, room.people.mari, taken, 1, WORDS)
    (shown,) = await room.heard(room.helve, f"/kinnita {taken}")
    room.desk.do_now(edit, room.people.mari, taken, 2, "Midagi muud.")
    query = await room.press(room.helve, shown, "✅ Kinnitan v2")
    assert "Vana nupp" in query.text
    assert room.desk.look_now(views.card, taken).state is State.DRAFTED


async def test_a_draft_comes_back_with_the_reason_and_is_gone_on_with(room: Room, taken: str) -> None:
    room.desk.do_now(draft_answer, room.people.mari, taken)
    room.desk.do_now(edit, room.people.mari, taken, 1, WORDS)
    (shown,) = await room.heard(room.helve, f"/kinnita {taken}")
    await room.press(room.helve, shown, "↩️ Tagasi")
    assert f"Miks mustand {taken} tagasi saadetakse?" in room.last(HELVE).text
    await room.say(room.helve, f"/tagasi {taken} lisada viide seadusele")
    await room.tell()
    assert "saatis mustandi tagasi" in room.last(MARI).text
    assert "lisada viide" not in room.last(MARI).text  # the reason is content
    (again,) = await room.heard(room.mari, f"/mustand {taken}")
    assert "lisada viide seadusele" in hidden(again)
    assert "v2" in again.text


async def test_who_approves_does_not_change_the_text_by_an_answer(room: Room, taken: str) -> None:
    room.desk.do_now(draft_answer, room.people.mari, taken)
    room.desk.do_now(edit, room.people.mari, taken, 1, WORDS)
    (shown,) = await room.heard(room.helve, f"/kinnita {taken}")
    assert "Kooskõlastaja ise teksti ei muuda" in await room.say(room.helve, "Parem nii", reply_to=shown)
    assert room.desk.look_now(content.draft, taken).version == 2


async def test_a_reason_that_may_name_people_is_not_said_in_a_group(room: Room, taken: str) -> None:
    room.server.chat(DUTY).admins.add(room.server.exchange.bot.id)
    said = room.server.say(room.mari, f"/pikenda {taken} Kadri Kase haiguse tõttu", DUTY)
    await room.listen()
    assert "võib sisaldada isikuandmeid" in room.after(said)[0].text
    assert said not in said.chat.messages
    assert room.desk.look_now(views.card, taken).draft_version == 0


class TestWithTimeToUndo:
    @pytest.fixture
    def office(self) -> Office:
        return make_office(approval=Approval(undo=timedelta(minutes=2)))

    async def test_a_sending_is_taken_back_while_there_is_time(self, room: Room, taken: str, clock: HandClock) -> None:
        room.desk.do_now(draft_answer, room.people.mari, taken)
        room.desk.do_now(edit, room.people.mari, taken, 1, WORDS)
        await room.say(room.helve, f"/kinnita {taken}")
        await room.say(room.helve, f"/kinnita {taken}")
        (sent,) = await room.heard(room.mari, f"/saada {taken}")
        assert "Vastus läheb teele 23.11.2026 10.02" in sent.text
        await room.press(room.mari, sent, "⏪ Võta tagasi")
        assert "Saatmine on tagasi võetud." in sent.text
        clock.move(minutes=3)
        await room.mail_goes()
        assert room.desk.look_now(views.card, taken).state is State.APPROVED
        assert "📤 Saada vastus" in sent.buttons


async def test_an_unapproved_answer_is_not_sent_by_any_way(room: Room, taken: str) -> None:
    room.desk.do_now(draft_answer, room.people.mari, taken)
    assert "ei ole kooskõlastatud" in await room.say(room.mari, f"/saada {taken}")
    assert "ei ole kooskõlastatud" in await room.say(room.mari, f"/saada {taken} DHX")
    assert "Sellist saatmisviisi ei ole" in await room.say(room.mari, f"/saada {taken} tuvipost")


@pytest.mark.parametrize(("command", "paper", "then", "event"), [
    ("/pikenda {ref} Ootame andmeid omavalitsuselt.", "tähtaja pikendamise teade", "pikendatud", "extended"),
    ("/täpsusta {ref} Millise asutuse tegevust kiri puudutab?", "täpsustuspalve", "Ootab pöörduja täpsustust", "ask"),
    ("/edasta {ref} Näidisvald info@vald.example", "edastamise teade", "Menetluses", "forwarded"),
])  # fmt: skip
async def test_every_letter_to_the_person_is_drafted_and_approved_alike(
    room: Room, taken: str, command: str, paper: str, then: str, event: str
) -> None:
    (draft,) = await room.heard(room.mari, command.format(ref=taken))
    assert f"mustand v{room.desk.look_now(views.card, taken).draft_version} · {paper}" in draft.text
    await room.press(room.mari, draft, "📨 Saada kooskõlastamiseks")
    await room.tell()
    waits = room.last(HELVE)
    assert f"palub kooskõlastust: {paper}" in waits.text
    button = next(one for one in waits.buttons if one.startswith("✅"))
    await room.press(room.helve, waits, button)
    await room.press(room.helve, room.last(HELVE), button)
    assert "on kooskõlastatud ja läheb kohe teele" in room.last(HELVE).text
    await room.mail_goes()
    assert then in await room.say(room.mari, f"/vaata {taken}")
    assert f"vastaja {event}" in history(room, taken)


async def test_where_nobody_else_may_approve_the_drafter_is_told(room: Room, taken: str) -> None:
    (draft,) = await room.heard(room.mari, f"/mustand {taken}")
    room.desk.do_now(remove, "Helve Hein")
    query = await room.press(room.mari, draft, "📨 Saada kooskõlastamiseks")
    assert "Kooskõlastajat ei ole" in query.text


async def test_a_russian_official_works_in_russian(room: Room) -> None:
    ref = room.letter_comes()

    def learn(turn: Turn) -> None:
        turn.session.get_one(Official, room.people.mari.id).language = Language.RUSSIAN

    room.desk.do_now(learn)
    assert "Ждёт исполнителя" in await room.say(room.mari, f"/vaata {ref}")
    assert any("Почему" in one for one in room.last(MARI).buttons)
    assert "К какому обращению" in await room.say(room.mari, "/vaata")
    assert "⏳ Ootab menetlejat" in await room.say(room.mari, f"/vaata {ref}", DUTY)  # a group speaks Estonian


async def test_a_clerk_reads_but_does_not_answer(room: Room, taken: str) -> None:
    code = room.desk.do_now(invite, "Klara Kantselei", [Role.CLERK])
    klara = room.server.person(701, "Klara")
    await room.say(klara, f"/start {code}")
    (asked,) = await room.heard(klara, f"/kiri {taken}")
    await room.press(klara, asked, "Registreerin või postitan")
    assert "kes maksab" in room.last(701).text
    assert "Selleks ei ole õigust" in await room.say(klara, f"/mustand {taken}")


async def test_an_answer_in_one_language_alone_is_agreed_on_in_words(room: Room, taken: str) -> None:
    assert "ainult ühes keeles (vene)" in await room.say(room.mari, f"/keel {taken} vene kokkulepe telefonis 23.11")
    assert "С уважением" in await room.say(room.mari, f"/mustand {taken}")
    assert "Lugupidamisega" not in room.last(room.mari.id).text
    assert "Mis keeles" in await room.say(room.mari, f"/keel {taken} vene kokkulepe")  # how it was agreed is missing
    assert "vene, inglise või saksa" in await room.say(room.mari, f"/keel {taken} soome kokkulepe e-kiri 5.11")
    assert "Vastamise keel on nüüd eesti" in await room.say(room.mari, f"/keel {taken} eesti kokkulepe")
