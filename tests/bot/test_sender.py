"""What Telegram answers to a message becomes a state of the outbox: not now, never, or nobody knows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.bundles import send_bundle
from bot.connect import make_bot
from bot.sender import send
from casework import views
from casework.alarms import clock_jumped, deaf_door
from casework.assign import assign, take
from casework.chat_messages import present_id
from casework.draft import draft_answer, edit
from casework.outbox import Parcel, claim, settle
from casework.people import invite
from casework.remind import remind
from casework.stuck import stuck
from playground.telegram import Scripted, TelegramServer, too_many
from rules.kinds import Role
from rules.records import Dispatch
from tests.bot.room import Room
from tests.house import DUTY, HEADS, HELVE, MARI, HandClock


def waiting(room: Room, what: str) -> Parcel:
    """Claim what waits for the chat and return the one of this name."""
    return next(one for one in room.desk.do_now(claim, "chat", 50) if one.what == what)


async def test_a_flood_limit_is_waited_out_as_long_as_telegram_says(room: Room) -> None:
    room.letter_comes()
    room.server.next_answers.append(too_many("sendMessage", 7))
    told = await send(room.bot, room.desk, waiting(room, "new_case"))
    assert (told.state, told.pause) == (Dispatch.PENDING, timedelta(seconds=7))


async def test_a_message_whose_fate_is_open_is_told_again_and_marked(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    room.server.next_answers.append(Scripted("sendMessage", 502, "Bad Gateway", done_first=True))
    await room.tell()
    clock.move(minutes=1)
    await room.tell()
    first, second = room.server.chat(DUTY).from_bot
    assert ref in first.text
    assert "(Võib olla kordus.)" in second.text


async def test_a_message_that_waited_for_a_flood_limit_is_no_repeat(room: Room, clock: HandClock) -> None:
    room.letter_comes()
    room.server.next_answers.append(too_many("sendMessage", 7))
    await room.tell()
    clock.move(minutes=1)
    await room.tell()
    (told,) = room.server.chat(DUTY).from_bot
    assert "kordus" not in told.text


async def test_an_answer_to_a_citizen_whose_fate_is_open_is_never_repeated_by_itself(
    room: Room, clock: HandClock
) -> None:
    await room.writes(room.kadri, "Kes maksab lasteaiakoha eest?")
    await room.tell()
    ref = "26-0001"
    room.desk.do_now(take, room.people.mari, ref)
    room.desk.do_now(draft_answer, room.people.mari, ref)
    room.desk.do_now(edit, room.people.mari, ref, 1, "Omavalitsus maksab.")
    await room.say(room.helve, f"/kinnita {ref}")
    await room.say(room.helve, f"/kinnita {ref} vestlusse")
    await room.tell()
    await room.say(room.mari, f"/saada {ref}")
    room.server.next_answers.append(Scripted("sendMessage", 502, "Bad Gateway", done_first=True))
    told = await room.tell()
    assert Dispatch.UNCERTAIN in [one.state for one in told]
    clock.move(hours=1)
    await room.tell()
    answers = [one for one in room.server.chat(room.kadri.id).from_bot if "Omavalitsus maksab." in one.text]
    assert len(answers) == 1
    assert "ei ole teada" in room.last(MARI).text
    (open_one,) = room.desk.look_now(stuck)
    assert open_one.what == "letter_to_citizen"
    await room.press(room.mari, room.last(MARI), f"{ref} läks kohale")
    assert room.desk.look_now(views.card, ref).state == "sent"


async def test_where_telegram_cannot_be_reached_at_all_an_answer_waits(room: Room) -> None:
    await room.writes(room.kadri, "Kes maksab lasteaiakoha eest?")
    parcel = waiting(room, "to_citizen")
    room.desk.do_now(take, room.people.mari, "26-0001")
    draft = room.desk.do_now(draft_answer, room.people.mari, "26-0001")
    async with TelegramServer() as closed:
        address = closed.base_url
    letter = replace(parcel, what="letter_to_citizen", values={"draft_id": draft.id})
    told = await send(make_bot(room.server.token, address), room.desk, letter)
    assert told.state is Dispatch.PENDING


async def test_a_group_is_told_once_telegram_knows_the_token_again_and_nothing_is_given_up_meanwhile(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    another = make_bot("10001:a-token-that-was-revoked", room.server.base_url)
    parcel = replace(waiting(room, "new_case"), tries=9)
    for told in (await send(another, room.desk, parcel), *await send_bundle(another, room.desk, [parcel])):
        assert (told.state, told.sentence) == (Dispatch.PENDING, "InvalidToken")
    await another.request.shutdown()
    room.desk.do_now(settle, [told])
    clock.move(hours=1)
    await room.tell()
    assert ref in room.last(DUTY).text


async def test_a_group_that_has_moved_is_found_again(room: Room) -> None:
    ref = room.letter_comes()
    room.server.exchange.chats[DUTY].type = "group"
    new = room.server.migrate(DUTY, room.mari)
    for _ in range(2):  # the first try learns the new id
        await room.tell()
    assert ref in room.last(new.id).text
    assert room.desk.look_now(present_id, DUTY) == new.id
    await room.listen()  # Telegram tells of it too
    assert ref in await room.say(room.mari, f"/vaata {ref}", new.id)


async def test_an_official_who_stopped_the_bot_is_told_of_to_the_head(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(assign, room.people.helve, ref, "Mari Mets")
    room.server.block(room.mari)
    told = await room.tell()
    assert Dispatch.NEVER in [one.state for one in told]
    assert "Mari Mets on roboti peatanud" in room.last(HELVE).text


async def test_an_official_without_an_account_is_told_nothing_and_it_is_known(room: Room) -> None:
    room.desk.do_now(invite, "Uus Ametnik", [Role.OFFICIAL])
    ref = room.letter_comes()
    room.desk.do_now(assign, room.people.helve, ref, "Uus Ametnik")
    told = await send(room.bot, room.desk, waiting(room, "assigned"))
    assert (told.state, told.sentence) == (Dispatch.NEVER, "this official has no chat bound")


async def test_a_bot_taken_out_of_a_group_is_told_to_the_heads(room: Room) -> None:
    room.letter_comes()
    room.server.kick(DUTY, room.kadri)
    await room.listen()
    told = await room.tell()
    assert Dispatch.NEVER in [one.state for one in told]
    assert "Robot eemaldati asutuse rühmast" in room.last(HELVE).text


async def test_refused_tags_become_plain_words(room: Room) -> None:
    ref = room.letter_comes()
    room.server.next_answers.append(Scripted("sendMessage", 400, "Bad Request: can't parse entities: oops"))
    await room.tell()
    assert f"🟢 {ref}" in room.last(DUTY).text
    assert "<b>" not in room.last(DUTY).text


async def test_what_telegram_will_never_take_is_not_tried_again(room: Room) -> None:
    room.letter_comes()
    room.server.next_answers.append(Scripted("sendMessage", 400, "Bad Request: not enough rights"))
    told = await send(room.bot, room.desk, waiting(room, "new_case"))
    assert told.state is Dispatch.NEVER
    assert "Not enough rights" in told.sentence


async def test_no_message_shows_a_preview_of_a_link(room: Room) -> None:
    room.letter_comes()
    await room.tell()
    await room.say(room.kadri, "/start")
    for call in room.server.calls:
        if call.method in ("sendMessage", "editMessageText"):
            assert "is_disabled" in str(call.fields["link_preview_options"])


async def test_a_reminder_is_one_digest_with_a_press_for_each_case(room: Room, clock: HandClock) -> None:
    refs = [room.letter_comes(message_id=f"<{number}@post.example>") for number in range(3)]
    for ref in refs:
        room.desk.do_now(take, room.people.mari, ref)
    await room.tell()
    clock.move(days=10)
    assert room.desk.do_now(remind) > 0
    await room.tell()
    digest = room.last(MARI)
    assert "Meeldetuletus: vastust ootab 3" in digest.text
    query = await room.press(room.mari, digest, "👍 Tegelen")
    assert query.text == f"Meeldetuletus {refs[0]} on vastu võetud."
    await room.press(room.mari, digest, refs[1])
    assert refs[1] in room.last(MARI).text


async def test_the_house_tells_of_its_own_faults(room: Room) -> None:
    room.desk.do_now(deaf_door, "imap:info", room.desk.clock(), "The server refuses the password.")
    room.desk.do_now(clock_jumped, timedelta(hours=2))
    await room.tell()
    first, second = (one.text for one in room.server.chat(HEADS).from_bot)
    assert "Ühendust ei ole: imap:info, alates 23.11.2026 10.00" in first
    assert "120 minutit" in second


@pytest.mark.parametrize("text", ["x" * 9000, "õ" * 4097])
async def test_a_long_answer_to_a_citizen_comes_whole(room: Room, text: str) -> None:
    await room.writes(room.kadri, "Kes maksab lasteaiakoha eest?")
    parcel = waiting(room, "to_citizen")
    before = room.last(room.kadri.id).message_id if room.server.chat(room.kadri.id).from_bot else 0
    await send(room.bot, room.desk, replace(parcel, values={"text": text}))
    said = [one.text for one in room.server.chat(room.kadri.id).from_bot if one.message_id > before]
    assert "".join(said) == text
