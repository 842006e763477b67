"""Whole days in the chat, each role's: told from the first press to the last, with what the others see of it; by polling and by webhook."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework import views
from casework.desk import Desk
from casework.people import bind, invite, remove
from casework.protect import repeat_alerts
from playground.bot_chats import Button, Person
from playground.telegram import TelegramServer
from rules.kinds import Role
from rules.life import State
from rules.records import Dispatch
from tests.bot.hooked import open_hooked_room
from tests.bot.room import KADRI, Room, open_room
from tests.house import DUTY, HEADS, HELVE, MARI, PRESS, HandClock, People

SECRET_WORDS = "asenduskodu"
DANGER = "Tere! Kivila vallas elab Juku. Isa peksab last iga õhtu, laps on ohus. Mina olen Kadri Kask."


@pytest.fixture(params=["polling", "webhook"])
async def room(request: pytest.FixtureRequest, desk: Desk, people: People, tmp_path: Path, server: TelegramServer) -> AsyncIterator[Room]:
    opened = open_room if request.param == "polling" else open_hooked_room
    async with opened(desk, people, tmp_path / "originals", server) as room:
        yield room


def come(room: Room, role: Role, number: int) -> Person:
    room.desk.do_now(bind, number, room.desk.do_now(invite, f"Uus {role}", [role]))
    person = room.server.person(number, f"Uus {role}")
    room.server.say(person, "tere")
    room.server.updates.forget()
    return person


async def test_an_officials_day(room: Room) -> None:
    ref = room.letter_comes()
    await room.tell()
    await room.press(room.mari, room.last(DUTY), "✋ Võtan")
    assert "Menetleja: Mari Mets" in room.last(DUTY).text  # the same message, painted anew
    assert ref in await room.say(room.mari, "/minu")
    (asked,) = await room.heard(room.mari, "/mustand")
    await room.press(room.mari, asked, ref)
    draft = room.last(room.mari.id)
    (made,) = await room.heard(room.mari, "Asenduskodu eest maksab kohalik omavalitsus.", reply_to=draft)
    await room.press(room.mari, made, "📨 Saada kooskõlastamiseks")
    await room.tell()
    assert "palub kooskõlastust" in room.last(HELVE).text
    await room.say(room.helve, f"/kinnita {ref}")
    await room.say(room.helve, f"/kinnita {ref}")
    await room.say(room.mari, f"/saada {ref}")
    await room.mail_goes()
    assert room.desk.look_now(views.card, ref).sending is Dispatch.SENT
    await room.say(room.mari, f"/sulge {ref} vastatud")
    assert room.desk.look_now(views.card, ref).state is State.CLOSED
    assert all(SECRET_WORDS not in one.text.casefold() for one in room.server.chat(DUTY).messages)


async def test_a_heads_day(room: Room) -> None:
    one, two = room.letter_comes(), room.letter_comes("Millal makstakse peretoetust?", message_id="<b@post.example>")
    (asked,) = await room.heard(room.helve, f"/maara {one}")
    await room.press(room.helve, asked, "Jüri Jõgi")
    await room.tell()
    assert "määras Teid pöördumise menetlejaks" in room.last(room.jyri.id).text
    (shown,) = await room.heard(room.helve, "/tahtajad Jüri")
    assert one in shown.text
    assert two not in shown.text
    assert "sisu ei ole keegi vaadanud" in await room.say(room.helve, f"/vaata {one} logi")


async def test_a_press_day(room: Room) -> None:
    ref = room.letter_comes("Tere! Olen Kivila Lehe ajakirjanik. Palun kommentaari homseks kella 12-ks: kes maksab asenduskodu eest?",
                            sender="Toomas Toimetaja <toomas@kivilaleht.example>")  # fmt: skip
    await room.tell()
    alert = room.last(PRESS)
    assert ref in alert.text
    assert "Toomas" not in alert.text
    before = room.desk.look_now(views.card, ref)
    await room.press(room.piret, alert, next(one for one in alert.buttons if "Võtan" in one))
    after = room.desk.look_now(views.card, ref)
    assert after.media_taken_by == "Piret Press"
    assert (after.handler, after.due, after.state) == (before.handler, before.due, before.state)
    assert "Selleks ei ole õigust" in await room.say(room.piret, f"/kiri {ref}")
    assert "Kas mõtlesite /meedia 26-0142 avaldus?" in await room.say(room.piret, f"/avaldus {ref}")
    assert "/uued" not in await room.say(room.piret, "/minu")
    assert "asutuse nimi, lause järelevalve kohta" in await room.say(room.piret, f"/meedia {ref} avaldus")
    await room.press(room.piret, room.last(PRESS), "❓ Küsin ametnikult")
    assert "valverühm (menetlejat ei ole)" in room.last(PRESS).text
    await room.say(room.piret, f"/meedia {ref} valmis")
    assert room.desk.look_now(views.card, ref).media_done


async def test_a_night_alarm(room: Room, clock: HandClock) -> None:
    clock.move(hours=17)  # Tuesday 03:00
    ref = room.letter_comes(DANGER)
    await room.tell()
    alert = room.server.chat(DUTY).from_bot[0]  # the danger first, then the card
    assert ref in alert.text
    for _ in range(3):
        clock.move(minutes=11)
        room.desk.do_now(repeat_alerts)
        await room.tell()
    assert ref in room.last(HEADS).text  # nobody has taken it: the head hears of it too
    await room.press(room.jyri, alert, "🚨 Võtan lapse teate")
    assert room.desk.look_now(views.card, ref).child_taken_by == "Jüri Jõgi"
    assert not any("keegi ei ole veel võtnud" in one.text for chat in (DUTY, HEADS) for one in room.server.chat(chat).from_bot)
    await room.press(room.mari, alert, alert.buttons[0])
    assert room.desk.look_now(views.card, ref).child_taken_by == "Jüri Jõgi"
    await room.say(room.jyri, f"/laps {ref} tehtud 112 helistatud kell 03.15")
    assert not room.desk.look_now(views.card, ref).child_open
    assert not any(name in one.text for name in ("Juku", "Kadri") for chat in (DUTY, HEADS, MARI) for one in room.server.chat(chat).messages)


async def test_a_clerks_day(room: Room) -> None:
    clerk = come(room, Role.CLERK, 71)
    await room.say(clerk, "/registreeri")
    await room.say(clerk, "Palun selgitage, miks minu avaldusele ei ole vastatud.")
    for button in ("➡️ Edasi", "paber", "Täna", "Teadmata või nagu kirjas", "✅ Registreeri"):
        await room.press(clerk, room.last(clerk.id), button)
    assert "26-0001" in await room.say(clerk, "/registrileht")
    assert "ei muutunud" in await room.say(clerk, "/viit 26-0001 5.1-3/44788-21 23.11.2026")
    assert "26-0001" not in await room.say(clerk, "/registrileht")


async def test_a_newcomers_first_day(room: Room) -> None:
    ref = room.letter_comes()
    newcomer = room.server.person(72, "Uus")
    assert "See kood ei kehti" in await room.say(newcomer, "/start vale")
    code = room.desk.do_now(invite, "Uus Ametnik", [Role.OFFICIAL])
    welcome, helped, tour = await room.heard(newcomer, f"/start {code}")
    assert "Tere, Uus Ametnik!" in welcome.text
    assert "/votan" in helped.text
    await room.press(newcomer, tour, "Edasi ›")
    assert ref in await room.say(newcomer, "/uued")
    assert "Kas mõtlesite /votan?" in await room.say(newcomer, "/vottan")
    (asked,) = await room.heard(newcomer, "/VÕTAN")
    await room.press(newcomer, asked, ref)
    assert room.desk.look_now(views.card, ref).handler == "Uus Ametnik"


async def test_an_official_leaves(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    (card,) = await room.heard(room.mari, f"/vaata {ref}")
    (lists,) = await room.heard(room.mari, "/minu")
    await room.say(room.mari, f"/pikenda {ref}")  # something is begun
    room.desk.do_now(remove, "Mari Mets")
    await room.tell()
    assert f"chat:{room.mari.id}" not in {scope for scope, _ in room.server.exchange.menus}
    for message, button in ((card, "📝 Mustand"), (lists, ref)):
        query = await room.press(room.mari, message, button)
        assert (query.answered, query.text) == (True, "")
    for words in (f"/vaata {ref}", f"/start kiri_{ref}", "/minu", "/katkesta"):
        assert ref not in await room.say(room.mari, words)
    assert await room.say(room.mari, f"/vaata {ref}", DUTY) == ""
    left = next(one for one in room.server.chat(HELVE).from_bot if "lõpetamata pöördumisi: 1" in one.text)
    await room.press(room.helve, left, "🗂 Tema pöördumised (1)")
    assert ref in left.text
    assert room.desk.look_now(views.card, ref).draft_version == 0
    await room.say(room.helve, f"/maara {ref} Jüri")
    assert room.desk.look_now(views.card, ref).handler == "Jüri Jõgi"


async def test_an_attackers_afternoon(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    version = room.desk.look_now(views.card, ref).version
    stranger = room.server.person(666, "X")
    for words in (f"/vaata {ref}", f"/kiri {ref}", f"/start kiri_{ref}", f"/kinnita {ref}", "/uued", "/otsi asenduskodu", "/seis", f"/margi {ref} x",
                  "/registreeri", "/vaata 26-9999", "/start " + "A" * 64, "/" + "x" * 4000, "/vaata\u202e26-0001", "/abi@vastaja_bot"):  # fmt: skip
        said = await room.say(stranger, words)
        assert ref not in said.replace(words, "")
        assert SECRET_WORDS not in said.casefold()
    room.server.chat(DUTY).members[stranger.id] = stranger
    query = await room.press(stranger, card, "✋ Võtan")
    assert (query.answered, query.text) == (True, "")
    (welcome,) = await room.heard(stranger, "/start")
    for data in ("votan:1:1:", "kiri:1:0:", "vorm:0:0:confirm new", "pick:1:0:", "letter:0:0:send", "contact:0:0:add", "abi:0:0:keel ru", "ootel:0:0:1 uus"):
        welcome.keyboard = [[Button("x", data, "", {"text": "x", "callback_data": data})]]
        await room.press(stranger, welcome, "x")
    forwarded = room.server.forward(room.mari, room.server.say(stranger, f"/votan {ref}"))
    await room.listen()
    assert "Edastatud sõnum ei ole käsk" in room.after(forwarded)[0].text
    now = room.desk.look_now(views.card, ref)
    assert (now.version, now.handler) == (version, "")
    clock.move(hours=2)
    assert "selgitustaotlus" not in await room.say(room.mari, f"/vaata {ref}", DUTY)  # the stranger in the group is noticed
    told = "\n".join(one.text for one in room.server.chat(666).from_bot)
    assert ref not in told
    assert SECRET_WORDS not in told.casefold()


async def test_an_attackers_evening_with_a_stolen_telephone(room: Room) -> None:
    """Whoever holds Mari's telephone after she has lost her rights, or replays what she did before, does nothing twice and learns nothing."""
    ref = room.letter_comes()
    await room.tell()
    card = room.last(DUTY)
    old = [list(row) for row in card.keyboard]
    await room.press(room.mari, card, "✋ Võtan")
    taken = room.desk.look_now(views.card, ref)
    for _ in range(2):
        card.keyboard = old  # D3, D4: the same press again, from the card as it was
        query = await room.press(room.jyri, card, "✋ Võtan")
        assert query.answered
    now = room.desk.look_now(views.card, ref)
    assert (now.handler, now.version) == ("Mari Mets", taken.version)
    said = room.server.say(room.mari, f"/sulge {ref} vastatud")
    update = next(one for one in room.server.updates.pending() if one.get("message", {}).get("text", "").startswith("/sulge"))
    await room.listen()
    room.server.updates.again(update)  # D4: Telegram says it twice
    await room.listen()
    room.server.edit(said, f"/laps {ref} oht")  # D6
    await room.listen()
    room.server.send(room.mari, sticker={"file_id": "s", "file_unique_id": "us", "type": "regular", "width": 1, "height": 1,
                                         "is_animated": False, "is_video": False})  # fmt: skip
    room.server.send_document(room.mari, "../../etc/passwd", b"x" * 10)  # D18, D19
    await room.listen()
    now = room.desk.look_now(views.card, ref)
    assert (now.child_open, now.state) == (False, State.CLOSED)
    room.desk.do_now(remove, "Mari Mets")  # D10
    before = room.last(MARI).message_id
    for words in (f"/vaata {ref}", f"/kiri {ref}", f"/sulge {ref} vastatud", "/minu", "/otsi asenduskodu"):
        await room.say(room.mari, words)
    await room.press(room.mari, card, card.buttons[0])
    told = [one.text for one in room.server.chat(MARI).from_bot if one.message_id > before]
    assert not [one for one in told if ref in one or SECRET_WORDS in one.casefold()]


@pytest.mark.parametrize("language", ["et", "ru", "en"])
async def test_a_citizens_day_in_three_languages(room: Room, language: str) -> None:
    send = {"et": "✅ Saada", "ru": "✅ Отправить", "en": "✅ Send"}[language]
    someone = room.server.person(KADRI + 10, "Keegi", language=language)
    for words in ("/start", "abi", "/help", "помогите"):
        said = await room.say(someone, words)
        assert said.index("112") < said.index("116 111")
    (prompt,) = await room.heard(someone, "Palun selgitage, kes maksab lasteaiakoha eest.")
    await room.press(someone, prompt, send)
    await room.tell()
    assert any("26-0001" in one.text and "112" in one.text for one in room.server.chat(someone.id).from_bot)
    assert "26-0001" in await room.say(someone, "/seis")
